"""科目 that prose names with their codes: behind the names, in brackets or bare, or in front of them.

A code parts the names: ``一般公共服务支出（201）商贸事务（20113）`` are a 类 and its 款, however the two are joined. Codes behind names are those of
any classification; what stands behind a bare code is a name only where it is the code's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.recognising.narrative.functions import FunctionNames
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.standard.narrative import Grammar

__all__ = ["CodeNames", "CodedName", "code_behind", "coded_names", "joined"]

_DIGITS = r"\d{3}(?:\d{2}){0,2}(?!\d)"
_NAME = r"[^，。；：、“”()（）\d.．]"
_ASIDE = r"（(?!\d)[^（）]{1,6}）"
"""A bracket inside a name (农林水（含水利）支出): one with a code ends it."""
_BEHIND = expression(
    rf"(?P<name>(?![ /\\>—－–-]){_NAME}{{2,40}}(?:{_ASIDE}{_NAME}{{0,20}})?)[（(](?P<code>{_DIGITS})[)）]"
)
_IN_FRONT = expression(
    r"(?:(?<![\d（(])(?<!\d[.．,，])|(?<=^[1-9][.．])|(?<=^[1-9]\d[.．])|(?<=[。；：][1-9][.．])|(?<=[。；：][1-9]\d[.．]))"
    rf"(?:(?P<code>{_DIGITS})|[（(](?P<inside>{_DIGITS})[)）])[ —－-]?(?=[\u4e00-\u9fff“])"
)
_BEGINS = expression(r"(?:^|[。；：:，,、])(?:[（(]\d{1,2}[)）]|\d{1,2}[.．、])?$")
_REACH = 6
_CODE_BEHIND = expression(rf"(?P<bare>{_DIGITS})(?![.,]\d|[万亿]?元|[%人])|[（(](?P<inside>{_DIGITS})[)）]")
_JOINT = expression(r"[ /\\>—－–-]{0,2}")
_SHORTEST = 2
_NEVER_IN_NAMES = frozenset({"reason", "purpose", "order", "compare", "completion", "share"})


class CodeNames(Struct, frozen=True):
    """The names of 类, 款 and 项 that a 科目 is called by, as printed; missing ones empty; and its printed code."""

    names: tuple[str, str, str]
    code: str = ""

    @property
    def levels(self) -> int:
        """How many of the three are named."""
        return sum(map(bool, self.names))


class CodedName(Struct, frozen=True):
    """One name with its code, or several of one 科目 joined: where they stand in the text, and what they say."""

    start: int
    end: int
    names: CodeNames


def coded_names(text: str, lexicon: Lexicon) -> Iterator[CodedName]:
    """Every name with one code that a text has; those of one 科目 are still apart."""
    in_front = list(_in_front(text, lexicon.functions))
    yield from in_front
    for match in _BEHIND.finditer(text):
        start, end = _behind_words(text, match.start("name"), match.end("name"), lexicon.grammar), match.end()
        name = text[start : match.end("name")]
        if len(name) >= _SHORTEST and not any(one.start < end and start < one.end for one in in_front):
            yield CodedName(start, end, _at_level(name, match["code"]))


def _in_front(text: str, functions: FunctionNames) -> Iterator[CodedName]:
    """Names behind their codes; a code in brackets is one in front where no name could stand before it."""
    reached = 0
    for match in _IN_FRONT.finditer(text):
        begins = _BEGINS.search(text[max(0, match.start() - _REACH) : match.start()])
        goes_on = reached > 0 and _JOINT.fullmatch(text, reached, match.start()) is not None
        code = match["code"] or match["inside"]
        name = functions.spelt_at(text, match.end(), code)
        if len(name) >= _SHORTEST and (match["code"] or begins or goes_on):
            reached = match.end() + len(name)
            yield CodedName(match.start(), reached, _at_level(name, code))


def _behind_words(text: str, start: int, end: int, grammar: Grammar) -> int:
    """Where a name begins that stands behind words of a sentence (主要原因是追加会议经费（202））."""
    for word in grammar.words:
        if word.kind in _NEVER_IN_NAMES:
            start = max(
                (match.end() for match in word.pattern.finditer(text[:end]) if match.start() >= start), default=start
            )
    return start


def code_behind(text: str, end: int, level: int) -> re.Match[str] | None:
    """The code right behind names whose levels are marked (…（项）2011301), the lowest being 0 (类), 1 or 2 (项)."""
    match = _CODE_BEHIND.match(text, end)
    return match if match is not None and len(match["bare"] or match["inside"]) == 2 * level + 3 else None


def joined(found: Iterable[CodedName], text: str) -> list[CodedName]:
    """Names that follow each other, each code being the next level of the one before, as one 科目."""
    runs: list[list[CodedName]] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(last, one, text):
            runs[-1].append(one)
        elif last is None or one.start >= last.end:
            runs.append([one])
    return [_one_of(run) for run in runs]


def _at_level(name: str, code: str) -> CodeNames:
    names = ["", "", ""]
    names[(len(code) - 3) // 2] = name
    return CodeNames((names[0], names[1], names[2]), code)


def _goes_on(one: CodedName, other: CodedName, text: str) -> bool:
    below = len(other.names.code) > len(one.names.code) and other.names.code.startswith(one.names.code)
    return below and _JOINT.fullmatch(text, one.end, other.start) is not None


def _one_of(run: Sequence[CodedName]) -> CodedName:
    first, second, third = (
        next((one.names.names[level] for one in run if one.names.names[level]), "") for level in range(3)
    )
    return CodedName(run[0].start, run[-1].end, CodeNames((first, second, third), run[-1].names.code))
