"""A table in Word: fixed columns, rows that do not part, header rows that repeat. For our own documents and for templates."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from juesuan.formats.printing.around_tables import INSETS
from juesuan.formats.printing.fitting import LINE, TableFit, without_orphan
from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedTable
from juesuan.formats.word.writing.markup import ParagraphLook, paragraph, run, twips
from juesuan.model.print_style import PrintStyle

__all__ = ["table_markup"]

_JUSTIFY = {"left": "left", "centre": "center", "right": "right"}
_THIN, _THICK = 4, 8  # eighths of a point


def table_markup(table: PrintedTable, fit: TableFit, layout: PrintStyle, *, style: str = "", font: str = "") -> str:
    """``w:tbl``. ``style`` is that of the paragraphs; without one they have ``font``, for documents that lack our styles."""
    widths = [twips(width) for width in fit.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inset, padding = twips(INSETS[layout.rules]), twips(fit.padding)
    sides = (("top", padding), ("left", inset), ("bottom", padding), ("right", inset))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{_borders(table, layout)}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000"/><w:tblCaption w:val={quoteattr(table.name or table.title)}/>'
    )
    writer = _WordTableWriter(table, fit, layout, style=style, font=font)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(writer.rows())}</w:tbl>"


def _borders(table: PrintedTable, layout: PrintStyle) -> str:
    """All lines, or horizontal ones only; a frame has them around its header and at its end."""
    everywhere = layout.rules == "grid" or not table.header_rows
    framed = layout.rules == "frame" and not everywhere
    outer = _THICK if framed else _THIN
    sizes = {
        "top": outer,
        "left": _THIN if everywhere else 0,
        "bottom": outer,
        "right": _THIN if everywhere else 0,
        "insideH": 0 if framed else _THIN,
        "insideV": _THIN if everywhere else 0,
    }
    return f"<w:tblBorders>{''.join(_border(side, size) for side, size in sizes.items())}</w:tblBorders>"


def _border(side: str, size: int) -> str:
    if not size:
        return f'<w:{side} w:val="nil"/>'
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


class _WordTableWriter:
    """Writes the rows of one table."""

    def __init__(self, table: PrintedTable, fit: TableFit, layout: PrintStyle, *, style: str, font: str) -> None:
        self._table, self._fit, self._layout = table, fit, layout
        self._widths = [twips(width) for width in fit.widths]
        self._style, self._font = style, font
        self._framed = layout.rules == "frame" and bool(table.header_rows)

    def rows(self) -> Iterator[str]:
        """Word repeats a vertically merged cell on every row it covers, with ``vMerge`` and no text."""
        lines: list[list[tuple[PlacedCell, int]]] = [[] for _ in self._table.rows]
        for cell in self._table.cells:
            for down in range(cell.slot.row_span):
                lines[cell.row + down].append((cell, down))
        for number, line in enumerate(lines):
            ordered = sorted(line, key=lambda pair: pair[0].column)
            cells = "".join(self._cell(cell, down, number) for cell, down in ordered)
            repeated = number < self._table.header_rows and self._layout.repeat_header
            height = twips(self._fit.heights[number])
            yield (
                f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
                f"{'<w:tblHeader/>' if repeated else ''}</w:trPr>{cells}</w:tr>"
            )

    def _cell(self, cell: PlacedCell, down: int, row: int) -> str:
        slot = cell.slot
        width = sum(self._widths[cell.column : cell.column + slot.column_span])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if slot.column_span > 1:
            properties += f'<w:gridSpan w:val="{slot.column_span}"/>'
        if slot.row_span > 1:
            properties += '<w:vMerge w:val="restart"/>' if down == 0 else "<w:vMerge/>"
        properties += self._own_borders(cell, row)
        return (
            f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{self._text(cell, first=down == 0)}</w:tc>'
        )

    def _own_borders(self, cell: PlacedCell, row: int) -> str:
        """The lines of a framed header: thin inside, thick under it."""
        count = self._table.header_rows
        if not self._framed or row >= count or cell.row + cell.slot.row_span - 1 > row:
            return ""
        return f"<w:tcBorders>{_border('bottom', _THICK if row == count - 1 else _THIN)}</w:tcBorders>"

    def _text(self, cell: PlacedCell, *, first: bool) -> str:
        slot, size = cell.slot, self._fit.size
        width = (self._fit.width_of(cell) - 2 * INSETS[self._layout.rules]) / size
        text = without_orphan(slot.text, width) if first else ""
        content = run(text, self._own_size(size), self._font) if text else ""
        look = ParagraphLook(line=size * LINE, align=_JUSTIFY[slot.align], flush=not self._style)
        return paragraph(content, self._style, look)

    def _own_size(self, size: float) -> float | None:
        """The size where the style does not say it. Word knows halves of points only: what is between is made smaller."""
        halves = int(size * 2) / 2
        return None if self._style and halves == self._layout.table_size else halves
