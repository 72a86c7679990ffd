"""F-01 金额单位不明或写错.

Every table states its unit of money; and a number of the text that is ten thousand times its table's number (or the ten
thousandth part) was written in the other unit. That tables state different units is X-31.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, passed, without_accounts
from juesuan.checking.rendering import money
from juesuan.model import Outcome, Place, Severity, State, Statement, Table, Term

RULE = "F-01"
_TEN_THOUSAND = Decimal(10_000)
_FINE = Decimal("0.01")  # a number printed more coarsely than this may be a ten-thousandth by chance


def check(context: Context) -> Iterator[Outcome]:
    """First the tables, then every amount of the text that a table states too."""
    tables = list(context.disclosure.tables.values())
    if not tables:
        yield without_accounts(context, "未读到决算表")
    bare = [table for table in tables if table.amount_unit is None and not _counts(table, context)]
    if bare:
        message = f"{'、'.join(f'“{table.title}”' for table in bare)}没有标明金额单位。"
        terms = tuple(Term(1, table.title, None, table.place, table.title) for table in bare)
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
    yield from (passed() for table in tables if table not in bare)
    judged: set[tuple[Place, str]] = set()
    for statements in context.by_fact.values():
        stated = next(
            (s for s in statements if not s.in_prose and s.value and s.amount.unit.is_money and not s.ambiguous), None
        )
        for statement in statements:
            if stated is None or not statement.in_prose or not statement.value or not statement.amount.unit.is_money:
                continue
            if (key := (statement.place, statement.amount.raw)) not in judged:
                judged.add(key)
                yield _compare(statement, stated, context)


def _counts(table: Table, context: Context) -> bool:
    """Whether a table holds nothing but counts, which have no unit of money."""
    stated = context.stated_in(table.form)
    return bool(stated) and not any(s.amount.unit.is_money for s in stated)


def _compare(written: Statement, stated: Statement, context: Context) -> Outcome:
    text, table = context.in_document_unit(written), context.in_document_unit(stated)
    factors = {_TEN_THOUSAND: "大一万倍", 1 / _TEN_THOUSAND: "小一万倍"}
    fine = text.half_width <= _FINE * abs(text.value)
    for factor, words in factors.items() if fine else ():
        if text.interval.intersects(table.interval.scaled(factor)):
            unit = context.unit.value
            message = (
                f"“{written.label}”写为 {written.amount.raw}{written.amount.unit.value}，"
                f"比表中的 {money(table.value)} {unit}{words}，应是金额单位写错。"
            )
            return Outcome(
                State.FAIL,
                terms=(Term.of(written), Term.of(stated, -1)),
                message=message,
                stated=text.value,
                expected=table.value,
            )
    return passed([written, stated])
