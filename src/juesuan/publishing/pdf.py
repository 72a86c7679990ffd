"""Disclosure → PDF through typst. The same input gives the same bytes: nothing depends on the clock or on system fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from juesuan.model import Disclosure
from juesuan.publishing.document import printed_document
from juesuan.publishing.fonts import FACES, font_folder
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Block, Line, NewPage, PlacedCell, Printed, PrintedTable, Slot

__all__ = ["publish_pdf", "typst_source"]

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_STYLES = {
    "cover": "#v(30%)#align(center, text(size: 26pt, font: heads, {text}))",
    "title": "#align(center, text(size: 18pt, font: heads, {text}))\n#v(1em)",
    "part": "#v(0.5em)#align(center, heading(level: 1, {text}))#v(0.8em)",
    "heading": "#heading(level: 2, {text})",
    "subheading": "#heading(level: 3, {text})",
    "body": "#par({text})",
    "contents": "#block(inset: (left: 1em), {text})",
}
_PORTRAIT, _LANDSCAPE = "(x: 2.2cm, y: 2.4cm)", "(x: 1.8cm, y: 2cm)"
_TEXT_WIDTH = {False: 470.0, True: 739.0}  # points between the margins, portrait and landscape
_INSETS = {"grid": 3.0, "rows": 5.4, "frame": 5.4}  # points beside the text of a cell: more where no line separates
_DIGIT = 0.58  # width of a digit in em, with a little to spare
_AMOUNT = re.compile(r"[\d,.%-]+")


def publish_pdf(disclosure: Disclosure, layout: Layout, path: Path) -> None:
    """Writes the disclosure as the layout draws it."""
    import typst  # noqa: PLC0415 heavy, and only needed to write a PDF

    source = typst_source(printed_document(disclosure, layout), layout)
    typst.compile(
        source.encode(),
        str(path),
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        pdf_tags=False,
        timestamp=0,
    )


def typst_source(printed: Printed, layout: Layout) -> str:
    """The document in typst's own language."""
    return "\n".join([*_preamble(printed, layout), *_body(printed.blocks, layout)])


def _preamble(printed: Printed, layout: Layout) -> Iterator[str]:
    numbering = f'"{layout.page_numbers}"' if layout.page_numbers else "none"
    yield f"#set document(title: {_string(printed.title)}, date: none)"
    yield f'#let heads = "{FACES["sans"]}"'
    yield f'#set text(font: "{FACES[layout.face]}", size: {layout.size}pt, lang: "zh", region: "cn")'
    yield f'#set page(paper: "a4", margin: {_PORTRAIT}, numbering: {numbering}, number-align: {layout.page_align})'
    yield "#set par(first-line-indent: (amount: 2em, all: true), leading: 0.9em, spacing: 0.9em, justify: true)"
    yield "#set heading(numbering: none)"
    yield "#show heading: set text(font: heads, weight: 400)"
    yield "#show heading.where(level: 1): set text(size: 18pt)"
    yield f"#show heading.where(level: 2): set text(size: {layout.size + 0.5}pt)"
    yield f"#show heading.where(level: 3): set text(size: {layout.size}pt)"
    yield "#show heading: it => block(above: 1em, below: 0.9em, inset: (left: if it.level > 1 { 2em } else { 0pt }), it.body)"
    yield f'#show table: set text(font: "{FACES[layout.table_face]}")'
    yield "#show table: set par(first-line-indent: 0pt, leading: 0.45em, spacing: 0.45em, justify: false)"
    yield f"#set table(inset: (x: {_INSETS[layout.rules]}pt, y: 3.2pt))"


def _body(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    landscape = False
    for block in blocks:
        if isinstance(block, NewPage):
            yield "#pagebreak(weak: true)"
        elif isinstance(block, Line):
            if landscape:
                yield _page(landscape := False)
            yield _STYLES[block.style].replace("{text}", f"[#{_string(block.text)}]")
        else:
            if block.landscape != landscape:
                yield _page(landscape := block.landscape)
            else:
                yield "#pagebreak(weak: true)"
            yield from _table(block, layout)


def _page(landscape: bool) -> str:
    margin = _LANDSCAPE if landscape else _PORTRAIT
    return f"#set page(flipped: {'true' if landscape else 'false'}, margin: {margin})"


def _table(table: PrintedTable, layout: Layout) -> Iterator[str]:
    above = _above(table)
    if not (layout.repeat_title and table.header_rows):
        yield from above
    yield f"#[#show table: set text(size: {_size(table, layout):.2f}pt)"
    yield "#table("
    yield f"  columns: ({', '.join(f'{width}fr' for width in table.widths)},),"
    yield f"  stroke: {_stroke(table, layout)},"
    rows = table.rows
    if table.header_rows:
        yield f"  table.header(repeat: {'true' if layout.repeat_header else 'false'},"
        if layout.repeat_title:
            inner = "".join(line.lstrip() for line in above)
            yield f"    table.cell(colspan: {table.columns}, stroke: none, inset: (bottom: 5pt, rest: 0pt))[{inner}],"
        yield from (f"    {_cell(cell)}," for row in rows[: table.header_rows] for cell in row)
        yield "  ),"
    yield from (f"  {_cell(cell)}," for row in rows[table.header_rows :] for cell in row)
    yield ")]"
    yield from (f"#par(first-line-indent: 0pt)[#text(size: {layout.table_size}pt, {_string(note)})]" for note in table.notes)


def _size(table: PrintedTable, layout: Layout) -> float:
    """The layout's font size, or less where an amount would not fit into its column: it must never run into the next."""
    scale = _TEXT_WIDTH[table.landscape] / sum(table.widths)
    sizes = [
        (scale * sum(table.widths[cell.column : cell.column + cell.slot.column_span]) - 2 * _INSETS[layout.rules])
        / (_DIGIT * len(cell.slot.text))
        for cell in table.cells
        if _AMOUNT.fullmatch(cell.slot.text)
    ]
    return min(layout.table_size, *sizes) if sizes else layout.table_size


def _above(table: PrintedTable) -> list[str]:
    """Title, number and the corner texts."""
    lines = []
    if table.number:
        lines.append(f"#align(right, text(size: 10pt, {_string(table.number)}))")
    lines.append(f"#align(center, text(size: 16pt, font: heads, {_string(table.title)}))")
    if any(table.corners):
        left, middle, right = (f"[#{_string(text)}]" for text in table.corners)
        cells = f"align(left, {left}), align(center, {middle}), align(right, {right})"
        lines.append(f"#text(size: 10pt, grid(columns: (2fr, 1fr, 1fr), {cells}))#v(4pt, weak: true)")
    return lines


def _stroke(table: PrintedTable, layout: Layout) -> str:
    if layout.rules == "grid" or not table.header_rows:
        return "0.5pt"
    if layout.rules == "rows":
        return "(x: none, y: 0.5pt)"
    count = table.header_rows
    last = len(table.rows)
    return (
        f"(x, y) => (top: if y == 0 or y == {count} {{ 0.8pt }} else if y < {count} {{ 0.4pt }} else {{ none }}, "
        f"bottom: if y == {last - 1} {{ 0.8pt }} else {{ none }})"
    )


def _cell(cell: PlacedCell) -> str:
    slot = cell.slot
    spans = [
        f"{name}: {span}" for name, span in (("colspan", slot.column_span), ("rowspan", slot.row_span)) if span > 1
    ]
    options = ", ".join([*spans, f"align: {_ALIGN[slot.align]} + horizon"])
    return f"table.cell({options})[{_content(slot)}]"


def _content(slot: Slot) -> str:
    return "#linebreak()".join(f"#{_string(line)}" for line in slot.text.split("\n")) if slot.text else ""


def _string(text: str) -> str:
    """A typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
