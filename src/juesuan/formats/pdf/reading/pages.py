"""A PDF file into the neutral page model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2_raw as api
from msgspec.structs import replace

from juesuan.formats.drawn.page_layout import DrawnPage, PageLayout, laid_out, pages_of, unread
from juesuan.formats.drawn.unruled_columns import UnruledColumn
from juesuan.formats.errors import TooLarge
from juesuan.formats.files import fingerprint, load
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source
from juesuan.formats.pdf.pdfium import each_page
from juesuan.formats.pdf.reading.admission import Admission
from juesuan.formats.pdf.reading.glyphs import (
    count_glyphs,
    frame_of,
    is_bold,
    read_glyphs,
    read_text_layer,
    turn_to_read,
)
from juesuan.formats.pdf.reading.strokes import read_drawing
from juesuan.formats.pdf.reading.watermarks import Watermarks
from juesuan.formats.reading_budget import Budget

__all__ = ["read_pdf"]


def read_pdf(path: Path, data: bytes | None = None, limits: Limits = USUAL) -> Source:
    """Read a PDF file; ``data`` is its content if the caller has it already.

    Raises:
        ReadError: when the file cannot be opened.
    """
    if data is None:
        data = load(path)
    watermarks = Watermarks()
    layouts, admission, budget = _read(path, data, limits, watermarks)
    if watermarks:
        layouts, admission, budget = _read(path, data, limits, watermarks)
    unseen = admission.unread
    pages = tuple(replace(page, refused=True) if page.number in unseen else page for page in pages_of(layouts))
    return Source(str(path), "pdf", fingerprint(data), pages, problems=(*unseen.problems(), *budget.left_out))


def _read(
    path: Path, data: bytes, limits: Limits, watermarks: Watermarks
) -> tuple[list[PageLayout], Admission, Budget]:
    """What is on the pages, which were admitted, and what was spent."""
    budget = Budget(path, limits)
    admission = Admission(data, budget)
    layouts: list[PageLayout] = []
    for number, page in each_page(path, data, admission.wanted, admission.admits):
        before = layouts[-1].last_columns if layouts else ()
        try:
            layouts.append(_layout(page, number, before, budget, watermarks) if page is not None else unread(number))
        except TooLarge as error:
            admission.unread.refused[number] = error.reason
            layouts.append(unread(number))
        if page is None and number not in admission.unread:
            admission.unread.damaged.append(number)
    return layouts, admission, budget


def _layout(
    page: Any, number: int, before: Sequence[UnruledColumn], budget: Budget, watermarks: Watermarks
) -> PageLayout:
    textpage = api.FPDFText_LoadPage(page)
    try:
        count_glyphs(textpage, budget)
        layer = read_text_layer(textpage, watermarks)
        turn = turn_to_read(page, layer)
        frame = frame_of(page, turn)
        drawn = DrawnPage(
            number,
            frame.width,
            frame.height,
            turn,
            read_glyphs(textpage, frame, layer),
            read_drawing(page, frame, budget.limits),
            lambda index: is_bold(textpage, index),
        )
        return laid_out(drawn, before, budget)
    finally:
        api.FPDFText_ClosePage(textpage)
