"""The parts of an OFD package: its documents, their pages, the templates that pages are printed on, and what is drawn in several places."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from juesuan.formats.archives.office import Element, OfficePackage, local_name
from juesuan.formats.errors import Damaged, Encrypted, TooLarge
from juesuan.formats.limits import USUAL, Limits

__all__ = ["Box", "OfdDocuments", "OfdPage", "box_of", "displayed", "named", "text"]

_ROOT = "OFD.xml"
_ENCRYPTED = "encryptions.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)

_FAR = 1e5
"""Millimetres; no page is larger."""

Box = tuple[float, float, float, float]
"""Left, top, width and height, in millimetres."""


class OfdPage(Struct, frozen=True):
    """A page.

    Attributes:
        part: the part that draws it.
        box: what of it is displayed, as its document says; its own part may say otherwise.
        templates: the parts of the templates of its document, by id.
        units: what its document draws in several places, by id.
    """

    part: str
    box: Box
    templates: dict[str, str]
    units: dict[str, Element]


class OfdDocuments(OfficePackage):
    """An opened package. Parts are named from the root (``/Doc_0/…``) or from the part that names them."""

    def __init__(self, path: Path, data: bytes, limits: Limits = USUAL) -> None:
        super().__init__(path, data, limits)
        if _ENCRYPTED in self.names:
            raise Encrypted(path, "打开它需要密码")

    @cached_property
    def pages(self) -> tuple[OfdPage, ...]:
        """The pages of all documents in the package, in order.

        Raises:
            ReadError: when what names them cannot be read, or there are too many.
        """
        roots = [
            self._part(_ROOT, text(found))
            for body in named(self.xml(_ROOT), "DocBody")
            for found in named(body, "DocRoot")
        ]
        pages = [page for root in roots for page in self._of_document(root)]
        if not pages:
            raise Damaged(self.path, "里面没有页")
        return tuple(pages)

    def _of_document(self, root: str) -> Iterator[OfdPage]:
        document = self.xml(root)
        common = next(named(document, "CommonData"), None)
        area = next(named(common, "PageArea"), None) if common is not None else None
        box = displayed(area) or _A4
        templates = {
            each.get("ID", ""): self._part(root, each.get("BaseLoc", ""))
            for each in (named(common, "TemplatePage") if common is not None else ())
        }
        units = dict(self._units(root, common)) if common is not None else {}
        listed = [each for pages in named(document, "Pages") for each in named(pages, "Page")]
        if len(listed) > self.budget.limits.pages:
            raise TooLarge(self.path, f"有 {len(listed)} 页，超过 {self.budget.limits.pages} 页")
        for each in listed:
            yield OfdPage(self._part(root, each.get("BaseLoc", "")), box, templates, units)

    def _units(self, root: str, common: Element) -> Iterator[tuple[str, Element]]:
        """What is drawn in several places: from the resources that can be read; a page that lacks one lacks a picture."""
        for each in (*named(common, "PublicRes"), *named(common, "DocumentRes")):
            part = self._part(root, text(each))
            if part not in self:
                continue
            try:
                resources = self.xml(part)
            except Damaged:
                continue
            for group in named(resources, "CompositeGraphicUnits"):
                yield from ((unit.get("ID", ""), unit) for unit in named(group, "CompositeGraphicUnit"))

    def _part(self, base: str, name: str) -> str:
        name = name.strip().replace("\\", "/")
        whole = name if name.startswith("/") else posixpath.join(posixpath.dirname(base), name)
        return posixpath.normpath("/" + whole).lstrip("/")


def named(element: Element, name: str) -> Iterator[Element]:
    """The children with a local name: producers use several namespaces, or none."""
    return (child for child in element if local_name(child) == name)


def text(element: Element) -> str:
    """What stands in an element."""
    return str(element.text or "")


def displayed(area: Element | None) -> Box | None:
    """The page as it is displayed, as far as an area says."""
    if area is None:
        return None
    return next((box for child in named(area, "PhysicalBox") if (box := box_of(text(child))) is not None), None)


def box_of(said: str, *, may_be_flat: bool = False) -> Box | None:
    """A box as written, four numbers; None when it is none, or larger than any page. A line has a flat one."""
    try:
        left, top, width, height = map(float, said.split())
    except ValueError:
        return None
    if not all(abs(length) < _FAR for length in (left, top, width, height)):
        return None
    return (left, top, width, height) if may_be_flat or (width > 0 and height > 0) else None
