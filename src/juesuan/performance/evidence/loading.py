"""A folder of evidence into the embedded database: texts first, then values by what each column is; people become numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from juesuan.formats.errors import ReadError
from juesuan.model import Problem
from juesuan.performance.evidence.cells import as_date, as_month, as_number, as_text, has_margins, is_filled, is_sane
from juesuan.performance.evidence.copies import without_copies
from juesuan.performance.evidence.engine import Engine, quoted
from juesuan.performance.evidence.findings import findings_of
from juesuan.performance.evidence.footers import footers_of
from juesuan.performance.evidence.masking import looks_like_names
from juesuan.performance.evidence.people import Secrets, is_about_people, looks_personal
from juesuan.performance.evidence.sources import EvidenceSearch, EvidenceSource, SourceColumn, found_sources
from juesuan.performance.evidence.tables import (
    BAD,
    PLACE,
    SHIFT,
    ColumnType,
    Evidence,
    EvidenceTable,
    TableColumn,
    source_and_row,
)
from juesuan.performance.evidence.total_rows import find_totals, left_out, wrong_totals
from juesuan.standard import Standard

__all__ = ["loaded_evidence"]

_SAMPLE = 2000
_MOST_SECRETS = 300_000
_LONG_NUMBER = 15
_DATED = ("日期", "时间")
_PEOPLE = "_people"

Cells = Sequence[tuple[int, SourceColumn]]
"""The columns of one title, each with the number of its source."""


def loaded_evidence(
    folder: Path, standard: Standard, called: Mapping[str, str] | None = None, only: Sequence[str] = ()
) -> Evidence:
    """The evidence in a folder, locked.

    Args:
        called: which table a file (by its path below the folder, or with ``!`` and the sheet) is, where somebody says so.
        only: the files that count, by such paths; none: all that there are.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    loading = _Loading(Engine(), standard)
    with TemporaryDirectory(prefix="juesuan-") as scratch:
        search = EvidenceSearch(standard, called or {}, only, loading.problems, loading.notes)
        for source in found_sources(folder, Path(scratch), search):
            loading.take(source)
    return loading.finished()


@dataclass
class _Loading:
    """The database being filled; ``taken`` are the sources whose texts are in it, each in its own table."""

    engine: Engine
    standard: Standard
    taken: list[EvidenceSource] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    about_people: dict[int, list[str]] = field(default_factory=dict)
    secrets: list[tuple[str, str]] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)

    def take(self, source: EvidenceSource) -> None:
        """Reads the texts of a source; one that cannot be read is a problem."""
        into = _raw(len(self.taken))
        try:
            if source.delimiter:
                self.engine.read_text(source.path, source.file, source.delimiter, source.width, into)
            else:
                self.engine.read_parquet(source.path, source.file, [item.header for item in source.columns], into)
        except ReadError as error:
            self.problems.append(source.problem(f"{error.what}：{error.reason}。{error.advice}"))
            self.engine.run(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT {_blanks(source.width)} LIMIT 0")
        number = len(self.taken)
        footers = footers_of(source, self.engine, into, self.standard.evidence.footers)
        if footers is not None:
            self.notes.append(footers[0])
            self.secrets += footers[1]
        count = find_totals(source, self.engine, into, _totals(number), self.standard.evidence.totals)
        if count:
            self.totals.add(number)
            self.notes.append(left_out(source, self.engine, _totals(number), count))
        self.taken.append(source)

    def finished(self) -> Evidence:
        """Everything typed and locked."""
        named: dict[str, list[int]] = {}
        for number, source in enumerate(self.taken):
            named.setdefault(source.name.casefold(), []).append(number)
        made = (self._table(self.taken[numbers[0]].name, numbers) for numbers in named.values())
        tables = {table.name: table for table in made}
        secrets = Secrets.of(self.secrets, self.standard.evidence.people)
        for name, table in tables.items():
            tables[name], found = findings_of(table, self.engine, self.taken, self.standard.evidence.people)
            self.problems += found
        self.engine.lock()
        return Evidence(
            self.engine,
            self.standard.evidence,
            tables,
            tuple(self.taken),
            secrets,
            tuple(self.problems),
            (*self.notes, *self._notes()),
        )

    def _table(self, name: str, numbers: Sequence[int]) -> EvidenceTable:
        """The rows of several sources as one table: all their columns, by name."""
        titles: dict[str, list[tuple[int, SourceColumn]]] = {}
        for number in numbers:
            for column in self.taken[number].columns:
                titles.setdefault(column.title.casefold(), []).append((number, column))
        columns = [self._column(cells[0][1].title, cells) for cells in titles.values()]
        selects = [self._rows(number, columns, titles) for number in numbers]
        self.engine.run(f"CREATE TABLE {quoted(name)} AS {' UNION ALL BY NAME '.join(selects)}")
        totals = [self._rows(number, columns, titles, totals=True) for number in numbers if number in self.totals]
        if totals:
            rows_of_totals = " UNION ALL BY NAME ".join(totals)
            schema = self.standard.evidence
            self.problems += wrong_totals((name, rows_of_totals), columns, self.engine, self.taken, schema)
        for item in columns:
            if item.type == "person":
                self._forget(name, item)
        for number in numbers:
            self.engine.run(f"DROP TABLE {_raw(number)}")
            self.engine.run(f"DROP TABLE {_totals(number)}")
        counted = self._bad(name, columns)
        rows = self.engine.run(f"SELECT count(*) FROM {quoted(name)}")[0][0]
        whole = EvidenceTable(name, self.taken[numbers[0]].kind, tuple(counted), tuple(numbers), rows)
        table, copies = without_copies(whole, self.engine, self.taken)
        self.notes += copies
        return table

    def _column(self, title: str, cells: Cells) -> TableColumn:
        """What a column is: what its kind says, else what its first cells look like; about people by its name or by what is in it."""
        own = next((column.field for _, column in cells if column.field is not None), None)
        kind: ColumnType = own.type if own is not None else self._looks(cells)
        units = {column.unit for _, column in cells}
        powers = {self.standard.evidence.money_power(unit) for unit in units}
        if None not in powers:
            kind = "money"
        if is_about_people(title, own, self.standard.evidence.people):
            kind = "person"
            self._tell_of_people(title, cells)
        elif kind == "text" or own is None:
            found = self._personal(cells) or (self._names(cells) if own is None and kind == "text" else "")
            if found:
                kind = "person"
                self._tell_of_people(title, cells, found)
        if kind == "money":
            unit: str | None = "元" if None not in powers else None
        else:
            unit = next(iter(units)) if len(units) == 1 else None
        return TableColumn(title, own, kind, unit)

    def _looks(self, cells: Cells) -> ColumnType:
        """The type of a column of which nothing is known, from the first rows of every source."""
        counts = [0, 0, 0, 0]
        for number, column in cells:
            cell = f"c{self._position(number, column)}"
            sample = f"(SELECT {cell} FROM {_raw(number)} WHERE rowid > {self.taken[number].header} AND {is_filled(cell)} LIMIT {_SAMPLE})"
            (found,) = self.engine.run(
                f"SELECT count(*), count({as_number(cell)}), count({as_date(cell)}), "
                f"count(*) FILTER (WHERE length(trim({cell})) > {_LONG_NUMBER}) FROM {sample}"
            )
            counts = [before + more for before, more in zip(counts, found, strict=True)]
        filled, numbers, dates, long = counts
        if dates > numbers and _enough(dates, filled, told=cells[0][1].title.endswith(_DATED)):
            return "date"
        told = all(column.unit for _, column in cells)
        return "number" if not long and _enough(numbers, filled, told=told) else "text"

    def _personal(self, cells: Cells) -> str:
        """What personal numbers a column holds, with the first row of them; empty when it holds none."""
        for number, column in cells:
            cell = f"c{self._position(number, column)}"
            texts = self.engine.run(
                f"SELECT text, first FROM (SELECT {cell} AS text, min(rowid) AS first FROM {_raw(number)} "
                f"WHERE rowid > {self.taken[number].header} AND strlen({cell}) >= 11 GROUP BY {cell}) "
                f"WHERE regexp_matches(translate(text, ' -', ''), '\\d{{11}}') ORDER BY first LIMIT {_MOST_SECRETS}"
            )
            told = ""
            for text, first in texts:
                what, found = looks_personal(text)
                if found:
                    where = f"{self.taken[number].where(first + 1)}“{column.title}”栏"
                    self.secrets += [(secret, where) for secret in found]
                    told = told or f"第 {first + 1} 行像{what}"
            if told:
                return told
        return ""

    def _names(self, cells: Cells) -> str:
        """That a column of which nothing is known holds people's names; empty when it does not."""
        texts: dict[str, None] = {}
        for number, column in cells:
            cell = f"c{self._position(number, column)}"
            rows = self.engine.run(
                f"SELECT DISTINCT {cell} FROM (SELECT {cell} FROM {_raw(number)} WHERE rowid > {self.taken[number].header} LIMIT {_SAMPLE}) "
                f"WHERE strlen({cell}) BETWEEN 6 AND 15"
            )
            texts |= dict.fromkeys(text for (text,) in rows)
        return "像人名" if looks_like_names(list(texts), self.standard.evidence.people) else ""

    def _tell_of_people(self, title: str, cells: Cells, why: str = "") -> None:
        """Remembers that a column is about people, and why it looks so where its name does not say it."""
        number, _ = cells[0]
        self.about_people.setdefault(number, []).append(f"“{title}”" + (f"（{why}）" if why else ""))

    def _notes(self) -> Iterator[Problem]:
        """Which columns are about people: what nobody finds in the results."""
        for number, columns in sorted(self.about_people.items()):
            yield self.taken[number].problem(f"{'、'.join(columns)}是个人信息，只用来数人数，不进入任何结果")

    def _position(self, number: int, column: SourceColumn) -> int:
        """The column of the raw table: Parquet has only those that are read."""
        source = self.taken[number]
        return column.index if source.delimiter else source.columns.index(column)

    def _rows(
        self, number: int, columns: Sequence[TableColumn], titles: Mapping[str, Cells], *, totals: bool = False
    ) -> str:
        """SQL for the rows of one source, or for its totals: each cell is understood once, then looked at."""
        source = self.taken[number]
        read, shown = [f"{number * SHIFT + 1} + rowid AS {PLACE}"], [PLACE]
        for order, item in enumerate(columns):
            column = next((column for at, column in titles[item.title.casefold()] if at == number), None)
            name, bad = quoted(item.title), quoted(item.title + BAD)
            if column is None:
                shown += [f"CAST(NULL AS {_SQL_TYPES[item.type]}) AS {name}", f"CAST(NULL AS VARCHAR) AS {bad}"]
                continue
            cell = f"c{self._position(number, column)}"
            value = f"v{order}"
            read.append(f"{self._value(item, number, column, cell)} AS {value}")
            if item.type in {"text", "person"}:
                shown += [f"{value} AS {name}", f"CAST(NULL AS VARCHAR) AS {bad}"]
                continue
            read.append(f"{cell} AS t{order}")
            sane = f"{is_sane(value)}" if item.is_date else "TRUE"
            good = f"date_trunc('month', {value})::DATE" if item.type == "month" else value
            shown += [
                f"CASE WHEN {sane} THEN {good} END AS {name}",
                f"CASE WHEN ({value} IS NULL OR NOT ({sane})) AND {is_filled(f't{order}')} THEN t{order} END AS {bad}",
            ]
        where = f"rowid > {source.header} AND ({_any_filled(source)})"
        if number in self.totals:
            where += f" AND rowid {'' if totals else 'NOT '}IN (SELECT _row FROM {_totals(number)})"
        return f"SELECT {', '.join(shown)} FROM (SELECT {', '.join(read)} FROM {_raw(number)} WHERE {where})"

    def _value(self, item: TableColumn, number: int, column: SourceColumn, cell: str) -> str:
        """SQL for what a cell says."""
        match item.type:
            case "date":
                return as_date(cell)
            case "month":
                return as_month(cell)
            case "number":
                return as_number(cell)
            case "money":
                return as_number(cell, self.standard.evidence.money_power(column.unit) or 0)
        distinct = f"SELECT DISTINCT {cell} AS text FROM {_raw(number)}"
        margins = self.engine.run(f"SELECT count(*) FROM ({distinct}) WHERE {has_margins('text')}")[0][0]
        return as_text(cell) if margins else f"nullif({cell}, '')"

    def _forget(self, table: str, item: TableColumn) -> None:
        """Puts a number in the place of everybody: the first one of the table is 1."""
        name, whole = quoted(item.title), quoted(table)
        values = self.engine.run(
            f"SELECT {name}, min({PLACE}) FROM {whole} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 2 LIMIT {_MOST_SECRETS}"
        )
        for text, place in values:
            source, row = source_and_row(place)
            self.secrets.append((text, f"{self.taken[source].where(row)}“{item.title}”栏"))
        self.engine.run(
            f"CREATE OR REPLACE TEMP TABLE {_PEOPLE} AS SELECT text, row_number() OVER (ORDER BY place) AS number FROM "
            f"(SELECT {name} AS text, min({PLACE}) AS place FROM {whole} WHERE {name} IS NOT NULL GROUP BY 1)"
        )
        self.engine.run(
            f"CREATE OR REPLACE TABLE {whole} AS SELECT t.* REPLACE (p.number AS {name}) FROM {whole} t "
            f"LEFT JOIN {_PEOPLE} p ON t.{name} = p.text"
        )
        self.engine.run(f"DROP TABLE {_PEOPLE}")

    def _bad(self, table: str, columns: Sequence[TableColumn]) -> Iterator[TableColumn]:
        """The columns with how many cells of each could not be understood; where there are none, nothing is kept for them."""
        told = [f"count({quoted(item.title + BAD)})" for item in columns]
        told += [f"count(*) - count({quoted(item.title)})" if item.is_date else "0" for item in columns]
        found = self.engine.run(f"SELECT {', '.join(told)} FROM {quoted(table)}")[0]
        for item, count, unsaid in zip(columns, found[: len(columns)], found[len(columns) :], strict=True):
            if not count:
                self.engine.run(f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(item.title + BAD)}")
            yield TableColumn(
                item.title, item.field, item.type, item.unit, count, unsaid - count if item.is_date else 0
            )


def _enough(count: int, filled: int, *, told: bool) -> bool:
    """Whether so many cells of a type make a column of it: all of them, or half of them where the header says so."""
    return bool(count) and (2 * count >= filled if told else count == filled)


def _raw(number: int) -> str:
    """The table of a source's texts; no table of evidence begins with a low line."""
    return f"_raw{number}"


def _totals(number: int) -> str:
    """The table of a source's rows that add up others."""
    return f"_totals{number}"


_SQL_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "person": "VARCHAR",
    "date": "DATE",
    "month": "DATE",
    "number": "DECIMAL(34, 6)",
    "money": "DECIMAL(34, 6)",
}


def _any_filled(source: EvidenceSource) -> str:
    cells = (column.index if source.delimiter else number for number, column in enumerate(source.columns))
    return " OR ".join(f"trim(c{cell}) <> ''" for cell in cells)


def _blanks(width: int) -> str:
    return ", ".join(f"'' AS c{number}" for number in range(width))
