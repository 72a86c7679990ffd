"""Cells of evidence as briefs may tell them: offices and firms by their names, people not, wherever they stand.

What is a name is a guess by family names, so that each kind of cell has its own measure: an office may be called so in two characters (a person
answerable), a firm or a number hardly in fewer than three, and a line of business is none at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from juesuan.performance.evidence.people import is_name, looks_personal
from juesuan.standard.evidence import PeopleWords

__all__ = ["PERSON", "looks_like_names", "told"]

PERSON = "（个人，不列名）"

_RUN = re.compile(r"[\u3400-\u9fff·]+")
_BLANKS = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_LEAST, _SHARE, _FULL_SHARE = 5, 0.6, 0.3
_FULL_NAME = 3


def told(text: str | None, words: PeopleWords, least: int = _FULL_NAME) -> str:
    """A cell as it may be told.

    Args:
        least: how many characters, at least, are a name by themselves; 0: none are, only what is said to be one (联系人王芳) is.
    """
    if not text:
        return ""
    if looks_personal(text)[0]:
        return PERSON
    plain = _role(words).sub(lambda match: "" if _begins_with_name(match[1], words) else match[0], text).strip()
    if not least:
        return plain or PERSON
    runs = _RUN.findall(_BLANKS.sub("", plain)) + _RUN.findall(plain)
    least = 2 if any(run in words.households for run in runs) else least
    for run in runs:
        bare = _household(words).sub("", run)
        untitled = _title(words).sub("", bare)
        shortest = 2 if bare != run or untitled != bare else least
        if len(untitled) >= shortest and is_name(untitled, words):
            return PERSON
    return plain or PERSON


def looks_like_names(texts: Sequence[str], words: PeopleWords) -> bool:
    """Whether the texts of a column, each once, are people's names: most of them, and many of them whole ones."""
    names = [text for text in texts if is_name(_BLANKS.sub("", text.strip()), words)]
    whole = [text for text in names if len(_BLANKS.sub("", text.strip())) >= _FULL_NAME]
    return len(texts) >= _LEAST and len(names) >= _SHARE * len(texts) and len(whole) >= _FULL_SHARE * len(texts)


def _begins_with_name(text: str, words: PeopleWords) -> bool:
    return any(is_name(text[:size], words) for size in (4, 3, 2) if size <= len(text))


@lru_cache
def _role(words: PeopleWords) -> re.Pattern[str]:
    """Who somebody is, with the name behind it, in brackets or not."""
    roles = "|".join(map(re.escape, sorted((*words.columns, *words.roles), key=len, reverse=True)))
    return re.compile(rf"[（(，,；; ]?(?:{roles})[:：为是 ]?([\u3400-\u9fff·]{{2,4}})[)）]?")


@lru_cache
def _title(words: PeopleWords) -> re.Pattern[str]:
    titles = "|".join(map(re.escape, sorted(words.ranks, key=len, reverse=True)))
    return re.compile(rf"^(?:{titles})(?=.{{2}})|(?<=.{{2}})(?:{titles})$")


@lru_cache
def _household(words: PeopleWords) -> re.Pattern[str]:
    households = "|".join(map(re.escape, sorted(words.households, key=len, reverse=True)))
    return re.compile(rf"^(?:{households})(?=.{{2}})|(?<=.{{2}})(?:{households})$")
