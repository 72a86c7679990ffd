"""An OFD file into the neutral page model."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from juesuan.formats.drawn.page_layout import PageLayout, laid_out, pages_of, unread
from juesuan.formats.drawn.unread_pages import UnreadPages
from juesuan.formats.errors import Damaged, TooLarge
from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.ofd.reading.documents import OfdDocuments
from juesuan.formats.ofd.reading.drawn_objects import drawn_page
from juesuan.formats.pages.source import Source

__all__ = ["read_ofd"]


def read_ofd(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """Read an OFD file. Annotations, seals and watermarks, which are kept apart in such files, are no text of it.

    Raises:
        ReadError: when the file cannot be opened.
    """
    documents = OfdDocuments(path, data, limits)
    budget, unseen = documents.budget, UnreadPages()
    layouts: list[PageLayout] = []
    for number, page in enumerate(documents.pages, 1):
        before = layouts[-1].last_columns if layouts else ()
        try:
            layouts.append(laid_out(drawn_page(page, number, documents), before, budget))
        except TooLarge as error:
            unseen.refused[number] = error.reason
            layouts.append(unread(number))
        except Damaged:
            unseen.damaged.append(number)
            layouts.append(unread(number))
    pages = tuple(replace(page, refused=True) if page.number in unseen else page for page in pages_of(layouts))
    return Source(str(path), "ofd", fingerprint(data), pages, problems=(*unseen.problems(), *budget.left_out))
