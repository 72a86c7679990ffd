"""F-09 目录与正文不一致.

Every entry of the table of contents is a heading or a table further on. A note: entries are compared as text, without
numbers, dots, page numbers and the unit's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import prose
from juesuan.model import Outcome, State, Term
from juesuan.standard.forms import form_titled
from juesuan.standard.patterns import without_number

RULE = "F-09"
_LEADERS = re.compile(r"[.．·…—\-\s]*[（(]?\d{0,3}[）)]?$")
_ALIKE = 0.75  # headings are often shortened in the contents: 其他重要事项说明 for 其他重要事项的情况说明
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with every entry that the document does not have."""
    entries = [text for text in prose(context, "toc") if _title(text.passage.text)]
    if not entries:
        yield not_applicable("没有目录，或目录没有读出条目")
        return
    headings = {_title(section.heading) for section in context.disclosure.sections if section.id != "toc"}
    body = "\n".join(text.passage.text for text in prose(context) if text not in entries)
    missing = [text for text in entries if not _exists(_title(text.passage.text), headings, body, context)]
    if not missing:
        yield passed()
        return
    shown = "、".join(f"“{_title(text.passage.text)}”" for text in missing[:5])
    terms: tuple[Term, ...] = tuple(text.term(0, len(text.passage.text)) for text in missing)
    yield Outcome(State.FAIL, terms=terms, message=f"目录列有 {shown}，正文中没有找到。")


def _title(text: str) -> str:
    return without_number(_PART.sub("", _LEADERS.sub("", text)))


def _exists(title: str, headings: set[str], body: str, context: Context) -> bool:
    form = form_titled(title)
    if form is not None:
        return form.id in context.disclosure.tables
    return bool(get_close_matches(title, headings, n=1, cutoff=_ALIKE)) or title in body
