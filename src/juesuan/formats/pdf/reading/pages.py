"""A PDF file into the neutral page model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2_raw as api
from msgspec import Struct, structs
from msgspec.structs import replace

from juesuan.formats.errors import TooLarge
from juesuan.formats.files import fingerprint, load
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Block, Grid, Page, Paragraph, Source
from juesuan.formats.pdf.pdfium import each_page
from juesuan.formats.pdf.reading.admission import Admission
from juesuan.formats.pdf.reading.furniture import EdgedPage, split_furniture
from juesuan.formats.pdf.reading.glyphs import (
    count_glyphs,
    frame_of,
    is_bold,
    legible,
    read_glyphs,
    read_text_layer,
    turn_to_read,
)
from juesuan.formats.pdf.reading.margins import Margins, find_margins
from juesuan.formats.pdf.reading.paragraphs import continues_over, to_paragraph, to_paragraphs
from juesuan.formats.pdf.reading.ruled import fill_lattices
from juesuan.formats.pdf.reading.ruling import find_lattices, merged
from juesuan.formats.pdf.reading.running_text import TextLine
from juesuan.formats.pdf.reading.strokes import read_drawing
from juesuan.formats.pdf.reading.text_lines import to_lines
from juesuan.formats.pdf.reading.turned import turned_back
from juesuan.formats.pdf.reading.unruled import TableSurroundings, find_unruled
from juesuan.formats.pdf.reading.unruled_columns import UnruledColumn
from juesuan.formats.pdf.reading.watermarks import Watermarks
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place
from juesuan.model.place import BBox

__all__ = ["read_pdf"]

WIDTH_STEP = 20.0
"""Pages whose widths differ by less, in points, are set alike."""


_FEW_GLYPHS = 300
"""A page with more of them is a page of text, and a picture on it is a seal or what lies behind it."""


class _Layout(Struct, frozen=True):
    """What was found on one page, turned so that its text is upright, before pages are compared with each other."""

    number: int
    width: float
    height: float
    turn: int
    grids: tuple[Grid, ...]
    lines: tuple[TextLine, ...]
    has_text: bool
    has_picture: bool
    last_columns: Sequence[UnruledColumn] = ()

    @property
    def width_class(self) -> int:
        """The same for pages of nearly the same width."""
        return round(self.width / WIDTH_STEP)


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
    pages = tuple(turned_back(page, layout.turn) for page, layout in zip(_pages(layouts), layouts, strict=True))
    refused = {*admission.refused, *admission.damaged}
    pages = tuple(replace(page, refused=True) if page.number in refused else page for page in pages)
    return Source(str(path), "pdf", fingerprint(data), pages, problems=(*admission.problems(), *budget.left_out))


def _read(path: Path, data: bytes, limits: Limits, watermarks: Watermarks) -> tuple[list[_Layout], Admission, Budget]:
    """What is on the pages, which were admitted, and what was spent."""
    budget = Budget(path, limits)
    admission = Admission(data, budget)
    layouts: list[_Layout] = []
    for number, page in each_page(path, data, admission.wanted, admission.admits):
        before = layouts[-1].last_columns if layouts else ()
        try:
            layouts.append(_layout(page, number, before, budget, watermarks) if page is not None else _unread(number))
        except TooLarge as error:
            admission.refused[number] = error.reason
            layouts.append(_unread(number))
        if page is None and number not in admission.refused:
            admission.damaged.append(number)
    return layouts, admission, budget


def _unread(number: int) -> _Layout:
    return _Layout(number, 0.0, 0.0, 0, (), (), has_text=False, has_picture=False)


def _layout(page: Any, number: int, before: Sequence[UnruledColumn], budget: Budget, watermarks: Watermarks) -> _Layout:
    textpage = api.FPDFText_LoadPage(page)
    try:
        count_glyphs(textpage, budget)
        layer = read_text_layer(textpage, watermarks)
        turn = turn_to_read(page, layer)
        frame = frame_of(page, turn)
        glyphs = read_glyphs(textpage, frame, layer)
        drawing = read_drawing(page, frame, budget.limits)
        if drawing.is_cut:
            budget.leave_out("线条过多，像是图纸，没有全部读取，其中的表格可能没有认出来", Place(page=number))
        rules = merged(drawing.horizontals)
        lattices, frames = find_lattices(rules, merged(drawing.verticals), budget.limits)
        if lattices is None:
            budget.leave_out("线条过密，像是图纸，没有按表格读取", Place(page=number))
        grids, outside = fill_lattices(lattices or (), glyphs, number)
        lines = to_lines(outside) if outside else []
        unruled = find_unruled(lines, TableSurroundings(rules, frames, before), number, budget)
        text_lines = tuple(
            TextLine.of(line, number, is_bold(textpage, line.glyphs[len(line.glyphs) // 2].number))
            for line in unruled.lines
        )
    finally:
        api.FPDFText_ClosePage(textpage)
    budget.spend("tables", len(grids) + len(unruled.grids))
    budget.spend("items", len(text_lines) + sum(len(grid.cells) for grid in (*grids, *unruled.grids)))
    has_text = legible(glyphs) and (bool(glyphs) or not drawing.has_picture)
    has_picture = has_text and drawing.has_picture and number > 1 and len(glyphs) < _FEW_GLYPHS
    tables = tuple(sorted(grids + unruled.grids, key=lambda grid: _box(grid)[1]))
    return _Layout(
        number, frame.width, frame.height, turn, tables, text_lines, has_text, has_picture, unruled.last_columns
    )


def _pages(layouts: list[_Layout]) -> list[Page]:
    split = split_furniture([EdgedPage(layout.lines, layout.height, _table_extent(layout)) for layout in layouts])
    margins = _margins(layouts, [body for body, _ in split])
    pages: list[Page] = []
    last: TextLine | None = None
    for layout, (body, furniture) in zip(layouts, split, strict=True):
        measure = margins[layout.width_class]
        blocks, closing = _blocks(layout, body, measure)
        if last and blocks and isinstance(blocks[0], Paragraph) and continues_over(last, body, measure):
            pages[-1] = _continued(pages[-1])
        pages.append(
            Page(
                number=layout.number,
                width=layout.width,
                height=layout.height,
                blocks=tuple(blocks),
                has_text=layout.has_text,
                has_picture=layout.has_picture,
                furniture=tuple(to_paragraph([line], measure) for line in furniture),
            )
        )
        last = closing
    return pages


def _table_extent(layout: _Layout) -> tuple[float, float] | None:
    """Top of the first and bottom of the last table."""
    boxes = [_box(grid) for grid in layout.grids]
    return (min(box[1] for box in boxes), max(box[3] for box in boxes)) if boxes else None


def _continued(page: Page) -> Page:
    """The page, its last paragraph known to go on on the next."""
    paragraph = page.blocks[-1]
    assert isinstance(paragraph, Paragraph)
    return replace(page, blocks=(*page.blocks[:-1], structs.replace(paragraph, continues=True)))


def _margins(layouts: list[_Layout], bodies: list[list[TextLine]]) -> dict[int, Margins]:
    """The margins of the pages of every width."""
    by_width: dict[int, list[tuple[_Layout, list[TextLine]]]] = defaultdict(list)
    for layout, body in zip(layouts, bodies, strict=True):
        by_width[layout.width_class].append((layout, body))
    return {
        width_class: find_margins(
            [body for _, body in group],
            [_box(grid) for layout, _ in group for grid in layout.grids],
            group[0][0].width,
        )
        for width_class, group in by_width.items()
    }


def _blocks(layout: _Layout, body: list[TextLine], margins: Margins) -> tuple[list[Block], TextLine | None]:
    """Paragraphs and tables from top to bottom, and the last line if the page ends with a paragraph."""
    tops = [_box(grid)[1] for grid in layout.grids]
    blocks: list[Block] = []
    closing: TextLine | None = None
    placed = 0
    for passed, group in groupby(body, key=lambda text_line: sum(top < text_line.baseline for top in tops)):
        blocks += layout.grids[placed:passed]
        placed = passed
        paragraphs = to_paragraphs(list(group), margins)
        blocks += [paragraph for paragraph, _ in paragraphs]
        closing = paragraphs[-1][1]
    blocks += layout.grids[placed:]
    return blocks, closing if placed == len(layout.grids) else None


def _box(grid: Grid) -> BBox:
    assert grid.place.bbox is not None
    return grid.place.bbox
