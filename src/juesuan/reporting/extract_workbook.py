"""What was read, as a workbook: one sheet a form as printed, and a list of every number with what it states."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.model import Disclosure, Table
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.rows import core_rows, unjudged
from juesuan.reporting.exports.schema import core
from juesuan.reporting.exports.workbook import add_columns, add_table
from juesuan.reporting.words import NUMBER_KIND, READING
from juesuan.standard import Standard

__all__ = ["forms_sheet", "render"]

_OF_READING = frozenset({"documents", "units", "facts"})
_NUMBERS = (("原文", 18), ("类型", 10), ("部分", 10), ("对应", 30), ("位置", 16), ("上下文", 60))
_FORMS = (("表", 8), ("名称", 44), ("状态", 10), ("页", 16), ("数字", 8), ("原因", 60))


def render(disclosure: Disclosure, standard: Standard) -> bytes:
    """The .xlsx file."""
    book = ListBook()
    dossier = unjudged(disclosure, standard)
    forms_sheet(book, disclosure)
    for table in disclosure.tables.values():
        _form_sheet(book, table)
    made = core_rows(dossier, judged=False)
    known = [one for one in core(standard) if one.name in _OF_READING or (made[one.name] and one.name == "evaluations")]
    for one in known:
        add_table(book, one, made[one.name])
    book.list("文字中的数字", _NUMBERS, _number_rows(dossier))
    add_columns(book, known)
    return book.finished()


def forms_sheet(book: ListBook, disclosure: Disclosure) -> None:
    """How the reading of each form went."""
    rows = [
        [r.form, r.title, READING[r.state], "、".join(map(str, r.pages)), r.numbers, r.reason]
        for r in disclosure.readings
    ]
    book.list("读取情况", _FORMS, rows)


def _form_sheet(book: ListBook, table: Table) -> None:
    """The form as printed: code, line number and name before the amounts."""
    sheet = book.sheet(f"{table.form} {table.title}")
    sheet.write_string(0, 0, table.title, book.format(bold=True, font_size=13))
    unit = f"　金额单位：{table.amount_unit.value}" if table.amount_unit else ""
    sheet.write_string(1, 0, f"{table.number}　{table.unit_name}{unit}", book.format())
    for index, title in enumerate(("科目编码", "行次", "项目", *(column.label for column in table.columns))):
        sheet.write_string(2, index, title, book.header)
    sheet.set_column(0, 1, 10)
    sheet.set_column(2, 2, 40)
    sheet.set_column(3, 2 + len(table.columns), 16)
    for number, row in enumerate(table.rows, start=3):
        for index, value in enumerate((row.code, row.line, row.label)):
            book.write(sheet, number, index, value)
        for index, column in enumerate(table.columns, start=3):
            cell = table.cells.get((row.key, column.key))
            if cell is not None:
                book.write(sheet, number, index, cell.amount.value if cell.amount is not None else cell.raw)
    for offset, note in enumerate(table.notes):
        sheet.write_string(3 + len(table.rows) + offset, 0, note, book.format())
    sheet.freeze_panes(3, 3)
    book.printed(sheet)


def _number_rows(dossier: Dossier) -> Iterator[list[Value]]:
    for number in dossier.disclosure.numbers:
        kind = NUMBER_KIND[number.kind]
        bound = str(number.bound) if number.bound is not None else ""
        yield [number.text, kind, number.section, bound, dossier.where(number.place), number.place.text]
