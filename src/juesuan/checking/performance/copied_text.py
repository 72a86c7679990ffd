"""Texts of a performance form that repeat another text word for word.

Compared item by item; an item counts as copied when nine tenths of its characters stand, in runs, in the other text, and all its numbers do.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from juesuan.model import Passage, Term
from juesuan.model.expressions import expression

__all__ = ["SHORTEST", "is_copied", "items", "passage_term"]

_ITEM = expression(r"(?<![\d.])(?:目标)?(?:\d{1,2}[.、．:：](?!\d)|[一二三四五六七八九十]+[、.．])")
_NUMBER = expression(r"(?<![\d.])(?!20\d\d年)\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+(?=[个次项家场人件份批名])")
"""Numbers that say how much was done, or was to be; a year says nothing of it."""
SHORTEST = 30
"""Characters below which a repetition says nothing."""
_RUN = 6
_COPIED = 9  # tenths


def items(passage: Passage) -> list[Passage]:
    """The numbered items of a text, or the whole; without the short ones."""
    starts = [match.start() for match in _ITEM.finditer(passage.text)] or [0]
    ends = [*starts[1:], len(passage.text)]
    return [passage.part(start, end) for start, end in zip(starts, ends, strict=True) if end - start >= SHORTEST]


def is_copied(item: str, source: str) -> bool:
    """Whether an item stands in another text; one with a number of its own says what the other does not."""
    if _numbers(item) - _numbers(source):
        return False
    matcher = SequenceMatcher(None, item, source, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size >= _RUN)
    return 10 * shared >= _COPIED * len(item)


def passage_term(passage: Passage, label: str) -> Term:
    """A whole passage as a term."""
    return Term(1, label, None, passage.place(0, len(passage.text), 0), passage.text)


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(_ITEM.sub("", text)))
