"""The sheet that lists every finding, each linked to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from lxml import etree

from juesuan.formats.archives.office_copy import Element
from juesuan.formats.excel.annotating.cell_formats import Looks
from juesuan.formats.remarks import Remarks
from juesuan.formats.text.width import width
from juesuan.model import Place

__all__ = ["findings_sheet"]

_COLUMNS = (
    ("编号", 6), ("级别", 14), ("位置", 26), ("项目", 24), ("问题", 60), ("疑为", 36), ("处理", 40), ("依据", 34), ("规则", 26),
)  # fmt: skip
"""Headings and widths in characters."""
_LINKED = "C"
_LINE_HEIGHT, _MOST_HEIGHT = 15, 405
"""Points; Excel's rows end at 409."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _ListedLine:
    """A row: its texts, the format of the second, and the place that the third links to."""

    texts: tuple[str, ...]
    look: str
    place: Place | None


def findings_sheet(remarks: Remarks, looks: Looks, workbook: Element, sheets: Set[str]) -> Element:
    """The worksheet; ``sheets`` are those that can be linked to."""
    namespace = etree.QName(workbook).namespace
    return _FindingsSheet(namespace, looks, sheets).root(remarks)


class _FindingsSheet:
    """Writes rows."""

    def __init__(self, namespace: str, looks: Looks, sheets: Set[str]) -> None:
        self._tag, self._looks, self._sheets = f"{{{namespace}}}", looks, sheets
        self._root = etree.Element(f"{self._tag}worksheet", nsmap={None: namespace})
        self._links: list[tuple[str, str]] = []
        self._rows = 0

    def root(self, remarks: Remarks) -> Element:
        """The whole worksheet, in the order of the schema."""
        opening = remarks.opening.split("\n")
        self._make(self._make(self._root, "sheetPr"), "pageSetUpPr", fitToPage="1")
        self._view(len(opening) + 2)
        columns = self._make(self._root, "cols")
        for number, (_, wide) in enumerate(_COLUMNS, start=1):
            self._make(columns, "col", min=str(number), max=str(number), width=str(wide), customWidth="1")
        data = self._make(self._root, "sheetData")
        for line in opening:
            self._row(data, [(line, None)])
        self._row(data, [])
        self._row(data, [(heading, self._looks.bold) for heading, _ in _COLUMNS])
        for entry in _lines(remarks, self._looks):
            self._entry(data, entry)
        self._hyperlinks()
        self._make(self._root, "pageSetup", paperSize="9", fitToHeight="0", orientation="landscape")
        return self._root

    def _view(self, frozen: int) -> None:
        """Opening and headings stay in sight."""
        view = self._make(self._make(self._root, "sheetViews"), "sheetView", workbookViewId="0")
        self._make(
            view, "pane", ySplit=str(frozen), topLeftCell=f"A{frozen + 1}", activePane="bottomLeft", state="frozen"
        )
        self._make(view, "selection", pane="bottomLeft")

    def _entry(self, data: Element, line: _ListedLine) -> None:
        looks = [self._looks.plain, line.look, *[self._looks.plain] * (len(_COLUMNS) - 2)]
        if line.place is not None and line.place.sheet in self._sheets:
            looks[2] = self._looks.link
            name = (line.place.sheet or "").replace("'", "''")
            self._links.append((f"{_LINKED}{self._rows + 1}", f"'{name}'!{line.place.cell}"))
        self._row(data, list(zip(line.texts, looks, strict=True)))

    def _row(self, data: Element, cells: list[tuple[str, str | None]]) -> None:
        self._rows += 1
        row = self._make(data, "row", r=str(self._rows))
        lines = max(
            (_lines_of(text, wide) for (text, look), (_, wide) in zip(cells, _COLUMNS, strict=False) if look), default=1
        )
        if lines > 1:  # programs other than Excel do not find out by themselves
            row.set("ht", str(min(lines * _LINE_HEIGHT, _MOST_HEIGHT)))
            row.set("customHeight", "1")
        for column, (text, look) in zip("ABCDEFGHIJ", cells, strict=False):
            if not text:
                continue
            cell = self._make(row, "c", r=f"{column}{self._rows}", **({"s": look} if look else {}))
            if text.isdecimal():
                self._make(cell, "v").text = text
                continue
            cell.set("t", "inlineStr")
            words = self._make(self._make(cell, "is"), "t")
            words.set(_SPACE, "preserve")
            words.text = text

    def _hyperlinks(self) -> None:
        if self._links:
            links = self._make(self._root, "hyperlinks")
            for cell, location in self._links:
                self._make(links, "hyperlink", ref=cell, location=location)

    def _make(self, parent: Element, name: str, **attributes: str) -> Element:
        return etree.SubElement(parent, self._tag + name, attributes)


def _lines_of(text: str, columns: int) -> int:
    """How many lines a text takes in a column of that many characters."""
    return sum(max(-(-width(line) // (columns - 1)), 1) for line in text.split("\n"))


def _lines(remarks: Remarks, looks: Looks) -> Iterator[_ListedLine]:
    for finding in remarks.listed:
        place = finding.place
        where = f"{place.sheet}!{place.cell}" if place is not None else ""
        named = " · ".join(part for part in (place.row, place.column) if part) if place is not None else ""
        said = (finding.message, finding.doubts, finding.advice, finding.basis, finding.rule)
        look = looks.plain if finding.severity is None else looks.severity[finding.severity]
        yield _ListedLine((str(finding.number), finding.kind, where, named, *said), look, place)
