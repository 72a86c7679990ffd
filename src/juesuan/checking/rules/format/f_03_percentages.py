"""F-03 百分比的小数位数不一致.

Percentages of the explanation have two decimals, or at least one number of decimals throughout. A note, one per document. What is quoted
(a target, the rate of a policy, another body's) is printed as it was found: only what was understood as a rate of the accounts is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import NumberKind, NumberSeen, Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "F-03"
_SHOWN = 10
_PERCENTAGE = expression(r"(\d+(?:\.\d+)?)[%％]")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with the percentages that are written otherwise than most."""
    seen = [
        n
        for n in context.disclosure.numbers
        if n.kind is NumberKind.PERCENT and n.section[:1] == "N" and n.bound and _is_broken(n)
    ]
    if not seen:
        yield not_applicable("文字说明中没有百分比")
        return
    usual = Counter(map(_decimals, seen)).most_common(1)[0][0]
    odd = [number for number in seen if _decimals(number) != usual]
    if not odd:
        yield passed()
        return
    shown = "、".join(number.text for number in odd[:5])
    message = f"文中百分比多为 {usual} 位小数，有 {len(odd)} 处不同：{shown}。"
    terms = tuple(Term(1, "百分比", None, number.place, number.text) for number in odd[:_SHOWN])
    yield Outcome(State.FAIL, terms=terms, message=message)


def _is_broken(number: NumberSeen) -> bool:
    """Whether it is neither nothing nor the whole, which many write without decimals."""
    match = _PERCENTAGE.fullmatch(number.text.replace(",", ""))
    return match is not None and Decimal(match[1]) not in {0, 100}


def _decimals(number: NumberSeen) -> int:
    return len(number.text.rstrip("%％").partition(".")[2])
