"""The units that a department names as those of its accounts: the list in the section on what it is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.checking.wording import prose
from juesuan.model.characters import has_chinese
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import spelt_number, whole_number

__all__ = ["ListedUnits", "is_same_body", "listed_units", "plain_unit"]

_COUNT = expression(r"单位(?:共有?|共计|合计|为|有|包括)?(\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家)")
_INLINE = expression(
    r"单位(?:[^。；：:]{0,20})(?:包括|分别为|分别是|具体是|有|为)[：:]?(?P<names>[^。；：:\d]{4,600})。"
)
_ITEM = expression(r"^[（(]?(\d{1,3})[.．、）)]?")
_BETWEEN = expression(r"[、，,]|(?<=.)和(?=.)")
_ASIDE = expression(r"[（(](?!本级|机关)[^（）()]*[）)]|[；;。，,]$")
_OWN = expression(r"[（(](?:本级|机关|汇总|部门|单位)[）)]$|(?:本级|机关本级)$|(?:决算|单位)$")
_SECTIONS = ("units", "organisation", "duties")


class ListedUnits(Struct, frozen=True):
    """What the document says of its units. ``names``: empty where the list was not read; ``count``: None where none is stated."""

    names: tuple[str, ...] = ()
    count: int | None = None


def listed_units(context: Context) -> ListedUnits:
    """The list, from the first section that has one: numbered lines, or names in one sentence."""
    count: int | None = None
    for section in _SECTIONS:
        lines = [text.passage.text for text in prose(context, section)]
        counts = [_count(match[1]) for line in lines if (match := _COUNT.search(line))]
        count = count if count is not None else next(iter(counts), None)
        names = tuple(_numbered(lines, anywhere=section == "units")) or tuple(_inline(lines))
        if names and (count is None or len(names) == count):
            return ListedUnits(names, count)
    return ListedUnits((), count)


def _count(text: str) -> int | None:
    return whole_number(text) if text.isdecimal() else spelt_number(text)


def _numbered(lines: list[str], *, anywhere: bool) -> Iterator[str]:
    """The numbered lines behind a sentence that says how many units there are; in the section of units all of them."""
    start = 0 if anywhere else next((n + 1 for n, line in enumerate(lines) if _COUNT.search(line)), len(lines))
    for line in lines[start:]:
        match = _ITEM.match(line)
        if match is not None and has_chinese(line[match.end() :][:1]):
            yield _ASIDE.sub("", line[match.end() :])


def _inline(lines: list[str]) -> Iterator[str]:
    for line in lines:
        match = _INLINE.search(line)
        names = [_ASIDE.sub("", name) for name in _BETWEEN.split(match["names"])] if match is not None else []
        if len(names) > 1 and all(len(name) > 1 for name in names):
            yield from names
            return


def plain_unit(name: str) -> str:
    """The name of a body without what only says that it stands for itself: （本级）."""
    text, before = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)), ""
    while text != before:
        text, before = _OWN.sub("", text), text
    return text


def is_same_body(one: str, other: str) -> bool:
    """Whether two names may be of one body: alike, or one the other without the place before it."""
    first, second = plain_unit(one), plain_unit(other)
    return bool(first and second) and (first.endswith(second) or second.endswith(first))
