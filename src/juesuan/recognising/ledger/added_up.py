"""Lines of a ledger with the same words, added up by the columnar engine: exact decimals, whatever the number of lines.

Import it where a ledger is read and nowhere else: the engine takes longer to load than most commands take to run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from juesuan.formats.errors import Damaged, TooLarge
from juesuan.formats.files import as_pattern
from juesuan.model import Problem
from juesuan.model.expressions import expression
from juesuan.preparing.postings import Ledger, Posting
from juesuan.recognising.ledger.ledger_files import MOST_COLUMNS, LedgerTable, tables_of
from juesuan.standard.ledger import LedgerSchema

__all__ = ["Labels", "read_ledger"]

_SHOWN = 20
_ESCAPED = {",": ",", "\t": "\\t", ";": ";"}
_LINE_OF_ERROR = expression(r"Line: (\d+)")
_WELL_FORMED = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"
_EMPTY = "NOT is_total AND NOT has_amount AND NOT is_blank"
_FULL = "０１２３４５６７８９．－（）"
_HALF = "0123456789.-()"
_WHOLE_YEAR = "累计"  # beside the turnover of the last month
_NOISE = ",，￥¥元 \u3000\t"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of a ledger are called.

    Attributes:
        field: the key of the field that a header text means, or an empty string.
        amounts: keys of the fields that hold amounts; a line has at least one of them.
        needed: keys without which a row of headers is none. marks: keys of which it has at least one.
        dated: the key of the date, of which only the year counts. ignored: keys of columns that say nothing of the sum.
        totals: words of lines that are sums of others.
        debits: keys of amounts that count by the line's account. clearing: words in the notes of entries that only clear the accounts.
    """

    field: Callable[[str], str]
    amounts: tuple[str, ...]
    needed: tuple[str, ...]
    marks: tuple[str, ...]
    dated: str
    ignored: tuple[str, ...]
    totals: tuple[str, ...]
    debits: tuple[str, ...]
    clearing: tuple[str, ...]

    @classmethod
    def of(cls, schema: LedgerSchema) -> Labels:
        """The names that the schema knows."""

        def key(text: str) -> str:
            found = schema.sheet.labelled(text)
            return found.key if found is not None else ""

        return cls(
            key,
            schema.amounts,
            schema.needed,
            schema.marks,
            schema.dated,
            schema.ignored,
            schema.totals,
            schema.debits,
            schema.clearing,
        )


def read_ledger(path: Path, labels: Labels) -> tuple[Ledger, ...]:
    """The detail lines of every sheet that has the columns of a ledger; none when no sheet has them.

    Raises:
        ReadError: when the file cannot be read.
    """
    found: list[Ledger] = []
    with TemporaryDirectory(prefix="juesuan-") as folder, duckdb.connect() as engine:
        for table in tables_of(path, Path(folder), spreading=True, heading=labels.field):
            header = _header(table, labels)
            if header is not None:
                if table.width > MOST_COLUMNS:
                    what = f"明细账有 {table.width} 列，超过 {MOST_COLUMNS} 列"
                    raise TooLarge(path, what, "请删去明细账以外的列，另存一份再试")
                found.append(_Adding(engine, path.name, table, labels, *header).run())
    return tuple(found)


def _header(table: LedgerTable, labels: Labels) -> tuple[int, Mapping[str, int]] | None:
    """The row of headers, from 0, and the column of each field; the first column of a name counts, of turnovers that of the year.

    Of headers in two rows the lower one tells more.
    """
    best: tuple[int, Mapping[str, int]] | None = None
    for row, texts in enumerate(table.top):
        columns: dict[str, int] = {}
        for column, text in enumerate(_with_those_above(table, row, texts)):
            key = labels.field(text) if text.strip() else ""
            if key and (_WHOLE_YEAR in text or key not in columns):
                columns[key] = column
        some = all(any(key in columns for key in keys) for keys in (labels.amounts, labels.marks))
        whole = some and all(key in columns for key in labels.needed)
        if whole and (best is None or (row == best[0] + 1 and len(columns) > len(best[1]))):
            best = row, columns
    return best


def _with_those_above(table: LedgerTable, row: int, texts: Sequence[str]) -> list[str]:
    """The headers of a row; what stands there several times (借方 and 贷方 of each balance) behind the header above it.

    The headers above may stand on the row of the others, which go over both rows.
    """
    above, found, title = table.top[row - 1] if row else (), [], ""
    for column, text in enumerate(texts):
        upper = above[column].strip() if column < len(above) else ""
        title = upper or title
        is_repeated = texts.count(text) > 1
        found.append(
            f"{title}{text}" if text.strip() and is_repeated and title != text else text if text.strip() else upper
        )
    return found


@dataclass(frozen=True)
class _Adding:
    """One sheet in the engine. Names of columns there are those of the fields, which are plain words of ours."""

    engine: duckdb.DuckDBPyConnection
    file: str
    table: LedgerTable
    labels: Labels
    header: int
    columns: Mapping[str, int]

    def run(self) -> Ledger:
        self._load()
        postings = tuple(sorted(self._postings(), key=lambda posting: posting.row))
        left_out = self._one("SELECT count(*) FROM lines WHERE is_total")
        empty = self._one(f"SELECT count(*) FROM lines WHERE {_EMPTY} AND NOT {self._is_named()}")
        cleared = self._one("SELECT count(*) FROM lines WHERE is_clearing")
        notes = []
        if cleared:
            notes.append(f"略去 {cleared} 行年末结转的分录，它们只是结平各科目")
        if left_out:
            notes.append(f"略去 {left_out} 行合计、小计，不重复计算")
        if empty:
            notes.append(f"{empty} 行没有金额，也没有功能科目，已略去")
        if self.table.spread:
            notes.append(
                f"有竖着合并的格，{self.table.spread} 格按合并格的科目、文字、日期读取；合并的金额只算在第一行"
            )
        ledger = Ledger(self.file, self.table.sheet, self.columns, postings, sum(p.lines for p in postings))
        problems = tuple(self._unreadable(ledger))
        return Ledger(self.file, self.table.sheet, self.columns, postings, ledger.lines, problems, tuple(notes))

    def _load(self) -> None:
        """The lines below the header into the engine.

        A quoted cell with line ends in it cannot be read by several readers at once: then one reads.

        Raises:
            Damaged: when that one cannot, either.
        """
        try:
            self.engine.execute(self._creation(parallel="true"), [as_pattern(self.table.path)])
        except duckdb.Error:
            try:
                self.engine.execute(self._creation(parallel="false"), [as_pattern(self.table.path)])
            except duckdb.InvalidInputException as error:
                line = _LINE_OF_ERROR.search(str(error))
                where = f"第 {line[1]} 行" if line else "其中有的行"
                raise Damaged(
                    self.table.path.with_name(self.file),
                    f"{where}不是完整的表格行：太长，或者引号没有成对",
                    _WELL_FORMED,
                ) from error

    def _creation(self, parallel: str) -> str:
        """SQL for the lines: texts trimmed, the date as its year, amounts as exact decimals beside their text."""
        raw = [
            f"c{column}" for column in range(self.table.width + 1)
        ]  # one more: where a line that is too long goes on
        words = [f"trim(c{self.columns[key]}) AS {key}" for key in self._words()]
        if self.labels.dated in self.columns:
            words.append(f"{_year(f'c{self.columns[self.labels.dated]}')} AS {self.labels.dated}")
        printed = [f"c{self.columns[key]}" for key in self._amounts()]
        amounts = [f"{_number(text)} AS {key}" for key, text in zip(self._amounts(), printed, strict=True)]
        totals = ", ".join(f"'{word}'" for word in self.labels.totals)
        others = [name for name in raw if name not in printed]
        exactly = " OR ".join(f"translate({name}, ' \u3000', '') IN ({totals})" for name in others)
        is_total = f"CASE WHEN {' || '.join(others)} LIKE '%计%' THEN {exactly} ELSE false END"  # few lines are worth a closer look
        present = ", ".join(f"coalesce({name}, '') AS {name}" for name in raw)
        has_amount = " OR ".join(f"trim({name}) <> ''" for name in printed)
        return (
            f"CREATE OR REPLACE TEMP TABLE lines AS SELECT {', '.join([*words, *amounts, *printed])}, number AS line, "
            f"{is_total} AS is_total, ({has_amount}) AS has_amount, "
            f"CASE WHEN {has_amount} THEN false ELSE {' || '.join(f'trim({name})' for name in raw)} = '' END AS is_blank, "
            f"{self._beyond(raw)} AS is_too_long, {self._swallowed(raw)} AS has_swallowed, {self._clearing(others)} AS is_clearing "
            f"FROM (SELECT {present}, row_number() OVER () AS number FROM {self._scan(raw, parallel)}) "
            f"WHERE number > {self.header + 1}"
        )

    def _clearing(self, words: Sequence[str]) -> str:
        """SQL for whether a line only clears an account: of books that have debits, by what it says."""
        if not any(key in self.columns for key in self.labels.debits):
            return "false"
        said = " || ".join(words)
        return " OR ".join(f"contains({said}, '{word}')" for word in self.labels.clearing)

    def _beyond(self, raw: list[str]) -> str:
        """SQL for whether a line of a text file has more cells than the header: an amount like 1,000 without quotes makes two."""
        header = self.table.top[self.header]
        named = max((column for column, text in enumerate(header) if text.strip()), default=-1) + 1
        return "false" if self.table.sheet else " || ".join(f"trim({name})" for name in raw[named:]) + " <> ''"

    def _swallowed(self, raw: list[str]) -> str:
        """SQL for whether a cell of a text file holds a line as long as the header: a quote without its other took it in."""
        if self.table.sheet:
            return "false"
        separators = "(.*" + _ESCAPED[self.table.delimiter] + f"){{{max(len(self.columns) - 1, 2)},}}"
        return " OR ".join(
            f"CASE WHEN contains({name}, chr(10)) THEN regexp_matches({name}, '\\n{separators}') ELSE false END"
            for name in raw
        )

    def _scan(self, raw: list[str], parallel: str) -> str:
        schema = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in raw) + "}"
        delimiter = "\\t" if self.table.delimiter == "\t" else self.table.delimiter
        return (
            f"read_csv(?, columns = {schema}, header = false, auto_detect = false, delim = '{delimiter}', quote = '\"', escape = '\"', "
            "compression = 'none', hive_partitioning = false, "
            f"null_padding = true, strict_mode = false, max_line_size = 10000000, parallel = {parallel})"
        )

    def _words(self) -> list[str]:
        """The fields that say what a line is, in the order of their columns."""
        others = {*self.labels.amounts, *self.labels.ignored, self.labels.dated}
        return [key for key in self.columns if key not in others]

    def _amounts(self) -> list[str]:
        return [key for key in self.labels.amounts if key in self.columns]

    def _postings(self) -> Iterator[Posting]:
        keys = [*self._words(), *([self.labels.dated] if self.labels.dated in self.columns else [])]
        for amount in self._amounts():
            usable = f"NOT is_total AND NOT is_too_long AND NOT is_clearing AND {amount} <> 0 AND {amount} = round({amount}, 2)"
            rows = self.engine.execute(
                f"SELECT {', '.join(keys)}, sum({amount}), count(*), min(line) FROM lines WHERE {usable} GROUP BY {', '.join(keys)}"
            ).fetchall()
            for *texts, total, count, first in rows:
                words = {key: text for key, text in zip(keys, texts, strict=True) if text}
                yield Posting(words, amount, Decimal(total).quantize(Decimal("0.01")), count, first)

    def _unreadable(self, ledger: Ledger) -> Iterator[Problem]:
        """Lines that are too long or hold others, amounts that are no numbers or finer than a fen: the first ones, and how many there are."""
        yield from self._too_long(ledger)
        yield from self._without_amount(ledger)
        swallowing = "SELECT line FROM lines WHERE has_swallowed ORDER BY line"
        for (line,) in self.engine.execute(swallowing).fetchmany(_SHOWN):
            message = "这一行有一个引号没有配对，后面的行被当成了这一格里的文字。请删去这个引号，或者补上另一个"
            yield Problem(message, ledger.place(line), self.file)
        for key in self._amounts():
            for condition, what in ((f"{key} IS NULL", "不是数字"), (f"{key} <> round({key}, 2)", "小数超过两位")):
                rows = self.engine.execute(
                    f"SELECT line, c{self.columns[key]} FROM lines WHERE NOT is_total AND NOT is_too_long AND {condition} ORDER BY line"
                ).fetchall()
                for line, text in rows[:_SHOWN]:
                    yield Problem(
                        f"金额“{text}”{what}。请改成以元为单位、最多两位小数的数字", ledger.place(line, key), self.file
                    )
                if len(rows) > _SHOWN:
                    rest = f"另有 {len(rows) - _SHOWN} 行的金额{what}，请一并改正"
                    yield Problem(rest, ledger.place(rows[_SHOWN][0], key), self.file)

    def _is_named(self) -> str:
        """SQL for whether a line says what every line has to: one that does and has no amount lacks it."""
        return " AND ".join(f"{key} <> ''" for key in self.labels.needed) or "false"

    def _without_amount(self, ledger: Ledger) -> Iterator[Problem]:
        rows = self.engine.execute(
            f"SELECT line FROM lines WHERE {_EMPTY} AND {self._is_named()} AND NOT is_clearing ORDER BY line"
        ).fetchall()
        if rows:
            more = f"。这样的共 {len(rows)} 行，这是第一行" if len(rows) > 1 else ""
            message = f"没有填金额。请填写金额（没有发生的填 0），或者删去这一行{more}"
            yield Problem(message, ledger.place(rows[0][0], self._amounts()[0]), self.file)

    def _too_long(self, ledger: Ledger) -> Iterator[Problem]:
        rows = self.engine.execute("SELECT line FROM lines WHERE is_too_long AND NOT is_blank ORDER BY line").fetchall()
        for (line,) in rows[:_SHOWN]:
            message = "这一行的栏数比表头多，没有计入。金额中有千分位逗号的，请去掉逗号，或者把金额放在引号里"
            yield Problem(message, ledger.place(line), self.file)
        if len(rows) > _SHOWN:
            yield Problem(
                f"另有 {len(rows) - _SHOWN} 行的栏数比表头多，请一并改正", ledger.place(rows[_SHOWN][0]), self.file
            )

    def _one(self, query: str) -> Any:
        row = self.engine.execute(query).fetchone()
        return row[0] if row is not None else None


def _year(column: str) -> str:
    """SQL for the year of a date in any spelling; an empty text when there is none."""
    return f"CASE WHEN {column} LIKE '20__-%' THEN {column}[1:4] ELSE regexp_extract({column}, '(20[0-9]{{2}})', 1) END"


def _number(column: str) -> str:
    """SQL for the amount in a text column: full-width digits, separators, brackets for negatives; NULL when it is no number.

    Nearly all amounts are plain decimals: only the others are worth the work.
    """
    plain = f"translate(translate({column}, '{_FULL}', '{_HALF}'), '{_NOISE}', '')"
    signed = f"CASE WHEN regexp_matches({plain}, '^\\(.*\\)$') THEN '-' || {plain}[2:-2] ELSE {plain} END"
    dashless = f"CASE WHEN {plain} IN ('', '-', '—', '--') THEN '0' ELSE {signed} END"
    return f"coalesce(try_cast({column} AS DECIMAL(28, 6)), try_cast({dashless} AS DECIMAL(28, 6)))"
