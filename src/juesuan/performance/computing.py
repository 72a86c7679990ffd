"""Actual values of indicators from evidence: each beside what was filled in, which stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from juesuan.model.spelling import normalise
from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.shown import Shown
from juesuan.performance.evidence.tables import Evidence
from juesuan.performance.texts import SaidNumber, filled_texts, said_numbers
from juesuan.preparing.books import LEFT_OUT, Books, MeasureLine, Target
from juesuan.preparing.workbook import OVERALL, same_name
from juesuan.standard.evidence import SaidWords
from juesuan.standard.quantity import parse_quantity

__all__ = ["Computed", "computed", "differs"]

IndicatorId = tuple[str, str]
"""The project (or what stands for the overall form) and the 三级指标, as names are compared."""


@dataclass(frozen=True, slots=True)
class Computed:
    """The books with what the evidence shows of their indicators, and how each of these values came about."""

    books: Books
    shown: Mapping[IndicatorId, Shown]

    def of(self, project: str, indicator: str) -> Shown | None:
        """What the evidence shows of an indicator; None where it has no measure."""
        return self.shown.get((same_name(project), same_name(indicator)))

    def told(self) -> Iterator[str]:
        """Of every indicator what is to be known of its evidence: that it is none, or something else than was filled in. One reason is said once."""
        reasons: dict[str, list[str]] = {}
        for project, targets in _by_project(self.books):
            for target in targets:
                name = target.name
                shown = self.of(project, name)
                if shown is None:
                    continue
                if shown.value is None:
                    reasons.setdefault(shown.reason, []).append(f"“{name}”")
                elif differs(target, shown):
                    yield f"指标“{name}”填写的是 {target.actual}，佐证算出 {shown.value}（{shown.formula}），照填写的印"
        for reason, names in reasons.items():
            many = f"{len(names)} 个指标" if len(names) > 1 else "指标"
            yield f"{many}{'、'.join(dict.fromkeys(names))}没有从佐证算出：{reason}"
        indicators = {
            (same_name(project), same_name(one.name)) for project, targets in _by_project(self.books) for one in targets
        }
        for line in self.books.measures:
            key = same_name(line.project), same_name(line.indicator)
            if key not in indicators and (of_text := self.shown[key]).value is None:
                yield f"文字中的“{line.indicator}”没有从佐证算出：{of_text.reason}"

    def said(self, words: SaidWords) -> tuple[SaidNumber, ...]:
        """The numbers in texts that follow the name of a measure, held against what the evidence shows."""
        return tuple(said_numbers(self.books, self.shown, words))


def computed(books: Books, evidence: Evidence | None) -> Computed:
    """Every measure of the books, asked of the evidence; without any, every value is blank and says so."""
    targets = {
        (same_name(project), same_name(target.name)): target
        for project, members in _by_project(books)
        for target in members
    }
    shown: dict[IndicatorId, Shown] = {}
    for line in books.measures:
        key = same_name(line.project), same_name(line.indicator)
        shown[key] = _shown(line, targets.get(key), evidence, books.year)
    return Computed(filled_texts(_with_values(books, shown), shown), shown)


def _shown(line: MeasureLine, target: Target | None, evidence: Evidence | None, year: int) -> Shown:
    if evidence is None:
        return Shown(None, "没有给出佐证表")
    measure = EvidenceMeasure(
        line.table, line.statistic, line.field, line.conditions, line.share, line.period, line.sql
    )
    return measured(measure, evidence, year, target.target if target is not None else "")


def _origin(shown: Shown) -> str:
    """How a value came about, with its rows; where there is none, why."""
    if shown.value is None:
        return shown.reason
    rows = f"，{shown.rows} 行：{shown.first} 至 {shown.last}" if shown.rows and shown.rows > 1 else ""
    return f"{shown.formula}{rows}"


def differs(target: Target, shown: Shown | None) -> bool:
    """Whether what was filled in is something else than what the evidence shows, beyond what its decimals hide."""
    if shown is None or shown.value is None or target.actual in {"", LEFT_OUT}:
        return False
    entered, found = (parse_quantity(normalise(text)) for text in (target.actual, shown.value))
    if entered is None or found is None or not entered.comparable(found):
        return normalise(target.actual) != normalise(shown.value)
    hidden = entered.amount.interval
    return not hidden.low <= found.aligned(entered).value <= hidden.high


def _by_project(books: Books) -> list[tuple[str, Sequence[Target]]]:
    overall = [(OVERALL, books.overall.targets)] if books.overall is not None else []
    return [*overall, *((project.name, project.targets) for project in books.projects)]


def _with_values(books: Books, shown: Mapping[IndicatorId, Shown]) -> Books:
    def filled(project: str, targets: Sequence[Target]) -> tuple[Target, ...]:
        values = (shown.get((same_name(project), same_name(target.name))) for target in targets)
        return tuple(
            replace(target, computed=value.value or "", origin=_origin(value)) if value is not None else target
            for target, value in zip(targets, values, strict=True)
        )

    overall = books.overall
    return replace(
        books,
        overall=replace(overall, targets=filled(OVERALL, overall.targets)) if overall is not None else None,
        projects=tuple(replace(work, targets=filled(work.name, work.targets)) for work in books.projects),
    )
