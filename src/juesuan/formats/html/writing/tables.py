"""Lines and tables as HTML, every number with the fact that it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from juesuan.formats.html.elements import NEW_LINE, Markup, block, fragment, lines, tag
from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedLine, PrintedTable
from juesuan.model import Statement

__all__ = ["data_of", "line_text", "table"]


def data_of(statement: Statement) -> Mapping[str, str]:
    """What a number states, as attributes of its element."""
    amount = statement.amount
    fact = {"data_fact": str(statement.fact)} if statement.fact is not None else {}
    return {**fact, "data_value": f"{amount.value:f}", "data_unit": amount.unit.value}


def line_text(line: PrintedLine) -> Markup:
    """The text of a paragraph, its amounts marked."""
    pieces: list[Markup | str] = []
    at = 0
    for mark in line.marks:
        number = tag("span", line.text[mark.start : mark.end], class_="n", **data_of(mark.statement))
        pieces += [line.text[at : mark.start], number]
        at = mark.end
    return fragment(*pieces, line.text[at:])


def table(printed: PrintedTable, name: str) -> Markup:
    """A table in a section of its own."""
    place = printed.entry or printed.title
    header = printed.header_rows
    rows = [tag("tr", *(_cell(printed, cell) for cell in row)) for row in printed.rows]
    parts = [
        tag("caption", *_caption(printed)),
        block("thead", *rows[:header]) if header else None,
        block("tbody", *rows[header:]),
    ]
    grid = tag("table", NEW_LINE, lines(parts))
    scroll = tag("div", grid, class_="scroll", tabindex="0", role="region", aria_label=place)
    notes = (tag("p", note, class_="note") for note in printed.notes)
    kind = "sheet wide" if printed.landscape else "sheet"
    return block("section", scroll, *notes, class_=kind, id=name, data_place=place)


def _caption(printed: PrintedTable) -> Iterator[Markup]:
    if printed.number:
        yield tag("div", printed.number, class_="number")
    yield tag("div", printed.title, class_="name")
    if any(printed.corners):
        yield tag("div", *(tag("span", text) for text in printed.corners), class_="corners")


def _cell(printed: PrintedTable, cell: PlacedCell) -> Markup:
    slot = cell.slot
    name, scope = _role(printed, cell)
    statement = printed.statement(slot)
    first, *others = slot.text.split("\n")
    text = fragment(first, *(part for other in others for part in (tag("br"), other)))
    return tag(
        name,
        text,
        class_=slot.align if slot.align != "centre" else None,
        scope=scope,
        colspan=slot.column_span if slot.column_span > 1 else None,
        rowspan=slot.row_span if slot.row_span > 1 else None,
        **(data_of(statement) if statement is not None and slot.text == statement.amount.raw else {}),
    )


def _role(printed: PrintedTable, cell: PlacedCell) -> tuple[str, str | None]:
    """Element and scope: headers of columns, names of rows, or plain cells."""
    slot = cell.slot
    if cell.row < printed.header_rows:
        return "th", "colgroup" if slot.column_span > 1 else "col"
    names_a_row = printed.header_rows and slot.key is None and slot.text and not slot.text.replace("\n", "").isdigit()
    return ("th", "row") if names_a_row else ("td", None)
