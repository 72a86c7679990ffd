"""C-04 行政运行用于非行政单位.

A document that says it has no 机关运行经费 because it is neither 行政机关 nor 参公单位 should not spend under 行政运行 or
行政单位医疗. A note, for a unit may hold an administrative sub-unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import prose
from juesuan.model import Outcome, State

RULE = "C-04"
_DENIAL = "不是行政机关"
_ADMINISTRATIVE = {"行政运行", "行政单位医疗"}


def check(context: Context) -> Iterator[Outcome]:
    """Notes each administrative 项 of a unit that says it is none."""
    said = [(text, start) for text in prose(context, "N10") if (start := text.passage.text.find(_DENIAL)) >= 0]
    if not said:
        yield not_applicable("文中没有“不是行政机关”的表述")
        return
    text, start = said[0]
    denial = text.term(start, start + len(_DENIAL), -1)
    found = False
    for table, row in coded_rows(context, "T03"):
        cell = context.cell(table.form, row.key, "C1")
        if row.label in _ADMINISTRATIVE and cell is not None and cell.value:
            found = True
            message = f"说明称“{_DENIAL}”，但支出决算表列有 {row.key} {row.label} {cell.amount.raw}，请核对单位性质。"
            yield Outcome(State.FAIL, terms=(row_term(table, row), denial), message=message)
    if not found:
        yield passed()
