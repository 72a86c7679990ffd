"""The accountant's workbook as data: its sheets, their fields, and the words that fields are filled in with.

One schema (``data/workbook``) makes the template, the reader and the page of the user guide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, EntryName, File, Meaning, read_toml
from juesuan.standard.references import FundName, ItemName, NatureName, SourceName, Text

__all__ = [
    "CellChoice",
    "FieldTable",
    "SheetTable",
    "WorkbookField",
    "WorkbookSchema",
    "WorkbookSheet",
    "WorkbookTable",
    "load_choices",
    "load_workbook",
    "plain_label",
    "require_fields",
    "sheet_of",
]

_ROWS = 100
_WIDTH = 18
_UNIT = expression(r"[(（](?:元|万元|个|辆|台、套|内部|必填|选填)[)）]$")
_NUMBERING = expression(r"^[\d一二三四五六七八九十]{1,3}[.、．\s]\s*")


def plain_label(text: str) -> str:
    """A label as labels are compared: half-width, no white space, marks of required fields, units or numbering."""
    plain = "".join(unicodedata.normalize("NFKC", _NUMBERING.sub("", text.strip())).split())
    plain = plain.replace("“", "").replace("”", "").replace('"', "").strip("*:")
    return _UNIT.sub("", plain)


class CellChoice(Struct, frozen=True):
    """A word to choose. ``key`` is what the books have for it, ``names`` are other words for the same."""

    key: str
    word: str
    names: tuple[str, ...] = ()


class WorkbookField(Struct, frozen=True):
    """One field: a column of a list, a row of a record.

    Attributes:
        key: what it is called in the books. label: what is printed. names: other labels that mean it.
        type: text | year | date | amount (yuan) | count | points | function | economic | topic | agency | project | choice.
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
    choices: tuple[CellChoice, ...] = ()

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


class WorkbookSheet(Struct, frozen=True, eq=False, dict=True):
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
        return {field.key: field for field in self.fields}[key]


class WorkbookSchema(Struct, frozen=True, eq=False, dict=True):
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
        return {sheet.id: sheet for sheet in self.sheets}[sheet_id]


class FieldTable(DataTable, frozen=True):
    """A field in the data; see :class:`WorkbookField`. ``type``: a kind, ``choice:NAME`` with the name of a choice."""

    key: Text
    label: Text
    type: Text
    note: str
    names: tuple[Text, ...] = ()
    required: bool = False
    carry: bool = False
    width: Annotated[int, msgspec.Meta(ge=1, le=255)] = _WIDTH


class SheetTable(DataTable, frozen=True):
    """A sheet in the data; see :class:`WorkbookSheet`."""

    id: Text
    name: Text
    kind: Literal["list", "record"]
    purpose: Text
    fields: tuple[FieldTable, ...]
    names: tuple[Text, ...] = ()
    required: bool = False
    fixed: bool = False
    rows: Annotated[int, msgspec.Meta(ge=1)] = _ROWS


class WorkbookTable(DataTable, frozen=True):
    """``sheets.toml``."""

    guide: Text
    guide_title: Text
    guide_text: tuple[str, ...]
    record_heads: tuple[Text, Text, Text]
    totals: tuple[Text, ...]
    sheets: tuple[SheetTable, ...]


_Word = Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class _Choices(DataTable, frozen=True):
    """``choices.toml``: words by the key that the books have for them; ``own`` is the key of the fund that is no appropriation."""

    own: Text

    fund: dict[str, _Word]
    budget_fund: dict[FundName, _Word]
    source: dict[str, _Word]
    nature: dict[NatureName, _Word]
    level: dict[Literal["部门", "单位"], _Word]
    kind: dict[Literal["行政", "参公", "事业"], _Word]
    organisation: dict[Literal["duties", "divisions"], _Word]
    three_public: dict[ItemName, _Word]
    procured: dict[ItemName, _Word]
    enterprise: dict[Literal["large", "medium", "small", "micro"], _Word]
    topic: dict[Text, _Word]
    yes: dict[Literal["yes", "no"], _Word]
    overall: dict[Literal["overall"], _Word]
    statistic: dict[Literal["count", "sum", "average", "share", "growth", "distinct", "latest"], _Word]
    movement: dict[Literal["income", "spending", "opening"], _Word]
    approval: dict[Literal["批复", "调整"], _Word]
    chance: dict[Literal["确定能", "有可能", "完全不可能"], _Word]
    done: dict[Literal["已落实", "正在落实", "未落实"], _Word]


_TYPES = frozenset(
    {
        "text",
        "year",
        "date",
        "amount",
        "count",
        "points",
        "function",
        "economic",
        "topic",
        "agency",
        "project",
        "choice",
    }
)
_CHOICES_OF = {"topic": "topic", "project": "overall"}


def load_choices(layers: Layers, meaning: Meaning) -> Mapping[str, tuple[CellChoice, ...]]:
    """Every choice by name; ``own`` is that one of ``fund`` that is no appropriation.

    Raises:
        DataError: when a key is not what the books may have.
    """
    file = layers.files("workbook/choices.toml")[-1]
    data = read_toml(file, _Choices, meaning)
    for place, keys, kinds in (("fund", data.fund, (FundName,)), ("source", data.source, (FundName, SourceName))):
        for key in keys:
            if not (key == data.own and place == "fund") and not any(_is_known(kind, key, meaning) for kind in kinds):
                raise DataError(file.name, f"{place}.{key}", f"没有名为“{key}”的资金或收入来源")
    if data.own not in data.fund:
        raise DataError(file.name, "own", f"没有名为“{data.own}”的资金")
    tables = {name: getattr(data, name) for name in _Choices.__struct_fields__}
    tables["own"] = {data.own: data.fund[data.own]}
    return {
        name: tuple(CellChoice(key, words[0], words[1:]) for key, words in table.items())
        for name, table in tables.items()
    }


def _is_known(kind: type[EntryName], key: str, meaning: Meaning) -> bool:
    try:
        meaning.decode(kind, key)
    except ValueError:
        return False
    return True


def _field(item: FieldTable, choices: Mapping[str, tuple[CellChoice, ...]]) -> WorkbookField:
    kind, _, name = item.type.partition(":")
    name = name or _CHOICES_OF.get(kind, "")
    return WorkbookField(
        item.key,
        item.label,
        item.names,
        kind,
        item.required,
        item.carry,
        item.note,
        item.width,
        choices[name] if name else (),
    )


def sheet_of(item: SheetTable, choices: Mapping[str, tuple[CellChoice, ...]]) -> WorkbookSheet:
    """A sheet of the data with the words of its choices."""
    fields = tuple(_field(field, choices) for field in item.fields)
    return WorkbookSheet(
        item.id, item.name, item.names, item.kind, item.purpose, item.required, item.fixed, item.rows, fields
    )


def require_fields(
    file: File, fields: Iterable[FieldTable], choices: Mapping[str, tuple[CellChoice, ...]], place: str = ""
) -> None:
    """Refuses types that are none, and keys that stand twice."""
    seen: set[str] = set()
    for index, item in enumerate(fields):
        kind, is_choice, name = item.type.partition(":")
        if kind not in _TYPES or (kind == "choice") != bool(is_choice) or (is_choice and name not in choices):
            raise DataError(file.name, f"{place}fields[{index}].type", f"不认识的类型“{item.type}”")
        if item.key in seen:
            raise DataError(file.name, f"{place}fields[{index}].key", f"“{item.key}”已经出现过")
        seen.add(item.key)


def load_workbook(layers: Layers, meaning: Meaning, choices: Mapping[str, tuple[CellChoice, ...]]) -> WorkbookSchema:
    """The workbook; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("workbook/sheets.toml")[-1]
    data = read_toml(file, WorkbookTable, meaning)
    seen: set[str] = set()
    for index, item in enumerate(data.sheets):
        require_fields(file, item.fields, choices, f"sheets[{index}].")
        if item.id in seen:
            raise DataError(file.name, f"sheets[{index}].id", f"“{item.id}”已经出现过")
        seen.add(item.id)
    sheets = tuple(sheet_of(item, choices) for item in data.sheets)
    return WorkbookSchema(data.guide, data.guide_title, data.guide_text, data.record_heads, data.totals, sheets)
