"""What a bureau's evidence shows by the measures of a workbook, for a document that is reviewed: in the process that reads both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from juesuan.corpus.evidence import evidence_at, given_away
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties
from juesuan.model import EvidencedValue

if TYPE_CHECKING:
    from juesuan.performance.evidence.tables import Evidence
    from juesuan.preparing.books import MeasureLine
    from juesuan.preparing.workbook.measures_alone import MeasuresRead
    from juesuan.standard import Standard

__all__ = ["MEASURING", "Jobs", "MeasureEvidence", "MeasuredEvidence", "warm_up"]

_NAMED = 10


class MeasuredEvidence(Struct, frozen=True):
    """What came of it.

    Attributes:
        values: one a measure.
        told: what a user wants to know of the tables (Chinese).
        refusal: why there is none, in Chinese.
    """

    values: tuple[EvidencedValue, ...] = ()
    told: tuple[str, ...] = ()
    refusal: str = ""


class MeasureEvidence(Job["MeasuredEvidence"], frozen=True, tag=True):
    """Asks the evidence for every measure.

    Attributes:
        workbook: with the sheet of measures, as the system spells its path. evidence: the folder, spelt so too; empty: what the workbook names.
        year: the fiscal year of the document.
    """

    workbook: bytes
    evidence: bytes
    year: int
    answer: ClassVar[Any] = MeasuredEvidence

    def do(self, tools: Tools) -> MeasuredEvidence:
        """Asks it."""
        from juesuan.formats.errors import ReadError
        from juesuan.preparing.workbook.measures_alone import read_measures
        from juesuan.recognising.workbook_input import open_input

        path, standard = Path(os.fsdecode(self.workbook)), tools.standard
        try:
            read = read_measures(open_input(path).sheets, standard)
            refusal = _refusal(read, path.name, standard)
            if refusal:
                return MeasuredEvidence(refusal=refusal)
            evidence = evidence_at(read.evidence, self.evidence, self.workbook, standard)
        except ReadError as error:
            return MeasuredEvidence(refusal=str(error))
        if evidence is None:
            why = "没有给出佐证表：请把佐证表一起给出，或在“佐证表”中写明文件。"
            return MeasuredEvidence(refusal=f"{path.name}：{why}")
        values = tuple(_value(line, evidence, self.year) for line in read.measures)
        leaks = given_away(values, evidence.secrets)
        return MeasuredEvidence(refusal=leaks) if leaks else MeasuredEvidence(values, tuple(_told(evidence)))


Jobs = MeasureEvidence
MEASURING = Duties(__name__, writes=True)
"""Texts of workbooks are written anew for the engine that reads them."""


def warm_up() -> None:
    """Loads nothing: tables may be of any format."""


def _refusal(read: MeasuresRead, name: str, standard: Standard) -> str:
    form = standard.workbook.sheet("measures").name
    if read.problems:
        told = "\n".join(
            f"{problem.place.sheet}!{problem.place.cell}：{problem.message}" for problem in read.problems[:_NAMED]
        )
        return f"{name} 的“{form}”有 {len(read.problems)} 处要改：\n{told}"
    return "" if read.measures else f"{name}：没有填“{form}”，不知道各个数怎样从佐证表里算出来。写法见《佐证与评分》。"


def _value(line: MeasureLine, evidence: Evidence, year: int) -> EvidencedValue:
    from juesuan.performance.evidence.measures import EvidenceMeasure, measured
    from juesuan.preparing.workbook import OVERALL
    from juesuan.reporting.scores_told import basis

    shown = measured(
        EvidenceMeasure(line.table, line.statistic, line.field, line.conditions, line.share, line.period, line.sql),
        evidence,
        year,
    )
    named = EvidencedValue("" if line.project == OVERALL else line.project, line.indicator, line.statistic == "growth")
    if shown.value is None or shown.exact is None:
        return EvidencedValue(named.project, named.name, named.is_growth, reason=shown.reason)
    exact = f"{shown.exact.value}"
    return EvidencedValue(
        named.project, named.name, named.is_growth, shown.value, exact, shown.exact.what, "", basis(shown), shown.first
    )


def _told(evidence: Evidence) -> Iterator[str]:
    if evidence.problems:
        first = evidence.problems[0]
        yield f"佐证表有 {len(evidence.problems)} 处问题，如 {first.file}：{first.message}（计算绩效得分时逐条列出）"
