"""A table that is none of the known forms, as rows, columns and cells: what any table has.

Which columns hold codes, which names and which amounts is told by what stands in them. Tables whose names and amounts take turns from left
to right are several tables side by side: each has rows of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from juesuan.formats.pages.source import Grid, Page, Paragraph
from juesuan.model import Cell, Column, Place, Row, Table, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.forms.column_headers import content, groups_of, without_false_codes
from juesuan.recognising.forms.drawn_table import CODE, LINE_HEADER, DrawnTable
from juesuan.recognising.forms.titles import KnownForms, head_of
from juesuan.recognising.printed_numbers import parse_number

__all__ = ["OtherTable", "as_table", "is_one_of_the_accounts"]

_COUNTED = expression(r"[（(][^（）()]{0,4}[辆台套个人次批项处份户件][）)]|(?:数量|人数|个数|台数|辆数|户数|次数)$")
_WORD = expression(r"[一-鿿A-Za-z]")
_LINES_ABOVE = 6


class OtherTable(Struct):
    """A table that nobody knows.

    Attributes:
        title: as printed, empty if none. page, index: of its first block.
        pages: where it stands. grids: its parts, page by page.
        numbers: how many amounts with decimals it has.
    """

    title: str
    page: Page
    index: int
    pages: list[int]
    numbers: int
    grids: list[Grid]


class _Heads(Struct, frozen=True):
    """What stands over the cells: the table's id, its unit of money, the header of each column."""

    form: str
    unit: Unit
    texts: Mapping[int, str]


class _Block(Struct, frozen=True):
    """Columns of one of the tables that stand side by side."""

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    amounts: tuple[int, ...]


def is_one_of_the_accounts(other: OtherTable) -> bool:
    """Whether it has a number among the published tables (公开10表)."""
    return bool(head_of(_around(other)).number)


def as_table(other: OtherTable, form: str, unit: Unit, known: KnownForms) -> Table:
    """The table as printed. ``form``: its id; ``unit``: of money where it states none."""
    head = head_of(_around(other))
    sheets = _sheets(other.grids, known)
    first = sheets[0]
    blocks = _blocks(first)
    paths = {column: "/".join(first.path(column)) for column in range(first.grid.columns)}
    heads = _Heads(form, head.amount_unit or unit, paths)
    rows: list[Row] = []
    cells: dict[tuple[str, str], Cell] = {}
    named: Counter[str] = Counter()
    printed = [(sheet, row) for sheet in sheets for row in sheet.body_rows]
    for block in blocks:
        for sheet, row in printed:
            made = _row(sheet, row, block, named)
            amounts = dict(_amounts(sheet, row, block, made, heads))
            if amounts and (made.label or made.code or any(cell.raw for cell in amounts.values())):
                rows.append(made)
                cells.update({(made.key, key): cell for key, cell in amounts.items()})
    return Table(
        form,
        other.title,
        head.number,
        head.unit_name,
        head.year,
        head.amount_unit,
        tuple(Column(_key(c), paths[c]) for block in blocks for c in block.amounts),
        tuple(rows),
        cells,
        pages=tuple(other.pages),
        place=other.grids[0].place,
    )


def _sheets(grids: Sequence[Grid], known: KnownForms) -> list[DrawnTable]:
    """The parts, the header only of the first: where a page repeats it, it is left out."""
    sheets: list[DrawnTable] = []
    for grid in grids:
        sheet = DrawnTable(grid, lambda _: False, known)
        sheets.append(sheet.after(sheets[0]) if sheets else sheet)
    return sheets


def _around(other: OtherTable) -> Iterator[str]:
    """The small lines above the first grid, and those in its first rows."""
    for block in other.page.blocks[max(0, other.index - _LINES_ABOVE) : other.index]:
        if isinstance(block, Paragraph):
            yield block.text
    for row in other.grids[0].by_row()[:2]:
        yield from (cell.text for cell in row if cell.text)


def _blocks(sheet: DrawnTable) -> list[_Block]:
    kinds = without_false_codes([content(sheet, column) for column in range(sheet.grid.columns)], sheet)
    # A column without a figure is one of amounts, all blank, unless no header stands over it.
    kinds = [kind or ("amount" if sheet.path(column) else "") for column, kind in enumerate(kinds)]
    found: list[_Block] = []
    for group in groups_of(kinds):
        amounts = tuple(c for c in group if kinds[c] == "amount" and not _is_line_number(sheet, c))
        if amounts:
            codes = tuple(c for c in group if kinds[c] == "code")
            found.append(_Block(codes, tuple(c for c in group if kinds[c] == "label"), amounts))
    return found


def _is_line_number(sheet: DrawnTable, column: int) -> bool:
    path = sheet.path(column)
    return bool(path) and LINE_HEADER.fullmatch(path[-1]) is not None


def _row(sheet: DrawnTable, row: int, block: _Block, named: Counter[str]) -> Row:
    codes = list(_texts(sheet, row, block.codes))
    words = list(_texts(sheet, row, (*block.codes, *block.labels)))
    label = "".join(dict.fromkeys(text for text, _ in words if _WORD.search(text)))
    joined = "".join(text for text, _ in codes if text.isdigit())
    code = next((text for text, _ in codes if CODE.fullmatch(text)), joined)
    place = next((place for text, place in words if text), Place())
    code = code if CODE.fullmatch(code) else ""
    name = f"{code} {label}".strip()
    named[name] += 1
    return Row(name if named[name] == 1 else f"{name}#{named[name]}", label, code, place=place)


def _texts(sheet: DrawnTable, row: int, columns: Iterable[int]) -> Iterator[tuple[str, Place]]:
    """What stands in some columns of a row; a cell that reaches down over several rows is said of each."""
    for column in columns:
        cell = sheet.at(row, column)
        if cell is not None and cell.text:
            yield cell.text, cell.place


def _amounts(sheet: DrawnTable, row: int, block: _Block, made: Row, heads: _Heads) -> Iterator[tuple[str, Cell]]:
    for column in block.amounts:
        cell = sheet.at(row, column)
        if cell is None or cell.row != row or cell.column != column:
            continue
        header = heads.texts[column]
        counted = any(_COUNTED.search(text) for text in (made.label, header))
        amount = parse_number(cell.text, Unit.COUNT if counted else heads.unit)
        label = f"{made.code} {made.label}".strip()
        place = cell.place.but(form=heads.form, row=label, column=header, text=cell.text)
        yield _key(column), Cell(cell.text, amount, place)


def _key(column: int) -> str:
    return f"C{column + 1}"
