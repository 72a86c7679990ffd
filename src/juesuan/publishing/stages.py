"""The forms of the performance cycle as Word documents and workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from juesuan.formats.excel.writing.document import write_xlsx
from juesuan.formats.printing.printed_blocks import Block, NewPage, Printed, PrintedTable
from juesuan.formats.word.writing.document import write_docx
from juesuan.model.print_style import PrintStyle
from juesuan.performance.cycle.shown import View
from juesuan.publishing.stage_grids import printed_stage

__all__ = ["STAGE_FORMATS", "publish_stages"]

STAGE_FORMATS: Mapping[str, Callable[[Printed, PrintStyle, Path], None]] = {
    ".docx": write_docx,
    ".xlsx": lambda printed, style, path: write_xlsx(printed, style, path, {}),
}
"""Writers by file suffix."""


def publish_stages(views: Sequence[View], style: PrintStyle, path: Path) -> None:
    """Writes the forms of one stage, one after the other, in the format of the path's suffix.

    Raises:
        KeyError: when no writer knows the suffix.
    """
    made = [printed_stage(view) for view in views]
    several = len(made) > 1
    blocks = [
        block
        for number, (view, printed) in enumerate(zip(views, made, strict=True))
        for block in (*((NewPage(),) if number else ()), *(_told_apart(item, view, several) for item in printed.blocks))
    ]
    STAGE_FORMATS[path.suffix.lower()](Printed(made[0].title, tuple(blocks), made[0].unit), style, path)


def _told_apart(block: Block, view: View, several: bool) -> Block:
    """A table among others is listed with whose it is."""
    if not several or view.work is None or not isinstance(block, PrintedTable):
        return block
    return replace(block, entry=f"{view.work.name} {block.title}")
