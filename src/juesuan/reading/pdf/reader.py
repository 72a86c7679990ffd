"""A PDF file into the neutral page model."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2.raw as api

from juesuan.model import Place, Problem
from juesuan.reading.pdf.furniture import split_furniture
from juesuan.reading.pdf.glyphs import frame_of, is_bold, read_glyphs
from juesuan.reading.pdf.grids import fill_lattices
from juesuan.reading.pdf.lines import Line, to_lines
from juesuan.reading.pdf.pdfium import open_document
from juesuan.reading.pdf.prose import Margins, TextLine, find_margins, joins, to_paragraph, to_paragraphs
from juesuan.reading.pdf.ruling import find_lattices
from juesuan.reading.pdf.strokes import read_drawing
from juesuan.reading.source import Block, Grid, Page, Paragraph, Source
from juesuan.reading.text import normalise

__all__ = ["read_pdf"]


@dataclass(frozen=True, slots=True)
class _Layout:
    """What was found on one page before pages are compared with each other."""

    number: int
    width: float
    height: float
    grids: tuple[Grid, ...]
    lines: tuple[TextLine, ...]
    has_text: bool


def read_pdf(path: Path, data: bytes | None = None) -> Source:
    """Read a PDF file; ``data`` is its content if the caller has it already.

    Raises:
        ReadError: when the file cannot be opened.
    """
    layouts: list[_Layout] = []
    problems: list[Problem] = []
    with open_document(path, data) as document:
        for number in range(1, document.pages + 1):
            with document.page(number) as page:
                if page is None:
                    problems.append(Problem(f"第 {number} 页已损坏，无法读取", Place(page=number)))
                    layouts.append(_Layout(number, 0.0, 0.0, (), (), False))
                else:
                    layouts.append(_layout(page, number))
        digest = hashlib.sha256(document.data).hexdigest()
    return Source(str(path), "pdf", digest, tuple(_pages(layouts)), problems=tuple(problems))


def _layout(page: Any, number: int) -> _Layout:
    frame = frame_of(page)
    drawing = read_drawing(page, frame)
    textpage = api.FPDFText_LoadPage(page)
    try:
        glyphs = read_glyphs(textpage, frame)
        grids, outside = fill_lattices(find_lattices(drawing.horizontals, drawing.verticals), glyphs, number)
        lines = to_lines(outside) if outside else []
        text_lines = tuple(_text_line(line, number, textpage) for line in lines)
    finally:
        api.FPDFText_ClosePage(textpage)
    has_text = bool(glyphs) or not drawing.shows_something
    return _Layout(number, frame.width, frame.height, tuple(grids), text_lines, has_text)


def _text_line(line: Line, page: int, textpage: Any) -> TextLine:
    text = normalise("".join(glyph.text for glyph in line.glyphs))
    return TextLine(line, page, text, is_bold(textpage, line.glyphs[len(line.glyphs) // 2].index))


def _pages(layouts: list[_Layout]) -> list[Page]:
    split = split_furniture([layout.lines for layout in layouts], [layout.height for layout in layouts])
    margins = _margins(layouts, [body for body, _ in split])
    pages: list[Page] = []
    last: tuple[Paragraph, TextLine] | None = None
    for layout, (body, furniture) in zip(layouts, split, strict=True):
        measure = margins[round(layout.width)]
        blocks, closing = _blocks(layout, body, measure)
        if last and body and blocks and isinstance(blocks[0], Paragraph) and joins(last[1], body[0], measure):
            pages[-1] = _continued(pages[-1])
        pages.append(
            Page(
                number=layout.number,
                width=layout.width,
                height=layout.height,
                blocks=tuple(blocks),
                has_text=layout.has_text,
                furniture=tuple(to_paragraph([line], measure) for line in furniture),
            )
        )
        last = closing
    return pages


def _continued(page: Page) -> Page:
    paragraph = page.blocks[-1]
    assert isinstance(paragraph, Paragraph)
    return replace(page, blocks=(*page.blocks[:-1], replace(paragraph, continues=True)))


def _margins(layouts: list[_Layout], bodies: list[list[TextLine]]) -> dict[int, Margins]:
    by_width: dict[int, list[list[TextLine]]] = defaultdict(list)
    for layout, body in zip(layouts, bodies, strict=True):
        by_width[round(layout.width)].append(body)
    return {width: find_margins(pages, width) for width, pages in by_width.items()}


def _blocks(
    layout: _Layout, body: list[TextLine], margins: Margins
) -> tuple[list[Block], tuple[Paragraph, TextLine] | None]:
    """Paragraphs and tables from top to bottom, and the last paragraph if the page ends with one."""
    tops = [_top(grid) for grid in layout.grids]
    blocks: list[Block] = []
    closing: tuple[Paragraph, TextLine] | None = None
    placed = 0
    for passed, group in groupby(body, key=lambda text_line: sum(top < text_line.line.baseline for top in tops)):
        blocks += layout.grids[placed:passed]
        placed = passed
        paragraphs = to_paragraphs(list(group), margins)
        blocks += [paragraph for paragraph, _ in paragraphs]
        closing = paragraphs[-1]
    blocks += layout.grids[placed:]
    return blocks, closing if placed == len(layout.grids) else None


def _top(grid: Grid) -> float:
    assert grid.place.bbox is not None
    return grid.place.bbox[1]
