"""T06-09 基本支出表金额的小数位数与全文不一致.

A document prints its amounts with one number of decimals (two in 万元); cells with more or fewer often were not converted from 元. A
note, one for the form. The other forms are F-02.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.printed_decimals import odd_decimals
from juesuan.model import Outcome

RULE = "T06-09"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the form."""
    yield from odd_decimals(context, "T06")
