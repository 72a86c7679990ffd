"""Texts of the forms and of one's own that speak of evidence: numbers filled in from it, and numbers that stand there held against it.

How a measure is named in a text is the user's own data: the name of its row. ``{收集问题}`` is its value, ``{营业收入：0.0亿元}`` its value in that
unit with so many decimals. A number that follows the name of a measure states it; what follows no such name is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from msgspec import Struct, structs

from juesuan.model.spelling import normalise
from juesuan.performance.evidence.shown import Shown
from juesuan.preparing.books import Books
from juesuan.preparing.workbook import OVERALL, same_name
from juesuan.standard.evidence import SaidWords
from juesuan.standard.evidenced_numbers import StatedQuantity, agreed, half_up, stated_quantities, valued

__all__ = ["SaidNumber", "filled_texts", "said_numbers"]

_SLOT = re.compile(r"[{｛]([^{}｛｝：:]{1,60})(?:[：:]\s*0(?P<decimals>\.0{1,6})?\s*(?P<unit>[^\d{}｛｝]{0,6}))?[}｝]")
_EXCERPT = 30

Known = Mapping[tuple[str, str], Shown]


class SaidNumber(Struct, frozen=True):
    """A number in a text that follows the name of a measure.

    Attributes:
        where: whose text it is. excerpt: what is said. name: of the measure. printed: the number as it stands there.
        computed: what the evidence shows, in the same unit and as exact as that; empty where it shows nothing.
        agrees: whether it is the number that is printed; None where nobody can say, and ``other`` or ``shown`` say why.
        other: what it may be of instead, in Chinese: a goal, another year.
    """

    where: str
    excerpt: str
    name: str
    printed: str
    computed: str
    agrees: bool | None
    shown: Shown
    other: str = ""


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
                replace(task, content=told(OVERALL, task.content), result=told(OVERALL, task.result))
                for task in overall.tasks
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
    unit, exact = found["unit"], one.exact
    value = valued(exact.value, exact.what, unit) if unit is not None and exact is not None else None
    if value is None:
        return one.value or ""
    return f"{half_up(value, max(len(found['decimals'] or '') - 1, 0))}{found['unit']}"


def said_numbers(books: Books, shown: Known, words: SaidWords) -> Iterator[SaidNumber]:
    """Every number in a text that follows the name of a measure, held against what the evidence shows: the project's own before the whole's."""
    for project, where, text in _texts(books):
        plain = "".join(normalise(text).split())
        seen: set[tuple[int, int]] = set()
        for line in sorted(books.measures, key=lambda item: (-len(item.indicator), item.project == OVERALL)):
            own = same_name(line.project)
            one = shown.get((own, same_name(line.indicator)))
            if one is None or own not in {same_name(project), same_name(OVERALL)}:
                continue
            growth = line.statistic == "growth"
            for spot in stated_quantities(plain, line.indicator, is_growth=growth, year=books.year, words=words):
                if (spot.start, spot.end) not in seen:
                    seen.add((spot.start, spot.end))
                    excerpt = plain[max(spot.start - _EXCERPT, 0) : spot.end]
                    printed = plain[spot.start : spot.end]
                    yield _held(SaidNumber(where, excerpt, line.indicator, printed, "", None, one, spot.other), spot)


def _texts(books: Books) -> Iterator[tuple[str, str, str]]:
    """Every text that tells results: the project whose measures it speaks of, where it stands, what it says."""
    if books.overall is not None:
        yield from ((OVERALL, "整体目标完成情况", text) for text in books.overall.results)
        yield from ((OVERALL, f"年度任务“{task.name}”完成情况", task.result) for task in books.overall.tasks)
    yield from ((work.name, f"项目“{work.name}”实际完成情况", work.result) for work in books.projects)
    yield from ((OVERALL, f"自拟文字“{section}”", text) for section, text in books.texts)


def _held(said: SaidNumber, spot: StatedQuantity) -> SaidNumber:
    """A number against the evidence: right where the exact value rounds to it; not judged where it may be of something else."""
    exact = said.shown.exact
    found = agreed(exact.value, exact.what, spot.quantity) if exact is not None else None
    if found is None:
        return structs.replace(said, computed=said.shown.value or "")
    computed, agrees = found
    return structs.replace(said, computed=computed, agrees=None if said.other else agrees)
