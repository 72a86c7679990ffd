"""S-06 专业名词没有解释.

The core terms (基本支出, 项目支出, “三公”经费, 机关运行经费) that the explanation uses stand in 名词解释. A term that is explained and stands nowhere
else, but for a word or two a known term that does (事业性收入 of 事业收入), is that term under another name. Notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import explanation, prose, texts
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression
from juesuan.standard.patterns import opened_literal

RULE = "S-06"
_HEAD = expression(
    r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[)）])?(?P<term>[^：:，。；]{2,20})[：:]"
)
_MARKS = dict.fromkeys(map(ord, '“”"‘’（）() '))
_WORD = 2


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per core term that the explanation uses."""
    explained = "\n".join(text.passage.text for text in prose(context, "glossary"))
    if not explained:
        yield not_applicable("没有读到名词解释")
        return
    for entry in context.standard.glossary:
        if entry.expected:
            yield from _judge(entry.term, explained, context)
    yield from _renamed(context)


def _renamed(context: Context) -> Iterator[Outcome]:
    """Fails once per term that nothing but its explanation uses, where a known one with nearly its name is used and not explained."""
    own = {text.passage.text for text in prose(context, "glossary")}
    said = "".join(text.passage.text for text in texts(context) if text.passage.text not in own).translate(_MARKS)
    heads = [(text, match) for text in prose(context, "glossary") if (match := _HEAD.match(text.passage.text))]
    explained = {match["term"].translate(_MARKS) for _, match in heads}
    known = {entry.term.translate(_MARKS): entry.term for entry in context.standard.glossary}
    for text, match in heads:
        term = match["term"].translate(_MARKS)
        if term in known or term in said:
            continue
        meant = [one for one in known if one not in explained and one in said and _is_nearly(term, one)]
        if len(meant) == 1:
            message = f"名词解释写“{match['term']}”，文中和报表没有这个词，用的是“{known[meant[0]]}”。"
            hint = "名词解释用报表和文字的名称。"
            yield Outcome(State.FAIL, terms=(text.term(*match.span("term")),), message=message, hint=hint)


def _is_nearly(one: str, other: str) -> bool:
    """Whether one has all characters of the other in their order, ends as it does, and has a word more."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    near = len(longer) - len(shorter) <= _WORD and shorter[-_WORD:] == longer[-_WORD:]
    return near and all(character in rest for character in shorter)


def _judge(term: str, explained: str, context: Context) -> Iterator[Outcome]:
    pattern = re.compile(opened_literal(term))
    used = next(((text, match) for text in explanation(context) if (match := pattern.search(text.passage.text))), None)
    if used is None:
        yield not_applicable(f"没有用到“{term}”")
    elif pattern.search(explained):
        yield passed()
    else:
        text, match = used
        message = f"文中用到“{term}”，名词解释中没有。"
        yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
