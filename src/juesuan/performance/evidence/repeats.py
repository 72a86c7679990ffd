"""Rows that stand in evidence twice: what was recorded twice is one thing, and counts once.

Rows that the whole key of their kind does not tell apart are one thing. Where they say the same, the first stands for all of them. Where they
say different things of it, nobody knows which is right: it counts once, and what they disagree in is not known. Where a column of the key is
missing, nothing is taken away: they may be two things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgspec import Struct

from juesuan.performance.evidence.engine import Engine, quoted
from juesuan.performance.evidence.tables import BAD, PLACE, EvidenceTable, TableColumn

__all__ = ["Repeat", "Repeats", "repeats_of"]

_GROUPS, _FOUND = "_again", "_repeats"
_CONTRADICTED = "重复的行不一致"
"""What stands for a cell of which two rows say different things."""


class Repeat(Struct, frozen=True):
    """Rows with one key: places of the first and the last of them, how many, and in which columns they do not say the same."""

    first: int
    last: int
    count: int
    differ: tuple[str, ...]


@dataclass(frozen=True)
class Repeats:
    """The rows of a table that stand there more than once.

    Attributes:
        keys: the columns by which they are one. missing: labels of columns of the key that the table has not.
        others: the other columns. groups: how many there are.
    """

    table: EvidenceTable
    engine: Engine
    keys: tuple[TableColumn, ...] = ()
    missing: tuple[str, ...] = ()
    others: tuple[TableColumn, ...] = ()
    groups: int = 0

    def shown(self, most: int) -> Iterator[Repeat]:
        """The first of them, by their last row."""
        if not self.groups:
            return
        told = "".join(f", _d{number}" for number, _ in enumerate(self.others))
        rows = self.engine.run(f"SELECT _first, _last, _count{told} FROM {_FOUND} ORDER BY _last LIMIT {most}")
        for first, last, count, *differ in rows:
            named = (item.title for item, differs in zip(self.others, differ, strict=True) if differs)
            yield Repeat(first, last, count, tuple(named))

    def taken_out(self) -> EvidenceTable:
        """The table with each thing once; the first row stands for all."""
        table = self.table
        if not self.groups or self.missing:
            return table
        name = quoted(table.name)
        same = " AND ".join(f"other.{quoted(item.title)} = again.{quoted(item.title)}" for item in self.keys)
        self.engine.run(
            f"DELETE FROM {name} AS again WHERE EXISTS (SELECT 1 FROM {name} AS other WHERE {same} AND other.{PLACE} < again.{PLACE})"
        )
        rows = self.engine.run(f"SELECT count(*) FROM {name}")[0][0]
        columns = tuple(self._torn(item) for item in table.columns)
        return replace(table, columns=columns, rows=rows, repeated=table.rows - rows, torn=columns != table.columns)

    def _torn(self, item: TableColumn) -> TableColumn:
        """A column with what two rows say differently taken for a cell that nobody understands."""
        if item not in self.others:
            return item
        found = f"SELECT _first FROM {_FOUND} WHERE _d{self.others.index(item)}"
        count = self.engine.run(f"SELECT count(*) FROM ({found})")[0][0]
        if not count:
            return item
        name, bad = quoted(self.table.name), quoted(item.title + BAD)
        if not item.bad:
            self.engine.run(f"ALTER TABLE {name} ADD COLUMN {bad} VARCHAR")
        self.engine.run(
            f"UPDATE {name} SET {quoted(item.title)} = NULL, {bad} = '{_CONTRADICTED}' WHERE {PLACE} IN ({found})"
        )
        return replace(item, bad=item.bad + count)


def repeats_of(table: EvidenceTable, engine: Engine) -> Repeats:
    """The rows of a table that its kind's key does not tell apart."""
    kind = table.kind
    if kind is None:
        return Repeats(table, engine)
    here = {item.field.key: item for item in table.columns if item.field is not None}
    keys = tuple(here[key] for key in kind.key if key in here)
    missing = tuple(kind.field(key).title for key in kind.key if key not in here)
    if not keys:
        return Repeats(table, engine)
    name, names = quoted(table.name), ", ".join(quoted(item.title) for item in keys)
    filled = " AND ".join(f"{quoted(item.title)} IS NOT NULL" for item in keys)
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {_GROUPS} AS SELECT {names}, min({PLACE}) AS _first, max({PLACE}) AS _last, count(*) AS _count "
        f"FROM {name} WHERE {filled} GROUP BY {names} HAVING count(*) > 1"
    )
    others = tuple(item for item in table.columns if item not in keys)
    told = "".join(f", {_disagree(item)} AS _d{number}" for number, item in enumerate(others))
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {_FOUND} AS SELECT _first, _last, _count{told} FROM {name} JOIN {_GROUPS} USING ({names}) "
        "GROUP BY _first, _last, _count"
    )
    groups = engine.run(f"SELECT count(*) FROM {_FOUND}")[0][0]
    return Repeats(table, engine, keys, missing, others, groups)


def _disagree(item: TableColumn) -> str:
    """SQL for whether rows say different things in a column; a blank cell is another thing than a filled one."""
    name, bad = quoted(item.title), quoted(item.title + BAD)
    texts = [f"coalesce(CAST({name} AS VARCHAR), '')", *([f"coalesce({bad}, '')"] if item.bad else [])]
    return "(" + " OR ".join(f"count(DISTINCT {text}) > 1" for text in texts) + ")"
