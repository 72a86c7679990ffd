"""Cell formats for the sheet of findings, added behind those of the workbook, which keep their numbers."""

from __future__ import annotations

import copy

from lxml import etree

from juesuan.formats.archives.office_copy import Element, OfficeCopy, local_name
from juesuan.model import Severity

__all__ = ["Looks"]

_COLOURS = {Severity.ERROR: "FFB3261E", Severity.WARNING: "FF8A5A00", Severity.INFO: "FF1F5FA8"}
_LINK = "FF0563C1"


class Looks:
    """Adds cell formats to a workbook. One without a part of formats shows the sheet plainly."""

    def __init__(self, package: OfficeCopy, main: str) -> None:
        self._package = package
        self._part = package.target(main, "styles")
        self._root = package.xml(self._part) if self._part is not None else None
        self.plain = self._look()
        self.bold = self._look(bold=True)
        self.link = self._look(colour=_LINK, underlined=True)
        self.severity = {severity: self._look(bold=True, colour=colour) for severity, colour in _COLOURS.items()}
        if self._part is not None:
            package.put_xml(self._part, self._root)

    def _look(self, bold: bool = False, colour: str = "", underlined: bool = False) -> str:
        """The number of a new format: wrapped, from the top of the cell."""
        fonts, formats = self._group("fonts"), self._group("cellXfs")
        if fonts is None or formats is None or not len(fonts):
            return "0"
        font = copy.deepcopy(fonts[0])
        names = {"b": bold, "u": underlined, "color": bool(colour)}
        for child in list(font):
            if local_name(child) in names:
                font.remove(child)
        namespace = f"{{{etree.QName(fonts).namespace}}}"
        at = 0
        for name in (name for name in ("b", "u") if names[name]):
            font.insert(at, etree.Element(namespace + name))
            at += 1
        if colour:
            size = next((index for index, child in enumerate(font) if local_name(child) == "sz"), at - 1)
            font.insert(size + 1, etree.Element(f"{namespace}color", rgb=colour))
        number = _append(fonts, font)
        look = etree.Element(f"{namespace}xf", numFmtId="0", fontId=str(number), fillId="0", borderId="0", xfId="0")
        look.set("applyFont", "1")
        look.set("applyAlignment", "1")
        etree.SubElement(look, f"{namespace}alignment", vertical="top", wrapText="1")
        return str(_append(formats, look))

    def _group(self, name: str) -> Element:
        if self._root is None:
            return None
        return next((child for child in self._root if local_name(child) == name), None)


def _append(group: Element, element: Element) -> int:
    """Adds an element to a counted group; returns its number."""
    group.append(element)
    group.set("count", str(len(group)))
    return len(group) - 1
