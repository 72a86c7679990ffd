"""A paragraph as tokens: words of the grammar, numbers, names of 科目, list numbers, punctuation.

Of the words that could begin at a place the longest is meant (``项目支出`` is not ``支出``); what no word covers is kept too, because
an unknown word between a subject and a number means that the number is not the subject's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from msgspec import Struct
from msgspec.structs import replace

from juesuan.formats.pages.normal_form import occurrences
from juesuan.model import NumberKind, Unit
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import NUMERALS, spelt_number
from juesuan.recognising.narrative.coded_names import CodeNames, code_behind, coded_names, joined
from juesuan.recognising.narrative.functions import FunctionNames
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.narrative.numbers_in_prose import Figure, figures, ordinal
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard.narrative import Grammar, Word

__all__ = ["GrammarToken", "tokens_of"]

_LEVELS = "类款项"
_MARKER = expression(r"[”\"]?[（(](?P<code>\d{0,7})(?P<level>[类款项])(?:级)?(?:级?科目)?[)）]")
_BOUNDARY = expression(r"[，。；：:;、“”\"]|\d[．.、]|[(（][一二三四五六七八九十\d]{1,3}[)）]")
_LONGEST_NAME = 80
_JOINTS = frozenset({"、", "和", "与", "及", "以及"})
_NUMERALS = "".join(sorted(NUMERALS))
_CHARACTERS = expression(rf"(?<![第{_NUMERALS}])[{_NUMERALS}]+")
_DELIMITERS = "，。；：:;,、（）()！？"


class GrammarToken(Struct, frozen=True):
    """A piece of a paragraph.

    Attributes:
        kind: ``word``, ``figure``, ``names``, ``ordinal``, ``mark`` (punctuation).
        start, end: where it stands.
        text: as printed.
        word, figure, names: what it is, by kind.
        detail: decisive part of an ``order`` word.
    """

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None
    figure: Figure | None = None
    names: CodeNames | None = None
    detail: str = ""

    @property
    def is_content(self) -> bool:
        """Whether it names something that an amount may be of."""
        return self.names is not None or self.is_word("measure", "fund", "flow", "stage")

    @property
    def is_joint(self) -> bool:
        """Whether it joins the members of a row."""
        return self.text in _JOINTS

    def is_word(self, *kinds: str) -> bool:
        """Whether it is a word of one of the kinds."""
        return self.word is not None and self.word.kind in kinds


def tokens_of(text: str, section: str, lexicon: Lexicon) -> list[GrammarToken]:
    """The tokens of a paragraph, in order, without overlaps. ``section`` decides which words have a meaning."""
    names = [*_marked_names(text), *_coded_names(text, lexicon)]
    spelt = [
        *names,
        *_figures(text, lexicon.grammar, [token.start for token in names]),
        *_spelt_counts(text, section, lexicon.grammar),
        *_words(text, section, lexicon.grammar),
        *_class_names(text, lexicon.functions),
        *_marks(text),
    ]
    candidates = [(token.start, -token.end, order, token) for order, token in enumerate(spelt)]
    heapify(candidates)
    found: list[GrammarToken] = []
    reached = 0
    while candidates:
        _, _, order, token = heappop(candidates)
        if token.start >= reached:
            found.append(token)
            reached = token.end
        elif token.end > reached and token.word is not None:
            # 支出预算 behind a 三公经费支出 that has taken its beginning is still 预算.
            rest = _word_at(text, reached, token.word)
            if rest is not None:
                heappush(candidates, (rest.start, -rest.end, order, rest))
    return found


def _word_at(text: str, start: int, word: Word) -> GrammarToken | None:
    match = word.pattern.match(text, start)
    return _word_token(match, word) if match is not None and match.end() > start else None


def _word_token(match: re.Match[str], word: Word) -> GrammarToken:
    detail = match["W"] if "W" in match.re.groupindex else ""
    return GrammarToken("word", match.start(), match.end(), match[0], word=word, detail=detail)


def _figures(text: str, grammar: Grammar, names: Sequence[int]) -> Iterator[GrammarToken]:
    """The numbers of a text; ``names``: where names of 科目 begin."""
    for figure in figures(text, grammar):
        begins = next((start for start in names if figure.start < start < figure.end), figure.end)
        if begins < figure.end:  # 1.201 in front of the name of 201 is the list number 1.
            number = replace(figure, end=begins - 1, stop=begins - 1, kind=NumberKind.NUMBER, measure="", amount=None)
            yield GrammarToken("ordinal", figure.start, begins, text[figure.start : begins], figure=number)
        elif figure.kind is NumberKind.NUMBER and (match := ordinal(text, figure.start)) is not None:
            yield GrammarToken("ordinal", figure.start, match.end(), match[0], figure=figure)
        else:
            yield GrammarToken("figure", figure.start, figure.stop, text[figure.start : figure.stop], figure=figure)


def _spelt_counts(text: str, section: str, grammar: Grammar) -> Iterator[GrammarToken]:
    """Counts in characters (保有量为二辆) in front of a measure of what the section counts; 一 is one only where words say what is counted."""
    for match in _CHARACTERS.finditer(text):
        value = spelt_number(match[0])
        stop = grammar.unit_behind(text, match.end())
        measure, before = text[match.end() : stop], text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        amount = parse_number(str(value), Unit.COUNT) if value is not None and measure else None
        counted = (rule for rule in grammar.counts if section.startswith(rule.sections))
        if amount is None or not any(
            rule.units.fullmatch(measure)
            and (amount.value > 1 or (rule.before is not None and rule.before.search(before)))
            for rule in counted
        ):
            continue
        figure = Figure(match.start(), match.end(), stop, NumberKind.COUNT, measure, replace(amount, raw=match[0]))
        yield GrammarToken("figure", match.start(), stop, text[match.start() : stop], figure=figure)


def _words(text: str, section: str, grammar: Grammar) -> Iterator[GrammarToken]:
    for word in grammar.words:
        if word.sections and not section.startswith(word.sections):
            continue
        for match in word.pattern.finditer(text):
            if match.end() > match.start():
                yield _word_token(match, word)


def _marks(text: str) -> Iterator[GrammarToken]:
    for index, character in enumerate(text):
        if character in _DELIMITERS:
            yield GrammarToken("mark", index, index + 1, character)


def _class_names(text: str, functions: FunctionNames) -> Iterator[GrammarToken]:
    """Names of 类 without ``（类）``, where a list of them is given."""
    for name, code in functions.classes.items():
        for start in occurrences(text, name):
            end = start + len(name)
            if not _MARKER.match(text, end):
                yield GrammarToken("names", start, end, name, names=CodeNames((name, "", ""), code))


def _marked_names(text: str) -> Iterator[GrammarToken]:
    """``教育支出（类）普通教育（款）小学教育（项）`` in any part."""
    markers = list(_MARKER.finditer(text))
    index = 0
    while index < len(markers):
        run = [markers[index]]
        while index + 1 < len(markers) and _follows(text, run[-1], markers[index + 1]):
            index += 1
            run.append(markers[index])
        index += 1
        token = _named(text, run)
        if token.names is not None and token.names.levels:
            yield token


def _coded_names(text: str, lexicon: Lexicon) -> Iterator[GrammarToken]:
    """``小学教育（2050202）``, or with the names above it, each with its code."""
    for one in joined(coded_names(text, lexicon), text):
        yield GrammarToken("names", one.start, one.end, text[one.start : one.end], names=one.names)


def _follows(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the marker is the next lower level of the same name."""
    between = text[one.end() : other.start()]
    return _LEVELS.index(other["level"]) > _LEVELS.index(one["level"]) and not re.search(r"[，。；：]", between)


def _named(text: str, run: list[re.Match[str]]) -> GrammarToken:
    start = _beginning(text, run[0].start())
    names = ["", "", ""]
    left = start
    for marker in run:
        names[_LEVELS.index(marker["level"])] = _unquoted(text[left : marker.start()] + marker[0][0].strip("（("))
        left = marker.end()
    level = _LEVELS.index(run[-1]["level"])
    code = code_behind(text, run[-1].end(), level)
    end = code.end() if code is not None else run[-1].end()
    named = CodeNames((names[0], names[1], names[2]), (code["bare"] or code["inside"]) if code is not None else "")
    return GrammarToken("names", start, end, text[start:end], names=named)


def _unquoted(name: str) -> str:
    """A name without the quotation marks around it; marks inside belong to it (``“两房”建设``)."""
    name = name.strip('"')
    if name[:1] == "“" and name.find("”") in {-1, len(name) - 1}:
        name = name[1:].removesuffix("”")
    return name.removesuffix("”") if name.count("”") > name.count("“") else name


def _beginning(text: str, end: int) -> int:
    """Where the name in front of a marker begins: behind the last punctuation, or a list number."""
    start = max(0, end - _LONGEST_NAME)
    for match in _BOUNDARY.finditer(text, start, end):
        start = match.end()
    return start
