"""What to do about a finding, in one sentence that says what its repairs say."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.rendering import nested
from juesuan.model import Finding, Repair, RepairKind, Substitution

__all__ = ["advice", "changes_in_words", "with_advice"]

_LIKELY = Decimal("0.5")
_LISTED = 5
_CHOICES = 3


def with_advice(finding: Finding, reserve: str = "") -> Finding:
    """The finding with its advice; ``reserve`` is what is to be said of how sure it is."""
    return replace(finding, advice=f"{advice(finding)}{reserve}", hint=f"{finding.hint}{reserve}")


def advice(finding: Finding) -> str:
    """What to change and what to, as far as it is known; what to do in general where it is not."""
    proposed = [repair for repair in finding.proposals if repair.changes]
    if not proposed:
        return finding.hint
    first = proposed[0]
    if first.kind is RepairKind.JOINT:
        more = f"等 {len(first.changes)} 处" if len(first.changes) > _LISTED else ""
        return f"以下各处要一起改：{'；'.join(_change(change, finding) for change in first.changes[:_LISTED])}{more}。"
    if first.kind is RepairKind.ALTERNATIVE:
        choices = [_each(repair, finding) for repair in proposed if repair.kind is RepairKind.ALTERNATIVE]
        return f"只改其中一处，请对照账表确定是哪一处：{'，或者'.join(choices[:_CHOICES])}。"
    if first.kind is RepairKind.UNDECIDABLE:
        names = "、".join(_named(change, finding) for change in first.changes[:_LISTED])
        return f"{names}可能有误，应为多少从本文件不能确定，请对照账表核实。"
    maybe = "" if first.probability >= _LIKELY else "可能要"
    return f"{maybe}{_each(first, finding)}。"


def changes_in_words(repair: Repair, finding: Finding) -> str:
    """What a repair changes: ``把…由 1 改为 2，在…处填写 3``; the first of many."""
    more = f"等 {len(repair.changes)} 处" if len(repair.changes) > _LISTED else ""
    return "，".join(_change(change, finding) for change in repair.changes[:_LISTED]) + more


def _each(repair: Repair, finding: Finding) -> str:
    return "，".join(_change(change, finding) for change in repair.changes)


def _change(change: Substitution, finding: Finding) -> str:
    text = finding.terms[change.term].text
    if not _has_name(change, finding):
        return f"把“{text}”改为“{change.to}”"
    name = _named(change, finding)
    if change.to is not None and change.to != text and change.to.startswith(text) and change.to.endswith("元"):
        return f"把{name}的“{text}{_unit(change, finding)}”改为“{change.to}”"
    return f"把{name}由 {text} 改为 {change.to}" if text else f"在{name}处填写 {change.to}"


def _unit(change: Substitution, finding: Finding) -> str:
    statement = finding.terms[change.term].statement
    return statement.amount.unit.value if statement is not None else ""


def _named(change: Substitution, finding: Finding) -> str:
    term = finding.terms[change.term]
    return nested(f"“{term.label if _has_name(change, finding) else term.text or term.label}”")


def _has_name(change: Substitution, finding: Finding) -> bool:
    """Whether the operand is a number with a name of its own; words are named by themselves."""
    return finding.terms[change.term].statement is not None
