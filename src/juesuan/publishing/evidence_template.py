"""Ready-made evidence tables as an Excel file: a sheet a kind, with its header, how to fill it in, and invented rows where wanted."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from juesuan.standard import Standard
from juesuan.standard.evidence import EvidenceField, EvidenceKind

__all__ = ["evidence_template"]

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_REQUIRED, _OPTIONAL, _PERSON = "#FCE4D6", "#DDEBF7", "#E4DFEC"
_PURPOSE_ROW, _HEADER_ROW, _FIRST_ROW, _ROWS = 0, 1, 2, 500
_NUMBERS = {"number": "General", "money": "#,##0.00", "date": "@", "month": "@", "text": "@"}


def evidence_template(standard: Standard, *, filled: bool = False) -> bytes:
    """The file. ``filled``: with the invented rows of each kind."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "绩效佐证表", "created": _EPOCH})
        for kind in standard.evidence.kinds:
            _sheet(book, kind, filled=filled)
    return buffer.getvalue()


def _sheet(book: Any, kind: EvidenceKind, *, filled: bool) -> None:
    sheet = book.add_worksheet(kind.name)
    looks = {name: book.add_format({**_FONT, "num_format": form}) for name, form in _NUMBERS.items()}
    italic = book.add_format({**_FONT, "italic": True, "font_color": "#44546A", "text_wrap": True})
    sheet.merge_range(_PURPOSE_ROW, 0, _PURPOSE_ROW, len(kind.fields) - 1, kind.purpose, italic)
    sheet.set_row(_PURPOSE_ROW, 36)
    for column, field in enumerate(kind.fields):
        sheet.set_column(column, column, field.width, looks[field.type])
        colour = _PERSON if field.person else _REQUIRED if field.required else _OPTIONAL
        head = book.add_format({**_FONT, "bold": True, "border": 1, "text_wrap": True, "bg_color": colour})
        sheet.write_string(_HEADER_ROW, column, field.label, head)
        sheet.data_validation(
            _FIRST_ROW,
            column,
            _FIRST_ROW + _ROWS,
            column,
            {"validate": "any", "input_title": field.title[:32], "input_message": _told(field)[:255]},
        )
    for row, cells in enumerate(kind.examples if filled else (), _FIRST_ROW):
        for column, (field, text) in enumerate(zip(kind.fields, cells, strict=True)):
            if text and field.type in {"number", "money"}:
                sheet.write_number(row, column, float(Decimal(text)), looks[field.type])
            elif text:
                sheet.write_string(row, column, text, looks[field.type])
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)


def _told(field: EvidenceField) -> str:
    """How a column is filled in."""
    kinds = {
        "date": "日期，如 2022-03-15。",
        "month": "",
        "money": "只填数字，单位见表头。",
        "number": "只填数字。",
        "text": "",
    }
    return "".join(("必填。" if field.required else "", kinds[field.type], field.note)) or "可以不填。"
