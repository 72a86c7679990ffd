"""N09-05 “三公”经费没有写明必须公开的数量.

团组数和人次、购置数和保有量、国内接待批次和人次 (as the layout requires) must be stated, zeros too, unless the text says that there was
no such spending (财预〔2016〕143号). All amounts zero and the counts left out is what many templates do: then a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.three_public import stated_counts
from juesuan.checking.unread import counts_unread
from juesuan.model import DenialClaim, Outcome, Section, Severity, State, Statement, Term

RULE = "N09-05"


class _Group(Struct, frozen=True):
    """An item of 三公 and the counts that belong to it."""

    name: str
    item: str
    counts: tuple[tuple[str, str], ...]


_GROUPS = (
    _Group("因公出国（境）", "abroad", (("delegations", "团组数"), ("travellers", "人次"))),
    _Group("公务用车", "vehicles", (("vehicles[item=bought]", "购置数"), ("vehicles[item=held]", "保有量"))),
    _Group("国内公务接待", "reception", (("receptions", "批次"), ("guests", "人次"))),
)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per item of 三公."""
    wanted = {fact for count in context.layout.counts for fact in count.evidence}
    section = context.section("N09")
    if not wanted:
        yield not_applicable("本版式不公开“三公”经费")
        return
    if section is None:
        yield undecidable("没有找到“三公”经费的文字说明")
        return
    denied = {str(fact) for claim in context.claims("N09", DenialClaim) for fact in claim.facts}
    if "three_public" in denied:
        yield not_applicable("文中写明没有“三公”经费支出")
        return
    total = context.cell("T09", "*", "C7")
    for group in _GROUPS:
        if f"three_public[item={group.item}]" in denied:
            continue
        missing = [name for fact, name in group.counts if fact in wanted and not stated_counts(context, fact)]
        if not missing:
            yield passed([s for fact, _ in group.counts for s in stated_counts(context, fact)])
            continue
        if counts_unread(context, "N09"):
            yield undecidable(f"“三公”经费说明中还有未能识别的数量，可能是{group.name}的{'、'.join(missing)}")
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
