"""Word tables: their cells, merged ones too, and the text in them, in text boxes and in tables within tables."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.archives.office import Element, attribute, local_name
from juesuan.formats.pages.source import Block
from juesuan.formats.pages.spans import TableBuilder
from juesuan.formats.reading_budget import Budget
from juesuan.formats.word.reading.content import shown_children
from juesuan.formats.word.reading.paragraphs import WordProse
from juesuan.formats.word.reading.styles import integer
from juesuan.model import Place

__all__ = ["TableReader", "paragraph_blocks"]

MAX_SPAN = 512
"""Columns that one cell may span; Word itself stops at 63 columns."""


def blocks_at(container: Element, place: Place, prose: WordProse, budget: Budget, depth: int) -> Iterator[Block]:
    """Paragraphs and tables of a cell or a text box, all of which have the place of what holds them."""
    for child in shown_children(container):
        match local_name(child):
            case "p":
                yield from paragraph_blocks(child, place, prose, budget, depth)
            case "tbl" if depth < budget.limits.nesting:
                table = TableReader(place, prose, budget, depth + 1)
                for row in shown_children(child):
                    table.add_row(row)
                yield from table.blocks()
            case "tbl":
                budget.leave_out(f"表格嵌套超过 {budget.limits.nesting} 层，更深的没有读取", place)


def paragraph_blocks(
    element: Element, place: Place, prose: WordProse, budget: Budget, depth: int = 0
) -> Iterator[Block]:
    """A paragraph, if it prints something, and then what stands in the text boxes that hang on it."""
    budget.spend("items")
    content, look = prose.content(element)
    budget.spend_text(content.text)
    paragraph = prose.paragraph(content, look, place)
    if paragraph is not None:
        yield paragraph
    if content.boxes and depth >= budget.limits.nesting:
        budget.leave_out(f"文本框嵌套超过 {budget.limits.nesting} 层，更深的没有读取", place)
        return
    for box in content.boxes:
        yield from blocks_at(box, place, prose, budget, depth + 1)


class TableReader:
    """Takes the rows of one table as they come, so that a long table need not be in memory as XML."""

    def __init__(self, place: Place, prose: WordProse, budget: Budget, depth: int = 0) -> None:
        """``depth``: how many tables and text boxes it stands in."""
        self._depth = depth
        self._prose = prose
        self._budget = budget
        self._table = TableBuilder(place, budget)
        self._above: dict[int, int] = {}
        self._rows = 0

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

    def _add_cell(self, element: Element, column: int, covering: dict[int, int]) -> int:
        """Adds a cell at a column, or extends the one it is merged with; returns the column after it."""
        values = _properties(element, "tcPr")
        span = min(max((integer(values["gridSpan"]) if "gridSpan" in values else 1) or 1, 1), MAX_SPAN)
        above = self._above.get(column)
        if covering and _continues(values, "hMerge"):
            self._table.widen(next(reversed(covering.values())), span)
        elif above is not None and _continues(values, "vMerge") and self._table.span_of(above) == span:
            covering[column] = above
            self._table.deepen(above, self._rows)
        else:
            place = self._table.place_of(self._rows, column)
            blocks = list(blocks_at(element, place, self._prose, self._budget, self._depth))
            covering[column] = self._table.add((self._rows, column), (1, span), place, blocks)
        return column + span

    def blocks(self) -> Iterator[Block]:
        """The table as blocks, after its last row."""
        return self._table.blocks()


def _properties(element: Element, name: str) -> dict[str, Element]:
    """The children of a properties element by local name."""
    found = next(element.iterfind("{*}" + name), None)
    return {} if found is None else {local_name(child): child for child in found}


def _continues(properties: dict[str, Element], merge: str) -> bool:
    return merge in properties and attribute(properties[merge], "val") != "restart"
