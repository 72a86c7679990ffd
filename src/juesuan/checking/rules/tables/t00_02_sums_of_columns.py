"""T00-02 其他表：合计栏＝相邻各栏之和.

A column called 合计, 小计 or 总计 of a table of another name sums a run of columns beside it; which one is told by the rows.
Judged only where nearly all rows hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import columns_families, outcomes_of
from juesuan.checking.context import Context
from juesuan.model import Outcome

RULE = "T00-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each relation that the tables show to be meant."""
    yield from outcomes_of(columns_families, context)
