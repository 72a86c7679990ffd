"""T01-09, T02-07, T04-12, T09-06 金额为负.

Amounts of income, expenditure and 三公 are never negative in honest books, except corrections, which the text must explain.
Opening and closing balances (01 L29, L60; 04 L28–L31, L60) may be negative and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State, Term

_BALANCES = {"T01": {"L29", "L60", "L31", "L62"}, "T04": {"L28", "L29", "L30", "L31", "L32", "L60", "L64"}}


def _check(form: str, context: Context) -> Iterator[Outcome]:
    if context.table(form) is None:
        yield absent(context, form)
        return
    cells = [s for s in context.stated_in(form) if s.row not in _BALANCES.get(form, ())]
    negative = [statement for statement in cells if statement.value < 0]
    for statement in negative:
        message = f"“{statement.label}”为负数 {statement.amount.raw}，请核对；确属冲减的，应在说明中解释。"
        yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
    if not negative:
        yield passed(cells)


RULES = {
    rule: partial(_check, form)
    for rule, form in (("T01-09", "T01"), ("T02-07", "T02"), ("T04-12", "T04"), ("T09-06", "T09"))
}
