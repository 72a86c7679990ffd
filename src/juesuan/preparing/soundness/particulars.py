"""“三公”, procurement, vehicles: amounts with their budgets, parts within their wholes, counts where there is money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from juesuan.model import FactKey
from juesuan.preparing.soundness.complaint import NOTE, Complaint, Examined, money
from juesuan.standard.codes import economic_name
from juesuan.standard.vocabulary import vocabulary

__all__ = ["counts", "particulars", "three_public"]

_ITEMS = {
    "abroad": "因公出国（境）费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行维护费",
    "reception": "公务接待费",
}
_COUNTED = {  # what must be counted where there is an amount (MOF inspection list, 财预〔2016〕143号)
    "abroad": {"delegations": "因公出国（境）团组数", "travellers": "因公出国（境）人次数"},
    "vehicle_purchase": {"vehicles[item=bought]": "公务用车购置数"},
    "vehicle_operation": {"vehicles[item=held]": "公务用车保有量"},
    "reception": {"receptions": "国内公务接待批次", "guests": "国内公务接待人次"},
}


def three_public(examined: Examined) -> Iterator[Complaint]:
    """Actual spending covers what 06 shows, and has a budget."""
    final = examined.books.three_public.get("final", {})
    budget = examined.books.three_public.get("adjusted", {})
    for item, value in vocabulary().values("item", "three_public").items():
        code = value.code
        if not code:
            continue
        basic = sum((line.amount for line in examined.books.basic if line.economic == code), Decimal(0))
        if final.get(item, Decimal(0)) < basic:
            yield Complaint(
                f"{_ITEMS[item]}决算数 {money(final.get(item, Decimal(0)))}小于基本支出中的"
                f"“{economic_name(code, examined.year)}” {money(basic)}。“三公”经费包括基本支出和项目支出，请补足。"
            )
    for item, name in _ITEMS.items():
        spent = final.get(item, Decimal(0))
        if spent and item not in budget:
            yield Complaint(f"{name}有决算数 {money(spent)}，没有全年预算数。请填写；没有安排预算的填 0。")
        elif spent > budget.get(item, Decimal(0)):
            yield Complaint(
                f"{name}决算数 {money(spent)}大于全年预算数 {money(budget[item])}，审核时会被要求说明。", NOTE
            )
    if final.get("foreign", Decimal(0)) > final.get("reception", Decimal(0)):
        yield Complaint("外宾接待支出大于公务接待费。外宾接待是公务接待费的一部分，请核对。")


def counts(examined: Examined) -> Iterator[Complaint]:
    """Numbers of things where there is money, and no money without them."""
    final = examined.books.three_public.get("final", {})
    given: Mapping[str, int] = examined.books.counts
    for item, needed in _COUNTED.items():
        foreign = final.get("foreign", Decimal(0)) if item == "reception" else Decimal(0)
        spent = final.get(item, Decimal(0)) - foreign
        for text, name in needed.items():
            if spent and not given.get(text):
                yield Complaint(f"有{_ITEMS[item]} {money(spent)}，没有填写{name}。请填写。")
            elif given.get(text) and not spent and not _running(item, final):
                yield Complaint(f"填写了{name}，但没有{_ITEMS[item]}。请核对金额或数量。")
    held, all_cars = given.get("vehicles[item=held]", 0), examined.facts.get(FactKey.of("vehicles"))
    if held > all_cars:
        yield Complaint(f"公务用车保有量 {held} 辆大于车辆总数 {all_cars} 辆。请核对国有资产中的车辆数。")


def _running(item: str, final: Mapping[str, Decimal]) -> bool:
    """Cars are held whether or not they ran on appropriations this year; a bought car is also held."""
    return item == "vehicle_operation"


def particulars(examined: Examined) -> Iterator[Complaint]:
    """Contracts with smaller enterprises are part of all procurement."""
    of = examined.books.procurement
    total = examined.facts.get("procurement")
    sme, micro = of.get("sme", Decimal(0)), of.get("micro", Decimal(0))
    if sme > total:
        yield Complaint(f"授予中小企业合同金额 {money(sme)}大于政府采购支出总额 {money(total)}。请核对。")
    if micro > sme:
        yield Complaint(f"授予小微企业合同金额 {money(micro)}大于授予中小企业合同金额 {money(sme)}。请核对。")
