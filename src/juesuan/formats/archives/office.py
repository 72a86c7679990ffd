"""Office Open XML packages (.docx, .xlsx): parts, their relationships, and their XML read without trust."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from lxml import etree

from juesuan.formats.archives.zips import Archive
from juesuan.formats.errors import Damaged

__all__ = ["Element", "OfficePackage", "attribute", "local_name"]

Element = Any
"""An lxml element: the library has no types."""

_SAFE_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class OfficePackage(Archive):
    """An opened package."""

    def xml(self, name: str) -> Element:
        """The root of a part that is small enough to be held as a whole."""
        with self.open(name) as stream:
            return self.parsed(name, stream)

    def parsed(self, name: str, stream: IO[bytes]) -> Element:
        """The root of what is, or may become, a part."""
        try:
            root = etree.parse(stream, etree.XMLParser(**_SAFE_XML)).getroot()
        except etree.XMLSyntaxError as error:
            raise Damaged(self.path, f"部件 {name} 的 XML 有错误（{error.msg}）") from None
        self._refuse_dtd(root)
        return root

    def elements(self, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """The elements with these local names as they end, so that the caller can forget them (``clear``).

        What stands before one that was forgotten is forgotten, too; what has gone by since the last is limited.
        """
        member = self.member(name)
        with io.BufferedReader(member) as stream:
            try:
                walk = etree.iterparse(stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE_XML)
                checked = False
                for _, element in walk:
                    if not checked:
                        self._refuse_dtd(element)
                        checked = True
                    held = bool(len(element) or element.attrib)
                    yield element
                    if held and not len(element) and not element.attrib:
                        _forget_before(element)
                        member.markup = 0
            except etree.XMLSyntaxError as error:
                raise Damaged(self.path, f"部件 {name} 的 XML 有错误（{error.msg}）") from None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part (``""``: of the package): id to (last word of the type, part name)."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self.xml(rels).iter("{*}Relationship")
            if element.get("TargetMode") != "External"
        }

    def main_part(self) -> str | None:
        """The part that is the document or the workbook, or None."""
        for kind, target in self.related("").values():
            if kind == "officeDocument" and target in self:
                return target
        return next((name for name in ("word/document.xml", "xl/workbook.xml") if name in self), None)

    def _refuse_dtd(self, element: Element) -> None:
        if element.getroottree().docinfo.doctype:
            raise Damaged(self.path, "XML 里有文档类型声明（DTD），正常的 Office 文件不会有", "请用原软件另存一份再试")


def _forget_before(element: Element) -> None:
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def local_name(element: Element) -> str:
    """The tag without its namespace; empty for comments. Strict and transitional files differ in nothing else."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=1024)
def _without_namespace(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None
