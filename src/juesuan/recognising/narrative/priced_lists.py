"""Lists of economic 科目 each with its amount (主要包括：基本工资150.00万元、津贴补贴110.00万元): what 基本支出表 states, told once more."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model import BoundTo, FactKey, NumberKind, NumberSeen
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.topics import Topic
from juesuan.standard.codes import plain_name

__all__ = ["read_priced_list"]

_FORM = "T06"
_DELIMITER = expression(r"[、，,：:]|以及|(?<=元)[和及与]")
_ENDS = expression(r"(?:等)?(?:[、，,]|$)")


def read_priced_list(reading: SectionReading, topic: Topic, start: int, stop: int) -> tuple[str, ...]:
    """Binds the amounts of such a list; the names in it, or none where it is another list.

    Args:
        reading: the section. topic: what the list divides, a block of economic 科目 of one fund. start, stop: where the list stands.
    """
    codes, whole = _codes(reading), topic.facts[0] if len(topic.facts) == 1 else None
    listed = list(_priced(reading, start, stop))
    if whole is None or not listed or any(plain_name(name) not in codes for name, _ in listed):
        return ()
    for name, token in listed:
        code, figure = codes[plain_name(name)], token.figure
        if figure is None or figure.amount is None:
            continue
        fact = whole.but(economic=code)
        label = f"说明{reading.section.mark} {name}"
        made = reading.write(f"{reading.source}.economic.{code}", _known(fact, reading), figure.amount, token, label)
        place = reading.place(token)
        reading.told.numbers.append(NumberSeen(token.text, figure.kind, reading.source, BoundTo.making(made), place))
    return tuple(name for name, _ in listed)


def _known(fact: FactKey, reading: SectionReading) -> FactKey | None:
    """The fact, where the tables state it too."""
    return fact if reading.told.printed(fact) is not None else None


def _codes(reading: SectionReading) -> dict[str, str]:
    """The codes of the rows of the document's own form, by name; of names that several have none."""
    table = reading.told.tables.get(_FORM)
    names: dict[str, set[str]] = {}
    for row in table.rows if table is not None else ():
        if row.key.isdigit():
            names.setdefault(plain_name(row.label), set()).add(row.key)
    return {name: codes.pop() for name, codes in names.items() if len(codes) == 1}


def _priced(reading: SectionReading, start: int, stop: int) -> Iterator[tuple[str, GrammarToken]]:
    """Each name with the amount right behind it; nothing where something stands there that is no such pair."""
    text, reached = reading.passage.text, start
    tokens = [t for t in reading.tokens if start <= t.start and t.end <= stop and t.figure is not None]
    found: list[tuple[str, GrammarToken]] = []
    for token in tokens:
        name = text[reached : token.start]
        ends = _ENDS.match(text, token.end, stop)
        money = token.figure is not None and token.figure.kind is NumberKind.AMOUNT
        if not money or ends is None or not name or _DELIMITER.search(name):
            return
        found.append((name, token))
        reached = ends.end()
    if reached >= stop:
        yield from found
