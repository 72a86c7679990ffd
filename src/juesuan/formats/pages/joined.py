"""Several files that are one document: their pages one behind the other, every place with the file that it is in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from msgspec.structs import replace

from juesuan.formats.pages.source import Block, Grid, GridCell, Page, Paragraph, Source
from juesuan.model import Passage, Place

__all__ = ["joined"]


def joined(sources: Sequence[Source]) -> Source:
    """One source of several, in order. Pages are numbered through; places keep the page of their file, and name it.

    Its fingerprint is that of the fingerprints of the files. Text that has lost its columns in any of them has lost them.
    """
    pages: list[Page] = []
    for source in sources:
        name = PurePath(source.path).name
        for page in source.pages:
            blocks = tuple(_of_file(block, name) for block in page.blocks)
            furniture = tuple(_paragraph(line, name) for line in page.furniture)
            pages.append(replace(page, number=len(pages) + 1, blocks=blocks, furniture=furniture))
    marks = "".join(source.sha256 for source in sources)
    return Source(
        sources[0].path,
        sources[0].format,
        hashlib.sha256(marks.encode()).hexdigest(),
        tuple(pages),
        any(source.flattened for source in sources),
        tuple(replace(problem, file=PurePath(source.path).name) for source in sources for problem in source.problems),
    )


def _of_file(block: Block, name: str) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, name)
    cells = tuple(_cell(cell, name) for cell in block.cells)
    return Grid(block.rows, block.columns, cells, _place(block.place, name), block.ruled)


def _cell(cell: GridCell, name: str) -> GridCell:
    return replace(cell, passage=_passage(cell.passage, name), place=_place(cell.place, name))


def _paragraph(paragraph: Paragraph, name: str) -> Paragraph:
    return replace(paragraph, passage=_passage(paragraph.passage, name))


def _passage(passage: Passage, name: str) -> Passage:
    return Passage(passage.text, tuple(replace(piece, place=_place(piece.place, name)) for piece in passage.pieces))


def _place(place: Place, name: str) -> Place:
    return replace(place, file=name)
