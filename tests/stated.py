"""Documents of just some facts at some places, wherever the standard puts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec.structs import replace

from juesuan.model import Disclosure, FactKey, Place, Statement, Unit
from juesuan.standard import builtin
from juesuan.standard.forms import BUDGET
from tests import made

__all__ = ["document"]

_CODES = ("206", "20603", "2060399", "2080502")
_SOURCES = ("total", "fiscal", "central", "provincial", "local", "special", "own", "carryover", "other")
_ROWS = (*_SOURCES, "sum", *(f"{kind}{number}" for kind in "imt" for number in (1, 2)))
_COLUMNS = ("initial", "adjustment", "adjusted", "executed", "balance", "rate", "points", "score")


def document(stated: Mapping[str, Mapping[str, str]]) -> Disclosure:
    """A document from ``{place: {fact: text}}``: a form, a section, or the only performance form of its kind."""
    tables: dict[str, dict[tuple[str, str], str]] = {}
    prose: list[Statement] = []
    sections = []
    for place, facts in stated.items():
        for fact, text in facts.items():
            if place in builtin().forms:
                tables.setdefault(place, {})[_cell(place, FactKey.parse(fact))] = text
            elif place in {"PO", "PP"}:
                prose.append(_evaluated(place, FactKey.parse(fact), text))
            else:
                prose.append(made.statement(f"{place}#{fact}", fact, text, place))
        if place not in builtin().forms and place not in {"PO", "PP"}:
            sections.append(made.section(place, "说明"))
    found = made.disclosure(tables, tuple(prose), sections=tuple(sections))
    kinds = {builtin().forms[form].document for form in tables}
    return replace(found, info=replace(found.info, kind=BUDGET)) if BUDGET in kinds else found


def _cell(place: str, fact: FactKey) -> tuple[str, str]:
    form = builtin().forms[place]
    rows = (form.total, *(row.key for row in form.rows), *(_CODES if form.kind == "codes" else ()))
    cells = product(rows, (column.key for column in form.columns))
    return next((row, column) for row, column in cells if form.fact(row, column) == fact)


def _evaluated(place: str, fact: FactKey, text: str) -> Statement:
    row, column = next(
        (row, column)
        for row, column in _performance_cells()
        if builtin().performance_facts.of_cell(row, column) == fact
    )
    unit = Unit.POINTS if column in {"points", "score"} else Unit.PERCENT if column == "rate" else Unit.WAN
    name = f"{place}[{row}].{column}"
    return Statement(name, place, row, column, None, made.amount(text, unit), Place(), name, instance=1)


def _performance_cells() -> Iterator[tuple[str, str]]:
    yield from product(_ROWS, _COLUMNS)
