"""Disclosure → Word. Tables are written as WordprocessingML directly: python-docx merges cell by cell and is 50 times slower."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from juesuan.model import Disclosure
from juesuan.publishing.document import printed_document
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Line, NewPage, PlacedCell, Printed, PrintedTable, Slot

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["publish_docx"]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_JUSTIFY = {"left": "left", "centre": "center", "right": "right"}
_SIZES = {"cover": 26, "title": 18, "part": 18, "heading": 15, "subheading": 14, "contents": 12}
_OUTLINE = {"part": "Heading1", "heading": "Heading2", "subheading": "Heading3"}
_CENTRED = frozenset({"cover", "title", "part"})
_FONTS = {"serif": "宋体", "sans": "黑体"}
_TEXT_WIDTH = {False: 9400, True: 14200}  # usable width of an A4 page in twips, portrait and landscape
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def publish_docx(disclosure: Disclosure, layout: Layout, path: Path) -> None:
    """Writes the disclosure as the layout draws it."""
    import docx  # noqa: PLC0415 only needed to write a Word file

    printed = printed_document(disclosure, layout)
    document = docx.Document()
    document.core_properties.title = printed.title
    document.core_properties.created = document.core_properties.modified = _EPOCH
    _fill(document, printed, layout)
    document.save(str(path))


def _fill(document: Document, printed: Printed, layout: Layout) -> None:
    from docx.oxml import parse_xml  # noqa: PLC0415

    body = document.element.body
    last = body.sectPr
    for xml in _elements(printed, layout):
        last.addprevious(parse_xml(xml))


def _elements(printed: Printed, layout: Layout) -> Iterator[str]:
    """The body's children in order. A change of page direction closes a section."""
    landscape = False
    for block in printed.blocks:
        turned = isinstance(block, PrintedTable) and block.landscape
        if turned != landscape and not isinstance(block, NewPage):
            yield _paragraph("", section=landscape)
            landscape = turned
        elif isinstance(block, PrintedTable):
            yield _break()
        if isinstance(block, NewPage):
            yield _break()
        elif isinstance(block, Line):
            yield _line(block, layout)
        else:
            yield from _table(block, layout)
    if landscape:
        yield _paragraph("", section=landscape)


def _break() -> str:
    return f'<w:p {_W}><w:r><w:br w:type="page"/></w:r></w:p>'


def _line(line: Line, layout: Layout) -> str:
    indent = "" if line.style in _CENTRED or line.style == "contents" else '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
    return _paragraph(
        _run(line.text, _SIZES.get(line.style, layout.size), "sans" if line.style in _OUTLINE else layout.face),
        style=_OUTLINE.get(line.style, ""),
        justify="center" if line.style in _CENTRED else "both",
        more=indent,
    )


def _paragraph(runs: str, *, style: str = "", justify: str = "left", more: str = "", section: bool | None = None) -> str:
    """A paragraph; with ``section`` it ends a section whose pages are landscape or not."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f'{more}<w:jc w:val="{justify}"/>'
    if section is not None:
        wide, high, orient = (16838, 11906, ' w:orient="landscape"') if section else (11906, 16838, "")
        properties += (
            f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{orient}/>'
            '<w:pgMar w:top="1300" w:right="1250" w:bottom="1300" w:left="1250" w:header="850" w:footer="850" w:gutter="0"/></w:sectPr>'
        )
    return f"<w:p {_W}><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(text: str, size: float, face: str) -> str:
    font = _FONTS[face]
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:color w:val="000000"/><w:sz w:val="{int(size * 2)}"/></w:rPr>'
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\n"))
    return f"<w:r>{look}{pieces}</w:r>"


def _table(table: PrintedTable, layout: Layout) -> Iterator[str]:
    if table.number:
        yield _paragraph(_run(table.number, 10, layout.face), justify="right")
    yield _paragraph(_run(table.title, 16, "sans"), justify="center")
    if any(table.corners):
        width = _TEXT_WIDTH[table.landscape]
        tabs = f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        runs = "<w:r><w:tab/></w:r>".join(_run(text, 10, layout.face) if text else "" for text in table.corners)
        yield _paragraph(runs, more=tabs)
    yield _grid(table, layout)
    for note in table.notes:
        yield _paragraph(_run(note, layout.table_size, layout.face))


def _grid(table: PrintedTable, layout: Layout) -> str:
    total = sum(table.widths)
    widths = [_TEXT_WIDTH[table.landscape] * width // total for width in table.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(table, layout, widths))
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_borders(layout, bool(table.header_rows))}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _borders(layout: Layout, ruled: bool) -> str:
    inner_vertical = layout.rules == "grid" or not ruled
    inner_horizontal = layout.rules != "frame" or not ruled
    on = {"top": True, "bottom": True, "insideH": inner_horizontal}
    on |= dict.fromkeys(("left", "right", "insideV"), inner_vertical)
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="{"single" if on[side] else "nil"}" w:sz="4" w:color="000000"/>' for side in order)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _rows(table: PrintedTable, layout: Layout, widths: list[int]) -> Iterator[str]:
    """Word repeats a vertically merged cell on every row it covers, with ``vMerge`` and no text."""
    count = len(table.rows)
    lines: list[list[tuple[PlacedCell, bool]]] = [[] for _ in range(count)]
    for cell in table.cells:
        for down in range(cell.slot.row_span):
            lines[cell.row + down].append((cell, down == 0))
    for number, line in enumerate(lines):
        cells = "".join(_cell(cell, first, layout, widths) for cell, first in sorted(line, key=lambda pair: pair[0].column))
        header = "<w:tblHeader/>" if number < table.header_rows and layout.repeat_header else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(cell: PlacedCell, first: bool, layout: Layout, widths: list[int]) -> str:
    slot = cell.slot
    properties = f'<w:tcW w:w="{sum(widths[cell.column : cell.column + slot.column_span])}" w:type="dxa"/>'
    if slot.column_span > 1:
        properties += f'<w:gridSpan w:val="{slot.column_span}"/>'
    if slot.row_span > 1:
        properties += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{_cell_text(slot if first else Slot(""), layout)}</w:tc>'


def _cell_text(slot: Slot, layout: Layout) -> str:
    run = _run(slot.text, layout.table_size, layout.table_face) if slot.text else ""
    return f'<w:p><w:pPr><w:jc w:val="{_JUSTIFY[slot.align]}"/></w:pPr>{run}</w:p>'
