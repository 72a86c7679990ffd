"""The performance forms of a document as rows: what each is of, its money and its score, and which findings speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.model import Finding, FormField, PerformanceForm, Place, Statement
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.columns import Value

__all__ = ["evaluation_row"]

_MONEY = ("initial", "adjusted", "executed", "rate")


def evaluation_row(form: PerformanceForm, dossier: Dossier, told: Sequence[Finding]) -> dict[str, Value]:
    """One form; ``told``: the findings of the report, none where nothing was judged."""
    disclosure = dossier.disclosure
    cells = {
        (item.row, item.column): item
        for item in disclosure.statements
        if (item.source, item.instance) == (form.kind, form.instance)
    }
    score = _value(cells, "sum", "score")
    template = dossier.standard.templates.named(form.template, form.kind, disclosure.info.profile)
    about = [finding for finding in told if finding.waived is None and _speaks_of(finding, form)]
    pairs = [(_value(cells, row, "points"), _value(cells, row, "score")) for row in _rows(form)]
    return {
        "form": f"{form.kind}{form.instance}",
        "kind": form.kind,
        "project": _text(form.project),
        "authority": _text(form.authority),
        "implementer": _text(form.implementer) or _text(form.unit),
        **{column: _value(cells, "total", column) for column in _MONEY},
        "points": _value(cells, "sum", "points"),
        "score": score,
        "grade": template.grade(score) if score is not None else None,
        "indicators": len(form.indicators),
        "lost": sum(points is not None and given is not None and given < points for points, given in pairs),
        "rules": "、".join(sorted({finding.rule for finding in about})),
        "flags": "；".join(sorted({finding.title for finding in about})),
    }


def _rows(form: PerformanceForm) -> Iterator[str]:
    yield from (f"i{number}" for number, _ in enumerate(form.indicators, 1))


def _value(cells: Mapping[tuple[str, str], Statement], row: str, column: str) -> Decimal | None:
    item = cells.get((row, column))
    return None if item is None or item.is_blank else item.value


def _text(field: FormField | None) -> str:
    return field.text if field is not None else ""


def _speaks_of(finding: Finding, form: PerformanceForm) -> bool:
    """Whether a finding is about a form: it names a number of the form, or words that stand in it."""
    places = set(_places(form))
    return any(
        (term.statement.source, term.statement.instance) == (form.kind, form.instance)
        if term.statement is not None
        else term.place in places
        for term in finding.terms
    )


def _places(form: PerformanceForm) -> Iterator[Place]:
    yield form.place
    yield from (
        field.place for field in (form.title, form.unit, form.project, form.authority, form.implementer) if field
    )
    passages = [form.goals, form.results, *(part for task in form.tasks for part in task)]
    yield from (passage.place(0, len(passage.text), 0) for passage in passages if passage is not None)
    for item in form.indicators:
        yield item.place
        fields = (item.level1, item.level2, item.level3, item.target, item.actual, item.points, item.score, item.reason)
        yield from (field.place for field in fields if field is not None)
