"""Y-14 与上年文字雷同.

A long paragraph of the explanation that stands word for word in last year's document was carried forward; figures and years in
it are then last year's. Duties, organisation and glossary repeat legitimately and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, State, Term
from juesuan.model.excerpt import shortened

RULE = "Y-14"
_MINIMUM = 80


def check(context: Context) -> Iterator[Outcome]:
    """Fails on each copied paragraph of sections 一 to 十三 that has figures in it."""
    previous = context.previous
    if previous is None:
        yield not_applicable("未提供上年决算")
        return
    old = {p.text for section in previous.sections for p in section.paragraphs if len(p.text) >= _MINIMUM}
    copied = False
    for section in context.sections_of_explanation:
        for paragraph in section.paragraphs:
            if paragraph.text in old and any(character.isdigit() for character in paragraph.text):
                copied = True
                place = paragraph.place(0, len(paragraph.text))
                message = (
                    f"“{section.heading}”中有一段与上年完全相同：“{shortened(paragraph.text, 40)}”，请核对数字和年份。"
                )
                yield Outcome(
                    State.FAIL, terms=(Term(1, section.heading, None, place, paragraph.text[:80]),), message=message
                )
    if not copied:
        yield passed()
