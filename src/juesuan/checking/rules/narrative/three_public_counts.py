"""N09-05, N09-06 “三公”经费必须公开的数量及其与金额的对应.

团组数和人次、购置数和保有量、国内接待批次和人次 (as the layout requires) must be stated, zeros too, unless the text says that there was
no such spending. All amounts zero and the counts left out is what many templates do: then a warning. Money without a count of what
it bought is a contradiction; a count without money may have been paid by others: a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Band, Outcome, Section, Severity, State, Statement, Term


@dataclass(frozen=True, slots=True)
class _Group:
    """An item of 三公 (the column of its final amount) and the counts that belong to it."""

    name: str
    item: str
    column: str
    counts: tuple[tuple[str, str], ...]


_GROUPS = (
    _Group("因公出国（境）", "abroad", "C8", (("delegations", "团组数"), ("travellers", "人次"))),
    _Group("公务用车", "vehicles", "C9", (("vehicles[item=bought]", "购置数"), ("vehicles[item=held]", "保有量"))),
    _Group("国内公务接待", "reception", "C12", (("receptions", "批次"), ("guests", "人次"))),
)
# Money of the column that must have bought what is counted.
_BOUGHT = (
    ("C8", ("delegations",)),
    ("C10", ("vehicles[item=bought]",)),
    ("C12", ("receptions", "receptions[item=foreign]")),
)


def _required(context: Context) -> Iterator[Outcome]:
    wanted = {fact for count in context.layout.counts for fact in count.evidence}
    section = context.section("N09")
    if not wanted:
        yield not_applicable("本版式不公开“三公”经费")
        return
    if section is None:
        yield undecidable("没有找到“三公”经费的文字说明")
        return
    denied = {name for claim in context.claims("N09", "none") for name in claim.names}
    if "three_public" in denied:
        yield not_applicable("文中写明没有“三公”经费支出")
        return
    total = context.cell("T09", "*", "C7")
    for group in _GROUPS:
        if f"three_public[item={group.item}]" in denied:
            continue
        missing = [name for fact, name in group.counts if fact in wanted and not _stated(fact, context)]
        if not missing:
            yield passed([s for fact, _ in group.counts for s in _stated(fact, context)])
            continue
        yield _gap(group, missing, section, total)


def _gap(group: _Group, missing: list[str], section: Section, total: Statement | None) -> Outcome:
    nothing_spent = total is not None and not total.value
    message = f"“三公”经费说明没有写明{group.name}的{'、'.join(missing)}；没有发生的也应写 0。"
    return Outcome(
        State.FAIL,
        terms=(Term(1, f"{group.name}的{'、'.join(missing)}", None, section.place, section.heading),),
        message=message,
        severity=Severity.WARNING if nothing_spent else None,
    )


def _stated(fact: str, context: Context) -> list[Statement]:
    """The counts stated in the section; what was bought may stand in the section on state property."""
    return [s for s in context.by_fact.get(fact, ()) if not s.row and s.source[:3] in {"N09", "N12"}]


def _matched(context: Context) -> Iterator[Outcome]:
    said = False
    for column, facts in _BOUGHT:
        money = context.cell("T09", "*", column)
        counts = [statement for fact in facts for statement in _stated(fact, context)]
        if money is None or not counts:
            continue
        said = True
        counted = any(statement.value for statement in counts)
        if bool(money.value) == counted:
            yield passed([money, *counts])
            continue
        shown = "、".join(f"“{statement.label}”{statement.amount.raw}" for statement in counts)
        message = f"“{money.label}”为 {money.amount.raw or '0'}，而{shown}，金额与数量不能相互印证。"
        terms = (Term.of(money), *(Term.of(statement, -1) for statement in counts))
        severity = Severity.WARNING if counted else None
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, severity=severity)
    if not said:
        yield not_applicable("没有可以相互印证的金额和数量")


RULES = {"N09-05": _required, "N09-06": _matched}
