"""The worked example of a year: one project of the invented department through all stages, from ``standard/data/examples``."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.model import Problem
from juesuan.performance.cycle.documents import read_document
from juesuan.performance.cycle.record import Cycle
from juesuan.performance.cycle.to_sheets import CYCLE_SHEETS, cycle_rows
from juesuan.preparing.workbook import Value
from juesuan.standard import Standard
from juesuan.standard.loading import DataError

__all__ = ["example_cycle", "example_rows"]

_FILE = "examples/cycle.json"


def example_cycle(standard: Standard) -> Cycle:
    """What the example says beside the books of the department: dates, approvals, monitoring, evaluation, results.

    Raises:
        DataError: when the file cannot be used.
    """
    file = standard.layers.files(_FILE)[-1]
    found = read_document(file.entry.read_bytes())
    if isinstance(found, Problem):
        raise DataError(file.name, "", found.message)
    return found


def example_rows(standard: Standard) -> Mapping[str, tuple[Mapping[str, Value], ...]]:
    """The rows of the sheets that only the cycle needs, by their id."""
    rows = cycle_rows(example_cycle(standard), standard)
    return {sheet: rows[sheet] for sheet in CYCLE_SHEETS}
