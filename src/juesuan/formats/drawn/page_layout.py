"""What is drawn on pages into the neutral page model: tables from lines, paragraphs from how pages of one width are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby

from msgspec import Struct, structs
from msgspec.structs import replace

from juesuan.formats.drawn.furniture import EdgedPage, split_furniture
from juesuan.formats.drawn.geometry import Drawing, Glyph
from juesuan.formats.drawn.margins import Margins, find_margins
from juesuan.formats.drawn.paragraphs import continues_over, to_paragraph, to_paragraphs
from juesuan.formats.drawn.ruled import fill_lattices
from juesuan.formats.drawn.ruling import find_lattices, merged
from juesuan.formats.drawn.running_text import TextLine
from juesuan.formats.drawn.text_lines import to_lines
from juesuan.formats.drawn.turned import turned_back
from juesuan.formats.drawn.unruled import TableSurroundings, find_unruled
from juesuan.formats.drawn.unruled_columns import UnruledColumn
from juesuan.formats.pages.source import Block, Grid, Page, Paragraph
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place
from juesuan.model.place import BBox

__all__ = ["DrawnPage", "PageLayout", "laid_out", "pages_of", "unread"]

WIDTH_STEP = 20.0
"""Pages whose widths differ by less, in points, are set alike."""

_FEW_GLYPHS = 300
"""A page with more of them is a page of text, and a picture on it is a seal or what lies behind it."""

_UNKNOWN = "\ufffd"
_PRIVATE = ("\ue000", "\uf8ff")


class DrawnPage(Struct, frozen=True):
    """What stands on a page, turned so that its text is upright.

    Attributes:
        number: of the page, from 1.
        width, height: in points, as turned.
        turn: by how many clockwise quarter turns from how it is displayed.
        glyphs: its characters, in the order of the file.
        drawing: what is drawn besides.
        is_bold: whether a character, by its number, is printed in a bold face.
    """

    number: int
    width: float
    height: float
    turn: int
    glyphs: Sequence[Glyph]
    drawing: Drawing
    is_bold: Callable[[int], bool]


class PageLayout(Struct, frozen=True):
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


def unread(number: int) -> PageLayout:
    """A page of which nothing was read."""
    return PageLayout(number, 0.0, 0.0, 0, (), (), has_text=False, has_picture=False)


def laid_out(page: DrawnPage, before: Sequence[UnruledColumn], budget: Budget) -> PageLayout:
    """The tables and lines of a page; ``before``: the columns of the table that ended the page before."""
    drawing, glyphs, number = page.drawing, list(page.glyphs), page.number
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
        TextLine.of(line, number, page.is_bold(line.glyphs[len(line.glyphs) // 2].number)) for line in unruled.lines
    )
    budget.spend("tables", len(grids) + len(unruled.grids))
    budget.spend("items", len(text_lines) + sum(len(grid.cells) for grid in (*grids, *unruled.grids)))
    has_text = legible(glyphs) and (bool(glyphs) or not drawing.has_picture)
    has_picture = has_text and drawing.has_picture and number > 1 and len(glyphs) < _FEW_GLYPHS
    tables = tuple(sorted(grids + unruled.grids, key=lambda grid: _box(grid)[1]))
    return PageLayout(
        number, page.width, page.height, page.turn, tables, text_lines, has_text, has_picture, unruled.last_columns
    )


def legible(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters have a meaning: some producers leave out what their glyph numbers stand for."""
    first, last = _PRIVATE
    return 2 * sum(glyph.text == _UNKNOWN or first <= glyph.text <= last for glyph in glyphs) <= len(glyphs)


def pages_of(layouts: Sequence[PageLayout]) -> tuple[Page, ...]:
    """The pages, as they are displayed."""
    return tuple(turned_back(page, layout.turn) for page, layout in zip(_pages(layouts), layouts, strict=True))


def _pages(layouts: Sequence[PageLayout]) -> list[Page]:
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


def _table_extent(layout: PageLayout) -> tuple[float, float] | None:
    """Top of the first and bottom of the last table."""
    boxes = [_box(grid) for grid in layout.grids]
    return (min(box[1] for box in boxes), max(box[3] for box in boxes)) if boxes else None


def _continued(page: Page) -> Page:
    """The page, its last paragraph known to go on on the next."""
    paragraph = page.blocks[-1]
    assert isinstance(paragraph, Paragraph)
    return replace(page, blocks=(*page.blocks[:-1], structs.replace(paragraph, continues=True)))


def _margins(layouts: Sequence[PageLayout], bodies: list[list[TextLine]]) -> dict[int, Margins]:
    """The margins of the pages of every width."""
    by_width: dict[int, list[tuple[PageLayout, list[TextLine]]]] = defaultdict(list)
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


def _blocks(layout: PageLayout, body: list[TextLine], margins: Margins) -> tuple[list[Block], TextLine | None]:
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
