"""What ``juesuan read --format json`` wrote, as the disclosure it was: last year's accounts need not be read twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from juesuan.formats.errors import Damaged, TooLarge, Unsupported
from juesuan.formats.limits import USUAL, Limits
from juesuan.model import (
    CERTAIN,
    Cell,
    Certain,
    Certainty,
    Column,
    Disclosure,
    DocumentInfo,
    Doubtful,
    FormReading,
    NumberSeen,
    PerformanceForm,
    Place,
    Problem,
    Quality,
    Row,
    Section,
    Statement,
    Table,
    Unit,
)
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.plain import restored
from juesuan.model.whole_numbers import MAX_DIGITS

__all__ = ["read_data"]

_PARTS = frozenset({"document", "reading", "statements", "tables", "narrative", "sections", "claims", "performance"})


def read_data(path: Path, data: bytes, limits: Limits = USUAL) -> Disclosure:
    """The disclosure.

    Raises:
        ReadError: when the file is other JSON, too much of it, or has been changed so that it describes none.
    """
    if len(data) > limits.data_bytes or data.count(b":") > limits.data_values:
        raise TooLarge(path, f"JSON 超过 {limits.data_bytes // 2**20} MB 或 {limits.data_values // 10_000} 万项")
    try:
        raw = json.loads(data, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise Damaged(path, "不是完整的 JSON") from error
    if not isinstance(raw, dict) or not raw.keys() >= _PARTS:
        raise Unsupported(path, "这份 JSON 不是本程序读取的结果", "请由原文件重新读取")
    try:
        return _disclosure(raw)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise Damaged(path, "JSON 中的数据不完整或被改动") from error


def _refused(constant: str) -> None:
    """NaN and infinity are no numbers of JSON, and of no document."""
    raise ValueError(constant)


def _disclosure(raw: Mapping[str, Any]) -> Disclosure:
    reading = raw["reading"]
    statements = tuple(_statement(item) for item in raw["statements"])
    cells = {
        (statement.source, statement.row, statement.column): statement
        for statement in statements
        if not statement.in_prose
    }
    return Disclosure(
        info=restored(DocumentInfo, raw["document"]),
        tables={item["form"]: _table(item, cells) for item in raw["tables"]},
        statements=statements,
        sections=restored(tuple[Section, ...], raw["sections"]),
        claims=tuple(row.claim() for row in restored(tuple[ClaimRecord, ...], raw["claims"])),
        numbers=restored(tuple[NumberSeen, ...], raw["narrative"]),
        performance=restored(tuple[PerformanceForm, ...], raw["performance"]),
        readings=restored(tuple[FormReading, ...], reading["forms"]),
        unreadable_pages=restored(tuple[int, ...], reading["unreadable_pages"]),
        pictures=restored(tuple[int, ...], reading.get("pictures", [])),
        begins_late=restored(bool, reading.get("begins_late", False)),
        ends_early=restored(bool, reading.get("ends_early", False)),
        grade=None if reading["grade"] is None else restored(Decimal, str(reading["grade"])),
        problems=restored(tuple[Problem, ...], reading["problems"]),
    )


def _statement(raw: Mapping[str, Any]) -> Statement:
    # A number without a row is of the prose, and no reader is named, where an earlier version wrote it.
    told = {"part": "form" if raw["row"] else "prose", "reader": "data", **raw, "source": raw["form"], "amount": raw}
    statement = replace(restored(Statement, told), certainty=_certainty(raw))
    if abs(statement.amount.decimals) > MAX_DIGITS:
        raise ValueError(f"no number prints {statement.amount.decimals} decimals")
    return statement


def _certainty(raw: Mapping[str, Any]) -> Certainty:
    doubt = Quality.DOUBTFUL if raw.get("ambiguous") else Quality.PRINTED
    match Quality(raw.get("quality", doubt)):
        case Quality.DOUBTFUL:
            return Doubtful(restored(tuple[str, ...], raw.get("rivals", [])))
        case Quality.DERIVED:
            return Certain(derived=True)
        case Quality.PRINTED:
            return CERTAIN


def _table(raw: Mapping[str, Any], statements: Mapping[tuple[str, str, str], Statement]) -> Table:
    """The table; a cell without a statement keeps its text and the place of its table."""
    place = restored(Place, raw["place"])
    rows = [
        restored(Row, {**row, "code": row["code"] or "", "place": row.get("place", raw["place"])})
        for row in raw["rows"]
    ]
    cells = {
        (row["key"], key): _cell(text, statements.get((raw["form"], row["key"], key)), place)
        for row in raw["rows"]
        for key, text in zip(raw["column_keys"], row["cells"], strict=True)
        if text is not None
    }
    return Table(
        form=restored(str, raw["form"]),
        title=restored(str, raw["title"]),
        number=restored(str, raw["number"]),
        unit_name=restored(str, raw["unit_name"]),
        year=None if raw["year"] is None else restored(int, raw["year"]),
        amount_unit=None if raw["amount_unit"] is None else restored(Unit, raw["amount_unit"]),
        columns=tuple(map(Column, raw["column_keys"], raw["columns"])),
        rows=tuple(rows),
        cells=cells,
        notes=restored(tuple[str, ...], raw["notes"]),
        pages=restored(tuple[int, ...], raw["pages"]),
        place=place,
        unknown=restored(tuple[str, ...], raw["unknown"]),
        unknown_columns=restored(tuple[str, ...], raw.get("unknown_columns", raw["unknown"])),
    )


def _cell(text: str, statement: Statement | None, place: Place) -> Cell:
    if statement is None:
        return Cell(text, None, place)
    return Cell(text, statement.amount, statement.place)
