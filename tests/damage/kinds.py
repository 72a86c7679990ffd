"""What can be wrong with the structure of a document, each as a change of what it prints, with what a finding must show of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from juesuan.formats.printing.printed_blocks import Block, PlacedCell, Printed, PrintedTable
from juesuan.formats.printing.printed_blocks import PrintedLine as Words
from juesuan.standard import builtin
from tests.damage.exchanges import cells_exchanged, column_late, figures_exchanged, name_of_another, of_another_year
from tests.damage.tables import CODED, Line, code_of, is_amount, line_of, raws, rebuilt, with_texts
from tests.departments import Chance

__all__ = ["FAULTS", "IGNORANCE", "KINDS", "Damage", "damaged"]

_UNKNOWN = ("沿河片区奖补情况", "旧楼加梯台账", "冷链仓储清册", "智慧灯杆明细")
_LONG = 6
_LIKE = {"0": "Oo", "1": "lI"}
_NO_NUMBERS = ("246,81", "24b.81", "O.00", "/", "#REF!", "见附件", "1.2.3", "—1.5—", "待核", "**")


@dataclass(frozen=True)
class Damage:
    """A damage done.

    Attributes:
        kind: its name.
        form: the table that it was done to, empty for a section.
        names: words one of which must be shown: code, label, title.
        amounts: amounts one of which must be shown, without commas; none where the fault has none.
        rows: keys of the rows that were touched: nothing else may be accused.
        printed: the changed document.
    """

    kind: str
    form: str
    names: tuple[str, ...]
    amounts: tuple[str, ...]
    rows: tuple[str, ...]
    printed: Printed = field(repr=False)


_TOTAL = "*"
_TOPIC = re.compile(r"^[^、]{1,3}、|(?:情况)?(?:的)?说明$")

Kind = Callable[[Chance, PrintedTable], "tuple[PrintedTable, Line, Sequence[str]] | None"]


def _body(table: PrintedTable) -> list[Line]:
    return [line for line in table.rows[table.header_rows :] if all(cell.slot.row_span == 1 for cell in line)]


def _coded(table: PrintedTable, *sizes: int) -> list[Line]:
    """Lines of functional codes with amounts, of these lengths."""
    return [line for line in _body(table) if len(code_of(table, line)) in sizes and raws(line)]


def _replaced(table: PrintedTable, line: Line, others: Sequence[Line]) -> PrintedTable:
    lines: list[Line] = []
    for other in table.rows:
        lines += others if other == line else [other]
    return rebuilt(table, lines)


def _chosen(chance: Chance, lines: Sequence[Line]) -> Line | None:
    return chance.choice(lines) if lines else None


def _changed_amount(chance: Chance, text: str) -> str:
    place = chance.choice([index for index, letter in enumerate(text) if letter.isdigit()])
    digit = chance.choice([other for other in "123456789" if other != text[place]])
    return text[:place] + digit + text[place + 1 :]


def doubled(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row printed twice, with the same figures."""
    line = _chosen(chance, _coded(table, 7))
    return (_replaced(table, line, [line, line]), line, raws(line)) if line else None


def doubled_apart(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row printed again at the end of the table."""
    line = _chosen(chance, _coded(table, 7))
    return (rebuilt(table, [*table.rows, line]), line, raws(line)) if line else None


def doubled_otherwise(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row printed twice, with other figures the second time."""
    line = _chosen(chance, _coded(table, 7))
    if line is None:
        return None
    texts = {cell.column: _changed_amount(chance, cell.slot.text) for cell in line if is_amount(cell)}
    other = with_texts(line, texts)
    return _replaced(table, line, [line, other]), line, (*raws(line), *raws(other))


def dropped(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """An item that is not there."""
    line = _chosen(chance, _coded(table, 7))
    return (_replaced(table, line, []), line, raws(line)) if line else None


def dropped_class(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A 类 that is not there, though its 款 and 项 are."""
    line = _chosen(chance, _coded(table, 3))
    return (_replaced(table, line, []), line, raws(line)) if line else None


def dropped_branch(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A 类 with everything below it."""
    line = _chosen(chance, _coded(table, 3))
    if line is None:
        return None
    code = code_of(table, line)
    return rebuilt(table, [other for other in table.rows if not line_of(other).startswith(code)]), line, raws(line)


def _totals(table: PrintedTable) -> list[Line]:
    """The lines that print the total of the others."""
    return [line for line in _body(table) if raws(line) and line_of(line) == _TOTAL]


def dropped_total(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """The row of the total that is not there."""
    line = _chosen(chance, _totals(table))
    return (_replaced(table, line, []), line, raws(line)) if line else None


def dropped_total_line(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A line of totals of 01, 04 or 06 that is not there."""
    totals = builtin().forms[table.form].totals
    line = _chosen(chance, [line for line in _body(table) if raws(line) and _of_rows(line, totals)])
    return (_replaced(table, line, []), line, raws(line)) if line else None


def _of_rows(line: Line, keys: Sequence[str]) -> bool:
    return any(cell.slot.key is not None and cell.slot.key[0] in keys for cell in line)


def blanked_total(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """The row of the total without its figures."""
    return _without_figures(table, _chosen(chance, _totals(table)))


def blanked_row(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row of a code without its figures."""
    return _without_figures(table, _chosen(chance, _coded(table, 3, 5, 7)))


def _without_figures(table: PrintedTable, line: Line | None) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    if line is None:
        return None
    blank = with_texts(line, {cell.column: "" for cell in line if cell.slot.key})
    return _replaced(table, line, [blank]), line, raws(line)


def dropped_line(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A line of 06 that is not there."""
    lines = [line for line in _body(table) if raws(line) and any(c.slot.key and c.slot.key[0].isdigit() for c in line)]
    line = _chosen(chance, lines)
    return (_replaced(table, line, []), line, raws(line)) if line else None


def exchanged(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """The figures of two rows stand at each other's place."""
    lines = _coded(table, 7)
    pairs = [(a, b) for a in lines for b in lines if code_of(table, a) < code_of(table, b) and raws(a) != raws(b)]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    figures = [{c.column: c.slot.text for c in line if c.slot.key} for line in (other, one)]
    swapped = {one: with_texts(one, figures[0]), other: with_texts(other, figures[1])}
    new = rebuilt(table, [swapped.get(line, line) for line in table.rows])
    return new, (*one, *other), (*raws(one), *raws(other))


def merged(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """Two rows printed as one: the words and figures of both in each cell."""
    rows = list(table.rows)
    lines = _coded(table, 7)
    pairs = [(a, b) for a in lines for b in lines if rows.index(b) == rows.index(a) + 1]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    texts = {c.column: c.slot.text for c in other}
    both = {c.column: f"{c.slot.text} {texts.get(c.column, '')}".strip() for c in one}
    new = rebuilt(table, [with_texts(line, both) if line == one else line for line in rows if line != other])
    return new, (*one, *other), (*raws(one), *raws(other))


def mistyped(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A code with a wrong digit."""
    line = _chosen(chance, _coded(table, 7))
    if line is None:
        return None
    codes = [cell for cell in line if cell.slot.key is None and cell.slot.text.isdigit()]
    if not codes:
        return None
    cell = chance.choice(codes)
    return _replaced(table, line, [with_texts(line, {cell.column: _changed_amount(chance, cell.slot.text)})]), line, ()


def no_number(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A cell that should hold an amount and does not."""
    line = _chosen(chance, [line for line in _body(table) if raws(line)])
    if line is None:
        return None
    cell = chance.choice([cell for cell in line if is_amount(cell)])
    text = chance.choice(_NO_NUMBERS)
    return _replaced(table, line, [with_texts(line, {cell.column: text})]), (cell,), (text, cell.slot.text)


def letter_for_digit(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A letter that looks like a digit, in an amount."""
    cells = [
        cell for line in _body(table) for cell in line if is_amount(cell) and any(d in cell.slot.text for d in _LIKE)
    ]
    if not cells:
        return None
    cell = chance.choice(cells)
    place = chance.choice([n for n, digit in enumerate(cell.slot.text) if digit in _LIKE])
    text = f"{cell.slot.text[:place]}{chance.choice(_LIKE[cell.slot.text[place]])}{cell.slot.text[place + 1 :]}"
    line = next(line for line in table.rows if cell in line)
    return _replaced(table, line, [with_texts(line, {cell.column: text})]), (cell,), (text, cell.slot.text)


def no_zero(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A blank cell or a zero that holds something else."""
    lines = [line for line in _body(table) if any(cell.slot.key and not is_amount(cell) for cell in line)]
    line = _chosen(chance, lines)
    if line is None:
        return None
    cell = chance.choice([cell for cell in line if cell.slot.key and not is_amount(cell)])
    text = chance.choice(_NO_NUMBERS)
    return _replaced(table, line, [with_texts(line, {cell.column: text})]), (cell,), (text,)


def blanked(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """An amount that is not printed."""
    line = _chosen(chance, [line for line in _body(table) if raws(line)])
    if line is None:
        return None
    cell = chance.choice([cell for cell in line if is_amount(cell)])
    return _replaced(table, line, [with_texts(line, {cell.column: ""})]), (cell,), (cell.slot.text,)


def blanked_form(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A form without its figures."""
    if not any(raws(line) for line in _body(table)):
        return None
    lines = [with_texts(line, {cell.column: "" for cell in line if cell.slot.key}) for line in table.rows]
    return rebuilt(table, lines), (), ()


def other_unit(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A unit of money that is not the table's."""
    left, middle, right = table.corners
    for old, new in (("万元", "元"), ("元", "万元")):
        if right.endswith(old) and any(raws(line) for line in _body(table)):
            return replace(table, corners=(left, middle, right.removesuffix(old) + new)), (), ()
    return None


def unknown_title(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A title that nobody knows."""
    return replace(table, title=f"{chance.choice(_UNKNOWN)}表", number="", entry=""), (), ()


def no_title(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A table without title and number."""
    return replace(table, title="", number="", corners=("", "", ""), entry=""), (), ()


def unknown_header(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A column of amounts headed by words that nobody knows."""
    columns = sorted({cell.column for line in _body(table) for cell in line if is_amount(cell)})
    if not columns:
        return None
    chosen = chance.choice(columns)
    word = chance.choice(_UNKNOWN)
    lines = []
    for number, line in enumerate(table.rows):
        heads = number < table.header_rows
        over = {
            c.column: word
            for c in line
            if heads and c.slot.column_span == 1 and c.column == chosen and not c.slot.text.isdigit()
        }
        blank = {c.column: "" for c in line if heads and c.column == chosen and c.slot.text.isdigit()}
        lines.append(with_texts(line, {**over, **blank}))
    return rebuilt(table, lines), (), ()


def unknown_headers(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """All columns headed by words that nobody knows."""
    lines = [
        with_texts(line, {c.column: f"{chance.choice(_UNKNOWN)}{c.column}" for c in line if c.slot.text})
        if number < table.header_rows
        else line
        for number, line in enumerate(table.rows)
    ]
    return rebuilt(table, lines), (), ()


def unknown_unit(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A unit that nobody knows."""
    left, middle, right = table.corners
    return (replace(table, corners=(left, middle, "单位：贯")), (), ()) if right else None


def unknown_row(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row whose words and code nobody knows."""
    line = _chosen(chance, [line for line in _body(table) if raws(line)])
    if line is None:
        return None
    first = min(cell.column for cell in line if cell.slot.key)
    texts = {
        c.column: "" if c.slot.text.isdigit() else chance.choice(_UNKNOWN)
        for c in line
        if not c.slot.key and c.column < first
    }
    return (_replaced(table, line, [with_texts(line, texts)]), line, ()) if any(texts.values()) else None


def torn(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A row torn in two: its words above, its figures below."""
    line = _chosen(chance, [line for line in _body(table) if raws(line)])
    if line is None:
        return None
    words = with_texts(line, {cell.column: "" for cell in line if cell.slot.key})
    figures = with_texts(line, {cell.column: "" for cell in line if not cell.slot.key})
    return _replaced(table, line, [words, figures]), line, raws(line)


def torn_name(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """A name torn in two: its end stands in a row of its own below."""
    long = [(line, cell) for line in _coded(table, 5, 7) for cell in line if _is_long_name(cell)]
    if not long:
        return None
    line, cell = chance.choice(long)
    at = chance.randint(2, len(cell.slot.text) - 2)
    first = with_texts(line, {cell.column: cell.slot.text[:at]})
    rest = with_texts(line, {each.column: "" for each in line} | {cell.column: cell.slot.text[at:]})
    return _replaced(table, line, [first, rest]), line, raws(line)


def _is_long_name(cell: PlacedCell) -> bool:
    return not cell.slot.key and len(cell.slot.text) >= _LONG and not any(map(str.isdigit, cell.slot.text))


def column_gone(chance: Chance, table: PrintedTable) -> tuple[PrintedTable, Line, Sequence[str]] | None:
    """The last column of amounts is cut away by the edge of the page."""
    last = table.columns - 1
    if any(cell.column < last < cell.column + cell.slot.column_span for cell in table.cells):
        return None
    cells = tuple(cell for cell in table.cells if cell.column != last)
    return replace(table, cells=cells, columns=last, widths=table.widths[:last]), (), ()


FAULTS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "row doubled": (doubled, CODED),
    "row again at the end": (doubled_apart, CODED),
    "row doubled, other figures": (doubled_otherwise, CODED),
    "item dropped": (dropped, CODED),
    "class row dropped": (dropped_class, CODED),
    "branch dropped": (dropped_branch, CODED),
    "total dropped": (dropped_total, CODED),
    "total line dropped": (dropped_total_line, ("T01", "T04", "T06")),
    "total blanked": (blanked_total, CODED),
    "row blanked": (blanked_row, CODED),
    "line of 06 dropped": (dropped_line, ("T06",)),
    "rows exchanged": (exchanged, CODED),
    "rows merged": (merged, CODED),
    "code mistyped": (mistyped, CODED),
    "cell no number": (no_number, (*CODED, "T01", "T04", "T06", "T09", "T07")),
    "letter for a digit": (letter_for_digit, (*CODED, "T01", "T04", "T06", "T09")),
    "zero no number": (no_zero, (*CODED, "T01", "T04", "T06", "T09")),
    "cell blanked": (blanked, (*CODED, "T01", "T04", "T06", "T09")),
    "form blanked": (blanked_form, (*CODED, "T01", "T04", "T06", "T09")),
    "other unit": (other_unit, (*CODED, "T01", "T04", "T06", "T09")),
    "cells exchanged": (cells_exchanged, (*CODED, "T04", "T09")),
    "row a column late": (column_late, (*CODED, "T09")),
    "figures of rows exchanged": (figures_exchanged, (*CODED, "T01", "T04", "T06")),
    "name of another": (name_of_another, CODED),
    "form of another year": (of_another_year, (*CODED, "T01", "T04", "T06", "T07", "T08", "T09")),
}
"""Changes after which the document is wrong."""

IGNORANCE: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "title unknown": (unknown_title, (*CODED, "T01", "T04", "T06", "T09", "T07", "T08")),
    "title gone": (no_title, (*CODED, "T01", "T04", "T06", "T09", "T07", "T08")),
    "one header unknown": (unknown_header, (*CODED, "T01", "T04", "T06", "T09", "T07")),
    "all headers unknown": (unknown_headers, (*CODED, "T01", "T04", "T06", "T09", "T07", "T08")),
    "unit unknown": (unknown_unit, (*CODED, "T01", "T04", "T06", "T09")),
    "row unknown": (unknown_row, (*CODED, "T01", "T04", "T06")),
    "name torn": (torn_name, CODED),
    "row torn": (torn, (*CODED, "T01", "T04", "T06")),
    "column cut off": (column_gone, (*CODED, "T01", "T04", "T09")),
}
"""Changes that only take away what the reader knows: the document stays right."""

_GONE = ("table removed", "section removed", "section blanked", "table printed twice")
KINDS = (*FAULTS, *_GONE, *IGNORANCE)


def damaged(kind: str, chance: Chance, document: Printed) -> Damage | None:
    """The document with one damage of a kind, at a place by chance; None where it has no such place."""
    if kind in {"section removed", "section blanked"}:
        return _without_section(chance, document, whole=kind == "section removed")
    tables = [block for block in document.blocks if isinstance(block, PrintedTable) and block.form in _forms(kind)]
    for table in chance.sample(tables, len(tables)):
        if kind == "table printed twice":
            line = _chosen(chance, _coded(table, 7))
            if line is None:
                continue
            texts = {cell.column: _changed_amount(chance, cell.slot.text) for cell in line if is_amount(cell)}
            made = _replaced(table, line, [with_texts(line, texts)]), line, raws(line)
            again = _of(kind, table, made, document)
            blocks = tuple(each for block in document.blocks for each in _twice(block, table, made[0]))
            return replace(again, printed=replace(document, blocks=blocks))
        if kind == "table removed":
            blocks = tuple(block for block in document.blocks if block is not table)
            return Damage(kind, table.form, (table.title,), (), (), replace(document, blocks=blocks))
        made = (FAULTS.get(kind) or IGNORANCE[kind])[0](chance, table)
        if made is not None:
            return _of(kind, table, made, document)
    return None


def _twice(block: Block, table: PrintedTable, again: PrintedTable) -> tuple[Block, ...]:
    return (block, replace(again, id=f"{again.id}-again", entry="")) if block is table else (block,)


def _forms(kind: str) -> tuple[str, ...]:
    if kind == "table printed twice":
        return CODED
    known = FAULTS.get(kind) or IGNORANCE.get(kind)
    return known[1] if known else ("T01", "T02", "T03", "T04", "T05", "T06", "T09")


def _of(kind: str, table: PrintedTable, made: tuple[PrintedTable, Line, Sequence[str]], document: Printed) -> Damage:
    changed, cells, amounts = made
    blocks = tuple(changed if block is table else block for block in document.blocks)
    rows = tuple(dict.fromkeys(cell.slot.key[0] for cell in cells if cell.slot.key))
    names = tuple(name for name in (*_codes(rows), *_labels(table, rows)) if len(name) > 1) or (table.title,)
    bare = tuple(amount.replace(",", "") for amount in amounts)
    return Damage(kind, table.form, names, bare, rows, replace(document, blocks=blocks))


def _codes(rows: Sequence[str]) -> Iterator[str]:
    """Keys of rows that people know."""
    return (row for row in rows if row.isdigit())


def _labels(table: PrintedTable, rows: Sequence[str]) -> Iterator[str]:
    for line in table.rows:
        if any(cell.slot.key and cell.slot.key[0] in rows for cell in line):
            yield from (c.slot.text for c in line if c.slot.key is None and c.slot.text and not c.slot.text.isdigit())


def _without_section(chance: Chance, document: Printed, *, whole: bool) -> Damage | None:
    """Without the paragraphs of a section, or with nothing but its heading."""
    ids = sorted(
        {b.section for b in document.blocks if isinstance(b, Words) and b.section[:1] == "N" and "." not in b.section}
    )
    if not ids:
        return None
    gone = chance.choice(ids)
    words = [b for b in document.blocks if isinstance(b, Words) and b.section.partition(".")[0] == gone]
    heading = words[0]
    lost = words if whole else words[1:]
    blocks = tuple(b for b in document.blocks if not any(b is each for each in lost))
    topic = _TOPIC.sub("", heading.text)
    kind = "section removed" if whole else "section blanked"
    names = (heading.text, topic, topic.removesuffix("支出"), topic[:10])
    return Damage(kind, "", names, (), (), replace(document, blocks=blocks))
