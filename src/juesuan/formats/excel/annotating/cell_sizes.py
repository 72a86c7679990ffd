"""Sizes of rows and columns, by which the boxes of comments are placed."""

from __future__ import annotations

from collections.abc import Callable

from juesuan.formats.archives.office_copy import Element, local_name

__all__ = ["Cells", "position"]

_ROW, _COLUMN = 20, 64
"""Pixels of a row and a column of which the sheet says nothing."""
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


class Cells:
    """The grid of a worksheet, in pixels."""

    def __init__(self, sheet: Element) -> None:
        self._rows: dict[int, int] = {}
        self._columns: list[tuple[int, int, int]] = []
        self._row = _ROW
        for child in sheet:
            match local_name(child):
                case "sheetFormatPr":
                    self._row = max(round(_number(child, "defaultRowHeight", _ROW * 0.75) / 0.75), 1)
                case "cols":
                    for column in child:
                        wide = round(_number(column, "width", 8.43) * 7 + 5)
                        self._columns.append((int(_number(column, "min", 1)), int(_number(column, "max", 1)), wide))
                case "sheetData":
                    for row in child:
                        if row.get("ht") is not None:
                            self._rows[int(_number(row, "r", 0)) - 1] = round(_number(row, "ht", 15) / 0.75)

    def row_at(self, start: int, pixels: int) -> tuple[int, int]:
        """The row that lies so far below the top of a row, both from 0, and how far inside."""
        return _at(start, pixels, _LAST_ROW, lambda row: self._rows.get(row, self._row))

    def column_at(self, start: int, pixels: int) -> tuple[int, int]:
        """The column that lies so far right of the left edge of a column, both from 0, and how far inside."""
        return _at(start, pixels, _LAST_COLUMN, self._width)

    def _width(self, column: int) -> int:
        return next((wide for first, last, wide in self._columns if first <= column + 1 <= last), _COLUMN)


def _at(start: int, pixels: int, last: int, size: Callable[[int], int]) -> tuple[int, int]:
    at = start
    while at < last and pixels >= size(at):
        pixels -= size(at)
        at += 1
    return at, pixels


def _number(element: Element, name: str, default: float) -> float:
    """A size, which is no amount; the default for one that is none, or beyond any sheet."""
    try:
        value = float(element.get(name, default))
    except ValueError:
        return default
    return value if 0 <= value <= _LAST_ROW + 1 else default


def position(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a cell such as ``C7``."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1
