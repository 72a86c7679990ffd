"""A table in typst's language, with its title above and its notes below."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.printing.around_tables import (
    CORNER_LINE,
    CORNER_SIZE,
    INSETS,
    NOTE_SIZE,
    NUMBER_LINE,
    TITLE_LINE,
    corners_of,
    note_line,
    room_for,
    title_size,
)
from juesuan.formats.printing.fitting import TableFit, fitted, without_orphan
from juesuan.formats.printing.paper import Group, Paper
from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedTable
from juesuan.model.print_style import PrintStyle

__all__ = ["string", "table_source"]

_WHOLE = 0.5  # of the page: a higher row may go on on the next one
_ALIGN = {"left": "left", "centre": "center", "right": "right"}


def table_source(
    table: PrintedTable, sheet: Paper, layout: PrintStyle, headings: Group, *, outlined: bool
) -> Iterator[str]:
    """The table on its page; ``headings`` stand above it. Its title is a heading: of the outline, and of the contents if listed."""
    room = room_for(table, sheet, layout, headings)
    fit = fitted(table, room, layout.table_size, repeat=layout.repeat_header)
    whole = _WHOLE * room.height
    repeated = layout.repeat_title and bool(table.header_rows)
    number, title, corners = _number(table), _title(table, sheet), _corners(table, sheet)
    heading = f"heading(level: 2, outlined: {'true' if outlined else 'false'}, bookmarked: true, {string(table.name or table.title)})"
    yield "#[#set block(spacing: 0pt)"
    if repeated:  # the title stands in the repeated header, and the heading, which must be one, shows nothing
        yield f"#{{ show heading: _ => none; {heading} }}"
    else:
        yield number
        yield f"#{{ show heading: _ => {title}; {heading} }}"
        yield corners
    yield from _grid(table, fit, layout, "".join((number, f"#{title}", corners)) if repeated else "", whole)
    yield from _notes(table)
    yield "]"


def _number(table: PrintedTable) -> str:
    text = string(table.number)
    return _line(NUMBER_LINE, f"align(right + top, text(size: {CORNER_SIZE}pt, {text}))") if table.number else ""


def _title(table: PrintedTable, sheet: Paper) -> str:
    size = title_size(table.title, sheet.text_width)
    text = f"text(font: title-font, size: {size:.2f}pt, weight: 400, {string(table.title)})"
    return f"block(height: {TITLE_LINE}pt, width: 100%, sticky: true, align(center + horizon, {text}))"


def _corners(table: PrintedTable, sheet: Paper) -> str:
    if not any(table.corners):
        return ""
    size, centre = corners_of(table, sheet.text_width)
    left, middle, right = (f"box[#{string(text)}]" for text in table.corners)
    between = f"place(top + left, dx: {centre:.2f}pt - 50%, box(width: 100%, align(center, {middle})))"
    content = f"{{ set par(first-line-indent: 0pt); {between}; {left}; h(1fr); {right} }}"
    return _line(CORNER_LINE, f"text(size: {size:.1f}pt, {content})")


def _line(height: float, content: str) -> str:
    return f"#block(height: {height}pt, width: 100%, sticky: true, {content})"


def _grid(table: PrintedTable, fit: TableFit, layout: PrintStyle, above: str, whole: float) -> Iterator[str]:
    """``above`` is repeated with the header; a row that is not higher than ``whole`` stands on one page."""
    yield f"#[#set text(size: {fit.size:.2f}pt)"
    yield f"#set table(inset: (x: {INSETS[layout.rules]}pt, y: {fit.padding}pt))"
    yield "#table("
    yield f"  columns: ({', '.join(f'{width:.2f}pt' for width in fit.widths)},),"
    yield f"  stroke: {_stroke(table, layout, shift=1 if above else 0)},"
    rows = table.rows
    if table.header_rows:
        yield f"  table.header(repeat: {'true' if layout.repeat_header else 'false'},"
        if above:
            yield f"    table.cell(colspan: {table.columns}, stroke: none, inset: 0pt)[{above}],"
        yield from (f"    {_cell(cell, fit, layout, whole)}," for row in rows[: table.header_rows] for cell in row)
        yield "  ),"
    yield from (f"  {_cell(cell, fit, layout, whole)}," for row in rows[table.header_rows :] for cell in row)
    yield ")]"


def _notes(table: PrintedTable) -> Iterator[str]:
    if not table.notes:
        return
    leading = note_line() - NOTE_SIZE
    yield "#v(4pt)"
    yield f"#set text(size: {NOTE_SIZE}pt)"
    yield f"#set par(first-line-indent: 0pt, leading: {leading:.2f}pt, spacing: {leading:.2f}pt)"
    yield from (f"#par({string(note)})" for note in table.notes)


def _stroke(table: PrintedTable, layout: PrintStyle, shift: int) -> str:
    """The lines; ``shift`` rows stand above the first row of the header."""
    if layout.rules == "grid" or not table.header_rows:
        return "0.5pt"
    if layout.rules == "rows":
        return "(x: none, y: 0.5pt)"
    first, count, last = shift, table.header_rows + shift, len(table.rows) + shift - 1
    return (
        f"(x, y) => (top: if y == {first} or y == {count} {{ 0.8pt }} else if y > {first} and y < {count} {{ 0.4pt }} "
        f"else {{ none }}, bottom: if y == {last} {{ 0.8pt }} else {{ none }})"
    )


def _cell(cell: PlacedCell, fit: TableFit, layout: PrintStyle, whole: float) -> str:
    slot = cell.slot
    spans = [
        f"{name}: {span}" for name, span in (("colspan", slot.column_span), ("rowspan", slot.row_span)) if span > 1
    ]
    together = ["breakable: false"] if slot.row_span == 1 and fit.heights[cell.row] <= whole else []
    options = ", ".join([*spans, *together, f"align: {_ALIGN[slot.align]} + horizon"])
    text = without_orphan(slot.text, (fit.width_of(cell) - 2 * INSETS[layout.rules]) / fit.size)
    content = "#linebreak()".join(f"#{string(line)}" for line in text.split("\n")) if text else ""
    return f"table.cell({options})[{content}]"


def string(text: str) -> str:
    """A typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
