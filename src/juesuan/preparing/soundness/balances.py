"""Balances: what came in, what went out and what is left agree, fund by fund and, where the forms show it, code by code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.preparing.soundness.complaint import Complaint, Examined, money

__all__ = ["balances"]


def balances(examined: Examined) -> Iterator[Complaint]:
    """No closing balance is negative, and those that the books give are those that follow from the accounts."""
    kept = examined.kept
    for fund in (*kept.funds, kept.own):
        if (closing := _closing(fund, examined)) < 0:
            yield Complaint(
                f"{kept.fund_names[fund]}：年初结转加本年收入小于本年支出，年末结转和结余为 {money(closing)}。"
                "请核对年初结转、收入和支出是否漏记或记错资金来源。"
            )
    for fact, value in sorted(examined.facts.values.items()):
        code, fund = fact.get("function") or "", fact.get("fund") or ""
        by_code = fact.measure == kept.facts.closing.measure and len(code) == 7 and fund in kept.carried_by_code
        if by_code and value < 0:
            yield Complaint(
                f"{kept.fund_names[fund]}科目 {examined.name(code)} 的结转和结余为 {money(value)}。请核对该科目的结转、收入和支出。"
            )
    yield from _given(examined)


def _closing(fund: str, examined: Examined) -> Decimal:
    """What is left of a fund, or of own money, at the end of the year."""
    closing, known = examined.kept.facts.closing, examined.facts
    if fund == examined.kept.own:
        return known.get(closing) - known.get(closing.but(fund=examined.kept.appropriations))
    return known.get(closing.but(fund=fund))


def _given(examined: Examined) -> Iterator[Complaint]:
    """The closing balances of the ledger, by fund, against those that follow."""
    given: dict[str, Decimal] = {}
    for item in examined.books.closing:
        given[item.fund] = given.get(item.fund, Decimal(0)) + item.amount
    for fund, amount in given.items():
        computed = _closing(fund, examined)
        if computed != amount:
            yield Complaint(
                f"{examined.fund_name(fund)}：账上年末结转和结余 {money(amount)}，按“年初＋收入－支出”应为 {money(computed)}，"
                f"相差 {money(abs(amount - computed))}。请核对这一资金的年初结转、收入、支出和年末数。"
            )
