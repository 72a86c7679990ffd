"""S-07 文中提到的附件不存在.

详见第五部分附件, 详见附件1: the part or the attachment must follow. Pages that could not be read may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.absences import why_attachments_unsure
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import Text, explanation
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression

RULE = "S-07"
_REFERENCE = expression(r"(?:详见|见|参见)(?:本(?:文|报告))?(?P<what>第[四五六七八九]部分|附件\d?|附表\d?)")
_ATTACHMENT = expression(r"^(?:第[四五六七八九]部分)?(?:附件|附表|附录|第[四五六七八九]部分)")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per kind of reference."""
    references: dict[str, tuple[Text, re.Match[str]]] = {}
    for text in explanation(context):
        for match in _REFERENCE.finditer(text.passage.text):
            references.setdefault(match["what"], (text, match))
    if not references:
        yield not_applicable("文中没有提到附件")
        return
    there = bool(context.disclosure.performance) or _attached(context)
    for what, (text, match) in references.items():
        if there:
            yield passed()
        elif unsure := why_attachments_unsure(context):
            yield undecidable(f"没有找到“{what}”，但{unsure}")
        else:
            message = f"文中写“{match[0]}”，文件中没有找到。"
            yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)


def _attached(context: Context) -> bool:
    for section in context.disclosure.sections:
        if section.id == "toc":
            continue
        if _ATTACHMENT.match(section.heading) or any(_ATTACHMENT.match(p.text) for p in section.paragraphs):
            return True
    return False
