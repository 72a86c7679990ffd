"""Which facts the prose of a template may speak of, found without telling it.

What a rounding policy decides must be known before a sentence is told, since conditions hang on printed values. So all sentences count,
whether their condition will hold or not: a number that would be printed on the other side of a condition foots as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from juesuan.model import FactKey
from juesuan.preparing.facts import Facts
from juesuan.standard.layouts import Layout
from juesuan.standard.narrative_templates import facts_of, slots_of

__all__ = ["ECONOMIC_ITEM", "mentioned"]

ECONOMIC_ITEM = 5
"""How many digits the codes have whose names are listed in a sentence."""


def mentioned(facts: Facts, layout: Layout) -> frozenset[FactKey]:
    """The facts in slots and conditions of the layout's template, for every code that a repetition is at."""
    found: dict[str, None] = {}
    for section in layout.template.sections:
        found |= dict.fromkeys((*_of_condition(section.get("when", ""), ""), *_of_text(section["heading"], "")))
        for item in section.get("text", ()):
            found |= dict.fromkeys(_of(item, "", facts))
    listed = layout.standard.bookkeeping.facts.basic
    codes = facts.codes(listed.but(economic="*"), ECONOMIC_ITEM)
    return frozenset((*map(FactKey.parse, found), *(listed.but(economic=code) for code in codes)))


def _of(item: Any, code: str, facts: Facts) -> Iterator[str]:
    """The facts of a paragraph or clause; of a repeated one for each of its codes."""
    if isinstance(item, str):
        yield from _of_text(item, code)
        return
    patterns = item.get("each", ())
    codes = {found for pattern in patterns for found in facts.codes(pattern, item["digits"])} if patterns else {code}
    said = item["say"]
    parts = ([said] if isinstance(said, str) else said) + [item[key] for key in ("same", "alone") if key in item]
    for at in sorted(codes):
        yield from _of_condition(item.get("when", ""), at)
        yield from _of_condition(item.get("compare", ""), at)
        for part in parts:
            yield from _of(part, at, facts)


def _of_condition(text: str, code: str) -> tuple[str, ...]:
    return facts_of(text.replace("$", code)) if text else ()


def _of_text(text: str, code: str) -> Iterator[str]:
    for slot in slots_of(text):
        yield from facts_of(slot.replace("$", code))
