"""T00-02 其他表：合计栏＝各栏之和，差额栏＝两栏之差.

A column called 合计, 小计 or 总计 of a table of another name sums a run of columns beside it; which one is told by the rows.
A column called 增减额 or 差额 is one of the two before it less the other. Judged only where nearly all rows hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import Family, Numbers, columns_families, outcomes_of
from juesuan.checking.context import Context
from juesuan.checking.differences_of_columns import differences
from juesuan.model import Outcome

RULE = "T00-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each relation that the tables show to be meant."""
    yield from outcomes_of(_families, context)


def _families(numbers: Numbers) -> Iterator[Family]:
    yield from columns_families(numbers)
    yield from differences(numbers)
