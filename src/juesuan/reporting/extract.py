"""What was read, as data: the JSON of ``read``."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from juesuan import __version__
from juesuan.checking.completeness import unread
from juesuan.model import Certainty, Disclosure, Doubtful, Passage, Report, Section, Statement, Table
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.plain import plain
from juesuan.reporting.coverage import coverage
from juesuan.reporting.json_report import SCHEMA_VERSION, decimal_text, document_object, place_object, reading_object

__all__ = ["disclosure_object"]

Object = dict[str, Any]


def disclosure_object(disclosure: Disclosure) -> Object:
    """Everything that was read, as plain JSON values; :mod:`juesuan.formats.package.extract_reading` makes a disclosure of them again."""
    return {
        "schema": SCHEMA_VERSION,
        "juesuan": {"version": __version__},
        "document": document_object(disclosure.info),
        "reading": reading_object(disclosure, coverage(disclosure, Report((), ())), unread(disclosure)),
        "statements": [_statement(statement) for statement in disclosure.statements],
        "tables": [_table(table) for table in disclosure.tables.values()],
        "narrative": [plain(number) for number in disclosure.numbers],
        "sections": [plain(_without_edges(section)) for section in disclosure.sections],
        "claims": [plain(ClaimRecord.of(claim)) for claim in disclosure.claims],
        "performance": [plain(form) for form in disclosure.performance],
    }


def _without_edges(section: Section) -> Section:
    """The section without the x-coordinates of every character: they would double the size."""
    return replace(
        section,
        body=_lines(section.body),
        paragraphs=tuple(_lines(paragraph) for paragraph in section.paragraphs),
    )


def _lines(passage: Passage) -> Passage:
    return Passage(passage.text, tuple(replace(piece, edges=None) for piece in passage.pieces))


def _statement(statement: Statement) -> Object:
    return {
        "id": statement.id,
        "form": statement.source,
        "instance": statement.instance,
        "row": statement.row,
        "column": statement.column,
        "label": statement.label,
        "fact": str(statement.fact) if statement.fact is not None else None,
        "value": decimal_text(statement.value),
        "unit": statement.amount.unit.value,
        "decimals": statement.amount.decimals,
        "raw": statement.amount.raw,
        "ambiguous": statement.ambiguous,
        "part": statement.part.value,
        "reader": statement.reader.value,
        "quality": statement.quality.value,
        "rivals": _rivals(statement.certainty),
        "place": place_object(statement.place),
    }


def _rivals(certainty: Certainty) -> list[str]:
    """What else may be printed there, in the order of the readings."""
    return list(certainty.rivals) if isinstance(certainty, Doubtful) else []


def _table(table: Table) -> Object:
    keys = [column.key for column in table.columns]
    return {
        "form": table.form,
        "title": table.title,
        "number": table.number,
        "unit_name": table.unit_name,
        "year": table.year,
        "amount_unit": table.amount_unit.value if table.amount_unit else None,
        "columns": [column.label for column in table.columns],
        "column_keys": keys,
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "code": row.code or None,
                "line": row.line,
                "place": place_object(row.place),
                "cells": [_raw(table, row.key, key) for key in keys],
            }
            for row in table.rows
        ],
        "notes": list(table.notes),
        "pages": list(table.pages),
        "unknown": list(table.unknown),
        "unknown_columns": list(table.unknown_columns),
        "place": place_object(table.place),
    }


def _raw(table: Table, row: str, column: str) -> str | None:
    """What is printed in the cell; null where the layout has no such cell."""
    cell = table.cells.get((row, column))
    return None if cell is None else cell.raw
