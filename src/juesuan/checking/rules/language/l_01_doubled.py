"""L-01 重复的词语或标点.

反映反映, 。。. Only words that no sentence repeats: where a name ends in 项目, 项目支出 may follow. An ellipsis and a dash are
double by nature.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import texts
from juesuan.model import Outcome, State

RULE = "L-01"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per paragraph."""
    found = seen = False
    patterns = (context.standard.language.doubled_word, context.standard.language.doubled_punctuation)
    for text in texts(context):
        seen = True
        doubled = sorted(match.span() for pattern in patterns for match in pattern.finditer(text.passage.text))
        if not doubled:
            continue
        found = True
        words = "、".join(dict.fromkeys(f"“{text.passage.text[start:end]}”" for start, end in doubled))
        times = f"（{len(doubled)} 处）" if len(doubled) > 1 else ""
        terms = tuple(text.term(start, end) for start, end in doubled)
        yield Outcome(State.FAIL, terms=terms, message=f"{text.where}中的{words}重复{times}。")
    if not seen:
        yield undecidable("没有读到文字")
    elif not found:
        yield passed()
