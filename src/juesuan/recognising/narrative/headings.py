"""What a heading is, and which canonical section it opens."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import spelt_number, whole_number
from juesuan.standard.narrative import Grammar, SectionKind

__all__ = ["Heading", "heading_of", "list_number"]

_PART = expression(r"第([一二三四五六七八九十]{1,2}|\d{1,2})(?:部分|[章篇])[、：:]?(.*)")
_NUMBERS = (
    (1, re.compile(r"([一二三四五六七八九十]{1,3})[、.．](.*)")),
    (1, re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})节[、：:]?(.*)")),
    (2, re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）][、.．]?(.*)")),
    (1, re.compile(r"[1-9]\d?[.．]([1-9]\d?)(?![.．\d])(?![万亿]?元|[%％])[、]?(?=\D)(.*)")),
    (2, re.compile(r"\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?![.．\d])[、]?(?=\D)(.*)")),
)
_ITEM = expression(r"(?:(\d{1,2})[、.．](?!\d)|[(（](\d{1,2})[)）][、.．]?)(.*)")
_LIST_NUMBER = expression(rf"{_PART.pattern[:-4]}|\d{{1,3}}[．.、](?!\d)|[(（]\d{{1,2}}[)）]|[①-⑳]")
_MARKED = expression(r"[^\u4e00-\u9fff“”]{1,10}([\u4e00-\u9fff“”（）()、]{6,}?)[】〕\])]?")
"""Words that are those of a heading, behind a number or a mark of any other kind: 3.1.…, §1 …, ①…, 【…】."""
_NOT_IN_HEADING = expression(r"[，。；：！？:;]|\d[万亿]?元|\d[%％]")
_LEAD = expression(r"(?:.{0,40}?\d{4}年(?:度)?)(?:关于)?(?:部门|单位)?")
_UNNUMBERED = expression(r"目录|(?:专业|相关)?名词解释|.{4,}(?:情况)?说明")
_LONGEST = 45


class Heading(Struct, frozen=True):
    """A heading.

    Attributes:
        level: 0 第一部分 · 1 一、 · 2 （一） · 3 1. or （1）, or without a number.
        mark: its number as printed (``十一``, ``1``), or empty.
        title: without number and final punctuation.
        kinds: the sections that it may open, in the order of the grammar; none when the standard does not know it.
    """

    level: int
    mark: str
    title: str
    kinds: tuple[SectionKind, ...]

    @property
    def number(self) -> int:
        """The mark as a number; 0 without one."""
        return whole_number(self.mark) or spelt_number(self.mark) or 0


def list_number(text: str) -> bool:
    """Whether the text begins with the number of a heading or list item."""
    return (
        _PART.match(text) is not None
        or any(pattern.match(text) for _, pattern in _NUMBERS)
        or bool(_LIST_NUMBER.match(text))
    )


@lru_cache(maxsize=1024)
def heading_of(text: str, grammar: Grammar) -> Heading | None:
    """The heading that a whole paragraph is, or None for a paragraph of prose."""
    text = text.rstrip("。：:")
    if len(text) > _LONGEST or not text or text.count("”") > text.count("“"):
        return None  # too long, or the rest of a sentence that refers to a part: 详见“ / 第五部分 附件”。
    part = _PART.fullmatch(text)
    if part is not None:
        return Heading(0, part[1], part[2], _kinds(part[2], grammar))
    for level, pattern in _NUMBERS:
        match = pattern.fullmatch(text)
        if match is not None:
            if _NOT_IN_HEADING.search(match[2]):
                return None
            return Heading(level, match[1], match[2], _kinds(match[2], grammar))
    item = _ITEM.fullmatch(text)
    if item is not None and not _NOT_IN_HEADING.search(item[3]) and (kinds := _kinds(item[3], grammar)):
        return Heading(3, item[1] or item[2], item[3], kinds)
    marked = _MARKED.fullmatch(text)
    if marked is not None and not _NOT_IN_HEADING.search(marked[1]) and (kinds := _kinds(marked[1], grammar)):
        return Heading(3, "", marked[1], kinds)
    if _UNNUMBERED.fullmatch(text) and not _NOT_IN_HEADING.search(text) and (kinds := _kinds(text, grammar)):
        return Heading(3, "", text, kinds)
    return None


def _kinds(title: str, grammar: Grammar) -> tuple[SectionKind, ...]:
    lead = _LEAD.match(title)
    titles = {title, title[lead.end() :]} if lead is not None else {title}
    return tuple(kind for kind in grammar.sections if any(kind.heading.fullmatch(one) for one in titles))
