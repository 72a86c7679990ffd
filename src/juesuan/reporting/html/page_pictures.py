"""The document as pictures of its pages, with a box around every number that a finding mentions."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from msgspec import Struct

from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.model import Term
from juesuan.model.place import BBox, Place
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html.marks import NumberSpot, PictureMark, collect, shown_terms
from juesuan.reporting.numbers import NumbersTold

__all__ = ["MOST_PAGES", "PageImage", "PageImages", "PagePictures"]

MOST_PAGES = 400
"""So many pages are shown to leaf through (about 10 MB); of a longer document, those beyond are shown where something was found."""

_MARGIN = 1.5
"""Points left free around the number inside its box."""


class PageImage(Struct, frozen=True):
    """A page as a picture of a media type; ``width`` and ``height`` are the page's size in points."""

    picture: bytes
    width: float
    height: float
    media: str = "image/png"


PageImages = Callable[[int, bool], PageImage | None]
"""Gives the picture of a page by its number, finely drawn or small, or None."""

_Boxes = tuple[BBox, ...]


class PagePictures:
    """Pictures of all pages: those on which something was found finely drawn, the others to leaf through."""

    def __init__(self, dossier: Dossier, images: PageImages, numbers: NumbersTold) -> None:
        self._numbers = numbers
        keyed = (
            ((page, _boxes(term.place)), finding, term)
            for finding, term in shown_terms(dossier)
            if (page := term.place.page) is not None
        )
        self._marks = collect(keyed, numbers)
        self._count = dossier.disclosure.info.pages or 0
        marked = {page for page, _ in self._marks}
        drawn = marked.union(range(1, min(self._count, MOST_PAGES) + 1))
        pictures = ((number, images(number, number in marked)) for number in sorted(drawn))
        self._pages = {number: image for number, image in pictures if image is not None}

    def anchor(self, term: Term) -> str | None:
        """The box of the operand, or its page when it has no box."""
        page, boxes = term.place.page, _boxes(term.place)
        if page is None or page not in self._pages:
            return None
        return self._marks[page, boxes].id if boxes else f"p{page}"

    def spot(self, number: int) -> NumberSpot | None:
        """Where a number stands on the picture of its page."""
        place = self._numbers.numbers[number].place
        image = self._pages.get(place.page or 0)
        if image is None or place.page is None or place.bbox is None:
            return None
        edges = (_edges(box, image).values() for box in _boxes(place))
        return NumberSpot(place.page, tuple(_hundredths(*box) for box in edges))

    def markup(self) -> Markup:
        """One figure a page; what is not shown is said."""
        left_out = self._count - len(self._pages)
        said = f"另有 {left_out} 页没有画出。" if left_out > 0 else ""
        figures = [self._figure(number, image) for number, image in self._pages.items()]
        return fragment(*figures, tag("p", said, class_="nothing") if said else None)

    def _figure(self, number: int, image: PageImage) -> Markup:
        marks = [(boxes, mark) for (page, boxes), mark in self._marks.items() if page == number and boxes]
        picture = tag(
            "img",
            src=f"data:{image.media};base64,{b64encode(image.picture).decode('ascii')}",
            alt=f"第 {number} 页",
            width=round(image.width),
            height=round(image.height),
        )
        found = tag("b", f"问题涉及 {len(marks)} 处") if marks else None
        return tag(
            "figure",
            tag("figcaption", f"第 {number} 页 ", found),
            tag("div", picture, *(_mark(boxes, mark, image) for boxes, mark in marks), class_="sheet"),
            class_="page",
            id=f"p{number}",
        )


def _boxes(place: Place) -> _Boxes:
    """The boxes of a place: one a line."""
    return (place.bbox, *place.further) if place.bbox is not None else ()


def _mark(boxes: _Boxes, mark: PictureMark, image: PageImage) -> Markup:
    return tag("a", *(_box(box, image) for box in boxes), **mark.attributes)


def _box(box: BBox, image: PageImage) -> Markup:
    style = ";".join(f"{name}:{percent:.3f}%" for name, percent in _edges(box, image).items())
    return tag("span", class_="box", style=style)


def _edges(box: BBox, image: PageImage) -> dict[str, float]:
    """In percent of the page."""
    left, top, right, bottom = box
    return {
        "left": 100 * (left - _MARGIN) / image.width,
        "top": 100 * (top - _MARGIN) / image.height,
        "width": 100 * (right - left + 2 * _MARGIN) / image.width,
        "height": 100 * (bottom - top + 2 * _MARGIN) / image.height,
    }


def _hundredths(left: float, top: float, width: float, height: float) -> tuple[int, int, int, int]:
    return round(100 * left), round(100 * top), round(100 * width), round(100 * height)
