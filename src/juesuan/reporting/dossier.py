"""A report together with the document it speaks of, arranged as people read it. Every format is a view of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePath

from msgspec import Struct

from juesuan.checking.rendering import nested
from juesuan.model import (
    Band,
    Disclosure,
    DocumentInfo,
    Finding,
    Place,
    Problem,
    RepairKind,
    Report,
    Severity,
    State,
    Suspect,
    Term,
)
from juesuan.model.excerpt import quoted
from juesuan.model.place import coordinates
from juesuan.reporting.coverage import Coverage, coverage
from juesuan.reporting.words import CATEGORY, DOCUMENT_KIND, NOT_JUDGED, ONLY_READ, PERFORMANCE_FORM, VERDICT
from juesuan.standard import Standard
from juesuan.standard.forms import NOT_DISCLOSED

__all__ = ["Case", "Dossier", "accusation", "doubts", "source_of", "suspected"]


class Case(Struct, frozen=True):
    """One cause: the finding that stands for it, and the findings that follow from it."""

    finding: Finding
    consequences: tuple[Finding, ...]

    @property
    def alike(self) -> tuple[Finding, ...]:
        """Those that are the same fault at other places: copy tails, and what the same rule says of other forms."""
        if self.finding.band is Band.COPY_TAIL:
            return self.consequences
        own = _forms_of(self.finding)
        same = (other for other in self.consequences if other.rule == self.finding.rule)
        return tuple(other for other in same if other.category == "performance" and own.isdisjoint(_forms_of(other)))

    @property
    def following(self) -> tuple[Finding, ...]:
        """Those that are gone once this is mended."""
        return tuple(other for other in self.consequences if other not in self.alike)

    @property
    def others(self) -> str:
        """How many more places there are, and of what kind; empty where there are none."""
        counts = ((len(self.alike), "同类"), (len(self.following), "由此引起"))
        return "、".join(f"{number} 处{how}" for number, how in counts if number)


def _forms_of(finding: Finding) -> frozenset[tuple[str, int]]:
    stated = (term.statement for term in finding.terms)
    return frozenset((s.source, s.instance) for s in stated if s is not None)


class Dossier(Struct, frozen=True, eq=False, dict=True):
    """A disclosure and what was found in it.

    Attributes:
        disclosure: the document.
        report: what checking said about it.
        standard: what it was read and judged by.
        units: the accounts of its units that it was compared with.
        evidence: how many values of the bureau's own evidence it was compared with; None: none was given.
        waiting: fingerprints of findings that do not go out because nobody said yet that they hold.
        previous, budget, against: what last year's accounts, this year's budget and the approved figures are that it was compared with.
    """

    disclosure: Disclosure
    report: Report
    standard: Standard
    previous: DocumentInfo | None = None
    budget: DocumentInfo | None = None
    against: DocumentInfo | None = None
    units: tuple[DocumentInfo, ...] = ()
    evidence: int | None = None
    waiting: frozenset[str] = frozenset()

    @property
    def verdict(self) -> str:
        """The report's verdict, or that there was nothing that could have been judged: no text, or the text of something else."""
        document = self.disclosure
        if document.info.kind == NOT_DISCLOSED:
            return "not_a_disclosure"
        if document.statements or any(reading.state in {"read", "partial"} for reading in document.readings):
            return self.report.verdict
        has_text = bool(document.sections or document.numbers) and not document.unreadable_pages
        return "not_a_disclosure" if has_text and document.info.kind == "unknown" else "unreadable"

    @property
    def is_judged(self) -> bool:
        """Whether anything was judged at all."""
        return self.verdict not in NOT_JUDGED

    @property
    def gaps(self) -> tuple[Problem, ...]:
        """What keeps the document from being judged in full; empty when nothing does."""
        if not self.is_judged:
            return (Problem(f"{VERDICT[self.verdict]}，没有核对"),)
        return self.report.gaps

    @property
    def conclusion(self) -> str:
        """The verdict for people; a budget is read to be compared with and internal accounts to prepare from: no rule judges them."""
        if self.is_judged and self.disclosure.info.kind in ONLY_READ:
            return f"{ONLY_READ[self.disclosure.info.kind]}，只读取，不作判断"
        faults = len({fault.rule for fault in self.report.faults})
        return VERDICT[self.verdict] + (f"（程序出错，有 {faults} 项检查没有判断）" if faults else "")

    @property
    def heading(self) -> str:
        """What the document is: ``某某局 2022 年度部门决算``."""
        info = self.disclosure.info
        kind = DOCUMENT_KIND.get(info.kind, "")
        year = f"{info.year} 年度" if info.year else ""
        name = f"{info.level}{kind}" if info.kind in {"final_accounts", "budget"} else kind
        return " ".join(part for part in (info.unit, year + name) if part) or info.file

    @property
    def compared_with(self) -> tuple[tuple[str, str], ...]:
        """What it was compared with, and the names of these files."""
        others = (
            ("上年决算", self.previous),
            ("本年预算", self.budget),
            ("批复", self.against),
            *(("单位决算", unit) for unit in self.units),
        )
        files = tuple((what, PurePath(info.file).name) for what, info in others if info is not None)
        return files if self.evidence is None else (*files, ("佐证", f"{self.evidence} 项取数"))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The causes in the report's order, each with its consequences."""
        by_root: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            if finding.root is not None:
                by_root.setdefault(finding.root, []).append(finding)
        return tuple(
            Case(finding, tuple(by_root.get(finding.id, ())))
            for finding in self.report.findings
            if finding.root is None
        )

    def of(self, severity: Severity) -> tuple[Case, ...]:
        """The causes of one severity that nobody has accepted."""
        return tuple(case for case in self.cases if case.finding.severity is severity and case.finding.waived is None)

    def by_category(self, severity: Severity) -> Mapping[str, tuple[Case, ...]]:
        """The same, by category, in the order in which a document is usually gone through."""
        cases = self.of(severity)
        present = [category for category in CATEGORY if any(case.finding.category == category for case in cases)]
        return {name: tuple(case for case in cases if case.finding.category == name) for name in present}

    @cached_property
    def numbered(self) -> Mapping[int, Case]:
        """The causes that nobody has accepted, by the number under which every report lists them: from 1, worst first."""
        listed = (case for severity in Severity for cases in self.by_category(severity).values() for case in cases)
        return dict(enumerate(listed, start=1))

    @property
    def waived(self) -> tuple[Case, ...]:
        """The causes that were explained and accepted earlier."""
        return tuple(case for case in self.cases if case.finding.waived is not None)

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the document was looked at."""
        return coverage(self.disclosure, self.report)

    @cached_property
    def undecided(self) -> Mapping[str, Mapping[str, int]]:
        """What would have been judged but could not be: by reason the rules, each with the number of places."""
        found: dict[str, dict[str, int]] = {}
        for result in self.report.results:
            for reason in result.reasons:
                if reason.state is State.UNDECIDABLE:
                    found.setdefault(reason.text or "原因不明", {})[result.rule] = len(reason.instances)
        return found

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        standard = {form.id: form.title for form in self.standard.forms.values()}
        printed = {form: table.title for form, table in self.disclosure.tables.items() if table.title}
        projects = {
            f"{form.kind}{form.instance}": f"{PERFORMANCE_FORM[form.kind]}（{form.project.text}）"
            for form in self.disclosure.performance
            if form.project is not None and form.project.text
        }
        return {**PERFORMANCE_FORM, **standard, **printed, **projects}

    def title(self, form: str) -> str:
        """The title of a form as printed, else as the standard calls it."""
        return self._titles.get(form, form)

    def where(self, place: Place) -> str:
        """A place in words: ``第 14 页 · 支出决算表 · 2150517 产业发展 · 项目支出``."""
        return " · ".join((*coordinates(place), *self._cell(place)))

    def named(self, term: Term) -> str:
        """Where an operand stands, for people: a cell by its table, row and column; prose by the words around it."""
        where = self.where(term.place)
        if term.place.form and where:
            return where
        excerpt = f"“{quoted(term.place.text, term.text)}”" if len(term.place.text) > len(term.text) else ""
        return "  ".join(part for part in (where, excerpt or term.label) if part)

    def _cell(self, place: Place) -> tuple[str, ...]:
        names = (self.title(place.form) if place.form else None, place.row, place.column)
        return tuple(name for name in names if name)


def source_of(term: Term) -> str:
    """The form or part of the prose an operand stands in, without sub-section and number: ``T03``, ``N05``, ``PP``."""
    source = term.statement.source if term.statement is not None else term.place.form or ""
    kind = source.rstrip("0123456789")
    return kind if kind in PERFORMANCE_FORM else source.partition(".")[0]


def suspected(finding: Finding) -> Term:
    """The operand that is probably wrong; where nobody knows, prose that contradicts a table is. The finding has operands."""
    if finding.suspects:
        return finding.terms[finding.suspects[0].term]
    in_prose = [term for term in finding.terms if term.statement is not None and term.statement.in_prose]
    return in_prose[0] if in_prose and finding.category == "narrative" else finding.terms[0]


def _doubt(finding: Finding, suspect: Suspect) -> str:
    """What is probably wrong and what it should be; an operand is named where another of the finding prints the same."""
    term = finding.terms[suspect.term]
    if not term.text and suspect.suggestion:
        return nested(f"“{term.label}”") + f"未填，应为 {suspect.suggestion}" + _closing(suspect)
    printed = f"“{term.text or '空白'}”"
    if sum(other.text == term.text for other in finding.terms) > 1:
        printed = nested(f"“{term.label}”") + f"的{printed}"
    text = f"{printed}应为 {suspect.suggestion}" if suspect.suggestion else f"{printed}可能有误"
    text += f"（{suspect.slip}）" if suspect.slip else ""
    return text + _closing(suspect)


def accusation(finding: Finding) -> str:
    """The number that is most probably wrong, by its name, and what it should be; empty where nobody can say."""
    proposed = {change.term for repair in finding.proposals for change in repair.changes}
    suspect = next((each for each in finding.suspects if each.term in proposed and each.suggestion), None)
    if suspect is None:
        return ""
    term = finding.terms[suspect.term]
    alternatives = any(repair.kind is RepairKind.ALTERNATIVE for repair in finding.proposals)
    due = f"{'可能' if alternatives else '疑'}应为 {suspect.suggestion}"
    if term.statement is None:  # what the prose says of a relation has no name but its words
        return nested(f"文中“{term.text}”{due}")
    printed = f"印为 {term.text}，" if term.text else "未填，"
    name = nested(f"“{term.label}”") if term.label else ""
    return f"{name}{printed}{due}"


def _closing(suspect: Suspect) -> str:
    how = "改后" if suspect.suggestion else "它改对后"
    return f"，{how} {'、'.join(suspect.closes)} 随之相符" if suspect.closes else ""


def doubts(finding: Finding) -> tuple[str, ...]:
    """What is probably wrong, one line an operand that a proposal changes: those that are wrong together, or those of which one is."""
    proposed = {change.term for repair in finding.proposals for change in repair.changes}
    told = [_doubt(finding, suspect) for suspect in finding.suspects if suspect.term in proposed]
    kinds = {repair.kind for repair in finding.proposals}
    if not told:
        return ()  # what a row that is not there should hold is no doubt about an operand: message and advice say it
    if RepairKind.JOINT in kinds or len(finding.proposals[0].changes) > 1:
        told[0] = f"须一起改的 {len(told)} 处：{told[0]}"
    elif RepairKind.ALTERNATIVE in kinds:
        told[1:] = [f"或者 {line}" for line in told[1:]]
    return tuple(told)
