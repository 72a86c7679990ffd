"""What only some kinds of unit have: 事业 units business and surpluses, 行政 and 参公 units 机关运行经费."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.preparing.soundness.complaint import Complaint, Examined, money

__all__ = ["kinds_of_units"]

_KINDS = ("行政", "参公", "事业")


def kinds_of_units(examined: Examined) -> Iterator[Complaint]:
    """Against the kinds of the units in scope."""
    books = examined.books
    department = books.department
    for name, kind in (
        (department.name, department.kind),
        *((agency.name, agency.kind) for agency in department.kinds),
    ):
        if kind not in _KINDS:
            yield Complaint(f"“{name}”的单位性质“{kind}”不认识。请填 行政、参公 或 事业。")
    if department.level not in {"部门", "单位"}:
        yield Complaint(f"“{department.level}”不是公开的级次。请填 部门 或 单位。")
    if "事业" not in department.kinds_in_scope:
        yield from _for_institutions(examined)
    for spending in books.spending:
        if spending.fund in examined.kept.funds and spending.nature not in examined.kept.appropriated:
            yield Complaint(
                f"{examined.name(spending.function)}：{examined.fund_name(spending.fund)}的支出只分基本支出和项目支出。"
                "上缴上级、经营和对附属单位补助支出用的是非财政拨款资金，请改正资金来源或支出性质。"
            )
    yield from _running_costs(examined)


def _for_institutions(examined: Examined) -> Iterator[Complaint]:
    for fact in examined.kept.of_institutions:
        what, amount = examined.standard.vocabulary.name(fact), examined.facts.get(fact)
        if amount:
            yield Complaint(
                f"{what} {money(amount)} 只有事业单位才有，但单位构成中没有事业单位。请核对科目，或填写所属单位的性质。"
            )


def _running_costs(examined: Examined) -> Iterator[Complaint]:
    """机关运行经费 is the 公用经费 of 行政 and 参公 units; without 事业 units beside them, all of it."""
    books = examined.books
    kinds = books.department.kinds_in_scope
    operating = examined.facts.get(examined.kept.facts.office_costs)
    offices = kinds & {"行政", "参公"}
    if not offices and books.running_costs:
        yield Complaint(
            f"机关运行经费 {money(books.running_costs)}：单位构成中没有行政单位和参公单位，不应有机关运行经费。请核对。"
        )
    elif books.running_costs > operating:
        yield Complaint(
            f"机关运行经费 {money(books.running_costs)}大于一般公共预算公用经费 {money(operating)}。它是公用经费的一部分，请核对。"
        )
    elif offices and operating and not books.running_costs:
        yield Complaint("有行政单位或参公单位，但没有填写机关运行经费。请填写这些单位的公用经费合计。")
    elif offices and "事业" not in kinds and books.running_costs != operating:
        yield Complaint(
            f"机关运行经费 {money(books.running_costs)} 与公用经费 {money(operating)} 不等。单位构成中没有事业单位，两者应当相等；"
            "有事业单位的，请填写所属单位的性质。"
        )
