"""Rows of a grid as the rows of a form: what all kinds of form share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from juesuan.formats.pages.source import Grid, GridCell
from juesuan.model import Place
from juesuan.model.characters import has_chinese
from juesuan.recognising.forms.column_headers import ColumnBlock, ColumnLayout, content
from juesuan.recognising.forms.drawn_table import DrawnTable, is_figure
from juesuan.recognising.forms.form_draft import FormDraft

__all__ = ["amounts_of", "carried", "cells_at", "note_unknown_columns", "words_of"]

_LEVEL_WORDS = frozenset("类款项")


def cells_at(sheet: DrawnTable, row: int, columns: Iterable[int]) -> list[GridCell]:
    """The cells of some columns of a row, each once; cells that began in a row above are left out."""
    found: list[GridCell] = []
    for column in columns:
        cell = sheet.at(row, column)
        if cell is not None and cell.row == row and cell not in found:
            found.append(cell)
    return found


def words_of(cells: Iterable[GridCell]) -> str:
    """The Chinese text of some cells, the level words 类, 款, 项 left out."""
    return "".join(cell.text for cell in cells if has_chinese(cell.text) and cell.text not in _LEVEL_WORDS)


def amounts_of(sheet: DrawnTable, row: int, block: ColumnBlock) -> dict[str, tuple[str, Place]]:
    """Raw text and place of the amount cells of a row, blank ones too, by form column key."""
    found: dict[str, tuple[str, Place]] = {}
    for column, key in block.amounts.items():
        cell = sheet.at(row, column)
        if cell is not None and cell.row == row and cell.column == column:
            found[key] = (cell.text, cell.place)
    return found


def note_unknown_columns(draft: FormDraft, sheet: DrawnTable, layout: ColumnLayout) -> None:
    """Tells of columns that have figures but mean no column of the form."""
    for column, header in layout.unknown.items():
        cells = (sheet.at(row, column) for row in sheet.body_rows)
        if any(cell is not None and is_figure(cell.text) for cell in cells):
            draft.note_column(header or f"第{column + 1}列")


def carried(layout: ColumnLayout, before: Grid, sheet: DrawnTable) -> ColumnLayout:
    """The layout of a grid applied to its continuation on the next page, which has no header of its own.

    Columns are paired by number where there are equally many, else by what stands in them, else by where they stand.
    """
    now = sheet.grid
    if now.columns == before.columns:
        moved = {column: column for column in range(now.columns)}
    else:
        moved = _by_content(layout, sheet) or _by_extent(before, now)
    blocks = tuple(
        ColumnBlock(
            _each(moved, block.codes),
            _each(moved, block.labels),
            _each(moved, block.lines),
            {moved[column]: key for column, key in reversed(list(block.amounts.items())) if column in moved},
            block.side,
            block.other_split,
        )
        for block in layout.blocks
    )
    return ColumnLayout(now.columns, blocks, _keys(moved, layout.printed), _keys(moved, layout.unknown), layout.guessed)


def _keys(moved: dict[int, int], headers: Mapping[int, str]) -> dict[int, str]:
    return {moved[column]: header for column, header in headers.items() if column in moved}


def _by_content(layout: ColumnLayout, sheet: DrawnTable) -> dict[int, int]:
    """Old column to new for one block of codes, labels and amounts, when there are as many amount columns as before."""
    if len(layout.blocks) != 1:
        return {}
    block = layout.blocks[0]
    kinds = [content(sheet, column) for column in range(sheet.grid.columns)]
    codes = [column for column, kind in enumerate(kinds) if kind == "code"]
    labels = [column for column, kind in enumerate(kinds) if kind == "label"]
    old = sorted([*block.amounts, *layout.unknown])
    rest = [column for column, kind in enumerate(kinds) if kind not in ("code", "label")]
    if len(rest) != len(old) or bool(codes) != bool(block.codes) or not labels:
        return {}
    pairs = dict(zip(old, rest, strict=True))
    pairs.update({column: codes[min(index, len(codes) - 1)] for index, column in enumerate(block.codes)})
    pairs.update({column: labels[min(index, len(labels) - 1)] for index, column in enumerate(block.labels)})
    return pairs


def _each(moved: dict[int, int], columns: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(moved[column] for column in columns if column in moved))


def _by_extent(before: Grid, now: Grid) -> dict[int, int]:
    """Old column to new, by the middle of the old one."""
    old, new = _extents(before), _extents(now)
    found: dict[int, int] = {}
    for column, (left, right) in old.items():
        middle = (left + right) / 2
        inside = [other for other, (low, high) in new.items() if low <= middle <= high]
        if inside:
            found[column] = inside[0]
    return found


def _extents(grid: Grid) -> dict[int, tuple[float, float]]:
    """Left and right end of each column, from cells that cover only it; empty without geometry."""
    found: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.place.bbox is not None and cell.column_span == 1:
            found.setdefault(cell.column, (cell.place.bbox[0], cell.place.bbox[2]))
    return found
