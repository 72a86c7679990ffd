"""Excel 97–2003 workbooks (.xls)."""

from __future__ import annotations

import io
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError

from juesuan.formats.errors import Damaged, Encrypted, TooLarge
from juesuan.formats.excel.reading.number_format import displayed
from juesuan.formats.excel.reading.records import book_stream, extents
from juesuan.formats.excel.reading.worksheet import BorderLine, Merge, Worksheet, source_of
from juesuan.formats.excel.reading.xlsx import RULED_SIDES
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source
from juesuan.formats.reading_budget import Budget

__all__ = ["read_xls", "xls_sheets"]

MAX_BYTES = 24 * 1024 * 1024
"""xlrd builds the whole workbook in memory, at some 30 bytes for one of the file."""

_DAMAGE = (
    xlrd.XLRDError, FormulaError, CompDocError, struct.error, AssertionError, LookupError, TypeError, ValueError,
    AttributeError, MemoryError, ArithmeticError, NotImplementedError, RecursionError,
)  # fmt: skip
"""How xlrd, which trusts what a record says about itself, stumbles over damaged files."""

_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")
_CENTRED = (2, 6)


def read_xls(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """The visible worksheets as pages, as :func:`juesuan.formats.excel.reading.xlsx.read_xlsx` does."""
    budget = Budget(path, limits)
    return source_of(path, "xls", data, xls_sheets(path, data, budget), budget)


def xls_sheets(path: Path, data: bytes, budget: Budget) -> list[Worksheet]:
    """The worksheets as they are seen."""
    if len(data) > MAX_BYTES:
        raise TooLarge(path, f"工作簿有 {len(data) // 2**20} MB，超过 {MAX_BYTES // 2**20} MB 的上限")
    content = book_stream(path, data)
    for widths in extents(content):
        budget.check("cells", sum(widths.values()))
    try:
        # Ragged, for else a cell in the last row and one in the last column are filled up to millions.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return [_sheet(book, sheet, budget) for sheet in book.sheets()]
    except _DAMAGE as error:
        if "encrypted" in str(error).lower():
            raise Encrypted(path, "打开它需要密码") from None
        raise Damaged(path, "工作簿内部结构不一致") from None


def _sheet(book: Any, source: Any, budget: Budget) -> Worksheet:
    sheet = Worksheet(source.name, hidden=bool(source.visibility))
    for row in range(source.nrows):
        line = BorderLine()
        budget.spend("cells", source.row_len(row))
        for column in range(source.row_len(row)):
            cell = source.cell(row, column)
            look = book.xf_list[cell.xf_index]
            line.ruled |= (sum(1 for side in _SIDES if getattr(look.border, side)) >= RULED_SIDES) << column
            line.centred |= (look.alignment.hor_align in _CENTRED) << column
            text = _text(book, cell, look)
            if text.strip():
                budget.spend_text(text)
                line.texts[column] = text
            if cell.ctype == xlrd.XL_CELL_NUMBER:
                line.numbers[column] = Decimal(repr(cell.value))
        if line.texts or line.ruled:
            sheet.lines[row] = line
    sheet.merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    infos = [info for row, info in source.rowinfo_map.items() if row in sheet.lines]
    sheet.hides_cells = any(info.hidden for info in (*infos, *source.colinfo_map.values()))
    return sheet


def _text(book: Any, cell: Any, look: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        known = book.format_map.get(look.format_key)
        return displayed(Decimal(repr(cell.value)), known.format_str if known else "", bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value)
