"""The notes as an accountant reads them beside the number."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.model import Band, Finding, Severity, Term
from juesuan.model.place import coordinates
from juesuan.reporting.dossier import Case, Dossier, doubts
from juesuan.reporting.equation import shown
from juesuan.reporting.words import SEVERITY

__all__ = ["full_note", "opening_note", "reference_note", "result_note"]

_FEW = 6
"""Operands whose places are spelt out in a note; the report lists all."""


def full_note(dossier: Dossier, number: int, case: Case, lead: Term | None) -> str:
    """The whole explanation of a cause: what, where the other numbers are, what is probably right, what to do, why."""
    finding = case.finding
    lines = [f"问题{number}（{SEVERITY[finding.severity]}）：{finding.message or finding.title}"]
    lines += [f"疑为：{line}" for line in doubts(finding)[:3]]
    lines += _compared(dossier, finding, lead)
    lines += [f"处理：{finding.advice}"] if finding.advice else []
    lines += _consequences(case)
    lines += [f"依据：{finding.basis}"] if finding.basis else []
    return "\n".join([*lines, f"规则：{finding.rule} {finding.title}"])


def _compared(dossier: Dossier, finding: Finding, lead: Term | None) -> Iterator[str]:
    """The other operands with their places."""
    others = [addend.term for addend in shown(finding) if addend.term is not lead]
    if lead is None or not others:
        return
    named = [f"{dossier.named(_countless(term))}{_value(term)}".replace("  ", " ") for term in others[:_FEW]]
    if len(named) == 1:
        yield f"对照：{named[0]}"
        return
    yield "对照："
    yield from (f"· {name}" for name in named)
    if len(others) > _FEW:
        yield f"· 另有 {len(others) - _FEW} 处，均已标出"


def _value(term: Term) -> str:
    """The operand as printed, unless it is words, which the place shows already."""
    return f"：{term.text or '空'}" if term.statement is not None else ""


def _consequences(case: Case) -> Iterator[str]:
    if not case.consequences:
        return
    rules = "、".join(dict.fromkeys(finding.rule for finding in case.consequences))
    if case.finding.band is Band.COPY_TAIL:
        yield f"同类：另有 {len(case.consequences)} 处尾差（{rules}）"
    else:
        yield f"另有 {case.others}（{rules}）"


def reference_note(dossier: Dossier, number: int, finding: Finding, lead: Term) -> str:
    """What stands at the other operands of a cause."""
    return f"见问题{number}{_at(dossier, lead)}：{finding.message or finding.title}"


def result_note(dossier: Dossier, number: int, case: Case, consequence: Finding, lead: Term) -> str:
    """What stands where a cause made another rule fail."""
    tail = case.finding.band is Band.COPY_TAIL
    how = "与它同类的尾差" if tail else "与它同类" if consequence in case.alike else "由它引起"
    return f"见问题{number}{_at(dossier, lead)}，{how}：{consequence.message or consequence.title}"


def _at(dossier: Dossier, lead: Term) -> str:
    """Where a cause is explained: the page or the cell, else the table."""
    place = _countless(lead).place
    where = "".join(coordinates(place)).replace(" ", "") or (dossier.title(place.form) if place.form else "")
    return f"（{where}）" if where else ""


def _countless(term: Term) -> Term:
    """The operand without the count of paragraphs, rows and cells, which no program for Word documents shows."""
    return replace(term, place=term.place.but(paragraph=None, table_row=None, table_column=None))


def opening_note(dossier: Dossier, everything: bool) -> str:
    """What the check came to, what was not looked at, and how to read the marks."""
    return "\n".join(_opening(dossier, everything))


def _opening(dossier: Dossier, everything: bool) -> Iterator[str]:
    yield f"核对结论：{dossier.conclusion}"
    yield " · ".join(f"{SEVERITY[severity]} {len(dossier.of(severity))}" for severity in Severity)
    hints = len(dossier.of(Severity.INFO))
    if hints and not everything:
        yield f"有 {hints} 条提示不影响结论，没有标出。"
    if dossier.numbered:
        yield "问题的编号与核对报告相同；“见问题3”指与问题3对照的数。"
    disclosure = dossier.disclosure
    if disclosure.textless_pages:
        pages = "、".join(map(str, disclosure.textless_pages))
        yield f"第 {pages} 页没有文字层（可能是扫描件），未读取，也未核对。"
    for reading in disclosure.readings:
        if reading.state in {"partial", "unreadable"}:
            yield f"“{reading.title}”未能完整读出" + (f"：{reading.reason}" if reading.reason else "") + "。"
    for problem in disclosure.problems:
        where = dossier.where(problem.place)
        yield (f"{where}：" if where else "") + problem.message
    if dossier.waived:
        yield f"已说明并接受的 {len(dossier.waived)} 个问题没有标出。"
