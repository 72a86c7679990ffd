"""The tables as a workbook: a sheet a table, headed in Chinese with the name for programs below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from juesuan.formats.excel.writing.list_sheets import ListBook
from juesuan.reporting.exports.columns import Field, Resource, Row, Rows
from juesuan.reporting.exports.tables import described

__all__ = ["add_columns", "add_table", "tables_workbook"]

_KEYS = frozenset({"document", "unit_id", "finding", "catalogue"})
"""Long keys, which nobody reads: their columns are narrow and do not wrap."""
_WIDE = {"message": 60, "advice": 44, "where": 44, "label": 40, "sentence": 40, "equation": 40, "basis": 30, "title": 30,
         "fact": 36, "fact_name": 30, "unit_name": 26, "file": 26, "form_title": 26, "id": 24, "fact_name_en": 30,
         "value": 15, "yuan": 18, "raw": 13}  # fmt: skip
_KEY, _USUAL = 9, 11
_EXACT_DIGITS = 15


def tables_workbook(made: Mapping[str, Rows], known: Sequence[Resource]) -> bytes:
    """The .xlsx file."""
    book = ListBook()
    for one in known:
        add_table(book, one, made.get(one.name, ()))
    add_columns(book, known)
    return book.finished()


def add_table(book: ListBook, resource: Resource, rows: Iterable[Row]) -> None:
    """A sheet: headers in the first row, which stays in sight, with filters; amounts as numbers, texts never as formulas."""
    sheet = book.sheet(resource.title)
    looks = {"key": book.format(), "yuan": book.format(num_format="#,##0.00##")}
    for index, field in enumerate(resource.fields):
        sheet.set_column(index, index, _KEY if field.name in _KEYS else _WIDE.get(field.name, _USUAL))
        sheet.write_string(0, index, f"{field.title}\n{field.name}", book.header)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, field in enumerate(resource.fields):
            value = row.get(field.name)
            look = looks["key"] if field.name in _KEYS or field.type == "string" else looks.get(field.name)
            if value is not None and value != "":
                book.write(sheet, last, index, value, look if _fits(value, field) else looks["key"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(resource.fields) - 1)
    book.printed(sheet)


def _fits(value: object, field: Field) -> bool:
    """Whether a number can be a number there: a longer one is text."""
    return not isinstance(value, Decimal) or (field.type == "number" and len(value.as_tuple().digits) <= _EXACT_DIGITS)


def add_columns(book: ListBook, known: Sequence[Resource]) -> None:
    """What each column means."""
    _, *rows = described(known)
    titles = (("表", 16), ("表名", 14), ("列", 18), ("名称", 16), ("类型", 9), ("含义", 90))
    book.list("列说明", titles, rows)
