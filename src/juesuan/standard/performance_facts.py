"""What the cells of a performance form state, as facts of the form alone: the identities of scopes ``PO`` and ``PP`` speak of them.

The rows of funds are sources of the money of the project (or of the department), its columns stages; a task ``t1`` or an indicator
``i1`` is an item. Of points and scores the total is 总分, and the execution rate, which stands with the funds, an item of its own; where
it stands by tasks, each of them is. Data in ``data/performance/cells.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from juesuan.model import FactKey
from juesuan.standard import builtin
from juesuan.standard.loading import Table, read_toml

__all__ = ["cell_fact", "within"]

_NUMBERED = frozenset("imt")  # indicators, management rows, tasks
_SCORED = frozenset({"points", "score"})
_NOTHING: Mapping[str, str] = {}


class _Row(Table, frozen=True):
    """A row of funds: the dimensions that it adds, and the row that it is part of, beside the whole."""

    dimensions: dict[str, str]
    within: str = ""


class _Cells(Table, frozen=True):
    """The file: facts by column, rows of funds."""

    columns: dict[str, str]
    rows: dict[str, _Row]


@lru_cache(maxsize=1)
def _cells() -> _Cells:
    return read_toml(builtin().layers.files("performance/cells.toml")[-1], _Cells)


@lru_cache(maxsize=4096)
def cell_fact(row: str, column: str) -> FactKey | None:
    """The fact of a cell of the block of funds, or of points and scores; None for others."""
    text = _cells().columns.get(column)
    if text is None:
        return None
    fact = FactKey.parse(text)
    if column in _SCORED:
        item = {"sum": "", "total": "execution"}.get(row, row)
        numbered = row[:1] in _NUMBERED and row[1:].isdigit()
        return fact.but(item=item or None) if numbered or row in {"sum", "total"} else None
    task, dot, source = row.rpartition(".")
    task, source = (row, "total") if not dot and row[:1] == "t" and row[1:].isdigit() else (task, source)
    found = _cells().rows.get(source)
    return fact.but(**found.dimensions, item=task or None) if found is not None else None


@lru_cache(maxsize=1)
def _parts() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The dimensions of the row that a value is part of, beside the whole."""
    rows = _cells().rows
    return {item: rows[row.within].dimensions for row in rows.values() if row.within for item in row.dimensions.items()}


def within(fact: FactKey) -> Iterator[tuple[str, tuple[FactKey, ...]]]:
    """For each partition in which such a fact is part of something: its name, and the wholes, the nearest first."""
    if fact.get("item") is not None:
        yield "item", (fact.but(item=None),)
    whole = fact.but(fund=None, source=None)
    if whole == fact:
        return
    said = [(name, value) for name in ("fund", "source") if (value := fact.get(name)) is not None]
    nearer = next((_parts()[item] for item in said if item in _parts()), _NOTHING)
    yield "origin", (whole.but(**nearer), whole) if nearer else (whole,)
