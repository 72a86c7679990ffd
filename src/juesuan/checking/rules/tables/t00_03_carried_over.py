"""T00-03 其他表：年初＋收入－支出＝年末.

A table of another name that has what was there, came in, went out and is left: by the words of its columns, and where nearly all of
its rows add up.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import outcomes_of, rollings
from juesuan.checking.context import Context
from juesuan.model import Outcome

RULE = "T00-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each relation that the tables show to be meant."""
    yield from outcomes_of(rollings, context)
