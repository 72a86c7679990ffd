"""How the workbook calls what the document asks for, so that a message says where to write."""

from __future__ import annotations

from juesuan.preparing.workbook.values import spelt
from juesuan.standard.workbook import workbook_schema

__all__ = ["previous_row", "reason_row"]


def reason_row(key: str, year: int) -> str:
    """The row for a reason, a text or a purpose, by its key in the books: ``“变动原因”表的“2010301 行政运行”一行``."""
    sheet = workbook_schema().sheet("reasons")
    topic = key.rpartition(":")[2]
    return f"“{sheet.name}”表的“{spelt(sheet.field('topic'), topic, year)}”一行"


def previous_row(fact: str) -> str:
    """The row for last year's value of a fact; the sheet alone where it has no row for it."""
    sheet = workbook_schema().sheet("previous")
    label = next((field.label for field in sheet.fields if field.key == fact), "")
    return f"“{sheet.name}”表的“{label}”一行" if label else f"“{sheet.name}”表"
