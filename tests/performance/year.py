"""One project of an invented department through all stages of its year: as sheets of the workbook, and as the record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from juesuan.performance.cycle.from_sheets import read_cycle
from juesuan.performance.cycle.record import Cycle, CycleWork
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputSheet, Value, filled_sheets, placed
from juesuan.preparing.workbook.values import spelt
from juesuan.standard import Standard, builtin
from tests.workbooks import cells_of

PROJECT = "公共数据开放与安全监测"
_ROWS = Path(__file__).parent / "one_year.toml"
_NUMBERS = {"amount", "points"}


def rows_of_year(standard: Standard | None = None) -> Mapping[str, Sequence[Mapping[str, Value]]]:
    """The rows of every sheet: the example department's books, and the sheets of the cycle."""
    standard = standard or builtin()
    rows: dict[str, Sequence[Mapping[str, Value]]] = dict(filled_sheets(example_books(standard), standard))
    for sheet, lines in tomllib.loads(_ROWS.read_text(encoding="utf-8")).items():
        fields = {field.key: field for field in standard.workbook.sheet(sheet).fields}
        rows[sheet] = [
            {
                key: spelt(fields[key], Decimal(text) if fields[key].type in _NUMBERS else text, standard.codes, 2022)
                for key, text in line.items()
            }
            for line in lines
        ]
    return rows


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
