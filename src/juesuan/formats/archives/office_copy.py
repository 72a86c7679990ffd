"""Office packages with some parts changed: every other part goes into the copy byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from juesuan.formats.archives.office import Element, OfficePackage, local_name
from juesuan.formats.errors import ReadError, TooLarge
from juesuan.formats.refusal import Unmarkable

__all__ = ["Element", "OfficeCopy", "local_name"]

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""New parts bear the earliest date of the zip format, so that two copies of one file are equal."""


class OfficeCopy:
    """A package that is being copied. It is opened, and its parts are inflated, by :class:`OfficePackage`, within its bounds."""

    def __init__(self, data: bytes, path: Path = Path()) -> None:
        """Raises:
        Unmarkable: when it cannot be copied.
        """
        with _as_refusal():
            self._package = OfficePackage(path, data)
        self._changed: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._package or _key(name) in self._changed

    def content(self, name: str) -> bytes:
        """A part as it is now."""
        if _key(name) in self._changed:
            return self._changed[_key(name)][1]
        with _as_refusal():
            return self._package.content(name)

    def put(self, name: str, content: bytes) -> None:
        """A new part, or a new version of one."""
        self._changed[_key(name)] = (name, content)

    def xml(self, name: str) -> Element:
        """The root of a part."""
        with _as_refusal():
            return self._package.parsed(name, io.BytesIO(self.content(name)))

    def put_xml(self, name: str, root: Element) -> None:
        """Writes a part from its root, declared as Office declares its parts."""
        tree = root.getroottree()
        self.put(name, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as ``xl/comments{}.xml`` that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type and target part of the relationships of a part (``""``: of the package)."""
        rels = _relations_of(part)
        if rels not in self:
            return
        for element in self.xml(rels).iter(f"{{{_RELATIONS}}}Relationship"):
            if element.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(part), element.get("Target", ""))
                kind = element.get("Type", "").rpartition("/")[2]
                yield element.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")

    def target(self, part: str, kind: str) -> str | None:
        """The part that a part relates to in this way."""
        return next((to for _, found, to in self.related(part) if found == kind and to in self), None)

    def relate(self, part: str, kind: str, target: str, strict: bool = False) -> str:
        """A new relationship; returns its id."""
        rels = _relations_of(part)
        root = (
            self.xml(rels)
            if rels in self
            else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        )
        taken = {element.get("Id") for element in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(
            root,
            f"{{{_RELATIONS}}}Relationship",
            Id=f"rId{number}",
            Type=f"{_STRICT_KINDS if strict else _KINDS}/{kind}",
            Target=posixpath.relpath(target, posixpath.dirname(part) or "."),
        )
        self.put_xml(rels, root)
        return f"rId{number}"

    def relation_namespace(self, strict: bool) -> str:
        """The namespace of the attributes by which a part refers to its relationships."""
        return _STRICT_KINDS if strict else _KINDS

    def declare(self, part: str, content_type: str) -> None:
        """The content type of a new part."""
        self._add_type("Override", {"PartName": f"/{part}", "ContentType": content_type}, first=False)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """The content type of all parts whose names end so, unless it is declared."""
        root = self.xml(_CONTENT_TYPES)
        if not any(element.get("Extension", "").lower() == suffix for element in root):
            self._add_type("Default", {"Extension": suffix, "ContentType": content_type}, first=True)

    def _add_type(self, tag: str, entries: dict[str, str], first: bool) -> None:
        root = self.xml(_CONTENT_TYPES)
        element = etree.Element(f"{{{_TYPES}}}{tag}", entries)
        if first:
            root.insert(0, element)
        else:
            root.append(element)
        self.put_xml(_CONTENT_TYPES, root)

    def written(self) -> bytes:
        """The copy: parts in their old order, then the new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._package.entries:
                key = _key(info.filename)
                fresh = zipfile.ZipInfo(info.filename, info.date_time)
                fresh.external_attr = info.external_attr
                kind = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
                content = self._changed.pop(key)[1] if key in self._changed else self.content(info.filename)
                archive.writestr(fresh, content, kind)
            for name, content in self._changed.values():
                archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()


@contextmanager
def _as_refusal() -> Iterator[None]:
    """Why a package cannot be read is why it cannot be copied."""
    try:
        yield
    except TooLarge as error:
        raise Unmarkable("文件解压后过大，无法写批注副本。请拆分后分别核对。") from error
    except ReadError as error:
        raise Unmarkable("文件内部有损坏的部分，无法复制。请用原软件打开后另存一份再试。") from error


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")
