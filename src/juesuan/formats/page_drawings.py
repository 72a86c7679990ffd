"""Pictures of a document's pages, whatever the format: as they are displayed, for a report to put boxes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from juesuan.formats.by_content import format_of
from juesuan.formats.errors import ReadError
from juesuan.formats.files import load

__all__ = ["DrawPage", "PagePicture", "page_drawings"]

PNG, SVG = "image/png", "image/svg+xml"


class PagePicture(Struct, frozen=True):
    """A page: a picture file of a media type, and the page's size in points."""

    content: bytes
    media: str
    width: float
    height: float


DrawPage = Callable[[int, float], PagePicture | None]
"""Draws a page (from 1), with so many pixels a point where it is made of pixels; None where there is no such page."""


@contextmanager
def page_drawings(path: Path) -> Iterator[DrawPage | None]:
    """Draws many pages of a file that is opened once; None for a file without drawn pages, as what was read of a PDF and kept as data.

    Raises:
        ReadError: when the file cannot be opened.
    """
    try:
        data = load(path)
        kind = format_of(path, data)
    except ReadError:
        yield None
        return
    match kind:
        case "pdf":
            from juesuan.formats.pdf.pictures import drawing  # noqa: PLC0415

            with drawing(path) as draw:

                def in_pixels(number: int, scale: float) -> PagePicture | None:
                    drawn = draw(number, scale)
                    return PagePicture(drawn[0], PNG, drawn[1] / scale, drawn[2] / scale) if drawn is not None else None

                yield in_pixels
        case "ofd":
            from juesuan.formats.ofd.pictures import drawing as drawing_ofd  # noqa: PLC0415

            draw_ofd = drawing_ofd(path, data)

            def in_lines(number: int, scale: float) -> PagePicture | None:
                page = draw_ofd(number)
                return PagePicture(page[0].encode(), SVG, page[1], page[2]) if page is not None else None

            yield in_lines
        case _:
            yield None
