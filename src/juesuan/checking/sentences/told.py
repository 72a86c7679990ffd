"""The sentences of the prose with their numbers in the place of one character each: the structure of a sentence, apart from its digits.

Whether a rule knows what a number states does not matter here. Numbers are those that the reader has seen, at the places where it saw them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.checking.linear import equation_of, judge
from juesuan.model import (
    Amount,
    NumberKind,
    NumberSeen,
    Outcome,
    Part,
    Passage,
    Place,
    Reader,
    Section,
    Statement,
    Term,
    Unit,
)
from juesuan.model.expressions import expression

__all__ = ["NUMBER", "Sentence", "ToldNumber", "is_claimed", "sentences", "summed"]

FIRST = 0xE000
NUMBER = "[\ue000-\uf8ff]"
"""A number in a skeleton."""

_DIGITS = expression(r"[-－−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-－−]?\d+(?:\.\d+)?")
_ENDS = expression(r"[。！？]")
_NAME = expression(rf"[^，。；：:、（）()“”！？{NUMBER[1:-1]}]{{1,24}}$")
_AROUND = expression(r"(?:[约近达超逾]|不足|超过|大约|将近|接近)$")
_RANGE = "-－−—~～至"
_LOOSE = expression(r"[余多]|左右|以上|以下|以内|上下")
_VERB = expression(r"(?:共计|合计|总计|累计|分别)?(?:为|是|有|达到|达|至|到|共)?$")
_OPENING = expression(r"^(?:[由从]|和|及|以及|与|其中|单位|本单位|本部门|我单位|现有|共有)+")
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8}
_MONEY = {"亿元": Unit.YI, "万元": Unit.WAN, "万": Unit.WAN, "元": Unit.YUAN}
_KINDS = frozenset({NumberKind.AMOUNT, NumberKind.COUNT, NumberKind.PERCENT})
_OF_OTHERS = frozenset({"toc", "cover", "glossary", "part5"})
_LONGEST_UNIT, _REACH = 6, 40


class ToldNumber(Struct, frozen=True):
    """A number of a sentence.

    Attributes:
        start, end: where it stands in the paragraph, with its measure word.
        seen: what the reader made of it.
        statement: the number as a statement of nothing known.
        measure: its measure word; 元 for money in any unit.
        is_exact: whether the words do not say that it is only about so much.
    """

    start: int
    end: int
    seen: NumberSeen
    statement: Statement
    measure: str
    is_exact: bool

    @property
    def value(self) -> Decimal:
        """The printed value, in its own unit."""
        return self.statement.value

    def is_like(self, other: ToldNumber) -> bool:
        """Whether both measure one kind of thing."""
        return self.measure == other.measure


class Sentence(Struct, frozen=True):
    """A sentence.

    Attributes:
        section: id of its section. passage: its paragraph. start: where it begins there.
        text: the sentence, each number being one character. outer: the same without brackets.
        numbers: by that character.
    """

    section: str
    passage: Passage
    start: int
    text: str
    outer: str
    numbers: Mapping[str, ToldNumber]

    def of(self, characters: str) -> tuple[ToldNumber, ...]:
        """The numbers of a piece of skeleton, in order."""
        return tuple(self.numbers[one] for one in characters if one in self.numbers)

    def before(self, number: ToldNumber) -> tuple[ToldNumber, ...]:
        """The numbers of the same kind of thing that the sentence gives in front of one, nearest first."""
        return tuple(n for n in reversed(tuple(self.numbers.values())) if n.start < number.start and n.is_like(number))

    def place(self, first: ToldNumber, last: ToldNumber) -> Place:
        """Where the words from one number to another stand."""
        return self.passage.place(first.start, last.end)

    def words(self, first: ToldNumber, last: ToldNumber) -> str:
        """What is printed from one number to another."""
        return self.passage.text[first.start : last.end]

    def term(self, number: ToldNumber, sign: int = 1) -> Term:
        """A rate as an operand: it has no value in the unit of the others."""
        return Term(sign, number.statement.label, None, number.statement.place, number.seen.text)


def sentences(context: Context) -> tuple[Sentence, ...]:
    """The sentences that have numbers, in the order of the document: those of the department's own words."""
    known = context.__dict__.get(_KEPT)
    if known is None:
        known = context.__dict__[_KEPT] = tuple(_sentences(context))
    return tuple(known)


_KEPT = "sentences"


def summed(terms: tuple[tuple[int, Statement], ...], context: Context) -> Outcome:
    """What numbers of a sentence come to, that are said to make up nothing: what is counted is not rounded."""
    counted = all(statement.amount.unit is Unit.COUNT for _, statement in terms)
    return judge(equation_of(terms, "==" if counted else "="), context)


def is_claimed(rate: ToldNumber, context: Context) -> bool:
    """Whether a rule judges a rate of what it is known to be of."""
    claims = (claim for claim in context.disclosure.claims if claim.place == rate.seen.place and claim.rate is not None)
    return rate.seen.bound is not None and any(any(claim.operands) for claim in claims)


def _sentences(context: Context) -> Iterator[Sentence]:
    seen: dict[Place, NumberSeen] = {n.place: n for n in context.disclosure.numbers if n.kind in _KINDS}
    for section in context.disclosure.sections:
        if section.id in _OF_OTHERS:
            continue
        for index, passage in enumerate(section.paragraphs or (section.body,)):
            yield from _of_paragraph(passage, section, index, seen)


def _of_paragraph(
    passage: Passage, section: Section, index: int, seen: Mapping[Place, NumberSeen]
) -> Iterator[Sentence]:
    numbers = list(_numbers(passage, section, index, seen))
    start = 0
    for stop in (*(match.end() for match in _ENDS.finditer(passage.text)), len(passage.text)):
        inside = [number for number in numbers if start <= number.start < stop]
        if inside:
            yield _sentence(passage, section.id, (start, stop), inside)
        start = stop


def _sentence(passage: Passage, section: str, bounds: tuple[int, int], inside: list[ToldNumber]) -> Sentence:
    start, stop = bounds
    text, reached = "", start
    for order, number in enumerate(inside):
        text += passage.text[reached : number.start] + chr(FIRST + order)
        reached = number.end
    text += passage.text[reached:stop]
    by_character = {chr(FIRST + order): number for order, number in enumerate(inside)}
    return Sentence(section, passage, start, text, _without_brackets(text), by_character)


def _without_brackets(text: str) -> str:
    kept, depth = [], 0
    for character in text:
        depth += character in "（("
        if not depth:
            kept.append(character)
        depth -= character in "）)" and depth > 0
    return "".join(kept)


def _numbers(passage: Passage, section: Section, index: int, seen: Mapping[Place, NumberSeen]) -> Iterator[ToldNumber]:
    reached = 0
    for match in _DIGITS.finditer(passage.text):
        number = _seen_at(passage, match.start(), match.end(), seen)
        start = match.start()
        if number is None and match[0][0] in "-－−":  # a dash between two
            start += 1
            number = _seen_at(passage, start, match.end(), seen)
        if number is None or start < reached:
            continue
        behind, reached = reached, start + len(number.text)
        end = reached
        amount, measure = _amount(number, match.end() - start)
        if amount is None:
            continue
        text = passage.text
        before = text[max(0, start - 3) : start]
        exact = not (
            _AROUND.search(before)
            or before[-1:] in _RANGE
            or text[end : end + 1] in _RANGE
            or _LOOSE.search(measure)
            or "几" in measure
            or _LOOSE.match(text, end)
        )
        told = f"{section.id}~{index}.{start}"
        label = _called(text[max(behind, start - _REACH) : start], number)
        statement = Statement(
            told, section.id, "", "", None, amount, number.place, label, part=Part.PROSE, reader=Reader.PROSE
        )
        yield ToldNumber(start, end, number, statement, measure, bool(exact))


def _called(before: str, number: NumberSeen) -> str:
    """What a number is called: the words in front of it."""
    name = _NAME.search(_VERB.sub("", before))
    return _OPENING.sub("", name[0]) or number.text if name is not None else number.text


def _seen_at(passage: Passage, start: int, end: int, seen: Mapping[Place, NumberSeen]) -> NumberSeen | None:
    for stop in range(end, min(end + _LONGEST_UNIT, len(passage.text)) + 1):
        number = seen.get(passage.place(start, stop))
        if number is not None and number.text == passage.text[start:stop]:
            return number
    return None


def _amount(number: NumberSeen, digits: int) -> tuple[Amount | None, str]:
    """The value of a number, and its measure word."""
    raw, behind = number.text[:digits], number.text[digits:]
    plain = raw.replace(",", "").replace("－", "-").replace("−", "-")
    decimals = len(plain.partition(".")[2])
    if number.kind is NumberKind.AMOUNT:
        unit = _MONEY.get(behind)
        return (Amount(Decimal(plain), unit, decimals, raw), "元") if unit is not None else (None, "")
    if number.kind is NumberKind.PERCENT:
        return Amount(Decimal(plain), Unit.PERCENT, decimals, raw), "%" if behind == "%" else "百分点"
    power = _SCALES.get(behind[:1], 0)
    measure = behind[1:] if power else behind
    return Amount(Decimal(plain).scaleb(power), Unit.COUNT, decimals - power, raw), measure
