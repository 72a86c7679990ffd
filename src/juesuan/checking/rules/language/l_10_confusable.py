"""L-10 疑似形近字.

A character that looks like another (土 and 士, 末 and 未) in a word that the document prints once so, and many times with the other.
The document is the evidence. Characters that are often right in the same place (年末, 年未) are compared with what stands on either side.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import Text, texts
from juesuan.model import Outcome, State
from juesuan.model.characters import is_chinese
from juesuan.standard.wording import Confusable

RULE = "L-10"
_OFTEN = 4
_TIMES = 4
_FRAMED = 3


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per word."""
    read = [text for text in texts(context) if text.passage.text]
    if not read:
        yield undecidable("没有读到文字")
        return
    whole = "\n".join(text.passage.text for text in read)
    starts = list(accumulate((len(text.passage.text) + 1 for text in read), initial=0))
    failed = False
    for pair in context.standard.language.confusables:
        for outcome in _slips(pair, read, starts, whole) if pair.wrong in whole and pair.right in whole else ():
            failed = True
            yield outcome
    if not failed:
        yield passed()


def _slips(pair: Confusable, read: Sequence[Text], starts: Sequence[int], whole: str) -> Iterator[Outcome]:
    """Words with the first character of the pair that the document has many times with the second.

    Args:
        pair: the characters.
        read: the texts. starts: where each begins in all of them, one a line. whole: these lines.
    """
    places: dict[str, list[int]] = {}
    for start, word in _words(whole, pair.wrong, pair.width):
        places.setdefault(word, []).append(start)
    said: set[tuple[str, int]] = set()
    for word, found in places.items():
        meant = word.replace(pair.wrong, pair.right)
        times = whole.count(meant) if word not in pair.words else 0
        if times < max(_OFTEN, _TIMES * len(found)):
            continue
        stated = [(read[n], start - starts[n]) for start in found for n in (bisect(starts, start) - 1,)]
        text, start = stated[0]
        at = (text.passage.text, start + word.index(pair.wrong))
        if at not in said:
            said.add(at)
            message = f"{text.where}中的“{word}”疑为“{meant}”之误，文中“{meant}”有 {times} 处。"
            yield Outcome(State.FAIL, terms=tuple(one.term(n, n + len(word)) for one, n in stated), message=message)


def _words(text: str, character: str, width: int) -> Iterator[tuple[int, str]]:
    """Every run of Chinese characters of a width with that character in it once (of three: in the middle), and where it begins."""
    for match in re.finditer(re.escape(character), text):
        at = match.start()
        for start in range(max(0, at - width + 1), min(at, len(text) - width) + 1):
            word = text[start : start + width]
            inside = width < _FRAMED or word[1] == character
            if inside and word.count(character) == 1 and is_chinese(word):
                yield start, word
