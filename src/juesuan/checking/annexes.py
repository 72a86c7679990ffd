"""What the text refers to behind itself: parts of the document, and annexes, which may be files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from juesuan.checking.context import Context
from juesuan.checking.wording import Text, explanation
from juesuan.model import Term
from juesuan.model.expressions import expression

__all__ = ["annexes_elsewhere", "is_annex", "is_there", "references"]

_REFERENCE = expression(
    r"(?:详见|见|参见)(?:本(?:文|报告))?(?:的)?[“\"]?(?P<what>第[四五六七八九]部分|附件\d?|附表\d?)(?P<named>[：:]?《[^》]{1,40}》)?"
)
_PART = expression(r"第[四五六七八九]部分")
_ATTACHMENT = expression(r"^(?:第[四五六七八九]部分)?(?:附件|附表|附录)")
_OF_TABLES = "附表"


def references(context: Context) -> Mapping[str, tuple[Text, re.Match[str]]]:
    """The first reference of the explanation to each part or annex, by what it calls it."""
    found: dict[str, tuple[Text, re.Match[str]]] = {}
    for text in explanation(context):
        for match in _REFERENCE.finditer(text.passage.text):
            found.setdefault(match["what"], (text, match))
    return found


def is_annex(what: str) -> bool:
    """Whether a reference is to an annex, which may stand in a file of its own; the parts of a document are in it."""
    return _PART.fullmatch(what) is None


def is_there(what: str, context: Context) -> bool:
    """Whether the document has what a reference speaks of: forms and annexes stand behind all else, under whatever number."""
    disclosure = context.disclosure
    if disclosure.performance or (what.startswith(_OF_TABLES) and disclosure.tables):
        return True
    lines = (
        line
        for section in disclosure.sections
        if section.id != "toc"
        for line in (section.heading, *(passage.text for passage in section.paragraphs))
    )
    return any(_ATTACHMENT.match(line) or (not is_annex(what) and line.startswith(what)) for line in lines)


def annexes_elsewhere(context: Context) -> Iterator[Term]:
    """The references to annexes that are not in this document, as printed."""
    for what, (text, match) in references(context).items():
        if is_annex(what) and not is_there(what, context):
            yield text.term(match.start(), match.end())
