"""L-04 全角、半角标点混用.

A comma, semicolon, colon or bracket between Chinese characters is full-width; a text that prints both mixes them. A note, one
per kind of mark, with the rarer form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import Text, prose
from juesuan.model import Outcome, State
from juesuan.model.characters import has_chinese

RULE = "L-04"
_SHOWN = 10


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per mark that is printed both ways."""
    paragraphs = [text for text in prose(context) if text.passage.text]
    if not paragraphs:
        yield undecidable("没有读到文字")
        return
    mixed = False
    marks = context.standard.language.marks
    found = _found(paragraphs, [*marks, *marks.values()])
    for full, half in marks.items():
        wide, narrow = found[full], found[half]
        if wide and narrow:
            mixed = True
            fewer, printed = (narrow, half) if len(narrow) <= len(wide) else (wide, full)
            message = f"标点“{full}”与“{half}”混用：全角 {len(wide)} 处，半角 {len(narrow)} 处。"
            terms = tuple(text.term(start, start + len(printed)) for text, start in fewer[:_SHOWN])
            yield Outcome(State.FAIL, terms=terms, message=message)
    if not mixed:
        yield passed()


def _found(paragraphs: list[Text], marks: list[str]) -> dict[str, list[tuple[Text, int]]]:
    """Where each mark stands beside a Chinese character; between digits it belongs to the number."""
    pattern = re.compile("|".join(map(re.escape, marks)))
    found: dict[str, list[tuple[Text, int]]] = {mark: [] for mark in marks}
    for text in paragraphs:
        words = text.passage.text
        for match in pattern.finditer(words):
            if has_chinese(words[max(0, match.start() - 1) : match.end() + 1]):
                found[match[0]].append((text, match.start()))
    return found
