"""Paper: how a document falls into stretches of equal pages, and into groups of blocks that begin on a page of their own.

Word and PDF share this, so that both turn the same pages and begin the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from juesuan.formats.printing.printed_blocks import Block, NewPage, Printed, PrintedLine, PrintedTable

__all__ = ["HEADINGS", "TALL", "TEXT", "WIDE", "Group", "Paper", "Stretch", "stretches"]

HEADINGS = frozenset({"part", "heading", "subheading"})
_POINTS = 72 / 25.4  # points in a millimetre
_KINDS = {"cover": "cover", "title": "contents", "contents": "contents"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of A4; everything in points. ``footer``: from the lower edge of the paper to the page number."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    landscape: bool = False

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.height - self.top - self.bottom


def _sheet(paper: tuple[float, float], margins: tuple[float, float, float, float], footer: float) -> Paper:
    """From millimetres: width and height, margins (top, bottom, left, right), height of the page number."""
    width, height, top, bottom, left, right = (measure * _POINTS for measure in (*paper, *margins))
    return Paper(width, height, top, bottom, left, right, footer * _POINTS, width > height)


TEXT = _sheet((210, 297), (37, 35, 28, 26), 26)
"""Prose, with the margins of GB/T 9704 for official documents."""

TALL = _sheet((210, 297), (24, 24, 20, 20), 14)
"""Tables and forms on upright pages."""

WIDE = _sheet((297, 210), (22, 22, 20, 20), 13)
"""Wide tables."""

Group = tuple[PrintedLine | PrintedTable, ...]
"""Blocks that begin on a new page: prose, or a table with the headings above it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive pages of one kind of paper. ``kind``: cover | contents | body; only the body's pages are numbered."""

    kind: str
    sheet: Paper
    groups: tuple[Group, ...]


def stretches(printed: Printed) -> tuple[Stretch, ...]:
    """The document as stretches of equal pages."""
    keyed = groupby(_groups(printed.blocks), key=lambda group: (_kind(group), _sheet_of(group)))
    return tuple(Stretch(kind, sheet, tuple(members)) for (kind, sheet), members in keyed)


def _groups(blocks: Iterable[Block]) -> Iterator[Group]:
    """A table begins a page unless nothing but headings stands above it; what follows it begins another."""
    group: list[PrintedLine | PrintedTable] = []
    for block in blocks:
        full = bool(group) and isinstance(group[-1], PrintedTable)
        headed = all(isinstance(above, PrintedLine) and above.style in HEADINGS for above in group)
        if group and (isinstance(block, NewPage) or full or (isinstance(block, PrintedTable) and not headed)):
            yield tuple(group)
            group = []
        if not isinstance(block, NewPage):
            group.append(block)
    if group:
        yield tuple(group)


def _kind(group: Group) -> str:
    return next(
        (_KINDS[block.style] for block in group if isinstance(block, PrintedLine) and block.style in _KINDS), "body"
    )


def _sheet_of(group: Group) -> Paper:
    table = group[-1]
    return TEXT if isinstance(table, PrintedLine) else WIDE if table.landscape else TALL
