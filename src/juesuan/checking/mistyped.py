"""Rows whose code was mistyped: their name stands in other tables with another code, close to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from juesuan.checking.coded import coded_rows
from juesuan.checking.context import Context
from juesuan.model import Row, Table
from juesuan.standard.codes import plain_name

__all__ = ["mistyped_rows"]

_ITEM_ABOVE = 5
"""Digits of the code of the level above an item (款)."""

_Rows = Mapping[str, list[tuple[Table, Row]]]


def mistyped_rows(context: Context) -> Iterator[tuple[Table, Row, Table, Row]]:
    """Each such row with its table, and the row that has the right code with its own."""
    by_code: dict[str, list[tuple[Table, Row]]] = {}
    by_name: dict[str, list[tuple[Table, Row]]] = {}
    rows = list(coded_rows(context))
    for table, row in rows:
        by_code.setdefault(row.key, []).append((table, row))
        by_name.setdefault(plain_name(row.label), []).append((table, row))
    for table, row in rows:
        meant = _meant(table, row, by_code, by_name, context)
        if meant is not None:
            yield table, row, *meant


def _meant(table: Table, row: Row, by_code: _Rows, by_name: _Rows, context: Context) -> tuple[Table, Row] | None:
    """The row of another table that has the code which this one should have."""
    name = plain_name(row.label)
    if len(by_code[row.key]) > 1 or not name:
        return None
    own = set(table.row_keys)
    right = name in map(plain_name, context.standard.codes.function_names(row.key, context.disclosure.info.year))
    others = {
        other.key: (place, other)
        for place, other in by_name[name]
        if other.key not in own
        and _near(other.key, row.key)
        and not (right and not _is_astray(row.key, other.key, own))
    }
    return next(iter(others.values())) if len(others) == 1 else None


def _is_astray(code: str, other: str, listed: Set[str]) -> bool:
    """Whether the level above the other code is listed and the level above this one is not: many codes have the name 事业运行."""
    return len(code) > _ITEM_ABOVE and code[:_ITEM_ABOVE] not in listed and other[:_ITEM_ABOVE] in listed


def _near(one: str, other: str) -> bool:
    """Whether two codes of one length differ in one digit, or in two neighbours exchanged."""
    if len(one) != len(other):
        return False
    places = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == 1 or (len(places) == 2 and sorted(one) == sorted(other))
