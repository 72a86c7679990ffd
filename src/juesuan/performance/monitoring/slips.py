"""Monthly figures with a slip of the unit or the decimal point, for those who only add them up: a problem each, with its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from juesuan.model import Problem
from juesuan.performance.evidence.tables import Evidence, source_and_row
from juesuan.performance.monitoring.alerts import alerts_of_anomalies
from juesuan.performance.monitoring.anomalies import judged
from juesuan.performance.monitoring.series import read_series
from juesuan.standard import Standard

__all__ = ["with_slips"]

_SLIP = "slip"
_MOST_ROWS = 100_000
"""More take longer to judge than all the rest: then only ``monitor`` does it."""


def with_slips(evidence: Evidence, standard: Standard) -> Evidence:
    """The evidence, its problems with those of figures that are a power of ten away from their enterprise's own history."""
    kind = next(kind for kind in evidence.schema.kinds if kind.id == standard.monitoring.reports.kind)
    table = evidence.tables.get(kind.name)
    if table is not None and table.rows > _MOST_ROWS:
        told = Problem(f"“{kind.name}”超过 {_MOST_ROWS // 10_000} 万行，没有逐格查差十倍的错；每月简报中逐格查")
        return replace(evidence, notes=(*evidence.notes, told))
    return replace(evidence, problems=(*evidence.problems, *_slips(evidence, standard)))


def _slips(evidence: Evidence, standard: Standard) -> Iterator[Problem]:
    schema = standard.monitoring
    series = read_series(evidence, schema.reports)
    if not series.months:
        return
    for measure in schema.reports.judged:
        column = series.column(measure)
        if column is None:
            continue
        for item in judged(series, measure, series.months[-1], schema.judging).anomalies:
            if item.kind != _SLIP:
                continue
            for alert in alerts_of_anomalies([item], series, schema, evidence):
                number, row = source_and_row(item.place)
                source = evidence.sources[number]
                cell = next((own for own in source.columns if own.title.casefold() == column.title.casefold()), None)
                yield source.problem(f"{alert.subject}{alert.reason}", row, cell)
