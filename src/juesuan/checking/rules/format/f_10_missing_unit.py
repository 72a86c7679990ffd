"""F-10 数字后没有单位.

下降4.25。or 减少158.29，: an amount or a rate whose 万元 or % was left out. What is meant is clear, or it would not have been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from juesuan.checking.context import Context, passed, without_accounts
from juesuan.model import NumberKind, NumberSeen, Outcome, State, Term
from juesuan.model.excerpt import quoted

RULE = "F-10"
_SHOWN = 4


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per section with such numbers: whoever left them out did so throughout; one when none is without its unit."""
    numbers = [n for n in context.disclosure.numbers if n.section[:1] == "N" and n.bound]
    bare = [number for number in numbers if number.kind is NumberKind.OTHER and "." in number.text]
    if not numbers:
        yield without_accounts(context, "没有读到决算情况说明")
    elif not bare:
        yield passed()
    for numbers_of_one in _by_section(bare):
        yield _failure(numbers_of_one, context)


def _by_section(bare: Sequence[NumberSeen]) -> Iterable[list[NumberSeen]]:
    sections: dict[str, list[NumberSeen]] = {}
    for number in bare:
        sections.setdefault(number.section.partition(".")[0], []).append(number)
    return sections.values()


def _failure(bare: Sequence[NumberSeen], context: Context) -> Outcome:
    first, section = bare[0], context.section(bare[0].section.partition(".")[0])
    shown = "、".join(number.text for number in bare[:_SHOWN]) + ("等" if len(bare) > _SHOWN else "")
    where = f"“{section.heading}”" if section is not None and section.heading else "同一节"
    message = (
        f"{where}中有 {len(bare)} 个数后面没有单位：{shown}。"
        if len(bare) > 1
        else f"“{quoted(first.place.text, first.text)}”中的 {first.text} 后面没有单位。"
    )
    terms = tuple(Term(1, number.text, None, number.place, number.text) for number in bare)
    return Outcome(State.FAIL, terms=terms, message=message)
