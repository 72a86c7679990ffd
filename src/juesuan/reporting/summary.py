"""What a reviewer hands up of each of many documents: its line, and a line for each of its problems."""

from __future__ import annotations

from decimal import Decimal

from juesuan.model import Severity, State
from juesuan.reporting.dossier import Case, Dossier, suspected
from juesuan.reporting.entries import ProblemLine, SummaryEntry
from juesuan.reporting.words import DOCUMENT_KIND

__all__ = ["entry", "unjudged"]


def entry(dossier: Dossier) -> SummaryEntry:
    """The line of a document that was read."""
    info, readings = dossier.disclosure.info, [reading for reading in dossier.disclosure.readings if reading.form]
    others = dict(dossier.compared_with)
    grade = dossier.disclosure.grade
    cases = (*dossier.of(Severity.ERROR), *dossier.of(Severity.WARNING))
    return SummaryEntry(
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
        closure=(grade * 100).quantize(Decimal("0.01")) if grade is not None else None,
        undecided=dossier.report.counts.get(State.UNDECIDABLE, 0),
        previous=others.get("上年决算", ""),
        budget=others.get("本年预算", ""),
        message="" if dossier.is_judged else unjudged(dossier),
    )


def unjudged(dossier: Dossier) -> str:
    """Why nothing was judged in a file that could be opened."""
    if dossier.verdict == "not_a_disclosure":
        told = next((problem.message for problem in dossier.disclosure.problems if problem.place.form), "")
        return told or "其中没有决算表，也没有决算情况说明，不是决算公开文件"
    return "没有读出任何数据"


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
