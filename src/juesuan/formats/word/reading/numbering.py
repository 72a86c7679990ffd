"""Automatic numbers of Word paragraphs: 一、 （一） 1. are not in the text of a paragraph, but sections are found by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from juesuan.formats.archives.office import Element, attribute, local_name
from juesuan.formats.word.reading.numerals import numeral
from juesuan.formats.word.reading.styles import WordLook, integer, is_on

__all__ = ["Numbering"]

LEVELS = 9
"""Levels of a numbering definition; the format knows no more."""


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    style: str | None = None
    digits_only: bool = False
    restarts: bool = True
    spaced: bool = True


class Numbering:
    """The numbering definitions of a document, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[int, dict[int, _Level]] = {}
        self._counted_as: dict[int, str] = {}
        self._starts: dict[int, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        definitions: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in root.iterfind("{*}abstractNum"):
            name = attribute(element, "abstractNumId") or ""
            definitions[name] = dict(_level(child) for child in element.iterfind("{*}lvl"))
            for child in element:
                if local_name(child) == "styleLink":
                    linked[attribute(child, "val") or ""] = name
                elif local_name(child) == "numStyleLink":
                    links[name] = attribute(child, "val") or ""
        for element in root.iterfind("{*}num"):
            number = integer(element, "numId") or 0
            name = next((attribute(child, "val") or "" for child in element.iterfind("{*}abstractNumId")), "")
            name = linked.get(links.get(name, ""), name)
            self._counted_as[number] = name
            self._levels[number] = dict(definitions.get(name, {}))
            for override in element.iterfind("{*}lvlOverride"):
                self._override(number, override)

    def _override(self, number: int, override: Element) -> None:
        at = integer(override, "ilvl") or 0
        for child in override:
            if local_name(child) == "lvl":
                self._levels[number][at] = _level(child)[1]
            elif local_name(child) == "startOverride":
                self._starts.setdefault(number, {})[at] = integer(child) or 0

    def next_label(self, look: WordLook, style_id: str | None) -> str:
        """The number printed in front of the next paragraph of this look; empty for one that is not numbered."""
        levels = self._levels.get(look.number or 0)
        if not look.number or not levels:
            return ""
        at = look.level
        if at is None:
            at = next((index for index, level in levels.items() if style_id and level.style == style_id), 0)
        level = levels.get(at)
        if level is None or not 0 <= at < LEVELS:
            return ""
        counts = self._counts.setdefault(self._counted_as[look.number], [None] * LEVELS)
        self._advance(look.number, at, levels, counts)
        label = re.sub(r"%([1-9])", lambda match: _shown(int(match[1]) - 1, level, levels, counts), level.text)
        return "" if level.kind == "bullet" else label + " " * level.spaced

    def _advance(self, number: int, at: int, levels: Mapping[int, _Level], counts: list[int | None]) -> None:
        # An override starts the count anew where the definition is used for the first time, and only there.
        override = self._starts.get(number, {}).pop(at, None)
        count = counts[at]
        counts[at] = override if override is not None else levels[at].start if count is None else count + 1
        for above in range(at):
            if counts[above] is None and above in levels:
                counts[above] = levels[above].start
        for below in range(at + 1, LEVELS):
            if below not in levels or levels[below].restarts:
                counts[below] = None


def _shown(index: int, level: _Level, levels: Mapping[int, _Level], counts: list[int | None]) -> str:
    count = counts[index]
    if count is None or index not in levels:
        return ""
    return numeral(count, "decimal" if level.digits_only else levels[index].kind)


def _level(element: Element) -> tuple[int, _Level]:
    values = {local_name(child): child for child in element}

    def text(name: str) -> str | None:
        return attribute(values[name], "val") if name in values else None

    start = integer(values["start"]) if "start" in values else 1
    return integer(element, "ilvl") or 0, _Level(
        kind=text("numFmt") or "decimal",
        text=text("lvlText") or "",
        start=1 if start is None else start,
        style=text("pStyle"),
        digits_only="isLgl" in values and is_on(values["isLgl"]),
        restarts=text("lvlRestart") != "0",
        spaced=text("suff") != "nothing",
    )
