"""What the cells of a performance form state, as facts of the form alone: the identities of scopes ``PO`` and ``PP`` speak of them.

The rows of funds are sources of the money of the project (or of the department), its columns stages; a task ``t1`` or an indicator
``i1`` is an item. Of points and scores the total is 总分, and the execution rate, which stands with the funds, an item of its own; where
it stands by tasks, each of them is. Data in ``data/performance/cells.toml``; columns and
rows of a user's file of that name take the place of ours or are added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct, field

from juesuan.model import FactKey
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, File, read_toml
from juesuan.standard.performance import FUND_COLUMNS, FUND_ROWS
from juesuan.standard.vocabulary import Vocabulary

__all__ = [
    "PerformanceFacts",
    "load_performance_facts",
]

_FILE = "performance/cells.toml"
_NUMBERED = frozenset("imt")  # indicators, management rows, tasks
_SCORED = frozenset({"points", "score"})
_NOTHING: Mapping[str, str] = {}


class _FactRow(DataTable, frozen=True):
    """A row of funds: the dimensions that it adds, and the row that it is part of, beside the whole."""

    dimensions: dict[str, str]
    within: str = ""


class _Cells(DataTable, frozen=True):
    """The file: facts by column, rows of funds."""

    columns: dict[str, str] = msgspec.field(default_factory=dict)
    rows: dict[str, _FactRow] = msgspec.field(default_factory=dict)


class PerformanceFacts(Struct, frozen=True, eq=False):
    """Facts of cells.

    Attributes:
        columns: facts by column.
        rows: the rows of funds by key: the dimensions that each adds.
        wholes: by a dimension and its value, the dimensions of the row that such a row is part of, beside the whole.
    """

    columns: Mapping[str, FactKey]
    rows: Mapping[str, Mapping[str, str]]
    wholes: Mapping[tuple[str, str], Mapping[str, str]]
    _known: dict[tuple[str, str], FactKey | None] = field(default_factory=dict)

    def of_cell(self, row: str, column: str) -> FactKey | None:
        """The fact of a cell of the block of funds, or of points and scores; None for others."""
        key = row, column
        if key not in self._known:
            self._known[key] = self._of_cell(row, column)
        return self._known[key]

    def _of_cell(self, row: str, column: str) -> FactKey | None:
        fact = self.columns.get(column)
        if fact is None:
            return None
        if column in _SCORED:
            item = {"sum": "", "total": "execution"}.get(row, row)
            numbered = row[:1] in _NUMBERED and row[1:].isdigit()
            return fact.but(item=item or None) if numbered or row in {"sum", "total"} else None
        task, dot, source = row.rpartition(".")
        task, source = (row, "total") if not dot and row[:1] == "t" and row[1:].isdigit() else (task, source)
        found = self.rows.get(source)
        return fact.but(**found, item=task or None) if found is not None else None

    def within(self, fact: FactKey) -> Iterator[tuple[str, tuple[FactKey, ...]]]:
        """For each partition in which such a fact is part of something: its name, and the wholes, the nearest first."""
        if fact.get("item") is not None:
            yield "item", (fact.but(item=None),)
        whole = fact.but(fund=None, source=None)
        if whole == fact:
            return
        said = [(name, value) for name in ("fund", "source") if (value := fact.get(name)) is not None]
        nearer = next((self.wholes[item] for item in said if item in self.wholes), _NOTHING)
        yield "origin", (whole.but(**nearer), whole) if nearer else (whole,)


def load_performance_facts(layers: Layers, vocabulary: Vocabulary) -> PerformanceFacts:
    """The facts of cells, from every layer.

    Raises:
        DataError: for the first mistake in one of the files.
    """
    columns: dict[str, FactKey] = {}
    rows: dict[str, _FactRow] = {}
    for file in layers.files(_FILE):
        read = read_toml(file, _Cells)
        columns |= {column: _fact(column, text, file, vocabulary) for column, text in read.columns.items()}
        rows |= read.rows
        for key, row in read.rows.items():
            _require(key, row, rows, file, vocabulary)
    dimensions = {key: row.dimensions for key, row in rows.items()}
    wholes = {item: dimensions[row.within] for row in rows.values() if row.within for item in row.dimensions.items()}
    return PerformanceFacts(columns, dimensions, wholes)


def _fact(column: str, text: str, file: File, vocabulary: Vocabulary) -> FactKey:
    place = f"columns.{column}"
    if column not in FUND_COLUMNS and column not in _SCORED:
        raise DataError(file.name, place, f"没有名为“{column}”的栏")
    try:
        return vocabulary.parse(text)
    except ValueError as error:
        raise DataError(file.name, place, str(error)) from error


def _require(key: str, row: _FactRow, rows: Mapping[str, _FactRow], file: File, vocabulary: Vocabulary) -> None:
    if key not in FUND_ROWS and key not in vocabulary.values("fund"):
        raise DataError(file.name, f"rows.{key}", f"没有名为“{key}”的行")
    for name, value in row.dimensions.items():
        place = f"rows.{key}.dimensions.{name}"
        if name not in vocabulary.dimensions:
            raise DataError(file.name, place, f"没有名为“{name}”的维度")
        if (
            value not in vocabulary.values(name) and value not in FUND_ROWS
        ):  # 中央财政资金 is a source of the form alone
            raise DataError(file.name, place, f"没有名为“{value}”的值")
    if row.within and row.within not in rows:
        raise DataError(file.name, f"rows.{key}.within", f"没有名为“{row.within}”的行")
