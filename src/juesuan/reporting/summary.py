"""What a reviewer hands up of each of many documents: its line, and a line for each of its problems."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from juesuan.model import Severity, State
from juesuan.reporting.dossier import Case, Dossier, suspected
from juesuan.reporting.words import DOCUMENT_KIND, VERDICT
from juesuan.standard.forms import BUDGET

__all__ = ["Entry", "ProblemLine", "entry", "unread_entry"]


class ProblemLine(Struct, frozen=True):
    """One cause of a document, for the list of all problems."""

    severity: Severity
    category: str
    rule: str
    title: str
    message: str
    where: str
    advice: str
    follows: int


class Entry(Struct, frozen=True):
    """One document.

    Attributes:
        file: as the user named it. unit, level, year, kind: what it is; empty where that is not known.
        conclusion: the verdict for people.
        problems: errors and warnings that nobody has explained.
        hints, waived: how many hints and explained causes there are.
        forms, forms_read: forms the layout has, and those read in full.
        numbers, checked, closure, undecided: how much of it was judged. closure in percent; None when nothing was.
        previous, budget: names of the files it was compared with.
        message: why it was not read.
    """

    file: str
    conclusion: str
    unit: str = ""
    level: str = ""
    year: int | None = None
    kind: str = ""
    problems: tuple[ProblemLine, ...] = ()
    hints: int = 0
    waived: int = 0
    forms: int = 0
    forms_read: int = 0
    numbers: int = 0
    checked: int = 0
    closure: Decimal | None = None
    undecided: int = 0
    previous: str = ""
    budget: str = ""
    message: str = ""

    def count(self, severity: Severity) -> int:
        """How many problems there are of one severity."""
        return sum(problem.severity is severity for problem in self.problems)


def entry(dossier: Dossier) -> Entry:
    """The line of a document that was read."""
    info, readings = dossier.disclosure.info, dossier.disclosure.readings
    others = dict(dossier.compared_with)
    grade = dossier.disclosure.grade
    cases = (*dossier.of(Severity.ERROR), *dossier.of(Severity.WARNING))
    return Entry(
        file=info.file,
        conclusion=dossier.conclusion,
        unit=info.unit,
        level=info.level,
        year=info.year,
        kind=DOCUMENT_KIND.get(info.kind, ""),
        problems=tuple(_problem(case, dossier) for case in cases),
        hints=len(dossier.of(Severity.INFO)),
        waived=len(dossier.waived),
        forms=len(readings),
        forms_read=sum(reading.state == "read" for reading in readings),
        numbers=dossier.coverage.numbers,
        checked=dossier.coverage.checked,
        closure=(grade * 100).quantize(Decimal("0.01")) if grade is not None and info.kind != BUDGET else None,
        undecided=dossier.report.counts.get(State.UNDECIDABLE, 0),
        previous=others.get("上年决算", ""),
        budget=others.get("本年预算", ""),
        message="" if dossier.is_judged else unjudged(dossier),
    )


def unjudged(dossier: Dossier) -> str:
    """Why nothing was judged in a file that could be opened."""
    if dossier.verdict == "not_a_disclosure":
        return "其中没有决算表，也没有决算情况说明，不是决算公开文件"
    return "没有读出任何数据"


def unread_entry(file: str, message: str) -> Entry:
    """The line of a file that could not be read."""
    return Entry(file, VERDICT["unreadable"], message=message)


def _problem(case: Case, dossier: Dossier) -> ProblemLine:
    finding = case.finding
    return ProblemLine(
        severity=finding.severity,
        category=finding.category,
        rule=finding.rule,
        title=finding.title,
        message=finding.message,
        where=dossier.named(suspected(finding)) if finding.terms else "",
        advice=finding.advice if finding.suspects else "",
        follows=len(case.consequences),
    )
