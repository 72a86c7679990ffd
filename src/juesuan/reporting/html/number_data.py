"""What the script of the report knows of every printed number, and of the rules: data in the page, which no one has to fetch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from juesuan.formats.html.elements import Markup, tag
from juesuan.model import State
from juesuan.model.place import coordinates
from juesuan.reporting.coverage import Standing
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html.marks import Picture
from juesuan.reporting.numbers import NumbersTold, NumberTold, SumTold
from juesuan.reporting.rule_catalogue import Catalogue
from juesuan.reporting.words import NUMBER_KIND, STATE

__all__ = ["number_data"]

_STATES = tuple(State)


def number_data(dossier: Dossier, told: NumbersTold, picture: Picture) -> Markup:
    """The data as an element of the page, one line of JSON.

    Its keys: ``words``, texts that others name by index. ``states``: how a check can end. ``rules``: by id title and page of those that
    looked at something. ``touches``: distinct lists of what rules said, each entry rule, state, count, reason (a word, or -1).
    ``facts``: what numbers state (a word), by index. ``numbers``: each text, place (words), facts, standing and kind (words), what it is a
    part of (a word, or -1), touches, causes (rule and finding), page, boxes.
    ``sums``: by number what it is the sum of: rule, state, numbers, how many addends are blank.
    """
    return _NumberData(dossier, told, picture).markup()


class _Index(dict[Any, int]):
    """Numbers things in the order in which they are asked for."""

    def of(self, thing: Any) -> int:
        return self.setdefault(thing, len(self))


class _NumberData:
    def __init__(self, dossier: Dossier, told: NumbersTold, picture: Picture) -> None:
        self._dossier = dossier
        self._told = told
        self._picture = picture
        self._words = _Index()
        self._touches = _Index()
        self._facts = _Index()

    def markup(self) -> Markup:
        numbers = [self._number(index, number) for index, number in enumerate(self._told.numbers)]
        data = {
            "states": [STATE[state] for state in _STATES],
            "rules": self._rules(),
            "touches": list(self._touches),
            "facts": [self._words.of(self._dossier.standard.vocabulary.name(fact)) for fact in self._facts],
            "numbers": numbers,
            "sums": {index: [self._sum(made) for made in sums] for index, sums in self._told.sums.items()},
            "words": list(self._words),
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        # Nothing in it can end the element: JSON spells the sign that would.
        return tag("script", Markup(text.replace("<", "\\u003c")), type="application/json", id="numbers")

    def _number(self, index: int, number: NumberTold) -> list[Any]:
        seen, spot = number.seen, self._picture.spot(index)
        place = number.place
        names = (self._dossier.title(place.form) if place.form else None, place.row, place.column)
        excerpt = place.text if seen is not None and len(place.text) > len(number.text) else None
        words = seen.bound.words if seen is not None and seen.bound is not None else ""
        touches = tuple(
            (touch.rule, _STATES.index(touch.state), touch.count, self._words.of(touch.reason) if touch.reason else -1)
            for touch in number.touches
        )
        told: list[Any] = [
            number.text,
            [self._words.of(part) for part in (*coordinates(place), *filter(None, names), *filter(None, [excerpt]))],
            [self._facts.of(fact) for fact in number.facts],
            self._words.of(_STANDING[number.standing]),
            self._words.of(NUMBER_KIND[seen.kind]) if seen is not None else -1,
            self._words.of(words) if words else -1,
            self._touches.of(touches),
            number.causes,
        ]
        return [*told, spot.page, spot.boxes] if spot is not None else told

    def _sum(self, made: SumTold) -> list[Any]:
        return [made.rule, _STATES.index(made.state), made.addends, made.blanks]

    def _rules(self) -> Mapping[str, Any]:
        register, catalogue = self._dossier.standard.rules, Catalogue(self._dossier.standard)
        named = {touch.rule for number in self._told.numbers for touch in number.touches}
        named |= {finding.rule for finding in self._dossier.report.findings}
        named |= {result.rule for result in self._dossier.report.results if result.applied}
        return {
            rule.id: [rule.title, [*catalogue.described(rule, with_example=False)]]
            for rule in register.values()
            if rule.id in named
        }


_STANDING: Mapping[Standing, str] = {
    Standing.DECIDED: "已经核对，有检查得出结果",
    Standing.LIMITED: "只核对了界限或有无，数值本身没有核对",
    Standing.UNDECIDED: "没有一项检查核对过它的数值",
    Standing.DESCRIPTIVE: "年份、日期、编号之类，不是数据，不核对",
    Standing.DESCRIBED: "只说明事物的数量，没有表也没有检查提到它，不核对",
    Standing.UNBOUND: "不知道是什么数，没有核对",
    Standing.UNREAD: "没有读懂是什么数，没有核对",
}
