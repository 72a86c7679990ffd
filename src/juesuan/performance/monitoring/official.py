"""The brief as it goes out as a document: it tells what was found, and not in which row of whose file."""

from __future__ import annotations

import re

from msgspec import structs

from juesuan.performance.monitoring.brief import Block, Brief, BriefLine
from juesuan.performance.monitoring.brief_tables import BriefTable

__all__ = ["official"]

_ROWS = "佐证表"
"""What stands in the place of a row of a file."""
_APART = re.compile(r"(?<=[\d%]) (?=[一-鿿])|(?<=[一-鿿]) (?=\d)")
"""Blanks between figures and Chinese, which a screen wants and official documents do not print."""


def official(brief: Brief) -> Brief:
    """The brief without the rows that it rests on, which the workbook and the page have, and without blanks around figures."""
    places = _places(brief.files)
    blocks = (_without(block, places) for block in brief.blocks)
    return structs.replace(brief, blocks=tuple(block for block in blocks if block is not None))


def _places(files: tuple[str, ...]) -> re.Pattern[str] | None:
    """Places in these files, with sheet, row and column; None where there are no files."""
    names = "|".join(re.escape(name) for name in sorted(files, key=len, reverse=True) if name)
    return re.compile(rf"(?:{names})(?:\s[^\s，。；：、！（）!]*!?)?\s*(?:第\s?\d+\s?行)?") if names else None


def _without(block: Block, places: re.Pattern[str] | None) -> Block | None:
    if isinstance(block, BriefLine):
        if block.style == "origin":
            return None
        return structs.replace(block, text=_plain(block.text, places))
    if isinstance(block, BriefTable):
        kept = [at for at in range(len(block.header)) if at != block.origin]
        return structs.replace(
            block,
            header=tuple(_plain(block.header[at], places) for at in kept),
            rows=tuple(tuple(_plain(row[at], places) for at in kept) for row in block.rows),
            widths=tuple(block.widths[at] for at in kept),
            figures=tuple(kept.index(at) for at in block.figures),
            origin=None,
        )
    return block


def _plain(text: str, places: re.Pattern[str] | None) -> str:
    return _APART.sub("", places.sub(_ROWS, text) if places is not None else text)
