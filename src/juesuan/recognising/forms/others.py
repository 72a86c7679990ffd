"""Tables that are none of the known forms: each is named as not read, and may be a form that was not found.

What was not understood never makes a form missing: where a table has the codes, labels or headers of a form that nothing else was read as, that
form may be there under words that nobody knows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from juesuan.formats.pages.source import Grid, Page, Paragraph, Source
from juesuan.model import FormReading, Table, Unit
from juesuan.model.expressions import expression
from juesuan.model.place import coordinates
from juesuan.recognising.forms.column_headers import layout_of
from juesuan.recognising.forms.other_tables import OtherTable, as_table, is_one_of_the_accounts
from juesuan.recognising.forms.titles import KnownForms, names_a_table
from juesuan.recognising.forms.where_forms_stand import BlockId, sheet_of
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard.forms import Form

__all__ = ["with_others"]

_LEAST = 3
"""Amounts with decimals that make a grid a table of the accounts; fewer are a sentence that was laid out. One that has a number among the
published tables (公开10表) is one with figures of any kind."""
_NEAR = 3
_SHOWN = 3
_COLUMNS = 2
_ONLY_ITSELF = "不是已知的表，各数没有对应到任何数据"
_PART = expression(r"第[一二三四五六七八九十]+部分")
_NUMBERED = expression(r"(?:附表|附件|附录|表)[\d一二三四五六七八九十]{0,3}[：:]?(?:附?表)?")
"""Which of the attached tables it is, not what it is called."""
_KEYS = {"codes": 2, "lines": 4, "economic": 4}
_FUNCTIONAL = expression(r"2\d{2}(?:\d{2}){0,2}")
_ECONOMIC = expression(r"3\d{2}(?:\d{2})?")


def with_others(
    readings: Sequence[FormReading], source: Source, consumed: Container[BlockId], known: KnownForms, unit: Unit
) -> tuple[tuple[FormReading, ...], tuple[Table, ...]]:
    """The readings, with one for each table that is none of the forms, and these tables; forms that one may be are not absent.

    ``unit``: of the document's money.
    """
    others = list(_others(source, consumed))
    if not others:
        return tuple(readings), ()
    found: list[FormReading] = []
    for reading in readings:
        form = known.by_id.get(reading.form)
        like = [
            other for other in others if reading.state == "absent" and form is not None and _is_like(other, form, known)
        ]
        if like:
            names = "、".join(f"“{_name(other)}”" for other in like[:_SHOWN])
            reason = f"没有找到“{reading.title}”；{names}没有认出，可能就是它"
            found.append(replace(reading, state="unreadable", reason=reason))
        else:
            found.append(reading)
    tables = [other for other in others if other.numbers >= _LEAST]
    added = (
        FormReading("", _name(other), "partial", tuple(other.pages), other.numbers, _ONLY_ITSELF)
        for other in (*tables, *(other for other in others if other not in tables and _is_counted(other)))
    )
    read = (as_table(other, f"A{number}", unit, known) for number, other in enumerate(tables, 1))
    return (*found, *added), tuple(read)


def _name(other: OtherTable) -> str:
    """Its title, or where it stands."""
    return other.title or f"没有表名的一张表（{'，'.join(coordinates(other.grids[0].place))}）"


def _others(source: Source, consumed: Container[BlockId]) -> Iterator[OtherTable]:
    last: OtherTable | None = None
    for page in source.pages:
        for index, block in enumerate(page.blocks):
            if not isinstance(block, Grid) or (page.number, index) in consumed:
                continue
            title = _title(page, index)
            if (
                last is not None
                and not title
                and block.columns == last.grids[-1].columns
                and page.number - last.pages[-1] <= 1
            ):
                last.pages = sorted({*last.pages, page.number})
                last.numbers += _amounts(block)
                last.grids.append(block)
                continue
            if last is not None:
                yield last
            last = OtherTable(title, page, index, [page.number], _amounts(block), [block])
    if last is not None:
        yield last


def _title(page: Page, index: int) -> str:
    """The title right above a grid, or in its first rows; else the name of its sheet."""
    grid = page.blocks[index]
    assert isinstance(grid, Grid)
    for row in grid.by_row()[:_NEAR]:
        texts = [cell.text for cell in row if cell.text]
        if len(texts) == 1 and names_a_table(texts[0]) and not _NUMBERED.fullmatch(texts[0]):
            return texts[0]
    above = page.blocks[max(0, index - _NEAR) : index]
    for block in reversed(above):
        if not isinstance(block, Paragraph):
            break
        if names_a_table(block.text) and not _PART.match(block.text) and not _NUMBERED.fullmatch(block.text):
            return block.text
    return page.name


def _is_counted(other: OtherTable) -> bool:
    """Whether it is a published table of counts, which add up to nothing: it is named only."""
    figures = sum(parse_number(cell.text) is not None for grid in other.grids for cell in grid.cells)
    return figures >= _LEAST and is_one_of_the_accounts(other)


def _amounts(grid: Grid) -> int:
    texts = (cell.text for cell in grid.cells)
    return sum("." in text and "%" not in text and parse_number(text) is not None for text in texts)


def _is_like(other: OtherTable, form: Form, known: KnownForms) -> bool:
    """Whether the table has enough of the form: headers of its columns, or codes or labels of its rows."""
    columns = sum(not column.memo for column in form.columns)
    for grid in other.grids:
        if len(layout_of(sheet_of(grid, form, known), form).headers) >= min(columns, _COLUMNS):
            return True
    texts = {cell.text for grid in other.grids for cell in grid.cells if cell.text}
    least = _KEYS.get(form.kind)
    if least is None:
        return other.numbers > 0 and not any(_FUNCTIONAL.fullmatch(text) or _ECONOMIC.fullmatch(text) for text in texts)
    code = {"codes": _FUNCTIONAL, "economic": _ECONOMIC}.get(form.kind)
    keys = [text for text in texts if (code.fullmatch(text) if code is not None else form.rows_labelled(text))]
    return len(keys) >= least
