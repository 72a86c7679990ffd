"""The neutral page model: what every source format is turned into before anything is recognised.

An adapter (``formats/pdf/reading``, ``formats/word/reading`` …) turns a file into a :class:`Source`; recognisers only ever see this.
Blocks are in reading order. Geometry is optional: docx, xlsx and html have grids but no boxes; plain text has neither.
"""

from __future__ import annotations

from msgspec import Struct

from juesuan.model import Passage, Place, Problem

__all__ = ["Block", "Grid", "GridCell", "Page", "Paragraph", "Source"]


class GridCell(Struct, frozen=True):
    """A cell of a grid.

    Attributes:
        row, column: first grid row and column it covers, from 0.
        row_span, column_span: how many it covers.
        passage: its text, all lines joined (white space removed), with places down to the character where geometry exists.
        lines: the same text line by line as printed (white space inside a line collapsed to one blank).
        place: the whole cell.
        is_missing: whether its row has no such cell: it ends before the table does.
    """

    row: int
    column: int
    passage: Passage
    place: Place
    row_span: int = 1
    column_span: int = 1
    lines: tuple[str, ...] = ()
    is_missing: bool = False

    @property
    def text(self) -> str:
        """The cell's text without white space."""
        return self.passage.text


class Grid(Struct, frozen=True):
    """A table as drawn, on one page (joining over pages is the recognisers' business).

    ``cells`` are in row-major order of their top left corner; every grid position is covered by exactly one cell.
    ``ruled`` is False when the columns were inferred from gaps because no lines are drawn. ``has_blank_end`` is True where the table was
    drawn with blank rows of several cells at its end, which are left out.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    place: Place
    ruled: bool = True
    has_blank_end: bool = False

    def by_row(self) -> list[list[GridCell]]:
        """For each row, the cells that start in it."""
        rows: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


class Paragraph(Struct, frozen=True):
    """Text outside tables. One paragraph of the source, or one line where the format does not know paragraphs.

    Attributes:
        passage: text without white space, with places.
        raw: the text as printed, blanks inside lines kept (they separate columns in flattened text), lines joined by "\\n".
        size: font size in points, 0 if unknown. bold: as far as known.
        style: heading style name if the format has one (``Heading 1``), else empty.
        centred: printed centred, as titles are (geometry or style); False if unknown.
        continues: for PDF, the last line is full, so that the next page's first paragraph may continue it.
    """

    passage: Passage
    raw: str
    size: float = 0.0
    bold: bool = False
    style: str = ""
    centred: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        """The text without white space."""
        return self.passage.text


Block = Paragraph | Grid


class Page(Struct, frozen=True):
    """A page (PDF), a sheet (xlsx), or the whole text (docx, html, txt without page marks).

    ``has_text`` is False for a page that shows something but has no text layer (a scan); ``has_picture`` is True where a picture stands
    that may hold a table or text of the document, which nobody reads. Page headers, footers and page
    numbers are not blocks: they are in ``furniture``. ``refused`` is True where a problem of the
    file says why the page was not read.
    """

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    has_text: bool = True
    has_picture: bool = False
    name: str = ""
    furniture: tuple[Paragraph, ...] = ()
    refused: bool = False


class Source(Struct, frozen=True):
    """A file, opened. ``format``: pdf ofd docx doc xlsx xls html txt; ``flattened`` when table columns were lost (plain text)."""

    path: str
    format: str
    sha256: str
    pages: tuple[Page, ...]
    flattened: bool = False
    problems: tuple[Problem, ...] = ()
