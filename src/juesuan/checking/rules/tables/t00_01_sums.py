"""T00-01 其他表：合计和上级行＝各项之和.

A table of another name than the known forms: its totals are the sums of their rows, codes and numbered lines of what stands below them.
Judged only where the table itself shows that they are meant to be: nearly all hold. Rates, prices and scores are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import outcomes_of, rows_families
from juesuan.checking.context import Context
from juesuan.model import Outcome

RULE = "T00-01"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each relation that the tables show to be meant."""
    yield from outcomes_of(rows_families, context)
