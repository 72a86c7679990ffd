"""L-07 模板的备选词语或填写提示未删除.

Of two words that a template offers (增加（减少）, 部门（单位）) one was to be taken; in front of a number, a cause or a verb both were
left. And what the template says to whoever fills it in (列明…, 作下述说明) is no part of the document. What is good Chinese with the
same words (审核部门（单位）的预算) has no number or verb of the document's own behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import Text, own_prose, spread
from juesuan.model import Outcome, Passage, State, Term
from juesuan.standard.spelt import SpeltPattern
from juesuan.standard.wording import OfferedWords

RULE = "L-07"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once for the alternatives and once for the instructions that were left."""
    language = context.standard.language
    kinds: tuple[tuple[str, tuple[OfferedWords | SpeltPattern, ...]], ...] = (
        ("备选词语“{}”没有取舍", (language.alternative, language.own_alternative(context.disclosure.info.unit))),
        ("模板的填写提示“{}”没有删除", (language.instruction,)),
    )
    paragraphs = [*_headings(context), *own_prose(context)]
    failed = False
    for words, patterns in kinds:
        left = [term for text in paragraphs for term in _found(text, patterns)]
        if left:
            failed = True
            more = f"，共 {len(left)} 处" if len(left) > 1 else ""
            message = f"{spread(left)}{words.format(left[0].text)}{more}。"
            yield Outcome(State.FAIL, terms=tuple(left), message=message)
    if not any(text.passage.text for text in own_prose(context)):
        yield undecidable("没有读到文字")
    elif not failed:
        yield passed()


def _headings(context: Context) -> Iterator[Text]:
    """The headings of sections: a template says in some what to write below them."""
    sections = context.disclosure.sections
    yield from (Text(f"“{s.heading}”标题", Passage(s.heading), s.place) for s in sections if s.heading)


def _found(text: Text, patterns: tuple[OfferedWords | SpeltPattern, ...]) -> Iterator[Term]:
    for pattern in patterns:
        for match in pattern.finditer(text.passage.text):
            yield text.term(match.start(), match.end())
