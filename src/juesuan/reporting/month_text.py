"""The brief of a month for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.printing.plots import Plot
from juesuan.formats.text.width import padded, width
from juesuan.performance.monitoring.brief import Brief
from juesuan.performance.monitoring.brief_tables import BriefTable

__all__ = ["month_text"]


def month_text(brief: Brief) -> str:
    """The whole text; charts are left out, their figures stand in tables."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"{brief.title}{brief.subtitle}"
    if brief.to:
        yield f"{brief.to}："
    for block in brief.blocks:
        if isinstance(block, Plot):
            continue
        if isinstance(block, BriefTable):
            yield from _table(block)
        elif block.style == "heading":
            yield ""
            yield block.text
        else:
            yield f"{'  · ' if block.style in {'note', 'origin'} else '  '}{block.text}"
    if brief.unit or brief.date:
        yield ""
        yield from filter(None, (brief.unit, brief.date))


def _table(table: BriefTable) -> Iterator[str]:
    """Columns one below the other; the last one as long as it is."""
    yield f"  {table.title}"
    rows = [table.header, *table.rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            padded(cell, wide, right=at in table.figures)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"    {'  '.join(cells)}".rstrip()
