"""The reviewer's checklist: each part of the disclosure, whether it is as required, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from juesuan.checking.closing import number_of
from juesuan.model import Severity, State, Term
from juesuan.model.place import coordinates
from juesuan.reporting.dossier import Case, Dossier, suspected
from juesuan.reporting.homes import region_of, sources_concerned

__all__ = ["ChecklistItem", "checklist"]

YES, NO, VERIFY, UNDECIDED, BY_HAND = "是", "否", "待核实", "未能判断", "需人工核对"

_DEADLINE = "S-05"
_OTHER_MATTERS = ("N09", "N10", "N11", "N12")
_PERFORMANCE = ("N13", "PO", "PP")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of the checklist.

    Attributes:
        group: what is judged: timeliness, content.
        name: the part of the disclosure.
        verdict: 是 (something of it was judged, nothing found wrong, and nothing of it waits for a decision) · 否 (an error) ·
            待核实 (a warning, or a finding of which nobody said yet what holds) · 未能判断 · 需人工核对.
        remarks: what is wrong or why it was not judged.
        cases: the causes behind the remarks.
    """

    group: str
    name: str
    verdict: str
    remarks: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the disclosure, the ids of the sections or forms that belong to it, and the rules that judge it where it has no numbers."""

    name: str
    sources: tuple[str, ...]
    rules: tuple[str, ...] = ()

    def holds(self, source: str) -> bool:
        return any(source == own or source.startswith(f"{own}.") for own in self.sources)


def checklist(dossier: Dossier) -> tuple[ChecklistItem, ...]:
    """The lines in the order of the form that reviewers hand in."""
    kind = "预算" if dossier.disclosure.info.kind == "budget" else "决算"
    parts = _parts(dossier, kind)
    assigned: dict[str, list[Case]] = {}
    waiting: dict[str, int] = {}
    for case in dossier.cases:
        if case.finding.rule == _DEADLINE or case.finding.severity is Severity.INFO:
            continue
        sources = sources_concerned(case, dossier)
        for part in [part.name for part in parts if any(map(part.holds, sources))] or [""]:
            if case.finding.waived is None:
                assigned.setdefault(part, []).append(case)
            elif case.finding.id in dossier.waiting:
                waiting[part] = waiting.get(part, 0) + 1
    timeliness = _timeliness(f"及时公开部门{kind}", dossier)
    items = [_item(part, assigned.get(part.name, ()), dossier) for part in parts]
    if "" in assigned:
        items.append(_judged("其他", assigned[""], dossier))
    elif "" in waiting:
        items.append(ChecklistItem("内容规范性", "其他", VERIFY))
    return (timeliness, *(_with_waiting(item, waiting) for item in items))


def _with_waiting(item: ChecklistItem, waiting: Mapping[str, int]) -> ChecklistItem:
    """The line with what of it waits for a decision: as long as something does, it is not as required."""
    count = waiting.get("" if item.name == "其他" else item.name, 0)
    if not count:
        return item
    told = f"另有 {count} 个问题还没有作出结论，或者在等单位说明"
    return replace(item, verdict=VERIFY if item.verdict == YES else item.verdict, remarks=(*item.remarks, told))


def _timeliness(name: str, dossier: Dossier) -> ChecklistItem:
    """Judged where the user has given the dates; the document does not say when it was published."""
    cases = tuple(case for case in dossier.cases if case.finding.rule == _DEADLINE and case.finding.waived is None)
    if cases:
        return ChecklistItem("及时性", name, NO, tuple(case.finding.message for case in cases), cases)
    state = next((result.state for result in dossier.report.results if result.rule == _DEADLINE), None)
    if state is State.PASS:
        return ChecklistItem("及时性", name, YES)
    return ChecklistItem("及时性", name, BY_HAND, ("文件本身看不出公开日期",))


def _parts(dossier: Dossier, kind: str) -> tuple[_Part, ...]:
    prose = tuple(f"N{number:02}" for number in range(1, 9))
    forms = [reading for reading in dossier.disclosure.readings if reading.form not in {"PO", "PP"}]
    return (
        _Part("封面", ("cover",), ("L-08",)),
        _Part("目录", ("toc",), ("F-09",)),
        _Part("主要职能", ("duties",), ("S-01",)),
        _Part("机构设置", ("organisation", "units"), ("S-01", "S-04")),
        _Part("名词解释", ("glossary",), ("S-01", "S-06")),
        _Part(f"{kind}情况说明", prose),
        *(_Part(f"《{reading.title}》", (reading.form,)) for reading in forms),
        _Part("其他重要事项说明（“三公”经费、机关运行经费、政府采购、国有资产）", _OTHER_MATTERS),
        _Part("预算绩效情况说明及自评表", _PERFORMANCE),
    )


def _item(part: _Part, cases: Iterable[Case], dossier: Dossier) -> ChecklistItem:
    found = tuple(cases)
    if found:
        return _judged(part.name, found, dossier)
    disclosure = dossier.disclosure
    for reading in disclosure.readings:
        if part.holds(reading.form) and reading.state != "read":
            return ChecklistItem("内容规范性", part.name, UNDECIDED, (reading.reason or "未能读全",))
    present = (
        *(section.id for section in disclosure.sections),
        *disclosure.tables,
        *(form.kind for form in disclosure.performance),
    )
    if not any(part.holds(source) for source in present):
        return ChecklistItem("内容规范性", part.name, UNDECIDED, ("未识别到这一部分",))
    return _sound(part, dossier)


def _sound(part: _Part, dossier: Dossier) -> ChecklistItem:
    """A part with which nothing was found wrong: as required only as far as something of it was judged."""
    gaps = tuple(gap.message for gap in dossier.gaps if part.holds(region_of(gap.place, dossier.disclosure)))
    if gaps and not part.rules:
        return ChecklistItem("内容规范性", part.name, UNDECIDED, gaps)
    decided, open_ = _decided(part, dossier)
    if not decided and not _passed(part, dossier):
        return ChecklistItem("内容规范性", part.name, BY_HAND, ("已读出，没有规则得出结果",))
    left = (f"另有 {open_} 个数没有规则得出结果",) if open_ else ()
    return ChecklistItem("内容规范性", part.name, YES, left)


def _decided(part: _Part, dossier: Dossier) -> tuple[int, int]:
    """How many of the numbers of a part some rule decided on, and how many none."""
    mine = [s for s in dossier.disclosure.statements if part.holds(s.source) and not s.is_blank]
    decided = sum(number_of(Term.of(statement)) in dossier.report.decided for statement in mine)
    return decided, len(mine) - decided


def _passed(part: _Part, dossier: Dossier) -> bool:
    """Whether a rule about the part as a whole, or about the form, came to a result."""
    held = {State.PASS, State.WITHIN_ROUNDING}
    return any(
        result.state in held and (result.rule in part.rules or result.rule.rpartition("-")[0] in part.sources)
        for result in dossier.report.results
    )


def _judged(name: str, cases: Iterable[Case], dossier: Dossier) -> ChecklistItem:
    found = tuple(cases)
    wrong = any(case.finding.severity is Severity.ERROR for case in found)
    remarks = tuple(_remark(case, dossier) for case in found)
    return ChecklistItem("内容规范性", name, NO if wrong else VERIFY, remarks, found)


def _remark(case: Case, dossier: Dossier) -> str:
    where = " · ".join(coordinates(suspected(case.finding).place)) if case.finding.terms else ""
    more = f"（另有 {case.others}）" if case.consequences else ""
    note = f"审核说明：{case.finding.note}" if case.finding.note else ""
    return (f"{where}：" if where else "") + case.finding.message + more + note
