"""X-23, X-30 “三公”经费表与基本支出表.

三公 covers basic and project expenditure, table 06 only basic: no 三公 at all means the four cells of table 06 are zero; a car
bought from basic expenditure is in the 三公 table.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Band, Outcome, State, Term

_ITEMS = ("30212", "30217", "30231", "31013")


def _none_at_all(context: Context) -> Iterator[Outcome]:
    total = context.cell("T09", "*", "C7")
    if total is None or context.table("T06") is None:
        yield absent(context, "T09" if total is None else "T06")
        return
    if total.value:
        yield not_applicable("有“三公”经费支出")
        return
    cells = [s for code in _ITEMS if (s := context.cell("T06", code, "C1")) is not None]
    filled = [statement for statement in cells if statement.value]
    if not filled:
        yield passed([total, *cells])
    for statement in filled:
        message = f"“三公”经费决算合计为 {total.amount.raw or '空'}，但“{statement.label}”为 {statement.amount.raw}。"
        terms = (Term.of(total), Term.of(statement, -1))
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, difference=statement.value)


def _car_bought(context: Context) -> Iterator[Outcome]:
    bought = context.cell("T06", "31013", "C1")
    listed = context.cell("T09", "*", "C10")
    if bought is None or not bought.value:
        yield not_applicable("基本支出中没有公务用车购置")
    elif listed is None:
        yield absent(context, "T09")
    elif listed.value:
        yield passed([bought, listed])
    else:
        message = f"“{bought.label}”为 {bought.amount.raw}，但“三公”经费表的公务用车购置费为零。"
        terms = (Term.of(bought), Term.of(listed, -1))
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, difference=bought.value)


RULES = {"X-23": _none_at_all, "X-30": _car_bought}
