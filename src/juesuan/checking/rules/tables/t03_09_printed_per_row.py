"""T03-09 支出决算表各行印出的数字个数不一致.

Some rows print 0.00 where others leave a blank: figures may be missing or stand in the wrong column, and extraction becomes ambiguous.
A form that never prints a zero leaves blanks for nothing. A note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State, Term

RULE = "T03-09"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once for the form."""
    table = context.table("T03")
    if table is None:
        yield absent(context, "T03")
        return
    counts = {
        row.key: sum(
            bool(table.cells[key].raw) for column in table.columns if (key := (row.key, column.key)) in table.cells
        )
        for row in table.rows
    }
    printed = Counter(counts.values())
    zeros = any(cell.raw and cell.amount is not None and not cell.amount.value for cell in table.cells.values())
    if not zeros or len(printed) == 1:
        yield passed()
        return
    message = (
        f"“{table.title}”各行印出的数字个数不一致（{min(printed)}～{max(printed)} 个）：有的零印为 0.00，有的留空。"
    )
    yield Outcome(State.FAIL, terms=(Term(1, table.title, None, table.place, table.title),), message=message)
