"""One project of an invented department through all stages of its year: as sheets of the workbook, and as the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from juesuan.performance.cycle.example import example_rows
from juesuan.performance.cycle.from_sheets import read_cycle
from juesuan.performance.cycle.record import Cycle, CycleWork
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputSheet, Value, filled_sheets, placed
from juesuan.standard import Standard, builtin
from tests.workbooks import cells_of

PROJECT = "公共数据开放与安全监测"


def rows_of_year(standard: Standard | None = None) -> Mapping[str, Sequence[Mapping[str, Value]]]:
    """The rows of every sheet: the example department's books, and the sheets of the cycle."""
    standard = standard or builtin()
    return {**filled_sheets(example_books(standard), standard), **example_rows(standard)}


def sheets_from(
    rows: Mapping[str, Sequence[Mapping[str, Value]]], standard: Standard | None = None
) -> list[InputSheet]:
    """The workbook that has these rows."""
    schema = (standard or builtin()).workbook
    return [
        InputSheet(
            form.name,
            cells_of((item.row, item.column, item.value) for item in placed(schema, form, rows.get(form.id, ()))),
        )
        for form in schema.sheets
    ]


@lru_cache
def year() -> Cycle:
    """The record."""
    read = read_cycle(sheets_from(rows_of_year()), builtin())
    assert read.cycle is not None, read.problems
    return read.cycle


def work(name: str = PROJECT) -> CycleWork:
    """A project of it."""
    return next(item for item in year().works if item.name == name)


def with_work(changed: CycleWork) -> Cycle:
    """The record with another work of that name."""
    return replace(year(), works=tuple(changed if item.name == changed.name else item for item in year().works))
