"""F-10 数字后没有单位.

下降4.25。or 减少158.29，: an amount or a rate whose 万元 or % was left out. What is meant is clear, or it would not have been read.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, without_accounts
from juesuan.model import NumberKind, Outcome, State, Term
from juesuan.model.excerpt import quoted

RULE = "F-10"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number; one when none is without its unit."""
    numbers = [n for n in context.disclosure.numbers if n.section[:1] == "N" and n.bound]
    bare = [number for number in numbers if number.kind is NumberKind.OTHER and "." in number.text]
    if not numbers:
        yield without_accounts(context, "没有读到决算情况说明")
    elif not bare:
        yield passed()
    for number in bare:
        message = f"“{quoted(number.place.text, number.text)}”中的 {number.text} 后面没有单位。"
        yield Outcome(State.FAIL, terms=(Term(1, number.text, None, number.place, number.text),), message=message)
