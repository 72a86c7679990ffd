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
    """Fails once per repetition."""
    found = seen = False
    for text in texts(context):
        seen = True
        for pattern in (context.standard.language.doubled_word, context.standard.language.doubled_punctuation):
            for match in pattern.finditer(text.passage.text):
                found = True
                message = f"{text.where}中的“{match[0]}”重复。"
                yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
    if not seen:
        yield undecidable("没有读到文字")
    elif not found:
        yield passed()
