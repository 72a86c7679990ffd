"""The boxes in which Excel shows cell comments: VML drawings.

Office itself does not always write VML as well-formed XML, so new boxes are put into an existing drawing as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from juesuan.formats.excel.annotating.cell_sizes import Cells, position
from juesuan.formats.refusal import Unmarkable
from juesuan.formats.remarks import MarkedPlace
from juesuan.formats.text.width import width
from juesuan.model import Severity

__all__ = ["drawing", "extended"]

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_FILL: Mapping[Severity, str] = {Severity.ERROR: "#ffe3e0", Severity.WARNING: "#fff4cf", Severity.INFO: "#e3f0ff"}
_BLOCK = 1024
"""Numbers of shapes come in blocks of so many, and every drawing has blocks of its own."""

_WIDE, _LINE, _TALLEST, _GAP = 330, 16, 620, 12
"""Pixels: width of a box, height of a line of its text, most height, distance from the cell."""
_LINE_COLUMNS = 50
"""Half-width characters in a line of a box."""


def drawing(marks: Sequence[MarkedPlace], cells: Cells, block: int) -> tuple[bytes, int]:
    """A drawing with a box for each mark, numbered from this block, and the next block that is free."""
    blocks = range(block, block + len(marks) // (_BLOCK - 1) + 1)
    listed = ",".join(map(str, blocks))
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{listed}"/></o:shapelayout>'
    inside = layout + _BOX_TYPE + _boxes(marks, cells, block * _BLOCK + 1)
    content = f"<xml {_SPACES}>{inside.replace(f' {_SPACES}', '')}</xml>"
    return content.encode("utf-8"), blocks.stop


def extended(content: bytes, marks: Sequence[MarkedPlace], cells: Cells) -> bytes:
    """An existing drawing with more boxes.

    Raises:
        Unmarkable: when it has no end.
    """
    end = content.rfind(b"</xml>")
    if end < 0:
        raise Unmarkable("工作簿里批注的图形部分有损坏。请用 Excel 打开后另存一份再试。")
    numbers = [int(number) for number in re.findall(rb"_x0000_s(\d{1,9})", content)]
    added = "" if b'id="_x0000_t202"' in content else _BOX_TYPE
    added += _boxes(marks, cells, max(numbers, default=_BLOCK) + 1)
    return content[:end] + added.encode("utf-8") + content[end:]


def _boxes(marks: Iterable[MarkedPlace], cells: Cells, first: int) -> str:
    return "".join(_box(mark, cells, number) for number, mark in enumerate(marks, start=first))


def _box(mark: MarkedPlace, cells: Cells, number: int) -> str:
    """The hidden box of a comment, to the right of its cell, as tall as its text needs."""
    row, column = position(mark.place.cell or "A1")
    lines = sum(-(-max(width(line), 1) // _LINE_COLUMNS) for line in mark.text.split("\n"))
    high = min((lines + 1) * _LINE, _TALLEST)
    left, top = column + 1, max(row - 1, 0)
    right, across = cells.column_at(left, _GAP + _WIDE)
    bottom, down = cells.row_at(top, _GAP + high)
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;width:{_WIDE * 3 // 4}pt;height:{high * 3 // 4}pt;z-index:{number % _BLOCK};"
        f'visibility:hidden\' fillcolor="{_FILL[mark.severity]}" o:insetmode="auto">'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:Anchor>{left}, {_GAP}, {top}, {_GAP}, {right}, {across}, {bottom}, {down}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
