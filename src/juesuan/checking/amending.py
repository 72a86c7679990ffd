"""A reviewer's findings among those of the program, and what a reviewer changes in these.

A finding of one's own is a finding like any other: it has a place, a severity, perhaps a value that should stand there. On a new version of the
document it is there again while the number that it speaks of is printed as it was, and gone when another is printed; where that cannot be seen it
stays, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.advice import with_advice
from juesuan.checking.by_hand import BY_HAND, Amendment, OwnFinding
from juesuan.checking.rendering import nested
from juesuan.model import (
    Disclosure,
    FactKey,
    Finding,
    OutcomeName,
    Place,
    Repair,
    RepairKind,
    Report,
    Severity,
    Statement,
    Substitution,
    Suspect,
    Term,
)

__all__ = ["TITLE_BY_HAND", "amended", "carried", "said_by_hand"]

TITLE_BY_HAND = "审核人提出"
_CATEGORY = "own"
_HINT = "请核实后改正。"
_GONE = "新版本中没有找到原来的位置，请看原文核对是否已经改正。"


def amended(
    report: Report, disclosure: Disclosure, own: Sequence[OwnFinding] = (), amendments: Iterable[Amendment] = ()
) -> Report:
    """The report with a reviewer's findings and changes."""
    changes = {change.finding: change for change in amendments}
    statements = {statement.id: statement for statement in disclosure.statements}
    added = [_finding(each, statements) for each in own]
    found = [*report.findings, *added]
    changed = [_changed(each, changes[each.id]) if each.id in changes else each for each in found]
    roots = [each for each in changed if each.root is None]
    return replace(report, findings=(*roots, *(each for each in changed if each.root is not None)))


def carried(own: Iterable[OwnFinding], disclosure: Disclosure) -> tuple[OwnFinding, ...]:
    """Those of an earlier version that stand in this one, each at its place here."""
    return tuple(again for each in own if (again := _again(each, disclosure)) is not None)


def _again(own: OwnFinding, disclosure: Disclosure) -> OwnFinding | None:
    """The finding in another version; None where what it speaks of is printed otherwise there."""
    printed = _printed(own, disclosure)
    if printed:
        same = [statement for statement in printed if statement.amount.raw == own.text]
        if not same:
            return None
        return replace(own, place=same[0].place, statement=same[0].id, is_lost=False)
    seen = [number for number in disclosure.numbers if own.text and number.text == own.text]
    there = next((number for number in seen if number.place.text == own.place.text), None)
    if there is not None:
        return replace(own, place=there.place, is_lost=False)
    return replace(own, place=Place(), statement="", is_lost=True)


def _printed(own: OwnFinding, disclosure: Disclosure) -> list[Statement]:
    """What states the same: the cell of the form, or in prose the fact in the same section."""
    if not own.statement:
        return []
    same = [statement for statement in disclosure.statements if statement.id == own.statement]
    if same and not same[0].in_prose:
        return same
    section = own.statement.partition("#")[0]
    fact = FactKey.parse(own.fact) if own.fact else None
    if fact is None:
        return same
    return [s for s in disclosure.statements if s.in_prose and s.fact == fact and s.id.partition("#")[0] == section]


def _finding(own: OwnFinding, statements: Mapping[str, Statement]) -> Finding:
    statement = statements.get(own.statement)
    if statement is not None and statement.amount.raw != own.text:
        statement = None
    text = own.text if statement is None else statement.amount.raw
    term = Term(1, own.label or own.text or _framed(own), statement, own.place, text)
    finding = Finding(
        own.id,
        BY_HAND,
        _CATEGORY,
        Severity(own.severity),
        TITLE_BY_HAND,
        said_by_hand(own),
        () if own.is_lost else (term,),
        hint=_GONE if own.is_lost else _HINT,
        outcomes=(OutcomeName(BY_HAND, own.id),),
    )
    return with_advice(_proposing(finding, own.value) if own.value and finding.terms else finding)


def said_by_hand(own: OwnFinding) -> str:
    """What the finding says: its own words, or what is printed and what should be."""
    if own.message:
        return own.message
    name = nested(f"“{own.label}”") if own.label else "此处"
    printed = f"印为 {own.text}" if own.text else "有误"
    return f"{name}{printed}，应为 {own.value}。" if own.value else f"{name}{printed}，请核实。"


def _framed(own: OwnFinding) -> str:
    return f"第 {own.place.page} 页画框处" if own.place.page else "画框处"


def _changed(finding: Finding, change: Amendment) -> Finding:
    if change.message:
        finding = replace(finding, message=change.message)
    finding = replace(finding, note=change.note)
    if change.value and finding.terms:
        finding = with_advice(_proposing(finding, change.value))
    elif change.is_left:
        finding = with_advice(replace(finding, suspects=(), proposals=()))
    return finding


def _proposing(finding: Finding, value: str) -> Finding:
    """With one value proposed: for the operand that was thought to be wrong, else for the first."""
    index = finding.suspects[0].term if finding.suspects else 0
    return replace(
        finding,
        suspects=(Suspect(index, Decimal(1), value),),
        proposals=(Repair(RepairKind.SINGLE, Decimal(1), (Substitution(index, value),)),),
    )
