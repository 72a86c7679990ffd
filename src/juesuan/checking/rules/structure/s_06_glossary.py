"""S-06 专业名词没有解释.

The core terms (基本支出, 项目支出, “三公”经费, 机关运行经费) that the explanation uses stand in 名词解释. A note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import explanation, prose
from juesuan.model import Outcome, State
from juesuan.standard.patterns import opened_literal

RULE = "S-06"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per core term that the explanation uses."""
    explained = "\n".join(text.passage.text for text in prose(context, "glossary"))
    if not explained:
        yield not_applicable("没有读到名词解释")
        return
    for entry in context.standard.glossary:
        if entry.expected:
            yield from _judge(entry.term, explained, context)


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
