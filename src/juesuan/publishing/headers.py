"""Merged headers from header paths: ``本年支出/小计`` and ``本年支出/基本支出`` share the cell ``本年支出``."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.formats.printing.printed_blocks import CellContent

__all__ = ["header_rows", "path"]

Path = tuple[str, ...]


def path(label: str) -> Path:
    """A header path from its text."""
    return tuple(label.split("/"))


def header_rows(paths: Sequence[Path]) -> list[list[CellContent]]:
    """The header's rows: neighbours with the same beginning share its cell; the last level reaches down to the bottom."""
    depth = max(len(levels) for levels in paths)
    rows: list[list[CellContent]] = []
    for level in range(depth):
        row: list[CellContent] = []
        column = 0
        while column < len(paths):
            levels = paths[column]
            if len(levels) <= level:
                column += 1
                continue
            if len(levels) == level + 1:
                row.append(CellContent(levels[level], 1, depth - level))
                column += 1
                continue
            width = 1
            while column + width < len(paths) and _shares(paths[column + width], levels, level):
                width += 1
            row.append(CellContent(levels[level], width))
            column += width
        rows.append(row)
    return rows


def _shares(other: Path, levels: Path, level: int) -> bool:
    return len(other) > level + 1 and other[: level + 1] == levels[: level + 1]
