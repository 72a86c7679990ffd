"""C-03 下级科目不在其上级科目之下.

Rows stand in the order of the code tree: a 款 below its 类, a 项 below its 款. A row under another parent is a typed code or
a moved line. A missing parent is another matter (T02-05).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, Row, State, Table

RULE = "C-03"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per row that stands under a code it does not begin with."""
    tables: dict[str, tuple[Table, list[Row]]] = {}
    for table, row in coded_rows(context):
        tables.setdefault(table.form, (table, []))[1].append(row)
    if not tables:
        yield undecidable("未读到按科目编码列示的表")
    for table, rows in tables.values():
        misplaced = list(_misplaced(rows))
        if misplaced and len(table.unknown) > len(table.unknown_columns):
            names = "、".join(name for name in table.unknown if name not in table.unknown_columns)
            yield undecidable(f"“{table.title}”中有未能识别的行：{names}")
            continue
        for row, parent in misplaced:
            message = (
                f"“{table.title}”中 {row.key} {row.label} 列在 {parent.key} {parent.label} 之下，编码与上级不一致。"
            )
            yield Outcome(State.FAIL, terms=(row_term(table, row), row_term(table, parent, -1)), message=message)
        if not misplaced:
            yield passed()


def _misplaced(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    listed = {row.key for row in rows}
    above: dict[int, Row] = {}
    for row in rows:
        parent = next((above[size] for size in (5, 3) if size < len(row.key) and size in above), None)
        has_own = any(row.key[:size] in listed for size in (5, 3) if size < len(row.key))
        if parent is not None and has_own and not row.key.startswith(parent.key):
            yield row, parent
        above = {size: kept for size, kept in above.items() if size < len(row.key)} | {len(row.key): row}
