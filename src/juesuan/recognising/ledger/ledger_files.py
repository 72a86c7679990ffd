"""A ledger file as tables of text that the columnar engine reads: UTF-8 files with one line a row, whatever the file was."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import python_calamine

from juesuan.formats.archives.zips import Archive
from juesuan.formats.by_content import format_of
from juesuan.formats.errors import Damaged, Encrypted, TooLarge
from juesuan.formats.excel.reading.records import largest_extent
from juesuan.formats.files import check_readable
from juesuan.formats.limits import Limits
from juesuan.formats.text.decoding import encoding_of
from juesuan.model.expressions import expression

__all__ = ["CODES", "MOST_COLUMNS", "LedgerTable", "names_of_sheets", "tables_of"]

CODES = frozenset({"function", "economic", "account"})
"""Columns of codes, which are no amounts even where they are kept as numbers."""

_FIGURE = expression(r"[¥￥]?[-(（]?[\d,，]+(?:\.\d*)?[)）]?\s*元?")
"""An amount that is typed as a text is one all the same: of merged rows it belongs to all together."""

_TOP = 30
_SHEET_FORMATS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})
_BOOKS = frozenset({"xlsx", "xls"})
_DELIMITERS = ",\t;"
_SAMPLE = 1 << 20
_FAR_CELL = re.compile(rb"\br\s{0,9}=\s{0,9}[\"']([A-Za-z]{2,9}|[A-Za-z]?(?=\d{5}))(\d{1,10})")
"""Cells beyond the 26th column, and cells and rows beyond the 9 999th: those before make no rectangle too large."""

_LONGEST_CELL = 48
_LONGEST_TEXT = 32_767
"""Characters that a cell of Excel can hold."""

MOST_COLUMNS = 1000
"""Of a sheet; known ledgers have some thirty."""

MOST_POSITIONS = 60_000_000
"""Cells of a rectangle; some 20 bytes each. A million lines of twenty columns are 20 million."""

LEDGERS = Limits(part_bytes=2**31, package_bytes=2**32, markup=2**31)
"""Some millions of lines are a gigabyte of XML."""

_ADVICE = "请删除表格以外的行列，另存一份再试"


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """One sheet, or a text file.

    Attributes:
        sheet: its name; empty for a text file.
        path: its rows in UTF-8, blank ones included. delimiter: what stands between the cells there.
        top: its first rows.
        hidden: whether people do not see it. spread: how many cells were given what stands in the merged cell that they are part of.
    """

    sheet: str
    path: Path
    delimiter: str
    top: tuple[tuple[str, ...], ...]
    hidden: bool = False
    spread: int = 0

    @property
    def width(self) -> int:
        """How many columns its first rows have, blank ones at their end apart; more cells than that in a later row say nothing of it."""
        return max((column for row in self.top for column, text in enumerate(row, 1) if text.strip()), default=0)


def tables_of(
    path: Path, folder: Path, *, spreading: bool = False, heading: Callable[[str], str] | None = None
) -> Iterator[LedgerTable]:
    """The tables of a file; what has to be written anew for the engine goes to a folder.

    ``spreading``: a text or a date in a cell that is merged over several rows stands in each of them; an amount is that of all together,
    and stays in the first. ``heading``: what column a header means, or nothing; headers are not spread, and numbers below one of
    :data:`CODES` are codes, which are.

    Raises:
        ReadError: when the file cannot be read.
    """
    check_readable(path)
    if _is_book(path):
        yield from _sheets(path, folder, heading, spreading=spreading)
    else:
        yield _text_file(path, folder)


def _text_file(path: Path, folder: Path) -> LedgerTable:
    with path.open("rb") as file:
        beginning = file.read(_SAMPLE)
    encoding = encoding_of(beginning)
    text = beginning.decode(encoding, errors="replace").removeprefix("\ufeff")
    delimiter = max(_DELIMITERS, key=text.count)
    try:
        top = tuple(tuple(row) for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _TOP))
    except csv.Error:  # no table at all: a PDF, say
        top = ()
    # The engine takes a backslash, which a name may have outside Windows, for a separator of folders.
    if encoding == "utf-8" and "\\" not in path.absolute().as_posix() and _is_plain(path):
        return LedgerTable("", path, delimiter, top)
    target = folder / "lines.csv"
    with (
        path.open(encoding=encoding, errors="replace") as source,  # all ends of lines become the same
        target.open("w", encoding="utf-8", newline="") as file,
    ):
        while chunk := source.read(_SAMPLE):
            file.write(chunk.replace("\0", ""))
    return LedgerTable("", target, delimiter, top)


def _is_plain(path: Path) -> bool:
    """Whether the engine reads a text in UTF-8 as it is: it stops at other bytes, and of a line behind a lone carriage return it
    loses the first one.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_SAMPLE):
                chunk += file.read(1) if chunk.endswith(b"\r") else b""
                if b"\0" in chunk or chunk.count(b"\r") != chunk.count(b"\r\n"):
                    return False
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def names_of_sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's sheets, without reading them; none for another file.

    Raises:
        ReadError: when the file cannot be read.
    """
    check_readable(path)
    return tuple(_book(path).sheet_names) if _is_book(path) else ()


def _is_book(path: Path) -> bool:
    """Whether it is a workbook by its content, called so by its name.

    Raises:
        ReadError: when it has a password, is damaged, or of a kind that is not read (.ods).
    """
    suffix = path.suffix.lower()
    if suffix not in _SHEET_FORMATS:
        return False
    data = path.read_bytes()
    found = format_of(path, data)
    if found == "xlsx":
        _check_sheets(Archive(path, data, LEDGERS))
    elif found == "xls":
        _check_positions(path, *largest_extent(path, data))
    return found in _BOOKS


def _check_sheets(archive: Archive) -> None:
    """What reads the sheets holds each as a full rectangle, however few cells it has, and inflates whatever there is.

    Raises:
        TooLarge: when that would be more than a ledger can be.
    """
    for name in sorted(archive.names):
        rows = columns = 1
        chunk = b""
        with archive.open(name) as stream:
            while more := stream.read(_SAMPLE):
                chunk = chunk[-_LONGEST_CELL:] + more
                for letters, number in _FAR_CELL.findall(chunk):
                    rows, columns = max(rows, int(number)), max(columns, _column(letters.upper()))
        _check_positions(archive.path, rows, columns)


def _check_positions(path: Path, rows: int, columns: int) -> None:
    if rows * columns > MOST_POSITIONS:
        raise TooLarge(path, f"工作表的范围有 {rows} 行 {columns} 列，其中大多是空的", _ADVICE)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


def _book(path: Path) -> python_calamine.CalamineWorkbook:
    with _damage_told(path), path.open("rb") as file:  # the content decides: .xls may be .xlsx in truth
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Whatever the engine stumbles over, when it opens a workbook or one of its sheets.

    Raises:
        ReadError: for the user.
    """
    try:
        yield
    except python_calamine.PasswordError as error:
        raise Encrypted(path, "打开它需要密码") from error
    except python_calamine.CalamineError as error:
        raise Damaged(path, f"不是完整的工作簿（{error}）") from error


def _sheets(
    path: Path, folder: Path, heading: Callable[[str], str] | None, *, spreading: bool
) -> Iterator[LedgerTable]:
    book = _book(path)
    visible = {item.name: item.visible == python_calamine.SheetVisibleEnum.Visible for item in book.sheets_metadata}
    for number, name in enumerate(book.sheet_names):
        with _damage_told(path):
            sheet = book.get_sheet_by_name(name)
        left = [""] * sheet.start[1] if sheet.start is not None else []
        target = folder / f"{number}.csv"
        top: list[tuple[str, ...]] = []
        with target.open("w", encoding="utf-8", newline="", errors="replace") as file:
            writer = csv.writer(file, lineterminator="\n")
            spread = _Spread.of(sheet.merged_cell_ranges if spreading else None, heading)
            for cells in sheet.iter_rows():
                row = spread.over([*left, *map(_text, cells)], [*left, *cells])
                if max(map(len, row), default=0) > _LONGEST_TEXT:
                    raise TooLarge(path, f"工作表“{name}”有一格超过 {_LONGEST_TEXT} 字", _ADVICE)
                writer.writerow(row)
                if len(top) < _TOP:
                    top.append(tuple(row))
        yield LedgerTable(name, target, ",", tuple(top), not visible.get(name, True), spread.count)


@dataclass
class _Spread:
    """Merged cells while rows go by.

    Attributes:
        ranges: of cells merged over several rows: by their first row, the first column and the last row.
        running: what stands in columns until which row. row: the next one. count: of cells that were given something.
        heading: what column a header means. coded: the columns of codes.
    """

    ranges: Mapping[int, Sequence[tuple[int, int]]]
    running: dict[int, tuple[str, int]]
    heading: Callable[[str], str] | None = None
    row: int = 0
    count: int = 0
    coded: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        merged: Iterable[tuple[tuple[int, int], tuple[int, int]]] | None,
        heading: Callable[[str], str] | None = None,
    ) -> _Spread:
        """Those of a sheet."""
        ranges: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _) in merged or ():
            if bottom > top:
                ranges.setdefault(top, []).append((left, bottom))
        return cls(ranges, {}, heading)

    def over(self, texts: list[str], cells: Sequence[object]) -> list[str]:
        """The texts of the next row, with what merged cells above say of it."""
        for column, (text, last) in list(self.running.items()):
            if self.row > last:
                del self.running[column]
            elif column < len(texts) and not texts[column]:
                texts[column] = text
                self.count += 1
        for left, bottom in self.ranges.get(self.row, ()):
            if left < len(texts) and texts[left] and self._is_spread(left, texts[left], cells[left]):
                self.running[left] = texts[left], bottom
        if self.heading is not None and self.row < _TOP:
            self.coded |= {column for column, text in enumerate(texts) if text and self.heading(text) in CODES}
        self.row += 1
        return texts

    def _is_spread(self, column: int, text: str, cell: object) -> bool:
        if self.heading is not None and (self.heading(text) or (column not in self.coded and _FIGURE.fullmatch(text))):
            return False
        return isinstance(cell, str | date | datetime) or column in self.coded


def _text(cell: object) -> str:
    """A cell as text that loses nothing: the shortest decimal that is the same binary number, dates as 2022-01-05."""
    if isinstance(cell, str):
        return cell.replace("\n", "").replace("\r", "")  # one line a row, so that the engine may read in parallel
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if isinstance(cell, timedelta) else str(cell)
