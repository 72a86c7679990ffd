"""How the workbook calls what the document asks for, so that a message says where to write."""

from __future__ import annotations

from juesuan.preparing.workbook.values import spelt
from juesuan.standard import Standard

__all__ = ["row_for"]


def row_for(key: str, year: int, standard: Standard) -> str:
    """The row for what the books would have under a key: ``“变动原因”表的“2010301 行政运行”一行``.

    The key is that of a reason, a text or a purpose (section, or code with or without its fund), or a fact of last year.
    """
    schema = standard.workbook
    topic, field = key.rpartition(":")[2], schema.sheet("reasons").field("topic")
    if topic.isdigit() or field.word(topic):
        return f"“{schema.sheet('reasons').name}”表的“{spelt(field, topic, standard.codes, year)}”一行"
    sheet = schema.sheet("previous")
    label = next((item.label for item in sheet.fields if item.key == key), "")
    return f"“{sheet.name}”表的“{label}”一行" if label else f"“{sheet.name}”表"
