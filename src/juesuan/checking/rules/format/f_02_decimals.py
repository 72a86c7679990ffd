"""F-02 金额的小数位数与全文不一致.

A document prints its amounts with one number of decimals (two in 万元). A note, one per form; 基本支出表, where a unit that was not
converted shows most often, is T06-09.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.printed_decimals import odd_decimals
from juesuan.model import Outcome

RULE = "F-02"
_ELSEWHERE = "T06"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form."""
    for form in context.disclosure.tables:
        if form != _ELSEWHERE:
            yield from odd_decimals(context, form)
