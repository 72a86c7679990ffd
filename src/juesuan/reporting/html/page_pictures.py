"""The document as pictures of its pages, with a box around every number that a finding mentions."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from msgspec import Struct

from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.model import Term
from juesuan.model.place import BBox
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html.marks import PictureMark, collect, shown_terms

__all__ = ["PageImage", "PageImages", "PagePictures"]

_MARGIN = 1.5
"""Points left free around the number inside its box."""


class PageImage(Struct, frozen=True):
    """A page as PNG; ``width`` and ``height`` are the page's size in points."""

    png: bytes
    width: float
    height: float


PageImages = Callable[[int], PageImage | None]
"""Gives the picture of a page by its number, or None."""


class PagePictures:
    """Pictures of the pages on which something was found."""

    def __init__(self, dossier: Dossier, images: PageImages) -> None:
        keyed = (
            ((term.place.page, term.place.bbox), finding) for finding, term in shown_terms(dossier) if term.place.page
        )
        self._marks = collect(keyed)
        self._pages: dict[int, PageImage] = {}
        for number in sorted({page for page, _ in self._marks if page}):
            image = images(number)
            if image is not None:
                self._pages[number] = image

    def anchor(self, term: Term) -> str | None:
        """The box of the operand, or its page when it has no box."""
        page, box = term.place.page, term.place.bbox
        if page not in self._pages:
            return None
        return self._marks[page, box].id if box is not None else f"p{page}"

    def markup(self) -> Markup:
        """One figure a page."""
        return fragment(*(self._figure(number, image) for number, image in self._pages.items()))

    def _figure(self, number: int, image: PageImage) -> Markup:
        picture = tag(
            "img",
            src="data:image/png;base64," + b64encode(image.png).decode("ascii"),
            alt=f"第 {number} 页",
            width=round(image.width),
            height=round(image.height),
        )
        boxes = [_box(box, mark, image) for (page, box), mark in self._marks.items() if page == number and box]
        return tag(
            "figure",
            tag("figcaption", f"第 {number} 页"),
            tag("div", picture, *boxes, class_="sheet"),
            class_="page",
            id=f"p{number}",
        )


def _box(box: BBox, mark: PictureMark, image: PageImage) -> Markup:
    left, top, right, bottom = box
    edges = {
        "left": 100 * (left - _MARGIN) / image.width,
        "top": 100 * (top - _MARGIN) / image.height,
        "width": 100 * (right - left + 2 * _MARGIN) / image.width,
        "height": 100 * (bottom - top + 2 * _MARGIN) / image.height,
    }
    style = ";".join(f"{name}:{percent:.3f}%" for name, percent in edges.items())
    return tag("a", **mark.attributes, style=style)
