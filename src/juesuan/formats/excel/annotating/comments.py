"""Cell comments as all versions of Excel show them: a part with their text, and a drawing with a box for each.

A cell that has a comment keeps it; ours is written below.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from juesuan.formats.archives.office_copy import Element, OfficeCopy, local_name
from juesuan.formats.excel.annotating.boxes import drawing, extended
from juesuan.formats.excel.annotating.cell_sizes import Cells
from juesuan.formats.remarks import AUTHOR, MarkedPlace

__all__ = ["Commenter"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND_DRAWING = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    ]
)
"""What the schema puts behind ``legacyDrawing`` in a worksheet."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST = 30_000
"""Characters of a comment; Excel stops at 32 767."""


class Commenter:
    """Comments the sheets of a workbook."""

    def __init__(self, package: OfficeCopy, sheets: int, is_strict: bool) -> None:
        self._package, self._is_strict = package, is_strict
        self._next_block = sheets + 1

    def comment(self, part: str, marks: Sequence[MarkedPlace]) -> None:
        """Adds the comments of one worksheet."""
        fresh = self._write_texts(part, marks)
        if fresh:
            self._draw(part, fresh)

    def _write_texts(self, part: str, marks: Sequence[MarkedPlace]) -> list[MarkedPlace]:
        """Writes the texts; returns the marks whose cells had no comment and so no box."""
        package = self._package
        target = package.target(part, "comments")
        if target is None:
            target = package.free_name("xl/comments{}.xml")
            namespace = etree.QName(package.xml(part)).namespace
            root = etree.Element(f"{{{namespace}}}comments", nsmap={None: namespace})
            package.relate(part, "comments", target, self._is_strict)
            package.declare(target, _COMMENTS)
        else:
            root = package.xml(target)
        tag = root.tag.replace("}comments", "}")
        author = _author(root, tag)
        listed = _child(root, tag, "commentList")
        there = {element.get("ref"): element for element in listed}
        fresh = []
        for mark in marks:
            if mark.place.cell in there:
                text = _child(there[mark.place.cell], tag, "text")
                _append(text, tag, f"\n\n{AUTHOR}：\n{_cut(mark.text)}")
            else:
                comment = etree.SubElement(listed, f"{tag}comment", ref=mark.place.cell or "A1", authorId=str(author))
                _append(etree.SubElement(comment, f"{tag}text"), tag, _cut(mark.text))
                fresh.append(mark)
        package.put_xml(target, root)
        return fresh

    def _draw(self, part: str, marks: Sequence[MarkedPlace]) -> None:
        """A box for each comment."""
        package = self._package
        sheet = package.xml(part)
        element = next((child for child in sheet if local_name(child) == "legacyDrawing"), None)
        key = (
            next((value for name, value in element.items() if name.endswith("}id")), "") if element is not None else ""
        )
        there = {found: target for found, _, target in package.related(part)}.get(key)
        if there is not None and there in package:
            package.put(there, extended(package.content(there), marks, Cells(sheet)))
            return
        target = package.free_name("xl/drawings/vmlDrawing{}.vml")
        content, self._next_block = drawing(marks, Cells(sheet), self._next_block)
        package.put(target, content)
        package.declare_suffix("vml", _VML)
        key = package.relate(part, "vmlDrawing", target, self._is_strict)
        if element is None:
            element = etree.Element(etree.QName(etree.QName(sheet).namespace, "legacyDrawing"))
            index = next((at for at, child in enumerate(sheet) if local_name(child) in _BEHIND_DRAWING), len(sheet))
            sheet.insert(index, element)
        element.set(f"{{{package.relation_namespace(self._is_strict)}}}id", key)
        package.put_xml(part, sheet)


def _author(root: Element, tag: str) -> int:
    """Our number in the list of authors."""
    authors = _child(root, tag, "authors")
    names = [author.text or "" for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{tag}author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _child(parent: Element, tag: str, name: str) -> Element:
    found = parent.find(tag + name)
    return etree.SubElement(parent, tag + name) if found is None else found


def _append(text: Element, tag: str, words: str) -> None:
    """Words in small type, behind what is there."""
    run = etree.SubElement(text, f"{tag}r")
    look = etree.SubElement(run, f"{tag}rPr")
    for name, value in (("sz", "9"), ("rFont", "宋体"), ("charset", "134")):
        etree.SubElement(look, tag + name, val=value)
    etree.SubElement(run, f"{tag}t", {_SPACE: "preserve"}).text = words


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + "……（其余见“核对结果”）"
