"""The detail lines of the books as data: what their columns are called, which are needed, and which way an amount counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Meaning, read_toml
from juesuan.standard.references import Text
from juesuan.standard.workbook import (
    CellChoice,
    FieldTable,
    SheetTable,
    WorkbookSheet,
    WorkbookTable,
    require_fields,
    sheet_of,
)

__all__ = ["LedgerSchema", "load_ledger"]


class LedgerSchema(Struct, frozen=True, eq=False):
    """The detail lines of the books.

    Attributes:
        sheet: their columns.
        needed: keys without which a row of headers is none. amounts: keys of the columns of amounts, one of which has to be there.
        marks: keys of which one has to be there too: they tell detail lines from a sheet of the workbook.
        dated: key of the date. ignored: keys of columns that say nothing of the sum.
        totals: words of lines that are sums of others.
        debits, credits: keys of the columns of amounts that count by the line's account.
        accounts: the first digits of accounts that are income, spending and opening balances.
        clearing: words in the notes of entries that only clear the accounts at the end of the year.
    """

    sheet: WorkbookSheet
    needed: tuple[str, ...]
    amounts: tuple[str, ...]
    marks: tuple[str, ...]
    dated: str
    ignored: tuple[str, ...]
    totals: tuple[str, ...]
    debits: tuple[str, ...]
    credits: tuple[str, ...]
    accounts: Mapping[str, tuple[str, ...]]
    clearing: tuple[str, ...]


class _Ledger(DataTable, frozen=True):
    """``ledger.toml``: a sheet, and which of its columns are needed for what."""

    id: Text
    name: Text
    kind: Literal["list"]
    purpose: Text
    fields: tuple[FieldTable, ...]
    needed: tuple[Text, ...]
    marks: tuple[Text, ...]
    amounts: tuple[Text, ...]
    dated: Text
    ignored: tuple[Text, ...]
    debits: tuple[Text, ...]
    credits: tuple[Text, ...]
    accounts: dict[Literal["income", "spending", "opening"], tuple[Text, ...]]
    clearing: tuple[Text, ...]


def load_ledger(layers: Layers, meaning: Meaning, choices: Mapping[str, tuple[CellChoice, ...]]) -> LedgerSchema:
    """The detail lines of the books; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("workbook/ledger.toml")[-1]
    data = read_toml(file, _Ledger, meaning)
    require_fields(file, data.fields, choices)
    keys = {field.key for field in data.fields}
    for name, cited in _cited(data):
        if cited not in keys:
            raise DataError(file.name, name, f"没有名为“{cited}”的栏")
    sheet = SheetTable(id=data.id, name=data.name, kind=data.kind, purpose=data.purpose, fields=data.fields)
    totals = read_toml(layers.files("workbook/sheets.toml")[-1], WorkbookTable, meaning).totals
    return LedgerSchema(
        sheet_of(sheet, choices),
        data.needed,
        data.amounts,
        data.marks,
        data.dated,
        data.ignored,
        totals,
        data.debits,
        data.credits,
        {str(movement): codes for movement, codes in data.accounts.items()},
        data.clearing,
    )


def _cited(data: _Ledger) -> Iterator[tuple[str, str]]:
    for name in ("needed", "marks", "amounts", "ignored", "debits", "credits"):
        yield from ((f"{name}[{index}]", key) for index, key in enumerate(getattr(data, name)))
    yield "dated", data.dated
