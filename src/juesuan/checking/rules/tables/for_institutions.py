"""T01-07, T01-08, T03-06 与单位性质不符的项目.

使用非财政拨款结余 only fills a deficit of an 事业单位; 行政单位 have neither it nor 结余分配; 上缴上级支出, 经营支出 and
对附属单位补助支出 belong to 事业单位. Which kind of unit it is shows in the 科目 (X-28).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.unit_kind import has_institutions
from juesuan.model import Outcome, State, Statement, Term


def _surplus_fills_deficit(context: Context) -> Iterator[Outcome]:
    """T01-07: surplus used only where spending exceeds income."""
    used, income, spending = (context.cell("T01", *key) for key in (("L28", "C1"), ("L27", "C1"), ("L58", "C2")))
    if income is None or spending is None:
        yield absent(context, "T01")
    elif used is None or not used.value:
        yield not_applicable("没有使用非财政拨款结余")
    elif income.amount.interval.low < spending.amount.interval.high or _distributed(context):
        yield passed([used, income, spending])
    else:
        message = f"使用非财政拨款结余 {used.amount.raw}，但本年收入 {income.amount.raw} 并不小于本年支出 {spending.amount.raw}。"
        yield Outcome(State.FAIL, terms=tuple(map(Term.of, (used, income, spending))), message=message)


def _distributed(context: Context) -> bool:
    """Whether surplus of the year was distributed, for which older surplus may stand in."""
    distributed = context.cell("T01", "L59", "C2")
    return distributed is not None and bool(distributed.value)


def _for_institutions(cells: tuple[tuple[str, str, str], ...], context: Context) -> Iterator[Outcome]:
    stated: list[Statement] = [s for key in cells if (s := context.cell(*key)) is not None]
    filled = [statement for statement in stated if statement.value]
    if not stated:
        yield absent(context, cells[0][0])
    elif not filled:
        yield passed(stated)
    elif (institution := has_institutions(context)) is None:
        yield undecidable("从科目无法判断单位性质")
    elif institution:
        yield passed(filled)
    else:
        for statement in filled:
            message = (
                f"“{statement.label}”为 {statement.amount.raw}，而从科目看本部门没有事业单位，行政单位一般没有此项。"
            )
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)


def _surplus_needs_institution(context: Context) -> Iterator[Outcome]:
    yield from _for_institutions((("T01", "L28", "C1"), ("T01", "L59", "C2")), context)


def _operating_needs_institution(context: Context) -> Iterator[Outcome]:
    yield from _for_institutions((("T03", "*", "C4"), ("T03", "*", "C5"), ("T03", "*", "C6")), context)


RULES = {
    "T01-07": _surplus_fills_deficit,
    "T01-08": _surplus_needs_institution,
    "T03-06": _operating_needs_institution,
}
