"""Lines and tables as HTML, every number with the fact that it states."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedLine, PrintedTable
from juesuan.model import Statement

__all__ = ["data_of", "line_text", "table"]


def data_of(statement: Statement) -> str:
    """What a number states, as attributes of its element."""
    amount = statement.amount
    fact = f' data-fact="{escape(str(statement.fact))}"' if statement.fact is not None else ""
    return f'{fact} data-value="{amount.value:f}" data-unit="{escape(amount.unit.value)}"'


def line_text(line: PrintedLine) -> str:
    """The text of a paragraph, its amounts marked."""
    pieces, at = [], 0
    for mark in line.marks:
        number = escape(line.text[mark.start : mark.end])
        pieces += [escape(line.text[at : mark.start]), f'<span class="n"{data_of(mark.statement)}>{number}</span>']
        at = mark.end
    return "".join([*pieces, escape(line.text[at:])])


def table(printed: PrintedTable, name: str) -> Iterator[str]:
    """A table in a section of its own."""
    kind = "sheet wide" if printed.landscape else "sheet"
    place = escape(printed.entry or printed.title)
    yield f'<section class="{kind}" id="{name}" data-place="{place}">'
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{place}"><table>'
    yield f"<caption>{''.join(_caption(printed))}</caption>"
    header = printed.header_rows
    rows = ["<tr>" + "".join(_cell(printed, cell) for cell in row) + "</tr>" for row in printed.rows]
    if header:
        yield "<thead>\n" + "\n".join(rows[:header]) + "\n</thead>"
    yield "<tbody>\n" + "\n".join(rows[header:]) + "\n</tbody></table></div>"
    yield from (f'<p class="note">{escape(note)}</p>' for note in printed.notes)
    yield "</section>"


def _caption(printed: PrintedTable) -> Iterator[str]:
    if printed.number:
        yield f'<div class="number">{escape(printed.number)}</div>'
    yield f'<div class="name">{escape(printed.title)}</div>'
    if any(printed.corners):
        yield '<div class="corners">' + "".join(f"<span>{escape(text)}</span>" for text in printed.corners) + "</div>"


def _cell(printed: PrintedTable, cell: PlacedCell) -> str:
    slot = cell.slot
    spans = "".join(
        f' {name}="{span}"' for name, span in (("colspan", slot.column_span), ("rowspan", slot.row_span)) if span > 1
    )
    tag, scope = _role(printed, cell)
    statement = printed.statement(slot)
    data = data_of(statement) if statement is not None and slot.text == statement.amount.raw else ""
    text = escape(slot.text).replace("\n", "<br>")
    align = f' class="{slot.align}"' if slot.align != "centre" else ""
    return f"<{tag}{align}{scope}{spans}{data}>{text}</{tag}>"


def _role(printed: PrintedTable, cell: PlacedCell) -> tuple[str, str]:
    """Element and scope: headers of columns, names of rows, or plain cells."""
    slot = cell.slot
    if cell.row < printed.header_rows:
        return "th", f' scope="{"colgroup" if slot.column_span > 1 else "col"}"'
    names_a_row = printed.header_rows and slot.key is None and slot.text and not slot.text.replace("\n", "").isdigit()
    return ("th", ' scope="row"') if names_a_row else ("td", "")
