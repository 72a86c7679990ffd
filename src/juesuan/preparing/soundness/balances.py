"""Balances: what came in, what went out and what is left agree, fund by fund and, where the forms show it, code by code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.model import FactKey
from juesuan.preparing.books import FUND_NAMES
from juesuan.preparing.soundness.complaint import Complaint, Examined, money

__all__ = ["balances"]


def balances(examined: Examined) -> Iterator[Complaint]:
    """No closing balance is negative, and those that the books give are those that follow from the accounts."""
    own = _balance("closing", "", examined) - _balance("closing", "fiscal", examined)
    for fund, closing in (*((fund, _balance("closing", fund, examined)) for fund in ("gpb", "gf", "sc")), ("own", own)):
        if closing < 0:
            yield Complaint(
                f"{FUND_NAMES[fund]}：年初结转加本年收入小于本年支出，年末结转和结余为 {money(closing)}。"
                "请核对年初结转、收入和支出是否漏记或记错资金来源。"
            )
    for fact, value in sorted(examined.facts.values.items()):
        code, fund = fact.get("function") or "", fact.get("fund") or ""
        if fact.measure == "balance" and len(code) == 7 and fund in {"gf", "sc"} and value < 0:
            yield Complaint(
                f"{FUND_NAMES[fund]}科目 {examined.name(code)} 的结转和结余为 {money(value)}。请核对该科目的结转、收入和支出。"
            )
    yield from _given(examined)


def _balance(at: str, fund: str, examined: Examined) -> Decimal:
    key = FactKey.of("balance", fund=fund, at=at) if fund else FactKey.of("balance", at=at)
    return examined.facts.get(key)


def _given(examined: Examined) -> Iterator[Complaint]:
    """The closing balances of the ledger, by fund, against those that follow."""
    given: dict[str, Decimal] = {}
    for item in examined.books.closing:
        given[item.fund] = given.get(item.fund, Decimal(0)) + item.amount
    for fund, amount in given.items():
        computed = _balance("closing", fund, examined)
        if fund == "own":
            computed = _balance("closing", "", examined) - _balance("closing", "fiscal", examined)
        if computed != amount:
            yield Complaint(
                f"{FUND_NAMES.get(fund, fund)}：账上年末结转和结余 {money(amount)}，按“年初＋收入－支出”应为 {money(computed)}，"
                f"相差 {money(abs(amount - computed))}。请核对这一资金的年初结转、收入、支出和年末数。"
            )
