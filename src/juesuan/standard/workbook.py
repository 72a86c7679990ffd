"""The accountant's workbook as data: its sheets, their fields, and the words that fields are filled in with.

One schema (``data/workbook``) makes the template, the reader and the page of the user guide.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

__all__ = [
    "Choice",
    "LedgerSchema",
    "WorkbookField",
    "WorkbookSchema",
    "WorkbookSheet",
    "ledger_schema",
    "plain_label",
    "workbook_schema",
]

_ROWS = 100
_WIDTH = 18
_UNIT = re.compile(r"[(（](?:元|万元|个|辆|台、套|内部|必填|选填)[)）]$")
_NUMBERING = re.compile(r"^[\d一二三四五六七八九十]{1,3}[.、．\s]\s*")


def plain_label(text: str) -> str:
    """A label as labels are compared: half-width, no white space, marks of required fields, units or numbering."""
    plain = "".join(unicodedata.normalize("NFKC", _NUMBERING.sub("", text.strip())).split())
    plain = plain.replace("“", "").replace("”", "").replace('"', "").strip("*:")
    return _UNIT.sub("", plain)


@dataclass(frozen=True, slots=True)
class Choice:
    """A word to choose. ``key`` is what the books have for it, ``names`` are other words for the same."""

    key: str
    word: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookField:
    """One field: a column of a list, a row of a record.

    Attributes:
        key: what it is called in the books. label: what is printed. names: other labels that mean it.
        type: text | year | amount (yuan) | count | points | function | economic | topic | agency | project | choice.
        required: must be filled in; in lists, on every row that is used.
        carry: blank means the same as on the row above.
        note: how to fill it in and where it comes from. width: of the column, in characters.
        choices: the words of a choice; those of a topic, besides functional codes; those of a project, besides projects.
    """

    key: str
    label: str
    names: tuple[str, ...]
    type: str
    required: bool
    carry: bool
    note: str
    width: int
    choices: tuple[Choice, ...] = ()

    @property
    def explained(self) -> str:
        """How to fill it in, with all there is to choose."""
        parts = ["必填。" if self.required else "", self.note]
        if self.type == "choice":
            parts.append(f"可填：{'、'.join(choice.word for choice in self.choices)}。")
        return "".join(parts) or "可以不填。"

    def word(self, key: str) -> str:
        """The word of a choice, or an empty string."""
        return next((choice.word for choice in self.choices if choice.key == key), "")

    def chosen(self, word: str) -> str:
        """The key of a word or one of its other names, or an empty string."""
        wanted = plain_label(word)
        return next(
            (choice.key for choice in self.choices if wanted in map(plain_label, (choice.word, *choice.names))), ""
        )


@dataclass(frozen=True, eq=False)
class WorkbookSheet:
    """One sheet.

    Attributes:
        id, name: what it is called in the books and for people. names: other names that mean it.
        kind: ``list`` | ``record``.
        purpose: what it is for and where the data come from.
        required: has to hold something. fixed: the first field's words stand there already, one a row.
        rows: how many rows the template prepares.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    purpose: str
    required: bool
    fixed: bool
    rows: int
    fields: tuple[WorkbookField, ...]

    @cached_property
    def _by_label(self) -> Mapping[str, WorkbookField]:
        return {
            **{plain_label(name): field for field in reversed(self.fields) for name in reversed(field.names)},
            **{plain_label(field.label): field for field in self.fields},
        }

    def labelled(self, label: str) -> WorkbookField | None:
        """The field that a printed label names."""
        return self._by_label.get(plain_label(label))

    def field(self, key: str) -> WorkbookField:
        """The field with that key.

        Raises:
            KeyError: when there is none.
        """
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)


@dataclass(frozen=True, eq=False)
class WorkbookSchema:
    """All sheets in order.

    Attributes:
        guide: name of the sheet that explains; guide_title, guide_text: what it says, ``{sheets}`` and ``{colours}`` to be filled in.
        record_heads: the header of records. totals: labels of rows that are sums of others.
    """

    guide: str
    guide_title: str
    guide_text: tuple[str, ...]
    record_heads: tuple[str, str, str]
    totals: tuple[str, ...]
    sheets: tuple[WorkbookSheet, ...]

    @cached_property
    def _by_name(self) -> Mapping[str, WorkbookSheet]:
        return {plain_label(name): sheet for sheet in self.sheets for name in (sheet.name, *sheet.names)}

    def named(self, name: str) -> WorkbookSheet | None:
        """The sheet that a name of a worksheet means."""
        return self._by_name.get(plain_label(name))

    def sheet(self, sheet_id: str) -> WorkbookSheet:
        """The sheet with that id.

        Raises:
            KeyError: when there is none.
        """
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise KeyError(sheet_id)


@dataclass(frozen=True, eq=False)
class LedgerSchema:
    """The detail lines of the books.

    Attributes:
        sheet: their columns.
        needed: keys without which a row of headers is none. amounts: keys of the columns of amounts, one of which has to be there.
        marks: keys of which one has to be there too: they tell detail lines from a sheet of the workbook.
        dated: key of the date. ignored: keys of columns that say nothing of the sum.
        totals: words of lines that are sums of others.
    """

    sheet: WorkbookSheet
    needed: tuple[str, ...]
    amounts: tuple[str, ...]
    marks: tuple[str, ...]
    dated: str
    ignored: tuple[str, ...]
    totals: tuple[str, ...]


def _field(raw: Mapping[str, Any], choices: Mapping[str, tuple[Choice, ...]]) -> WorkbookField:
    kind, _, name = raw["type"].partition(":")
    name = name or {"topic": "topic", "project": "overall"}.get(kind, "")
    return WorkbookField(
        key=raw["key"],
        label=raw["label"],
        names=tuple(raw.get("names", ())),
        type=kind,
        required=raw.get("required", False),
        carry=raw.get("carry", False),
        note=raw["note"],
        width=raw.get("width", _WIDTH),
        choices=choices[name] if name else (),
    )


def _sheet(raw: Mapping[str, Any], choices: Mapping[str, tuple[Choice, ...]]) -> WorkbookSheet:
    return WorkbookSheet(
        id=raw["id"],
        name=raw["name"],
        names=tuple(raw.get("names", ())),
        kind=raw["kind"],
        purpose=raw["purpose"],
        required=raw.get("required", False),
        fixed=raw.get("fixed", False),
        rows=raw.get("rows", _ROWS),
        fields=tuple(_field(item, choices) for item in raw["fields"]),
    )


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("juesuan.standard") / "data" / "workbook" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _choices() -> Mapping[str, tuple[Choice, ...]]:
    return {
        name: tuple(Choice(key, words[0], tuple(words[1:])) for key, words in group.items())
        for name, group in _read("choices.toml").items()
    }


def choices(name: str) -> tuple[Choice, ...]:
    """The words of a choice, in order."""
    return _choices()[name]


@lru_cache(maxsize=1)
def workbook_schema() -> WorkbookSchema:
    """The workbook."""
    raw = _read("sheets.toml")
    heads = raw["record_heads"]
    return WorkbookSchema(
        guide=raw["guide"],
        guide_title=raw["guide_title"],
        guide_text=tuple(raw["guide_text"]),
        record_heads=(heads[0], heads[1], heads[2]),
        totals=tuple(raw["totals"]),
        sheets=tuple(_sheet(item, _choices()) for item in raw["sheets"]),
    )


@lru_cache(maxsize=1)
def ledger_schema() -> LedgerSchema:
    """The detail lines of the books."""
    raw = _read("ledger.toml")
    return LedgerSchema(
        sheet=_sheet(raw, _choices()),
        needed=tuple(raw["needed"]),
        amounts=tuple(raw["amounts"]),
        marks=tuple(raw["marks"]),
        dated=raw["dated"],
        ignored=tuple(raw["ignored"]),
        totals=workbook_schema().totals,
    )
