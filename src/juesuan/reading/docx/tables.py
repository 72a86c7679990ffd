"""Word tables: rows of cells with spans become grids; tables that only lay out the page are taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from juesuan.model import Place
from juesuan.reading.docx.content import shown_children
from juesuan.reading.docx.prose import Prose
from juesuan.reading.docx.styles import integer
from juesuan.reading.grids import CellBudget, complete_grid
from juesuan.reading.package import Element, attribute, local_name
from juesuan.reading.source import Block, Grid, GridCell, Paragraph
from juesuan.reading.text import Run, join_runs, passage_of, printed_lines

__all__ = ["TableReader", "blocks_at"]

MAX_SPAN = 512
"""Columns that one cell may span; Word itself stops at 63 columns."""


def blocks_at(container: Element, place: Place, prose: Prose, budget: CellBudget) -> Iterator[Block]:
    """Paragraphs and tables of a cell or a text box, all of which have the place of what holds them."""
    for child in shown_children(container):
        match local_name(child):
            case "p":
                yield from paragraph_blocks(child, place, prose, budget)
            case "tbl":
                table = TableReader(place, prose, budget)
                for row in shown_children(child):
                    table.add_row(row)
                yield from table.blocks()


def paragraph_blocks(element: Element, place: Place, prose: Prose, budget: CellBudget) -> Iterator[Block]:
    """A paragraph, if it prints something, and then what stands in the text boxes that hang on it."""
    content, look = prose.content(element)
    paragraph = prose.paragraph(content, look, place)
    if paragraph is not None:
        yield paragraph
    for box in content.boxes:
        yield from blocks_at(box, place, prose, budget)


class TableReader:
    """Takes the rows of one table as they come, so that a long table need not be in memory as XML."""

    def __init__(self, place: Place, prose: Prose, budget: CellBudget) -> None:
        self._place = place
        self._prose = prose
        self._budget = budget
        self._cells: list[GridCell] = []
        self._framed: dict[int, list[Block]] = {}
        self._above: dict[int, int] = {}
        self._rows = 0
        self._columns = 0

    def add_row(self, row: Element) -> None:
        """The next row; one that was deleted in tracked changes is left out."""
        values = _properties(row, "trPr")
        if local_name(row) != "tr" or "del" in values:
            return
        column = min(integer(values["gridBefore"]) or 0, MAX_SPAN) if "gridBefore" in values else 0
        covering: dict[int, int] = {}
        for cell in shown_children(row):
            if local_name(cell) == "tc":
                column = self._add_cell(cell, column, covering)
        self._above = covering
        self._rows += 1
        self._columns = max(self._columns, column)
        self._budget.spend(max(len(covering), 1))

    def _add_cell(self, element: Element, column: int, covering: dict[int, int]) -> int:
        """Adds a cell at a column, or extends the one it is merged with; returns the column after it."""
        values = _properties(element, "tcPr")
        span = min(max((integer(values["gridSpan"]) if "gridSpan" in values else 1) or 1, 1), MAX_SPAN)
        if covering and _continues(values, "hMerge"):
            before = self._cells[-1]
            self._cells[-1] = replace(before, column_span=before.column_span + span)
            return column + span
        above = self._above.get(column) if _continues(values, "vMerge") else None
        if above is not None and self._cells[above].column_span == span:
            covering[column] = above
            self._cells[above] = replace(self._cells[above], row_span=self._rows - self._cells[above].row + 1)
        else:
            covering[column] = len(self._cells)
            self._cells.append(self._read(element, column, span))
        return column + span

    def _read(self, element: Element, column: int, span: int) -> GridCell:
        place = self._place_of(self._rows, column)
        blocks = list(blocks_at(element, place, self._prose, self._budget))
        if any(isinstance(block, Grid) for block in blocks):
            self._framed[len(self._cells)] = blocks
        lines = tuple(line for block in blocks if isinstance(block, Paragraph) for line in printed_lines(block.raw))
        passage = join_runs(Run(line, place) for line in lines) if lines else passage_of("", place)
        return GridCell(self._rows, column, passage, place, column_span=span, lines=lines)

    def _place_of(self, row: int, column: int) -> Place:
        """The place of a cell; that of the outer cell for the cells of a nested table."""
        if self._place.table_row is not None:
            return self._place
        return self._place.but(table_row=row + 1, table_column=column + 1)

    def blocks(self) -> Iterator[Block]:
        """The table as blocks, after its last row."""
        printed = sum(1 for index, cell in enumerate(self._cells) if cell.text and index not in self._framed)
        if len(self._cells) == 1 or (self._framed and printed <= len(self._framed)):
            yield from self._taken_apart()
        elif self._cells:
            yield complete_grid(self._cells, self._rows, self._columns, self._place, self._place_of)
            for blocks in self._framed.values():
                yield from (block for block in blocks if isinstance(block, Grid))

    def _taken_apart(self) -> Iterator[Block]:
        """What the cells of a table hold that is only a frame: text in a box, or tables beside each other."""
        for index, cell in enumerate(self._cells):
            if index in self._framed:
                yield from self._framed[index]
            else:
                yield from (Paragraph(passage_of(line, cell.place), line) for line in cell.lines)


def _properties(element: Element, name: str) -> dict[str, Element]:
    """The children of a properties element by local name."""
    found = next(element.iterfind("{*}" + name), None)
    return {} if found is None else {local_name(child): child for child in found}


def _continues(properties: dict[str, Element], merge: str) -> bool:
    return merge in properties and attribute(properties[merge], "val") != "restart"
