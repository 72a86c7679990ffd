"""The JSON of ``check``, exactly as CONTRACT has it; ``schema/report.schema.json`` describes it.

Numbers of the document are strings of exact decimals; counts, pages and coordinates are JSON numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

import msgspec

from juesuan import __version__
from juesuan.model import (
    Disclosure,
    DocumentInfo,
    Finding,
    NumberSeen,
    Place,
    Problem,
    Repair,
    State,
    Statement,
    Suspect,
    Term,
)
from juesuan.model.plain import plain
from juesuan.reporting.coverage import Coverage
from juesuan.reporting.dossier import Dossier

__all__ = [
    "SCHEMA_VERSION",
    "decimal_text",
    "document_object",
    "dumps",
    "finding_object",
    "place_object",
    "report_object",
    "report_schema",
    "term_object",
    "unreadable_object",
]

SCHEMA_VERSION = 1

Object = dict[str, Any]


def dumps(value: Mapping[str, Any], *, one_line: bool = False) -> str:
    """JSON text: on one line for several documents in a stream, else indented for people."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        return text if one_line else msgspec.json.format(text, indent=2)  # json indents ten times as slowly
    except UnicodeEncodeError:  # a lone surrogate, as of a file name, which no encoding has
        return json.dumps(value, ensure_ascii=False, indent=2)


def report_schema() -> Object:
    """The JSON Schema of :func:`report_object`."""
    text = (files("juesuan.reporting") / "schema" / "report.schema.json").read_text(encoding="utf-8")
    schema: Object = json.loads(text)
    return schema


def report_object(dossier: Dossier) -> Object:
    """The report as plain JSON values."""
    disclosure, report = dossier.disclosure, dossier.report
    return {
        "schema": SCHEMA_VERSION,
        "juesuan": {"version": __version__, "catalogue": report.catalogue},
        "document": document_object(disclosure.info)
        | {"previous": _other(dossier.previous), "budget": _other(dossier.budget), "against": _other(dossier.against)}
        | {"units": [_other(unit) for unit in dossier.units], "evidence": dossier.evidence},
        "reading": reading_object(disclosure, dossier.coverage, dossier.gaps),
        "verdict": dossier.verdict,
        "counts": {state.value: report.counts.get(state, 0) for state in State},
        "findings": [finding_object(finding) for finding in report.findings],
        "rules": [plain(result) for result in report.results],
        "error": None,
    }


def unreadable_object(file: str, message: str) -> Object:
    """The report on a file that could not be opened, so that a stream has one object for every file."""
    nothing = Coverage(0, 0, 0, 0, (), ())
    disclosure = Disclosure(DocumentInfo(file=file))
    return {
        "schema": SCHEMA_VERSION,
        "juesuan": {"version": __version__, "catalogue": ""},
        "document": document_object(disclosure.info)
        | {"previous": None, "budget": None, "against": None, "units": [], "evidence": None},
        "reading": reading_object(disclosure, nothing, (Problem(message),)),
        "verdict": "unreadable",
        "counts": {state.value: 0 for state in State},
        "findings": [],
        "rules": [],
        "error": message,
    }


def document_object(info: DocumentInfo) -> Object:
    """What the document is."""
    written: Object = plain(info)
    return written


def _other(info: DocumentInfo | None) -> Object | None:
    """A document that this one was compared with."""
    return {"file": info.file, "sha256": info.sha256} if info is not None else None


def reading_object(disclosure: Disclosure, seen: Coverage, gaps: Sequence[Problem]) -> Object:
    """How the reading went, and what keeps it from being complete."""
    return {
        "grade": None if disclosure.grade is None else float(round(disclosure.grade, 4)),
        "complete": not gaps,
        "decided": seen.decided,
        "forms": [plain(reading) for reading in disclosure.readings],
        "numbers": seen.numbers,
        "bound": seen.bound,
        "checked": seen.checked,
        "unbound": [_number(number) for number in seen.unbound],
        "described": [_number(number) for number in seen.described],
        "unchecked": [_number(number) for number in seen.unchecked],
        "undecided": [{"text": number.text, "place": place_object(number.place)} for number in seen.undecided],
        "limited": [{"text": number.text, "place": place_object(number.place)} for number in seen.limited],
        "unreadable_pages": list(disclosure.unreadable_pages),
        "pictures": list(disclosure.pictures),
        "begins_late": disclosure.begins_late,
        "ends_early": disclosure.ends_early,
        "gaps": [_problem(gap) for gap in gaps],
        "problems": [_problem(problem) for problem in disclosure.problems],
    }


def _problem(problem: Problem) -> Object:
    return {"message": problem.message, "place": place_object(problem.place)}


def place_object(place: Place) -> Object:
    """A place; every key is there, null where the format has no such coordinate."""
    written: Object = plain(place)
    if place.bbox is not None:
        written["bbox"] = [round(edge, 2) for edge in place.bbox]
        written["further"] = [[round(edge, 2) for edge in box] for box in place.further]
    return written


def decimal_text(value: Decimal | None) -> str | None:
    """An exact decimal without exponent."""
    return None if value is None else format(value, "f")


def _number(number: NumberSeen | Statement) -> Object:
    text = number.text if isinstance(number, NumberSeen) else number.amount.raw
    return {"text": text, "place": place_object(number.place)}


def finding_object(finding: Finding) -> Object:
    """A finding."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "band": finding.band.value if finding.band else None,
        "title": finding.title,
        "message": finding.message,
        "equation": finding.equation,
        "stated": decimal_text(finding.stated),
        "expected": decimal_text(finding.expected),
        "difference": decimal_text(finding.difference),
        "allowed": decimal_text(finding.allowed),
        "terms": [term_object(term) for term in finding.terms],
        "proposals": [_proposal(repair) for repair in finding.proposals],
        "advice": finding.advice,
        "suspects": [_suspect(suspect) for suspect in finding.suspects],
        "outcomes": [plain(outcome) for outcome in finding.outcomes],
        "root": finding.root,
        "folded": list(finding.folded),
        "hint": finding.hint,
        "basis": finding.basis,
        "waived": finding.waived,
    }


def term_object(term: Term) -> Object:
    """An operand with its place."""
    statement = term.statement
    amount = statement.amount if statement is not None else None
    return {
        "sign": term.sign,
        "label": term.label,
        "fact": str(statement.fact) if statement is not None and statement.fact is not None else None,
        "value": decimal_text(amount.value) if amount is not None else None,
        "unit": amount.unit.value if amount is not None else None,
        "decimals": amount.decimals if amount is not None else None,
        "raw": amount.raw if amount is not None else term.text,
        "place": place_object(term.place),
    }


def _proposal(repair: Repair) -> Object:
    return {**plain(repair), "probability": float(repair.probability)}


def _suspect(suspect: Suspect) -> Object:
    slip = suspect.slip
    return {
        **plain(suspect),
        "probability": float(suspect.probability),
        "slip": str(slip) if slip is not None else None,
        "slip_kind": slip.kind.value if slip is not None else None,
    }
