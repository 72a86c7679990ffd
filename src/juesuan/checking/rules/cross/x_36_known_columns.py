"""X-36 其他表与已知的表同一科目一致.

A column of a table of another name that prints, code by code, what a column of a known form prints, prints it for every code. Which
column that is, is told by the numbers: nearly all are the same. Several rows of one code, one a project, are added up.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import known_columns, outcomes_of
from juesuan.checking.context import Context
from juesuan.model import Outcome

RULE = "X-36"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each code of the columns that are those of a known form."""
    yield from outcomes_of(lambda numbers: known_columns(numbers, context), context)
