"""F-06 千分位写法不一.

Amounts of a thousand and more are printed with a comma or without it, throughout the tables and throughout the text; the two
may differ, as most editors' tables and sentences do. A note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

RULE = "F-06"
_THOUSAND = 1000
_SHOWN = 10


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the tables, one for the text."""
    large = [s for s in context.disclosure.statements if s.amount.unit.is_money and abs(s.value) >= _THOUSAND]
    yield _judge("各表", [s for s in large if s.source[:1] == "T"])
    yield _judge("文字说明", [s for s in large if s.source[:1] == "N"])


def _judge(where: str, statements: list[Statement]) -> Outcome:
    comma = [s for s in statements if "," in s.amount.raw]
    plain = [s for s in statements if "," not in s.amount.raw]
    if not statements:
        return not_applicable(f"{where}中没有达到一千的金额")
    if not comma or not plain:
        return passed(statements)
    fewer, word = (comma, "用") if len(comma) <= len(plain) else (plain, "不用")
    shown = "、".join(s.amount.raw for s in fewer[:5])
    message = f"{where}中的金额有 {len(comma)} 处用千分位逗号、{len(plain)} 处不用；少数{word}逗号的：{shown}。"
    return Outcome(State.FAIL, terms=tuple(map(Term.of, fewer[:_SHOWN])), message=message)
