"""Evidence as tables that can be asked: what columns they have, where their rows come from, what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from juesuan.model import Problem
from juesuan.performance.evidence.sources import EvidenceSource
from juesuan.standard.evidence import EvidenceField, EvidenceKind, EvidenceSchema, plain_header

if TYPE_CHECKING:
    from juesuan.performance.evidence.engine import Engine
    from juesuan.performance.evidence.people import Secrets

__all__ = ["BAD", "PLACE", "SHIFT", "Evidence", "EvidenceTable", "TableColumn", "source_and_row"]

PLACE = "_行"
"""The column of a table that says where a row comes from: the number of its source times 2³², and its row there from 1."""

SHIFT = 1 << 32

BAD = "#原文"
"""Behind the name of a column: what stands in a cell that is neither blank nor of the column's type."""

ColumnType = Literal["text", "date", "month", "number", "money", "person"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column.

    Attributes:
        title: its name. field: of the kind, if it is one of its.
        type: what its values are; a person's are numbers that stand for them. Money is in yuan.
        unit: that its headers say, which is 元 for no money but what it says; None: they say different things.
        bad: how many cells could not be understood. blank: of a date, how many say nothing.
    """

    title: str
    field: EvidenceField | None
    type: ColumnType
    unit: str | None
    bad: int = 0
    blank: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it can be added up."""
        return self.type in {"number", "money"}

    @property
    def is_date(self) -> bool:
        """Whether it says when."""
        return self.type in {"date", "month"}


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """All rows of one name, from however many files, each thing once.

    Attributes:
        name: as measures call it. kind: what it is, if that is known.
        sources: numbers of the files. rows: how many there are.
        repeated: how many more rows said what others had said. torn: some of them said something else, and nobody knows which is right.
        wrong: how many rows contradict themselves, or came late.
        alike: how many rows repeat another in every cell, without a key that says whether they are one thing.
    """

    name: str
    kind: EvidenceKind | None
    columns: tuple[TableColumn, ...]
    sources: tuple[int, ...]
    rows: int
    repeated: int = 0
    torn: bool = False
    wrong: int = 0
    alike: int = 0

    @property
    def faults(self) -> str:
        """The table of the rows that are wrong, each with its place and what is wrong with it."""
        return f"_问题 {self.name}"

    def column(self, name: str) -> TableColumn | None:
        """The column that a measure calls so, by its header or by another name that the kind has for it."""
        wanted = plain_header(name)
        own = self.kind.labelled(name) if self.kind is not None else None
        return next(
            (column for column in self.columns if plain_header(column.title) == wanted),
            next((column for column in self.columns if own is not None and column.field is own), None),
        )

    @property
    def dated(self) -> TableColumn | None:
        """The date by which rows belong to a period: the kind's, or the only one that there is."""
        if self.kind is not None:
            return next(
                (item for item in self.columns if item.field is not None and item.field.key == self.kind.dated), None
            )
        dates = [column for column in self.columns if column.is_date]
        return dates[0] if len(dates) == 1 else None


@dataclass(frozen=True)
class Evidence:
    """The evidence of a year, locked.

    Attributes:
        engine: has the tables. tables: by name. sources: all that was read.
        problems: what is wrong with rows and cells, each with its place. notes: what the user should know.
        secrets: what stands in columns about people.
    """

    engine: Engine
    schema: EvidenceSchema
    tables: Mapping[str, EvidenceTable]
    sources: tuple[EvidenceSource, ...]
    secrets: Secrets
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = field(default=())

    def table(self, name: str) -> EvidenceTable | None:
        """The table that a measure calls so."""
        wanted = plain_header(name)
        found = next((table for called, table in self.tables.items() if plain_header(called) == wanted), None)
        if found is not None:
            return found
        kind = self.schema.named(name)
        return self.tables.get(kind.name) if kind is not None else None

    def where(self, place: int | None) -> str:
        """A row's place in words; empty where there is none."""
        if place is None:
            return ""
        source, row = source_and_row(place)
        return self.sources[source].where(row)


def source_and_row(place: int) -> tuple[int, int]:
    """The number of the source, and the row there from 1."""
    return divmod(place, SHIFT)
