"""The accountant's workbook as an Excel file: the empty template, or one filled from books.

What stands where is decided in :mod:`juesuan.preparing.workbook.placing`; here are looks, drop-downs and notes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from juesuan.performance.cycle.example import example_rows
from juesuan.preparing.books import Books
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import Placed, Value, filled_sheets, placed
from juesuan.preparing.workbook.placing import FIRST_ROW, HEADER_ROW
from juesuan.preparing.workbook.values import spelt
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookField, WorkbookSheet

__all__ = ["example_workbook", "template_workbook", "workbook_of_rows"]

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_LISTS = "下拉列表"
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_REQUIRED, _OPTIONAL, _GIVEN = "#FCE4D6", "#DDEBF7", "#EDEDED"
_RECORD_WIDTHS = (38, 36, 70)
_GUIDE_WIDTHS = (22, 10, 96)
_EMPTY_ROWS = 10
_ROW_HEIGHT, _LINE_HEIGHT = 21, 16
_PORTRAIT, _LANDSCAPE = 90, 250
"""Widths up to which a sheet is printed upright, and on one page across."""
_NUMBERS = {"amount": "#,##0.00", "count": "0", "year": "0", "points": "General"}
_LONG_TEXT = 40
"""Columns wider than this hold sentences. Excel shows more than 255 characters in a cell of format “text” as ####."""
_MOST_DIGITS = 15
_LARGEST = 10**12


Rows = Mapping[str, Sequence[Mapping[str, Value]]]
"""What stands in each sheet, by its id."""


def template_workbook(year: int, standard: Standard, place: str = "", books: Books | None = None) -> bytes:
    """The workbook as a file: filled from books, else empty but for the year and the place."""
    if books is not None:
        return workbook_of_rows(books.year, standard, filled_sheets(books, standard))
    head: dict[str, Value] = {"year": year, "place": place} if place else {"year": year}
    return workbook_of_rows(year, standard, {"department": (head,)})


def workbook_of_rows(year: int, standard: Standard, rows: Rows) -> bytes:
    """The workbook as a file, with these rows in its sheets; the lists to choose from are those of the year."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": standard.workbook.guide_title, "created": _EPOCH})
        _TemplateWriter(book, standard, year).write(rows)
    return buffer.getvalue()


def example_workbook(standard: Standard) -> bytes:
    """The workbook of the invented department, with one project through all stages of its year."""
    books = example_books(standard)
    return workbook_of_rows(books.year, standard, {**filled_sheets(books, standard), **example_rows(standard)})


@dataclass
class _TemplateWriter:
    """One workbook being written."""

    book: Any
    standard: Standard
    year: int
    lists: dict[str, str] = field(default_factory=dict)
    looks: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def write(self, rows: Rows) -> None:
        """All sheets, the hidden one of the drop-downs last."""
        schema = self.standard.workbook
        self._guide(self.book.add_worksheet(schema.guide))
        sheets = [(form, self.book.add_worksheet(form.name)) for form in schema.sheets]
        lists = self.book.add_worksheet(_LISTS)
        self._write_lists(lists, [str(row.get("name", "")) for row in rows.get("projects", ())])
        for form, sheet in sheets:
            self._sheet(form, sheet, rows.get(form.id, ()))

    def look(self, **properties: object) -> Format:
        """A format of the book; equal ones are one."""
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format({**_FONT, **properties})
        return self.looks[key]

    def _sheet(self, form: WorkbookSheet, sheet: Worksheet, rows: Sequence[Mapping[str, Value]]) -> None:
        widths = _RECORD_WIDTHS if form.kind == "record" else tuple(item.width for item in form.fields)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._blank(form, column))
        sheet.set_default_row(_ROW_HEIGHT)
        self._purpose(sheet, form.purpose, widths)
        lines = {HEADER_ROW: 1}
        for cell in placed(self.standard.workbook, form, rows):
            self._cell(form, sheet, cell)
            if cell.role != "purpose":
                needed = _lines(cell.value, widths[cell.column]) if isinstance(cell.value, str) else 1
                lines[cell.row] = max(lines.get(cell.row, 1), needed)
        for row, count in lines.items():
            sheet.set_row(row, _LINE_HEIGHT * count + _ROW_HEIGHT - _LINE_HEIGHT + (10 if row == HEADER_ROW else 0))
        if form.kind == "list":
            self._spare_rows(form, sheet, max(lines) + 1)
        self._validate(form, sheet)
        sheet.freeze_panes(FIRST_ROW, 1)
        _printed(sheet, landscape=sum(widths) > _PORTRAIT, pages=2 if sum(widths) > _LANDSCAPE else 1)
        sheet.repeat_rows(HEADER_ROW)
        sheet.repeat_columns(0)
        sheet.set_tab_color("#ED7D31" if form.required else "#5B9BD5")

    def _purpose(self, sheet: Worksheet, text: str, widths: Sequence[int]) -> None:
        look = self.look(text_wrap=True, font_color="#44546A", italic=True)
        sheet.merge_range(0, 0, 0, len(widths) - 1, text, look)
        sheet.set_row(0, _LINE_HEIGHT * _lines(text, sum(widths)) + 8)

    def _cell(self, form: WorkbookSheet, sheet: Worksheet, cell: Placed) -> None:
        match cell.role:
            case "header" | "label":
                self._label(form, sheet, cell)
            case "note":
                sheet.write_string(
                    cell.row,
                    cell.column,
                    str(cell.value),
                    self.look(text_wrap=True, font_color="#595959", border=1, indent=1),
                )
            case "given":
                sheet.write_string(cell.row, cell.column, str(cell.value), self.look(bg_color=_GIVEN, border=1))
            case "value" | "blank" if cell.field is not None:
                self._value(sheet, cell.row, cell.column, cell.value, self._filling(cell.field))

    def _label(self, form: WorkbookSheet, sheet: Worksheet, cell: Placed) -> None:
        required = cell.field is not None and cell.field.required
        colour = _GIVEN if cell.field is None else _REQUIRED if required else _OPTIONAL
        centred = {"align": "center", "text_wrap": True} if cell.role == "header" else {"text_wrap": True}
        sheet.write_string(
            cell.row, cell.column, str(cell.value), self.look(bold=True, bg_color=colour, border=1, **centred)
        )
        if cell.field is not None and form.kind == "list":
            note = cell.field.explained
            size = {"width": 260, "height": 24 + 20 * _lines(note, 30)}
            sheet.write_comment(
                cell.row, cell.column, note, {**size, "font_name": "宋体", "font_size": 10, "author": ""}
            )

    def _value(self, sheet: Worksheet, row: int, column: int, value: Value | None, look: Format) -> None:
        """A cell to be filled in, or filled: numbers as numbers, as far as a spreadsheet can hold them."""
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str) or len(Decimal(value).as_tuple().digits) > _MOST_DIGITS:
            sheet.write_string(row, column, str(value), look)
        else:
            sheet.write_number(row, column, float(value), look)

    def _filling(self, item: WorkbookField, *, border: int = 1) -> Format:
        """How a cell to be filled in looks."""
        shape: dict[str, object] = {"border": border} if border else {}
        if item.type in _NUMBERS:
            align = {"align": "right"} if item.type == "amount" else {"align": "left"}
            return self.look(num_format=_NUMBERS[item.type], **shape, **align)
        text = "General" if item.width >= _LONG_TEXT else "@"
        return self.look(num_format=text, text_wrap=True, **shape)

    def _blank(self, form: WorkbookSheet, column: int) -> Format | None:
        """How a column looks below the rows that are drawn: what is pasted there is still text where text is asked for."""
        return self._filling(form.fields[column], border=0) if form.kind == "list" else None

    def _spare_rows(self, form: WorkbookSheet, sheet: Worksheet, first: int) -> None:
        spare = 0 if form.fixed and not any(item.type == "topic" for item in form.fields) else _EMPTY_ROWS
        for row in range(first, first + spare):
            for column, item in enumerate(form.fields):
                sheet.write_blank(row, column, None, self._filling(item))

    def _validate(self, form: WorkbookSheet, sheet: Worksheet) -> None:
        for number, item in enumerate(form.fields):
            rule = self._rule(item)
            if rule is None:
                continue
            if form.kind == "record":
                sheet.data_validation(FIRST_ROW + number, 1, FIRST_ROW + number, 1, rule)
            else:
                sheet.data_validation(FIRST_ROW, number, FIRST_ROW + form.rows - 1, number, rule)

    def _rule(self, item: WorkbookField) -> dict[str, object] | None:
        """What a cell accepts. Only warned of: the reader knows more spellings than a spreadsheet can be told of."""
        warning = {"error_type": "warning", "error_title": item.label[:30], "ignore_blank": True}
        if item.type in _NUMBERS:
            rule = {
                "amount": {"validate": "decimal", "minimum": -_LARGEST, "maximum": _LARGEST},
                "points": {"validate": "decimal", "minimum": 0, "maximum": 1000},
                "count": {"validate": "integer", "minimum": 0, "maximum": 10**9},
                "year": {"validate": "integer", "minimum": 2010, "maximum": 2099},
            }[item.type]
            return {**warning, **rule, "criteria": "between", "error_message": "这里应填数字。"}
        source = self.lists.get(_list_name(item))
        if source is None:
            return None
        return {**warning, "validate": "list", "source": source, "error_message": "不在下拉列表中。确定要这样填吗？"}

    def _write_lists(self, sheet: Worksheet, projects: Sequence[str]) -> None:
        """The hidden sheet that the drop-downs show; ``projects`` are those that are filled in already."""
        schema = self.standard.workbook
        codes, year = self.standard.codes, self.year
        functions = [str(spelt(_FUNCTION, code, codes, year)) for code in codes.function_codes(year)]
        columns = {
            "function": functions,
            "economic": [str(spelt(_ECONOMIC, code, codes, year)) for code in codes.economic_codes(year)],
        }
        for form in schema.sheets:
            for item in form.fields:
                words = [choice.word for choice in item.choices]
                if item.type == "topic":
                    columns[_list_name(item)] = words + functions
                elif item.type == "choice":
                    columns[_list_name(item)] = words
        for column, (name, words) in enumerate(columns.items()):
            sheet.write_column(0, column, words)
            self.lists[name] = _range(_LISTS, column, 0, len(words) - 1)
        agencies = schema.sheet("agencies")
        self.lists["agency"] = _range(agencies.name, 0, FIRST_ROW, FIRST_ROW + agencies.rows - 1)
        self.lists["project"] = self._project_list(sheet, len(columns), projects)
        sheet.hide()

    def _project_list(self, sheet: Worksheet, column: int, known: Sequence[str]) -> str:
        """The word for the overall form, then whatever stands in the sheet of projects."""
        projects = self.standard.workbook.sheet("projects")
        word = self.standard.workbook.sheet("targets").field("project").choices[0].word
        sheet.write_string(0, column, word)
        for row in range(projects.rows):
            cell = f"'{projects.name}'!$A${FIRST_ROW + row + 1}"
            value = known[row] if row < len(known) else ""
            sheet.write_formula(row + 1, column, f'=IF({cell}="","",{cell})', None, value)
        names = _range(projects.name, 0, FIRST_ROW, FIRST_ROW + projects.rows - 1).removeprefix("=")
        return f"=OFFSET('{_LISTS}'!{_column(column)}$1,0,0,COUNTA({names})+1,1)"

    def _guide(self, sheet: Worksheet) -> None:
        """The first sheet: how to fill in the others."""
        schema = self.standard.workbook
        for column, width in enumerate(_GUIDE_WIDTHS):
            sheet.set_column(column, column, width)
        last = len(_GUIDE_WIDTHS) - 1
        sheet.merge_range(0, 0, 0, last, schema.guide_title, self.look(bold=True, font_size=18, align="center"))
        sheet.set_row(0, 36)
        row = 1
        for text in schema.guide_text:
            if text == "{sheets}":
                row = self._guide_sheets(sheet, row)
            elif text == "{colours}":
                row = self._guide_colours(sheet, row)
            else:
                heading = text[1:2] == "、"
                look = self.look(bold=True, font_size=13) if heading else self.look(text_wrap=True)
                sheet.merge_range(row, 0, row, last, text, look)
                sheet.set_row(row, 18 * _lines(text, sum(_GUIDE_WIDTHS)) + (8 if heading else 2))
                row += 1
        sheet.hide_gridlines(2)
        _printed(sheet, landscape=True)
        sheet.activate()

    def _guide_sheets(self, sheet: Worksheet, row: int) -> int:
        head = self.look(bold=True, bg_color=_GIVEN, border=1, align="center")
        for column, text in enumerate(("工作表（点击打开）", "是否必填", "填什么")):
            sheet.write_string(row, column, text, head)
        for form in self.standard.workbook.sheets:
            row += 1
            colour = _REQUIRED if form.required else _OPTIONAL
            link = self.look(bg_color=colour, border=1, font_color="#0563C1", underline=1)
            sheet.write_url(row, 0, f"internal:'{form.name}'!A{FIRST_ROW + 1}", link, form.name)
            sheet.write_string(row, 1, "必填" if form.required else "按需填", self.look(border=1, align="center"))
            sheet.write_string(row, 2, form.purpose, self.look(border=1, text_wrap=True))
            sheet.set_row(row, 18 * _lines(form.purpose, _GUIDE_WIDTHS[2]) + 2)
        return row + 1

    def _guide_colours(self, sheet: Worksheet, row: int) -> int:
        legend = ((_REQUIRED, "必填的栏目"), (_OPTIONAL, "选填的栏目"), (_GIVEN, "已列好，不用改"))
        for number, (colour, text) in enumerate(legend):
            sheet.write_string(row + number, 0, text, self.look(bg_color=colour, border=1, align="center"))
        return row + len(legend)


def _plain_field(kind: str) -> WorkbookField:
    return WorkbookField(kind, "", (), kind, required=False, carry=False, note="", width=0)


_FUNCTION, _ECONOMIC = _plain_field("function"), _plain_field("economic")


def _list_name(item: WorkbookField) -> str:
    """The drop-down of a field: those that offer the same words share one."""
    return "|".join(choice.word for choice in item.choices) if item.type in {"choice", "topic"} else item.type


def _column(column: int) -> str:
    return f"${chr(ord('A') + column)}"


def _range(sheet: str, column: int, first: int, last: int) -> str:
    letter = _column(column)
    return f"='{sheet}'!{letter}${first + 1}:{letter}${last + 1}"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column that is so many half-width characters wide."""
    needed = sum(2 if ord(character) > 0xFF else 1 for character in text)
    return max(1, -(-needed * 11 // (width * 10)))


def _printed(sheet: Worksheet, *, landscape: bool, pages: int = 1) -> None:
    """A4, as many pages across, page numbers."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&C&A  第 &P 页，共 &N 页")
    if landscape:
        sheet.set_landscape()
