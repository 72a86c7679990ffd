"""Documents made by hand, as an adapter would hand them over."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Block, Grid, GridCell, Page, Paragraph, Source
from juesuan.model import Place
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.standard import builtin

Cell = str | tuple[str, int, int] | None
"""Text; text with rows and columns it spans; None where a span covers the position."""


def grid(rows: Sequence[Sequence[Cell]], page: int = 1, *, ruled: bool = True) -> Grid:
    """A grid from its rows."""
    cells: list[GridCell] = []
    for row, texts in enumerate(rows):
        for column, cell in enumerate(texts):
            if cell is None:
                continue
            text, row_span, column_span = cell if isinstance(cell, tuple) else (cell, 1, 1)
            place = Place(page=page, table_row=row + 1, table_column=column + 1)
            cells.append(GridCell(row, column, passage_of(text, place), place, row_span, column_span, (text,)))
    return Grid(len(rows), max(len(row) for row in rows), tuple(cells), Place(page=page), ruled)


def paragraph(text: str, page: int = 1, line: int | None = None) -> Paragraph:
    """A paragraph of one line."""
    return Paragraph(passage_of(text, Place(page=page, line=line)), text)


def source(*pages: Sequence[Block | str], name: str = "", flattened: bool = False) -> Source:
    """A document from the blocks of its pages; a text is a paragraph."""
    made = tuple(
        Page(number, 595, 842, tuple(paragraph(b, number) if isinstance(b, str) else b for b in blocks), name=name)
        for number, blocks in enumerate(pages, 1)
    )
    return Source("made", "pdf", "", made, flattened)


def text_source(text: str) -> Source:
    """Plain text without pages, a line a paragraph."""
    lines = [paragraph(line, 1, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return Source("made.txt", "txt", "", (Page(1, 0, 0, tuple(lines)),), flattened=True)


def read(*pages: Sequence[Block | str]) -> FormsRead:
    """The forms of a document made of these pages."""
    return recognise_forms(source(*pages), builtin())


def values(found: FormsRead, form: str) -> dict[str, str]:
    """The printed cells of a form as ``row.column -> raw``, blank ones left out."""
    table = found.tables[form]
    return {f"{row}.{column}": cell.raw for (row, column), cell in table.cells.items() if cell.raw}


def state(found: FormsRead, form: str) -> str:
    """How the reading of a form went."""
    return next(reading.state for reading in found.readings if reading.form == form)
