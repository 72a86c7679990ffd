"""The rows of the tables, from a document and the report on it: every statement and every finding exactly once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePath

from juesuan.model import Disclosure, DocumentInfo, Finding, Place, Report, Severity, Statement, Term, Unit
from juesuan.reporting.coverage import coverage
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.columns import Rows, Value
from juesuan.reporting.exports.evaluations import evaluation_row
from juesuan.reporting.exports.schema import RELATIVE_YEAR, fact_columns
from juesuan.standard import Standard

__all__ = ["core_rows", "document_key", "unit_key", "unjudged"]

_KEY_DIGITS = 12


def unjudged(disclosure: Disclosure, standard: Standard) -> Dossier:
    """A document that was read and not checked."""
    return Dossier(disclosure, Report((), ()), standard)


def core_rows(dossier: Dossier, *, judged: bool) -> dict[str, Rows]:
    """Rows by the name of the table. ``judged``: whether the report was made; else nothing of what it would say is said."""
    info = dossier.disclosure.info
    key = document_key(info)
    told = dossier.report.findings if judged else ()
    return {
        "documents": [_document(dossier, judged=judged)],
        "units": [_unit(info)] if info.unit else [],
        "facts": list(_facts(dossier, judged=judged)),
        "findings": [{"document": key, **_finding(finding, dossier)} for finding in told],
        "finding_numbers": [{"document": key, **row} for finding in told for row in _operands(finding, dossier)],
        "evaluations": [
            {"document": key, **evaluation_row(form, dossier, told), **_where(form.place, dossier)}
            for form in dossier.disclosure.performance
        ],
    }


def document_key(info: DocumentInfo) -> str:
    """By what a document is known: its content; where it was made of books and has none, what it is of."""
    if info.sha256:
        return info.sha256
    return hashlib.sha256(
        "\n".join(map(str, (info.kind, info.place, info.unit, info.level, info.year))).encode()
    ).hexdigest()


def unit_key(info: DocumentInfo) -> str | None:
    """By what a body is known in every document of it."""
    if not info.unit:
        return None
    return hashlib.sha256(f"{info.place}\n{info.unit}\n{info.level}".encode()).hexdigest()[:_KEY_DIGITS]


def _unit(info: DocumentInfo) -> dict[str, Value]:
    return {"unit_id": unit_key(info), "unit_name": info.unit, "level": info.level, "place": info.place}


def _owner(info: DocumentInfo) -> dict[str, Value]:
    return {**_unit(info), "fiscal_year": info.year}


def _document(dossier: Dossier, *, judged: bool) -> dict[str, Value]:
    info, seen = dossier.disclosure.info, coverage(dossier.disclosure, dossier.report)
    return {
        "document": document_key(info),
        "file": PurePath(info.file).name,
        "files": "、".join(info.parts),
        "kind": info.kind,
        **_owner(info),
        "layout": info.profile,
        "amount_unit": info.amount_unit.value if info.amount_unit else None,
        "pages": info.pages or None,
        "numbers": seen.numbers,
        "bound": seen.bound,
        "checked": seen.checked if judged else None,
        "decided": seen.decided if judged else None,
        "gaps": len(dossier.gaps) if judged else None,
        "verdict": dossier.verdict if judged else None,
        "catalogue": dossier.standard.hash,
    }


def _facts(dossier: Dossier, *, judged: bool) -> Iterator[dict[str, Value]]:
    info, owner = dossier.disclosure.info, _owner(dossier.disclosure.info)
    judgement = _Judgements(dossier.report) if judged else None
    columns = fact_columns(dossier.standard.vocabulary)
    headings = {section.id: section.heading for section in reversed(dossier.disclosure.sections)}
    for item in dossier.disclosure.statements:
        dimensions = dict(item.fact.dimensions) if item.fact else {}
        named: dict[str, Value] = {}
        if item.fact is not None:
            named = {column: dimensions.get(name, known.default) or None for name, column, known in columns}
            named |= {RELATIVE_YEAR: int(dimensions.get("year", "0")), "measure": item.fact.measure}
            named |= {"fact_name": dossier.standard.vocabulary.name(item.fact)}
            named |= {"fact_name_en": dossier.standard.vocabulary.name_en(item.fact)}
        yield {
            "document": document_key(info),
            "id": item.id,
            "fact": str(item.fact) if item.fact else None,
            **named,
            **_number(item),
            "decimals": item.amount.decimals,
            "quality": item.quality.value,
            "rivals": "、".join(getattr(item.certainty, "rivals", ())),
            "reader": item.reader.value,
            "judgement": judgement.of(item) if judgement is not None else None,
            "form": item.source,
            "form_title": headings.get(item.source) if item.in_prose else dossier.title(item.source),
            "instance": item.instance,
            "row": item.row,
            "column": item.column,
            "label": item.label,
            "sentence": item.place.text if item.in_prose else None,
            **_where(item.place, dossier),
            **owner,
        }


def _number(item: Statement) -> dict[str, Value]:
    """The number as printed and, when it is money, exactly in yuan; a blank is no number."""
    amount = item.amount
    blank = item.is_blank
    yuan = amount.to(Unit.YUAN).value if amount.unit.is_money and not blank else None
    return {"value": None if blank else amount.value, "unit": amount.unit.value, "yuan": yuan, "raw": amount.raw}


def _where(place: Place, dossier: Dossier) -> dict[str, Value]:
    return {
        "file": PurePath(place.file or dossier.disclosure.info.file).name,
        "page": place.page,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "paragraph": place.paragraph,
        "table_row": place.table_row,
        "table_column": place.table_column,
        "where": dossier.where(place),
    }


class _Judgements:
    """What a report says of single numbers."""

    def __init__(self, report: Report) -> None:
        told = [f for f in report.findings if f.waived is None and f.severity is not Severity.INFO]
        self._involved = {term.statement.id for finding in told for term in finding.terms if term.statement is not None}
        self._accused = {
            statement.id
            for finding in told
            if finding.root is None
            for suspect in finding.suspects
            if (statement := finding.terms[suspect.term].statement) is not None
        }
        self._checked = report.checked

    def of(self, item: Statement) -> str:
        """One of :data:`JUDGEMENTS`."""
        if item.id in self._accused:
            return "accused"
        if item.id in self._involved:
            return "involved"
        return "checked" if item.id in self._checked else "unchecked"


def _finding(finding: Finding, dossier: Dossier) -> dict[str, Value]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "band": finding.band.value if finding.band else None,
        "root": finding.root,
        "title": finding.title,
        "message": finding.message,
        "advice": finding.advice,
        "equation": finding.equation,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "allowed": finding.allowed,
        "basis": finding.basis,
        "waived": finding.waived,
        **(_where(finding.terms[0].place, dossier) if finding.terms else {}),
    }


def _operands(finding: Finding, dossier: Dossier) -> Iterator[dict[str, Value]]:
    doubted = {suspect.term: suspect for suspect in reversed(finding.suspects)}
    own = {statement.id: statement for statement in dossier.disclosure.statements}
    for number, term in enumerate(finding.terms):
        suspect = doubted.get(number)
        yield {
            "finding": finding.id,
            "number": number + 1,
            "sign": term.sign,
            "label": term.label,
            **_operand(term, own.get(term.statement.id) == term.statement if term.statement is not None else False),
            "suggestion": suspect.suggestion if suspect is not None else None,
            "probability": suspect.probability if suspect is not None else None,
            **_where(term.place, dossier),
        }


def _operand(term: Term, is_own: bool) -> dict[str, Value]:
    statement = term.statement
    if statement is None:
        return {"raw": term.text}
    number = _number(statement)
    del number["yuan"]
    fact = str(statement.fact) if statement.fact is not None else None
    return {"statement": statement.id if is_own else None, "fact": fact, **number}
