"""Cell comments as all versions of Excel show them: a part with their text, and a drawing with a yellow box for each.

A cell that has a comment keeps it; ours is written below. The drawings are VML, which Office itself does not always write
as well-formed XML, so new boxes are put into an existing drawing as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from lxml import etree

from juesuan.model import Severity
from juesuan.reporting.annotated.package import Element, Package, local_name
from juesuan.reporting.annotated.refusal import Unmarkable
from juesuan.reporting.annotated.remarks import Mark
from juesuan.reporting.annotated.wording import AUTHOR

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
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_FILL: Mapping[Severity, str] = {Severity.ERROR: "#ffe3e0", Severity.WARNING: "#fff4cf", Severity.INFO: "#e3f0ff"}
_BLOCK = 1024
"""Numbers of shapes come in blocks of so many, and every drawing has blocks of its own."""

_MOST = 30_000
"""Characters of a comment; Excel stops at 32 767."""

_WIDE_COLUMNS = 5
_LINE_WIDTH = 26
"""Full-width characters in a line of a box."""
_TALLEST = 40


class Commenter:
    """Comments the sheets of a workbook."""

    def __init__(self, package: Package, sheets: int, is_strict: bool) -> None:
        self._package, self._is_strict = package, is_strict
        self._next_block = sheets + 1

    def comment(self, part: str, marks: Sequence[Mark]) -> None:
        """Adds the comments of one worksheet."""
        fresh = self._write_texts(part, marks)
        if fresh:
            self._draw(part, fresh)

    def _write_texts(self, part: str, marks: Sequence[Mark]) -> list[Mark]:
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

    def _draw(self, part: str, marks: Sequence[Mark]) -> None:
        """A box for each comment."""
        package = self._package
        sheet = package.xml(part)
        element = next((child for child in sheet if local_name(child) == "legacyDrawing"), None)
        key = (
            next((value for name, value in element.items() if name.endswith("}id")), "") if element is not None else ""
        )
        there = {found: target for found, _, target in package.related(part)}.get(key)
        if there is not None and there in package:
            package.put(there, _extended(package.content(there), marks))
            return
        target = package.free_name("xl/drawings/vmlDrawing{}.vml")
        blocks = range(self._next_block, self._next_block + len(marks) // (_BLOCK - 1) + 1)
        self._next_block = blocks.stop
        package.put(target, _drawing(marks, blocks).encode("utf-8"))
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


def _drawing(marks: Sequence[Mark], blocks: range) -> str:
    """A drawing of boxes."""
    listed = ",".join(map(str, blocks))
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{listed}"/></o:shapelayout>'
    first = blocks.start * _BLOCK + 1
    boxes = "".join(_box(mark, first + offset) for offset, mark in enumerate(marks))
    return f"<xml {_SPACES}>{layout}{_BOX_TYPE}{boxes}</xml>"


def _extended(content: bytes, marks: Sequence[Mark]) -> bytes:
    """An existing drawing with more boxes."""
    end = content.rfind(b"</xml>")
    if end < 0:
        raise Unmarkable("工作簿里批注的图形部分有损坏。请用 Excel 打开后另存一份再试。")
    numbers = [int(number) for number in re.findall(rb"_x0000_s(\d{1,9})", content)]
    first = max(numbers, default=_BLOCK) + 1
    added = "" if b'id="_x0000_t202"' in content else _BOX_TYPE
    added += "".join(_box(mark, first + offset) for offset, mark in enumerate(marks))
    return content[:end] + added.encode("utf-8") + content[end:]


def _box(mark: Mark, number: int) -> str:
    """The hidden box of a comment, to the right of its cell, as tall as its text needs."""
    row, column = _position(mark.place.cell or "A1")
    lines = sum(1 + len(line) // _LINE_WIDTH for line in mark.text.split("\n"))
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 12, {top}, 4, {column + 1 + _WIDE_COLUMNS}, 40, {top + min(lines, _TALLEST) + 1}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;margin-left:60pt;margin-top:1.5pt;width:300pt;height:{min(lines, _TALLEST) * 13 + 10}pt;"
        f'z-index:{number % _BLOCK};visibility:hidden\' fillcolor="{escape(_FILL[mark.severity])}" o:insetmode="auto">'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _position(cell: str) -> tuple[int, int]:
    """Row and column from 0."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1
