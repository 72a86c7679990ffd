"""Patterns that are compiled only for a text that they could match.

To compile a regular expression takes a hundred times longer than to try it, and a document says few of the things that the standard has
patterns for. So a pattern is first spelt out as far as it is plain: ``(?:上年)?结转.*`` begins with 上年结转 or with 结转. A text that has none of
these cannot match; and a pattern that is plain to its end is the set of the texts that it matches, and is never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product, repeat

from msgspec import Struct

__all__ = ["Spelling", "SpeltPattern", "key_of", "spelt"]

_MOST = 16
"""Texts that a pattern is spelt out to at most: beyond that their first characters say enough."""

_LONGEST_CLASS = 8
_MOST_REPEATS = 4

_ALIKE = {"0": "0123456789", "(": "（(", '"': '“”"', ",": "、,，", ":": "：:"}
"""What is one character in keys: digits, and what documents print for one another, as the data spell their patterns."""

_KEY = str.maketrans({each: key for key, alike in _ALIKE.items() for each in alike})
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_TOKEN = re.compile(
    r"(?P<run>[^\\\[\](){}.*+?|^$]+)|\\(?P<escape>.)|\[(?P<kind>\^?\]?(?:\\.|[^\]\\])*)\]|(?P<zero>\(\?<?[=!]|[\^$])"
    r"|(?P<group>\((?:\?(?::|P<\w+>))?)|(?P<close>\))|(?P<bar>\|)|(?P<times>(?:[*+?]|\{\d*,?\d*\})\??)|(?P<other>.)",
    re.DOTALL,
)
_SIGNS = frozenset("\\[](){}.*+?|^$")
_UNREAD = re.compile(r"\(\?(?!:|P<|<?[=!])")
"""Groups of other kinds: of a pattern with one of them nothing is known."""


class Spelling(Struct, frozen=True):
    """What a pattern says in the characters of keys: 0 stands for any digit, a bracket, quote, comma or colon for all forms of it.

    Attributes:
        whole: texts that it matches from end to end.
        begun: what its other matches begin with; ``""`` where that can be anything.
        needs: of each of these, one text occurs in every match.
        exact: whether ``whole`` matches whatever stands around it, and whichever characters those of the keys stand for.
    """

    whole: tuple[str, ...]
    begun: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    exact: bool = True

    def then(self, other: Spelling) -> Spelling:
        """The one behind the other."""
        if self is _NOTHING:
            return other
        whole, begun = self.whole, self.begun
        if whole:
            if len(other.whole) == 1:  # nearly always: what differed before it differs behind it
                whole = tuple([text + other.whole[0] for text in whole])
            else:
                whole = tuple(dict.fromkeys(map("".join, product(self.whole, other.whole))))
            if other.begun:
                begun = (*begun, *map("".join, product(self.whole, other.begun)))
            if len(whole) + len(begun) > _MOST:
                whole, begun = (), (*self.begun, *self.whole)
        return Spelling(whole, begun, self.needs + other.needs, self.exact and other.exact)

    def or_else(self, other: Spelling) -> Spelling:
        """The one or the other."""
        whole, begun = dict.fromkeys((*self.whole, *other.whole)), dict.fromkeys((*self.begun, *other.begun))
        either = (_strongest(self.needs) + _strongest(other.needs),) if self.needs and other.needs else ()
        return Spelling(tuple(whole), tuple(begun), either, self.exact and other.exact)

    def times(self, sign: str) -> Spelling:
        """Repeated as a quantifier says."""
        if sign == "?":
            return self.or_else(_NOTHING)
        least, comma, most = sign.strip("{}").partition(",")
        low, high = {"*": (0, -1), "+": (1, -1)}.get(sign) or (int(least or 0), int((most or -1) if comma else least))
        if not 0 <= high <= _MOST_REPEATS:
            return Spelling((), (*self.whole, *self.begun), self.needs) if low else _ANYTHING
        run = _NOTHING
        for _ in range(low):
            run = run.then(self)
        found = run
        for _ in range(low, high):
            run = run.then(self)
            found = found.or_else(run)
        return found


def _strongest(needs: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The need that is least likely to be met by chance."""
    return max(needs, key=lambda texts: min(map(len, texts)))


_NOTHING = Spelling(("",))
_ANYTHING = Spelling((), ("",))


class _Speller:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(pattern)]
        self._tokens.append(("close", ""))
        self._at = 0

    def choice(self) -> Spelling:
        """Alternatives, up to the bracket that ends them."""
        found = self._sequence()
        while self._tokens[self._at][0] == "bar":
            self._at += 1
            found = found.or_else(self._sequence())
        self._at += 1
        return found

    def _sequence(self) -> Spelling:
        found = _NOTHING
        while self._tokens[self._at][0] not in {"bar", "close"}:
            kind, text = self._tokens[self._at]
            self._at += 1
            repeated = self._tokens[self._at][0] == "times"
            if kind == "run" and repeated:
                # What is repeated is the last character alone.
                found, text = found.then(_plain(text[:-1])), text[-1]
            part = self._part(kind, text)
            # The bracket of a group is behind us only now.
            if self._tokens[self._at][0] == "times":
                part = part.times(self._tokens[self._at][1].removesuffix("?") or "?")
                self._at += 1
            found = found.then(part)
        return found

    def _part(self, kind: str, text: str) -> Spelling:
        if kind == "run" or (kind == "escape" and not text.isalnum()):
            return _plain(text)
        if kind == "group":
            return self.choice()
        if kind == "zero":
            # What must or must not stand there takes no room, but is a condition.
            if text.startswith("("):
                self.choice()
            return Spelling(("",), exact=False)
        if kind == "escape" and text == "d":
            return Spelling(("0",))
        if kind == "kind" and len(text) <= _LONGEST_CLASS and not set("^-\\") & set(text):
            texts = tuple(dict.fromkeys(text.translate(_KEY)))
            return Spelling(
                texts, needs=(texts,), exact="0" not in texts and all(map(set(text).issuperset, map(_alike, texts)))
            )
        return _ANYTHING


def _plain(text: str) -> Spelling:
    key = text.translate(_KEY)
    return Spelling((key,), needs=((key,),) if key else (), exact=_ALIKE.keys().isdisjoint(key))


def _alike(key: str) -> str:
    return _ALIKE.get(key, key)


def spelt(pattern: str) -> Spelling:
    """What a pattern says in plain characters."""
    if _SIGNS.isdisjoint(pattern):
        return _plain(pattern)
    return _ANYTHING if _UNREAD.search(pattern) else _Speller(pattern).choice()


class _Source:
    """One regular expression; texts come with their keys."""

    __slots__ = ("_compiled", "_digits", "_exact", "_first", "_framed", "_least", "_needs", "_starts", "text")

    def __init__(self, text: str, around: tuple[str, str]) -> None:
        self.text = f"{around[0]}(?:{text}){around[1]}"
        self._compiled: re.Pattern[str] | None = None
        found = spelt(text)
        self._starts = (*found.whole, *found.begun)
        self._exact = frozenset(found.whole) if found.exact else frozenset()
        self._first = ("",) if any(around) else found.begun if found.exact else self._starts
        self._framed = around if any(around) and found.exact and not found.begun else None
        self._least: tuple[str, ...] = ()
        self._needs = found.needs
        self._digits = _has_digit(self._starts) or any(map(_has_digit, found.needs))

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.text)
        return self._compiled

    def fullmatch(self, text: str, key: str) -> bool:
        if key in self._exact and not self._is_strange(text):
            return True
        possible = (key.startswith(self._first) and self._has_needs(key)) or self._is_strange(text)
        if possible and self._framed is not None:
            return any(self._stands_in(text, key, name) for name in self._starts)
        return possible and self.compiled.fullmatch(text) is not None

    def _stands_in(self, text: str, key: str, name: str) -> bool:
        """Whether the text is a name with what may stand around it, for which one expression does for all names."""
        if self._framed is None:
            return False
        places = (at for at in range(len(key) + 1) if key.startswith(name, at))
        return any(_frame(*self._framed).fullmatch(f"{text[at : at + len(name)]}\0{text}") for at in places)

    def match(self, text: str, key: str, start: int) -> re.Match[str] | None:
        possible = key.startswith(self._starts, start) or self._is_strange(text)
        return self.compiled.match(text, start) if possible else None

    @property
    def clue(self) -> tuple[str, ...]:
        """Texts of which every match has one, as few as say most; none where nothing is known."""
        if self._needs:
            return _strongest(self._needs)
        return self._inside if all(self._inside) else ()

    @property
    def _inside(self) -> tuple[str, ...]:
        if not self._least:
            self._least = tuple(_least(self._starts))
        return self._least

    def may_occur(self, text: str, key: str) -> bool:
        return (_holds(key, self._inside) and self._has_needs(key)) or self._is_strange(text)

    def _has_needs(self, key: str) -> bool:
        return not self._needs or all(map(_holds, repeat(key), self._needs))

    def _is_strange(self, text: str) -> bool:
        """Whether a digit of the pattern may be one of another script in the text."""
        return self._digits and _has_other_digit(text)


_source = lru_cache(maxsize=8192)(_Source)
"""One of each: what a form's columns are called is asked of each of them, and of all together."""


class SpeltPattern:
    """What one of several regular expressions matches, the first that does.

    Args:
        sources: the expressions.
        around: what may stand before and behind, where a whole text is matched; either matches nothing, too.
        unless: a whole text that one of these matches is not matched.
    """

    def __init__(
        self, sources: Iterable[str], *, around: tuple[str, str] = ("", ""), unless: tuple[SpeltPattern, ...] = ()
    ) -> None:
        self._texts = tuple(sources)
        self._around = around
        self._unless = unless
        self._spelt: tuple[_Source, ...] | None = None
        self._together: dict[tuple[_Source, ...], re.Pattern[str]] = {}
        self._clues: dict[str, tuple[str, ...]] = {}

    def is_possible(self, text: str, bar: str = "") -> bool:
        """Whether the text may hold a match, told by one look for what every match has.

        With a bar: whether it may with bars put in and left out in any places, all of which are judged by that look.
        """
        clues = self._clues.get(bar)
        if clues is None:
            found = [source.clue for source in self._sources]
            plain = [text.replace(bar, "") if bar else text for clue in found for text in clue]
            clues = self._clues[bar] = tuple(_least(plain)) if all(found) else ("",)
        return _holds(key_of(text.replace(bar, "") if bar else text), clues) or _has_other_digit(text)

    @property
    def _sources(self) -> Sequence[_Source]:
        if self._spelt is None:
            self._spelt = tuple(_source(text, self._around) for text in self._texts)
        return self._spelt

    def fullmatch(self, text: str) -> bool:
        """Whether the whole text matches."""
        key = key_of(text)
        for source in self._sources:
            if source.fullmatch(text, key):
                return not any(other.fullmatch(text) for other in self._unless)
        return False

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at a place of the text."""
        key = key_of(text)
        matches = (source.match(text, key, start) for source in self._sources)
        return next((match for match in matches if match is not None), None)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        compiled = self._possible(text)
        return compiled.search(text) if compiled is not None else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text."""
        compiled = self._possible(text)
        return compiled.finditer(text) if compiled is not None else iter(())

    def may_occur(self, text: str) -> bool:
        """Whether it could match anywhere in the text, or in a part of it, as far as that is told without compiling anything."""
        key = key_of(text)
        return any(source.may_occur(text, key) for source in self._sources)

    def _possible(self, text: str) -> re.Pattern[str] | None:
        """Those of the expressions that may match in the text, as one."""
        key = key_of(text)
        some = tuple([source for source in self._sources if source.may_occur(text, key)])
        if len(some) <= 1:
            return some[0].compiled if some else None
        if some not in self._together:
            self._together[some] = re.compile("|".join(source.text for source in some))
        return self._together[some]


@lru_cache(maxsize=8)
def _frame(before: str, behind: str) -> re.Pattern[str]:
    """Matches a name, a zero character, and a text that is the name with what may stand around it."""
    return re.compile(rf"(?P<name>[^\0]*)\0{before}(?P=name){behind}")


def _holds(key: str, parts: Sequence[str]) -> bool:
    """Whether one of the parts occurs; a loop, for of few parts a generator would take most of the time."""
    for part in parts:  # noqa: SIM110
        if part in key:
            return True
    return False


def _has_digit(texts: Sequence[str]) -> bool:
    return "0" in "\0".join(texts)


@lru_cache(maxsize=256)
def _has_other_digit(text: str) -> bool:
    """Whether there is a digit of another script than ours."""
    return not text.isascii() and _OTHER_DIGIT.search(text) is not None


def _least(texts: Iterable[str]) -> Iterator[str]:
    """The texts that hold no other of them: where one occurs, one of these does."""
    kept: list[str] = []
    for text in sorted(texts, key=len):
        if not any(other in text for other in kept):
            kept.append(text)
            yield text


@lru_cache(maxsize=1024)
def key_of(text: str) -> str:
    """The text as :class:`Spelling` has it."""
    return text.translate(_KEY)
