"""Texts of the forms and of one's own that speak of evidence: numbers filled in from it, and numbers that stand there held against it.

How a measure is named in a text is the user's own data: the name of its row. ``{收集问题}`` is its value, ``{营业收入：0.0亿元}`` its value in that
unit with so many decimals. A number that follows the name of a measure states it; what follows no such name is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, structs

from juesuan.model import Unit
from juesuan.model.expressions import expression
from juesuan.model.spelling import normalise
from juesuan.performance.evidence.printing import half_up, in_unit
from juesuan.performance.evidence.shown import Exact, Shown
from juesuan.preparing.books import AnnualTask, Books, MeasureLine
from juesuan.preparing.workbook import OVERALL, same_name
from juesuan.standard.evidence import SaidWords
from juesuan.standard.quantity import Quantity, find_quantities, is_percent

__all__ = ["SaidNumber", "filled_texts", "said_numbers"]

_SLOT = re.compile(r"[{｛]([^{}｛｝：:]{1,60})(?:[：:]\s*0(?P<decimals>\.0{1,6})?\s*(?P<unit>[^\d{}｛｝]{0,6}))?[}｝]")
_SENTENCE = expression(r"[。；;\n]")
_FAR, _EXCERPT = 24, 30

Known = Mapping[tuple[str, str], Shown]


class SaidNumber(Struct, frozen=True):
    """A number in a text that follows the name of a measure.

    Attributes:
        where: whose text it is. excerpt: what is said. name: of the measure. printed: the number as it stands there.
        computed: what the evidence shows, in the same unit and as exact as that; empty where it shows nothing.
        agrees: whether it is the number that is printed; None where nobody can say, and ``shown`` says why.
    """

    where: str
    excerpt: str
    name: str
    printed: str
    computed: str
    agrees: bool | None
    shown: Shown


def filled_texts(books: Books, shown: Known) -> Books:
    """The books with the values of measures in the places that texts keep for them; a place without a value stays as it is."""

    def told(project: str, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            one = _of(shown, project, found[1])
            return found[0] if one is None or one.value is None else _formatted(one, found)

        return _SLOT.sub(value, text) if "{" in text or "｛" in text else text

    overall = books.overall
    if overall is not None:
        overall = replace(
            overall,
            goals=tuple(told(OVERALL, text) for text in overall.goals),
            results=tuple(told(OVERALL, text) for text in overall.results),
            tasks=tuple(
                AnnualTask(task.name, told(OVERALL, task.content), told(OVERALL, task.result)) for task in overall.tasks
            ),
        )
    return replace(
        books,
        overall=overall,
        projects=tuple(
            replace(work, goal=told(work.name, work.goal), result=told(work.name, work.result))
            for work in books.projects
        ),
        texts=tuple((section, told(OVERALL, text)) for section, text in books.texts),
    )


def _of(shown: Known, project: str, name: str) -> Shown | None:
    """What a name means in the text of a form: a measure of its own project, else one of the whole."""
    wanted = same_name(name)
    return shown.get((same_name(project), wanted)) or shown.get((same_name(OVERALL), wanted))


def _formatted(one: Shown, found: re.Match[str]) -> str:
    """A value in the form that the place asks for; in the form of its own where the place says nothing, or another kind of thing."""
    value = _in(one.exact, found["unit"] or "") if found["unit"] is not None and one.exact is not None else None
    if value is None:
        return one.value or ""
    return f"{half_up(value, max(len(found['decimals'] or '') - 1, 0))}{found['unit']}"


def _in(exact: Exact, unit: str) -> Fraction | None:
    """An exact value in a unit; None where it is none of such a kind."""
    if exact.what == "share":
        return exact.value * 100 if unit == "%" else None
    if exact.what == "money":
        money = next((item for item in Unit if item.value == unit and item.is_money), None)
        return in_unit(exact.value, money) if money is not None else None
    return exact.value if unit not in {"%", *(item.value for item in Unit if item.is_money)} else None


def said_numbers(books: Books, shown: Known, words: SaidWords) -> Iterator[SaidNumber]:
    """Every number in a text that follows the name of a measure, held against what the evidence shows."""
    for project, where, text in _texts(books):
        plain = "".join(normalise(text).split())
        seen: set[tuple[int, int]] = set()
        for line in sorted(books.measures, key=lambda item: -len(item.indicator)):
            own = same_name(line.project)
            one = shown.get((own, same_name(line.indicator)))
            if one is None or own not in {same_name(project), same_name(OVERALL)}:
                continue
            for start, end, quantity in _stated(plain, line, words):
                if (start, end) not in seen:
                    seen.add((start, end))
                    yield _held(
                        SaidNumber(
                            where,
                            plain[max(start - _EXCERPT, 0) : end],
                            line.indicator,
                            plain[start:end],
                            "",
                            None,
                            one,
                        ),
                        quantity,
                    )


def _texts(books: Books) -> Iterator[tuple[str, str, str]]:
    """Every text that tells results: the project whose measures it speaks of, where it stands, what it says."""
    if books.overall is not None:
        yield from ((OVERALL, "整体目标完成情况", text) for text in books.overall.results)
        yield from ((OVERALL, f"年度任务“{task.name}”完成情况", task.result) for task in books.overall.tasks)
    yield from ((work.name, f"项目“{work.name}”实际完成情况", work.result) for work in books.projects)
    yield from ((OVERALL, f"自拟文字“{section}”", text) for section, text in books.texts)


def _stated(text: str, line: MeasureLine, words: SaidWords) -> Iterator[tuple[int, int, Quantity]]:
    """The quantities that follow the name of a measure; of a growth those that follow its word in a sentence about its subject."""
    name = "".join(normalise(line.indicator).split())
    growth = next((word for word in words.growth if name.endswith(word)), "")
    if line.statistic == "growth" and growth:
        name, behind = name.removesuffix(growth), words.growth
    else:
        behind = ()
    for found in re.finditer(re.escape(name), text) if name else ():
        after = found.end()
        stop = end.start() if (end := _SENTENCE.search(text, after)) else len(text)
        sentence, start = text[after:stop], 0
        if behind:
            places = [(sentence.find(word), -len(word)) for word in behind if word in sentence]
            begin, size = min(places, default=(-1, 0))
            start = begin - size if places else -1
        quantity = _next(sentence[start : start + _FAR], words.between) if start >= 0 else None
        if quantity is not None:
            first, last, stated = quantity
            yield after + start + first, after + start + last, stated


def _next(text: str, between: Sequence[str]) -> tuple[int, int, Quantity] | None:
    """The quantity with which a text begins, behind words that may stand between a name and its number."""
    start = 0
    while word := next((word for word in between if text.startswith(word, start)), ""):
        start += len(word)
    return next(((first, last, quantity) for first, last, quantity in find_quantities(text) if first == start), None)


def _held(said: SaidNumber, quantity: Quantity) -> SaidNumber:
    """A number against the evidence: right where the exact value rounds to it."""
    exact, money = said.shown.exact, quantity.amount.unit.is_money
    unit = "%" if is_percent(quantity) else quantity.amount.unit.value if money else quantity.measure
    value = _in(exact, unit) if exact is not None else None
    if value is None:
        return structs.replace(said, computed=said.shown.value or "")
    hidden = quantity.amount.interval
    computed = f"{half_up(value, max(quantity.amount.decimals, 0))}{unit}"
    return structs.replace(said, computed=computed, agrees=_within(value, hidden.low, hidden.high))


def _within(value: Fraction, low: Decimal, high: Decimal) -> bool:
    return Fraction(low) <= value <= Fraction(high)
