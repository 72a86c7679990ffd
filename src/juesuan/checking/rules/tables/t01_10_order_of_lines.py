"""T01-10 收支总表行次顺序.

The lines of 公开01表 follow the order of the national form; a line that stands elsewhere or twice was retyped by hand, and its
amount may belong to another line. Layouts that leave lines out are fine.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State, Term

RULE = "T01-10"


def check(context: Context) -> Iterator[Outcome]:
    """Fails on the first line of each side that stands before its predecessor."""
    table = context.table("T01")
    if table is None:
        yield absent(context, "T01")
        return
    order = {row.key: index for index, row in enumerate(context.standard.forms["T01"].rows)}
    sides = {row.key: row.side for row in context.standard.forms["T01"].rows}
    wrong = False
    for side in ("income", "spend"):
        rows = [row for row in table.rows if sides.get(row.key) == side]
        for before, row in pairwise(rows):
            if order[row.key] < order[before.key]:
                wrong = True
                message = f"“{table.title}”中“{row.label}”排在“{before.label}”之后，与规定的行次顺序不符。"
                yield Outcome(State.FAIL, terms=(Term(1, row.label, None, row.place, row.label),), message=message)
                break
    if not wrong:
        yield passed()
