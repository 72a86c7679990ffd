"""What is recorded of one document: every outcome and every finding, named by what they speak of.

Only what any state of the program has is used: ``juesuan.read``, ``juesuan.check``, the rules, their outcomes in a context, and the
attributes of the model. Where these move, this file is the one to follow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from record_documents import Document

import juesuan
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.formats.errors import ReadError
from juesuan.model import Disclosure, Outcome, Statement, Term
from juesuan.standard import builtin

__all__ = ["recorded"]

Words = Callable[[str], str]
_NUMBER = re.compile(r"[-\d.,]+%?")
_NUMBERS = ("stated", "expected", "difference", "allowed")


def recorded(document: Document) -> bytes:
    """The line of a document, as JSON."""
    words: Words = str if document.made else _hash
    line: dict[str, object] = {"name": document.name, "file": _hash_of(document.path)}
    try:
        read, previous, budget = (
            juesuan.read(path) if path is not None else None
            for path in (document.path, document.previous, document.budget)
        )
        assert read is not None
        line |= {"state": "read", **_reading(read), **_judged(read, previous, budget, words)}
    except ReadError as error:
        line |= {"state": "unreadable", "reason": words(type(error).__name__)}
    return msgspec.json.encode(line)


def _reading(read: Disclosure) -> dict[str, object]:
    """What was read: a digest of all statements, and how many of each source."""
    numbers = sorted(f"{_place(s)} {_decimal(s.value)} {s.amount.unit.value}" for s in read.statements)
    problems = sorted(problem.message for problem in read.problems)
    return {
        "kind": read.info.kind,
        "layout": read.info.profile,
        "statements": len(numbers),
        "claims": len(read.claims),
        "reading": _hash("\n".join(numbers)),
        "problems": _hash("\n".join(problems)) if problems else "",
    }


def _judged(
    read: Disclosure, previous: Disclosure | None, budget: Disclosure | None, words: Words
) -> dict[str, object]:
    context = Context(read, previous, budget, standard=builtin())
    report = juesuan.check(read, previous, budget)
    found = sorted(
        _outcome(rule.id, item, words) for rule in builtin().rules.values() for item in outcomes(rule, context)
    )
    names = {finding.id: f"{finding.rule} {_lead(finding.terms, words)}" for finding in report.findings}
    return {
        "verdict": report.verdict,
        "counts": {
            state.value: number for state, number in sorted(report.counts.items(), key=lambda pair: pair[0].value)
        },
        "outcomes": found,
        "findings": sorted(_finding(finding, names, words) for finding in report.findings),
    }


def _outcome(rule: str, outcome: Outcome, words: Words) -> list[object]:
    """Rule, operands, state, numbers, band, relation, severity, reason."""
    numbers = " ".join(
        f"{name}={_decimal(getattr(outcome, name))}" for name in _NUMBERS if getattr(outcome, name) is not None
    )
    band = outcome.band.value if outcome.band else ""
    severity = outcome.severity.value if outcome.severity else ""
    reason = words(outcome.reason) if outcome.reason else ""
    return [
        rule,
        _operands(outcome.terms, words),
        outcome.state.value,
        numbers,
        band,
        outcome.relation,
        severity,
        reason,
    ]


def _finding(finding: Any, names: dict[str, str], words: Words) -> list[object]:
    """Rule, operands, severity, band, root, suspects with what is proposed."""
    suspects = [
        " ".join(
            (
                _name(finding.terms[suspect.term], words),
                f"{float(suspect.probability):.2f}",
                _proposed(suspect.suggestion or "-", words),
                words(str(suspect.slip)) if suspect.slip else "-",
            )
        )
        for suspect in finding.suspects
    ]
    root = names[finding.root] if finding.root else ""
    band = finding.band.value if finding.band else ""
    return [finding.rule, _operands(finding.terms, words), finding.severity.value, band, root, suspects]


def _proposed(text: str, words: Words) -> str:
    """A proposal: a number as it is."""
    return text if _NUMBER.fullmatch(text) else words(text)


def _operands(terms: tuple[Term, ...], words: Words) -> list[list[str]]:
    """Sign, name and value of each; of an equation told from its other side the signs are the same."""
    found = [("+" if term.sign > 0 else "-", _name(term, words), _value(term)) for term in terms]
    if found and min(found, key=lambda operand: operand[1])[0] == "-":
        found = [("-" if sign == "+" else "+", name, value) for sign, name, value in found]
    return [list(operand) for operand in sorted(found, key=lambda operand: (operand[1], operand[0], operand[2]))]


def _lead(terms: tuple[Term, ...], words: Words) -> str:
    return min((_name(term, words) for term in terms), default="")


def _name(term: Term, words: Words) -> str:
    return _place(term.statement) if term.statement is not None else f"“{words(term.label)}” {words(term.text)}"


def _place(statement: Statement) -> str:
    """Form, number of the form or item, row, column for a cell; section, item, fact for a number of the prose."""
    fact = str(statement.fact) if statement.fact is not None else ""
    number = f"#{statement.instance}" if statement.instance else ""
    cell = f"[{statement.row}].{statement.column}" if statement.row else ""
    return f"{statement.source}{number}{cell} {fact}".rstrip()


def _value(term: Term) -> str:
    return "" if term.statement is None or term.statement.is_blank else _decimal(term.statement.value)


def _decimal(value: Decimal) -> str:
    return f"{value.normalize() + 0:f}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
