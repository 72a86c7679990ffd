"""The record with what evidence shows of its results: values for indicators that have a measure and nothing filled in."""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.model import Place, Problem
from juesuan.performance.computing import Computed
from juesuan.performance.cycle.record import Cycle, CycleWork
from juesuan.performance.evidence.tables import Evidence
from juesuan.preparing.workbook import OVERALL

__all__ = ["evidenced"]

_MEASURES = "佐证取数"


def evidenced(cycle: Cycle, found: Computed, evidence: Evidence | None) -> tuple[Cycle, tuple[Problem, ...]]:
    """The record with these values as ``rates``, and, where there is evidence, what could not be computed of it and why."""
    problems: list[Problem] = []
    works = tuple(_work(work, found, problems) for work in cycle.works)
    return replace(cycle, works=works), tuple(problems) if evidence is not None else ()


def _work(work: CycleWork, found: Computed, problems: list[Problem]) -> CycleWork:
    values: dict[str, str] = {}
    for item in work.indicators:
        shown = found.of(OVERALL if work.kind == "overall" else work.name, item.name)
        if shown is None or item.actual:
            continue
        if shown.value is None:
            told = f"“{work.called}”指标“{item.name}”没有从佐证表算出：{shown.reason}"
            problems.append(Problem(told, Place(sheet=_MEASURES)))
        else:
            values[item.name] = shown.value
    return replace(work, rates={**work.rates, **values}) if values else work
