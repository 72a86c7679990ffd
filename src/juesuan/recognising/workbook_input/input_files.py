"""A file of the accountant to sheets of cells: .xlsx, .xls, or .csv in UTF-8 or GB18030."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

from msgspec.structs import replace as replaced

from juesuan.formats.by_content import format_of
from juesuan.formats.errors import Damaged, TooLarge, Unsupported
from juesuan.formats.excel.reading.worksheet import BorderLine, Worksheet
from juesuan.formats.files import load
from juesuan.formats.limits import Limits
from juesuan.formats.reading_budget import Budget
from juesuan.formats.text.decoding import decode
from juesuan.model import Place, Problem
from juesuan.preparing.workbook import InputCell, InputSheet

__all__ = ["OpenedInput", "open_input"]

_MAX_CSV_CELLS = 3_000_000
_BOOKS = Limits(items=300_000, characters=20_000_000, cells=3_000_000)
"""What an accountant's workbook may hold, which is longer than what is published of it."""

_STORED = Context(prec=15, rounding=ROUND_HALF_UP)
_PLACES = Decimal("0.000001")
"""A spreadsheet computes in binary: 0.3 − 0.2 leaves 0.09999999999999998, and 1234567.89 − 1234567.88 leaves 0.0100000000093."""

_ADVICE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"


@dataclass(frozen=True, slots=True)
class OpenedInput:
    """A file's sheets, and what was not read of it."""

    sheets: tuple[InputSheet, ...]
    problems: tuple[Problem, ...] = ()


def open_input(path: Path, *, named: bool = False) -> OpenedInput:
    """The sheets of a file. A CSV file is one sheet of the name of the file.

    Args:
        path: the file; what it is, its content says.
        named: whether the sheets say which file they are of.

    Raises:
        ReadError: when the file cannot be read.
    """
    data = load(path)
    file = path.name if named else ""
    match format_of(path, data):
        case "xlsx":
            from juesuan.formats.excel.reading.xlsx import xlsx_sheets  # noqa: PLC0415 - CSV files do not need it

            sheets, budget = xlsx_sheets(path, data, _BOOKS, with_hidden=True)
            opened = _opened(sheets, file)
            return replace(
                opened, problems=(*opened.problems, *(replaced(problem, file=file) for problem in budget.left_out))
            )
        case "xls":
            from juesuan.formats.excel.reading.xls import xls_sheets  # noqa: PLC0415 - as above

            return _opened(xls_sheets(path, data, Budget(path, _BOOKS)), file)
        case "txt":
            return _csv(path, data, file)
        case "html":
            raise Unsupported(path, "这是网页格式的表格", _ADVICE)
        case found:
            raise Unsupported(path, f"这是 {found.upper()} 文件，不是工作簿", "请提供 .xlsx、.xls 或 .csv 文件")


def _opened(sheets: Iterable[Worksheet], file: str) -> OpenedInput:
    read = list(sheets)
    problems = [
        Problem("有隐藏的行或列，其中的内容也已读取", Place(sheet=sheet.name), file)
        for sheet in read
        if sheet.hides_cells and not sheet.hidden
    ]
    return OpenedInput(tuple(_sheet(sheet, file) for sheet in read), tuple(problems))


def _sheet(sheet: Worksheet, file: str) -> InputSheet:
    rows = {row: _cells(line) for row, line in sheet.lines.items()}
    merged = tuple((merge.top, merge.left, merge.bottom, merge.right) for merge in sheet.merges)
    return InputSheet(
        sheet.name, {row: cells for row, cells in rows.items() if cells}, file, merged, hidden=sheet.hidden
    )


def _cells(line: BorderLine) -> dict[int, InputCell]:
    cells = {
        column: InputCell(text.strip(), _exact(line.numbers[column]) if column in line.numbers else None)
        for column, text in line.texts.items()
    }
    uncomputed, column = line.uncomputed, 0
    while uncomputed:
        if uncomputed & 1:
            cells[column] = InputCell("", uncomputed=True)
        uncomputed, column = uncomputed >> 1, column + 1
    return dict(sorted(cells.items()))


def _exact(number: Decimal) -> Decimal:
    """The decimal that was meant: without what binary arithmetic leaves behind the digits that a spreadsheet keeps."""
    kept = _STORED.plus(number)
    exponent = kept.as_tuple().exponent
    if isinstance(exponent, int) and exponent < _PLACES.adjusted():
        kept = kept.quantize(_PLACES, ROUND_HALF_UP)
    return kept.normalize() + 0


def _csv(path: Path, data: bytes, file: str) -> OpenedInput:
    decoded = decode(path, data)
    first = decoded.text.partition("\n")[0]
    separator = "\t" if first.count("\t") > first.count(",") else ","
    rows: dict[int, dict[int, InputCell]] = {}
    count = 0
    reader = csv.reader(decoded.text.splitlines(keepends=True), delimiter=separator, strict=True)
    before = 0
    try:
        for number, line in enumerate(reader):
            before = reader.line_num
            cells = {column: InputCell(text.strip()) for column, text in enumerate(line) if text.strip()}
            count += len(cells)
            if count > _MAX_CSV_CELLS:
                raise TooLarge(path, f"单元格超过 {_MAX_CSV_CELLS // 10_000} 万个")
            if cells:
                rows[number] = cells
    except csv.Error as error:
        raise Damaged(path, f"第 {before + 1} 行不是正确的 CSV 表格行：引号没有成对，或者太长", _ADVICE) from error
    return OpenedInput((InputSheet(path.stem, rows, file),), decoded.problems)
