"""Amounts: none is negative where none can be, and basic spending is the same by function and by economic 款."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from juesuan.model import Unit
from juesuan.preparing.soundness.complaint import NOTE, Complaint, Examined, money

__all__ = ["amounts", "basic_spending"]

_BELOW_PRINT = Decimal(1)  # yuan: never seen in a document in 万元, and what the splitting of ledgers by hand may leave


def amounts(examined: Examined) -> Iterator[Complaint]:
    """Sums that cannot be negative. A single entry may be: it is a correction of others."""
    books = examined.books
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for income in books.income:
        if income.source not in examined.kept.may_be_negative:  # 冲减 happens
            sums[f"{examined.name(income.function)} 的收入"] += income.amount
    for spending in books.spending:
        sums[f"{examined.name(spending.function)} 的{examined.fund_name(spending.fund)}支出"] += spending.amount
    for basic in books.basic:
        name = examined.standard.codes.economic_name(basic.economic, books.year)
        sums[f"基本支出 {basic.economic} {name}"] += basic.amount
    for opening in books.opening:
        sums[f"{examined.fund_name(opening.fund)}年初结转和结余"] += opening.amount
    for initial in books.initial:
        sums[f"{examined.name(initial.function)} 的年初预算"] += initial.amount
    sums["使用非财政拨款结余"] += books.surplus_used
    sums["结余分配"] += books.surplus_distributed
    sums["机关运行经费"] += books.running_costs
    for items in books.three_public.values():
        for item, amount in items.items():
            sums[f"“三公”等经费（{item}）"] = min(sums[f"“三公”等经费（{item}）"], amount)
    for item, amount in books.procurement.items():
        sums[f"政府采购（{item}）"] += amount
    for what, amount in sums.items():
        if amount < 0:
            yield Complaint(f"{what}为负数（{money(amount)}）。这里不应有负数，请核对是否记反或冲减过多。")
    for what, count in books.counts.items():
        if count < 0:
            yield Complaint(f"数量“{what}”为负数。请改正。")


def basic_spending(examined: Examined) -> Iterator[Complaint]:
    """Σ 款 = basic spending of the general budget by function."""
    by_function = examined.facts.get(examined.kept.facts.basic)
    by_economic = sum((item.amount for item in examined.books.basic), Decimal(0))
    difference = by_economic - by_function
    if not difference:
        return
    said = f"一般公共预算基本支出按经济分类合计 {money(by_economic)}，按功能分类合计 {money(by_function)}，相差 {money(abs(difference))}"
    if abs(difference) <= _BELOW_PRINT and examined.edition.unit is not Unit.YUAN:
        yield Complaint(f"{said}，不足以影响以万元公开的数，未作调整。请在账上查明。", NOTE)
    else:
        yield Complaint(f"{said}。两者应当相等，请核对是否漏记经济分类明细或混入其他资金的支出。")
