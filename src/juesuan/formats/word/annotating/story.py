"""Where places are in a Word document: the same count of body elements, rows and cells that the reader makes.

Body elements are paragraphs and tables from 1, those in content controls and accepted insertions too; a cell's column is
the first grid column that it covers.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.archives.office_copy import Element, local_name
from juesuan.model import Place

__all__ = ["Story"]

_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])
_ELSEWHERE = frozenset(["txbxContent", "AlternateContent", "pict", "object", "drawing"])
"""Text boxes: Word has no comments in them, so what stands there is marked where the box hangs."""

Cell = tuple[int, int]


class Story:
    """The body of a document, by place."""

    def __init__(self, document: Element) -> None:
        body = next((child for child in document if local_name(child) == "body"), None)
        elements = () if body is None else _through(body)
        self._elements = [element for element in elements if local_name(element) in ("p", "tbl")]
        self._cells: dict[int, dict[Cell, Element]] = {}

    def paragraphs(self, place: Place) -> list[Element]:
        """The paragraphs that a place may mean, in order; the first one of the document when it has none."""
        number = place.paragraph
        if number is None or not 1 <= number <= len(self._elements):
            return next((found for element in self._elements if (found := list(_paragraphs(element)))), [])
        element = self._elements[number - 1]
        if local_name(element) == "tbl" and place.table_row is not None:
            cells = self._cells.setdefault(number, _cells(element))
            element = cells.get((place.table_row, place.table_column or 1), element)
        return list(_paragraphs(element))


def _through(element: Element) -> Iterator[Element]:
    """Children, seen through wrappers."""
    for child in element:
        if local_name(child) in _WRAPPERS:
            yield from _through(child)
        else:
            yield child


def _paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs in an element, without those of text boxes."""
    if local_name(element) == "p":
        yield element
        return
    for child in element:
        if local_name(child) not in _ELSEWHERE:
            yield from _paragraphs(child)


def _cells(table: Element) -> dict[Cell, Element]:
    """The cells of a table by row and column from 1; a merged cell by its first one."""
    cells: dict[Cell, Element] = {}
    row_number = 0
    for row in _through(table):
        properties = _properties(row, "trPr")
        if local_name(row) != "tr" or "del" in properties:
            continue
        row_number += 1
        column = 1 + _number(properties.get("gridBefore"), 0)
        for cell in _through(row):
            if local_name(cell) == "tc":
                cells[row_number, column] = cell
                column += max(_number(_properties(cell, "tcPr").get("gridSpan"), 1), 1)
    return cells


def _properties(element: Element, name: str) -> dict[str, Element]:
    found = next((child for child in element if local_name(child) == name), None)
    return {} if found is None else {local_name(child): child for child in found}


def _number(element: Element | None, default: int) -> int:
    """The ``val`` of an element."""
    values = () if element is None else (value for key, value in element.items() if key.rpartition("}")[2] == "val")
    text = next(iter(values), "")
    return int(text) if text.isdecimal() and len(text) < 4 else default
