"""F-09 目录与正文不一致.

Every entry of the table of contents is a heading or a table further on. A note: entries are compared as text, without
numbers, dots, page numbers and the unit's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from msgspec.structs import replace

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import Text, prose
from juesuan.model import Outcome, Passage, State, Term
from juesuan.model.expressions import expression
from juesuan.standard.forms import titled
from juesuan.standard.patterns import without_number

RULE = "F-09"
_LEADERS = expression(r"[.．·…—\-\s]*[（(]?\d{0,3}[）)]?$")
_PAGED = expression(r"(?:[.．·…]{3,}|[^\d.．·…—-])\d{1,3}$")
_ALIKE = 0.75  # headings are often shortened in the contents: 其他重要事项说明 for 其他重要事项的情况说明
_PART = expression(r"^第[一二三四五六七八九十]+部分")
_NUMBERED = expression(r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]+[、.．)）])")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with every entry that the document does not have."""
    contents = list(prose(context, "toc"))
    entries = [text for text in _entries(contents) if _title(text.passage.text)]
    if not entries:
        yield not_applicable("没有目录，或目录没有读出条目")
        return
    headings = {_title(section.heading) for section in context.disclosure.sections if section.id != "toc"}
    body = "\n".join(text.passage.text for text in prose(context) if text not in contents)
    missing = [text for text in entries if not _exists(_title(text.passage.text), headings, body, context)]
    if not missing:
        yield passed()
        return
    shown = "、".join(f"“{_title(text.passage.text)}”" for text in missing[:5])
    terms: tuple[Term, ...] = tuple(text.term(0, len(text.passage.text)) for text in missing)
    yield Outcome(State.FAIL, terms=terms, message=f"目录列有 {shown}，正文中没有找到。")


def _entries(contents: list[Text]) -> Iterator[Text]:
    """The numbered lines, each with the unnumbered ones behind it: long titles wrap. A page number ends an entry."""
    lines: list[Text] = []
    paged = False
    for text in contents:
        ended = bool(lines) and _PAGED.search(lines[-1].passage.text) is not None
        paged = paged or ended
        if lines and (ended or _NUMBERED.match(text.passage.text)):
            yield _joined(lines)
            lines = []
        if lines or paged or _NUMBERED.match(text.passage.text):
            lines.append(text)
    if lines:
        yield _joined(lines)


def _joined(lines: list[Text]) -> Text:
    return replace(lines[0], passage=Passage.joined([line.passage for line in lines]))


def _title(text: str) -> str:
    return without_number(_PART.sub("", _LEADERS.sub("", text)))


def _exists(title: str, headings: set[str], body: str, context: Context) -> bool:
    form = titled(title, context.standard.forms)
    if form is not None:
        return form.id in context.disclosure.tables
    return bool(get_close_matches(title, headings, n=1, cutoff=_ALIKE)) or title in body
