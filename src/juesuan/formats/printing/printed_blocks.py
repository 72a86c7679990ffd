"""What goes onto paper, whatever the format: lines of text, tables of placed cells, page breaks.

Every writer (pdf, docx, xlsx, html, txt) prints a :class:`Printed` and knows nothing about forms or facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from juesuan.model import Statement

__all__ = [
    "Block",
    "CellContent",
    "NewPage",
    "NumberMark",
    "PlacedCell",
    "Printed",
    "PrintedLine",
    "PrintedTable",
    "placed",
]


@dataclass(frozen=True, slots=True)
class CellContent:
    """A cell before it has a position. ``align``: left | centre | right. A line break in ``text`` is printed as one.

    ``key``: row and column of the form that the cell prints a number of; None for words.
    """

    text: str
    column_span: int = 1
    row_span: int = 1
    align: str = "centre"
    key: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its top left grid position, from 0."""

    row: int
    column: int
    slot: CellContent


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table ready to be drawn.

    Attributes:
        title, number: above the table; ``corners``: the texts left, middle and right between title and table.
        columns: number of grid columns; ``widths``: their relative widths. header_rows: rows that are headers.
        cells: in row-major order, every grid position covered exactly once.
        notes: the paragraphs under it.
        landscape: printed on a landscape page.
        id: unique in the document, for links; ``name`` tells it from tables of the same title (bookmarks), else empty.
        form, instance: which form it prints, as statements name it. entry: what a list of contents calls it.
        statements: what its cells state, by the ``key`` of their slots.
    """

    title: str
    number: str
    corners: tuple[str, str, str]
    columns: int
    widths: tuple[int, ...]
    header_rows: int
    cells: tuple[PlacedCell, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    id: str = ""
    name: str = ""
    form: str = ""
    instance: int = 0
    entry: str = ""
    statements: Mapping[tuple[str, str], Statement] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[tuple[PlacedCell, ...], ...]:
        """The cells that begin in each grid row."""
        count = max((cell.row + cell.slot.row_span for cell in self.cells), default=0)
        lines: list[list[PlacedCell]] = [[] for _ in range(count)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return tuple(tuple(line) for line in lines)

    def statement(self, slot: CellContent) -> Statement | None:
        """What a cell states, or None where it prints words."""
        return self.statements.get(slot.key) if slot.key else None


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number in a paragraph: ``text[start:end]`` and what it states."""

    start: int
    end: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A paragraph.

    Attributes:
        style: cover | title | part | heading | subheading | body | contents.
        id: names a heading for links, unique in the document. target: of a line of contents, the id it leads to.
        section: id of the section that it belongs to.
        marks: the numbers in it that state something, in order.
    """

    text: str
    style: str = "body"
    id: str = ""
    target: str = ""
    section: str = ""
    marks: tuple[NumberMark, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = PrintedLine | PrintedTable | NewPage


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole document in printing order; ``unit`` is whose it is, ``mark`` stands at the top of every page."""

    title: str
    blocks: tuple[Block, ...]
    unit: str = ""
    mark: str = ""


def placed(rows: Sequence[Sequence[CellContent]]) -> tuple[PlacedCell, ...]:
    """Positions for rows of slots, skipping what earlier row spans cover, as HTML tables do."""
    taken: set[tuple[int, int]] = set()
    cells: list[PlacedCell] = []
    for row, slots in enumerate(rows):
        column = 0
        for slot in slots:
            while (row, column) in taken:
                column += 1
            cells.append(PlacedCell(row, column, slot))
            taken |= {
                (row + down, column + right) for down in range(slot.row_span) for right in range(slot.column_span)
            }
            column += slot.column_span
    return tuple(cells)
