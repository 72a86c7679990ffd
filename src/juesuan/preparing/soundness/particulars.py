"""“三公”, procurement, vehicles: amounts with their budgets, parts within their wholes, counts where there is money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from juesuan.preparing.soundness.complaint import NOTE, Complaint, Examined, money

__all__ = ["counts", "particulars", "three_public"]


def three_public(examined: Examined) -> Iterator[Complaint]:
    """Actual spending covers what 06 shows, and has a budget."""
    kept, names = examined.kept, examined.kept.items
    budget, final = (examined.books.three_public.get(stage, {}) for stage in kept.stages)
    for item, value in examined.standard.vocabulary.values("item", kept.facts.three_public.measure).items():
        code = value.code
        if not code:
            continue
        basic = sum((line.amount for line in examined.books.basic if line.economic == code), Decimal(0))
        if final.get(item, Decimal(0)) < basic:
            yield Complaint(
                f"{names[item]}决算数 {money(final.get(item, Decimal(0)))}小于基本支出中的"
                f"“{examined.standard.codes.economic_name(code, examined.year)}” {money(basic)}。“三公”经费包括基本支出和项目支出，请补足。"
            )
    for item, name in kept.three_public.items():
        spent = final.get(item, Decimal(0))
        if spent and item not in budget:
            yield Complaint(f"{name}有决算数 {money(spent)}，没有全年预算数。请填写；没有安排预算的填 0。")
        elif spent > budget.get(item, Decimal(0)):
            yield Complaint(
                f"{name}决算数 {money(spent)}大于全年预算数 {money(budget[item])}，审核时会被要求说明。", NOTE
            )
    if final.get(kept.reception.part, Decimal(0)) > final.get(kept.reception.whole, Decimal(0)):
        yield Complaint("外宾接待支出大于公务接待费。外宾接待是公务接待费的一部分，请核对。")


def counts(examined: Examined) -> Iterator[Complaint]:
    """Numbers of things where there is money, and no money without them."""
    kept, names = examined.kept, examined.kept.items
    final = examined.books.three_public.get(kept.stages[-1], {})
    given: Mapping[str, int] = examined.books.counts
    for item, needed in kept.counted.items():
        foreign = final.get(kept.reception.part, Decimal(0)) if item == kept.reception.whole else Decimal(0)
        spent = final.get(item, Decimal(0)) - foreign
        for text, name in needed.items():
            if spent and not given.get(text):
                yield Complaint(f"有{names[item]} {money(spent)}，没有填写{name}。请填写。")
            elif given.get(text) and not spent and item not in kept.uncosted:
                yield Complaint(f"填写了{name}，但没有{names[item]}。请核对金额或数量。")
    held = given.get(str(kept.facts.vehicles_held), 0)
    all_cars = examined.facts.get(kept.facts.vehicles)
    if held > all_cars:
        yield Complaint(f"公务用车保有量 {held} 辆大于车辆总数 {all_cars} 辆。请核对国有资产中的车辆数。")


def particulars(examined: Examined) -> Iterator[Complaint]:
    """Contracts with smaller enterprises are part of all procurement."""
    kept, of = examined.kept, examined.books.procurement
    total = examined.facts.get(kept.facts.procurement)
    sme, micro = (of.get(item, Decimal(0)) for item in (kept.enterprises.small, kept.enterprises.micro))
    if sme > total:
        yield Complaint(f"授予中小企业合同金额 {money(sme)}大于政府采购支出总额 {money(total)}。请核对。")
    if micro > sme:
        yield Complaint(f"授予小微企业合同金额 {money(micro)}大于授予中小企业合同金额 {money(sme)}。请核对。")
