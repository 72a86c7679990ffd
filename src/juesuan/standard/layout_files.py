"""The files of a layout: ``data/layouts/<name>/``, one folder for all that is special to a place, a kind of document and some years.

A layout may name another as its ``base`` and give only what differs, in every file of the folder; where it applies is never inherited.
A folder of the same name that a user lays over ours is read as coming after it. ``_example/`` is to be copied and never loaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from juesuan.model import Unit
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Fact, File, Meaning, Regex, decode, toml_of
from juesuan.standard.references import Document, Text, Year

__all__ = [
    "AddedColumn",
    "AddedRow",
    "Applies",
    "FormEntry",
    "LayoutFile",
    "LayoutFiles",
    "Requires",
    "SectionEntry",
    "Wording",
]

_FILE = "layout.toml"


class Applies(DataTable, frozen=True, kw_only=True):
    """Where a layout applies.

    Attributes:
        document: the kind of document.
        levels: ``部门``, ``单位``; empty: both.
        places: provinces; units: patterns of department names. One of them has to fit; both empty: anywhere.
        marks: patterns of table titles of which one has to be printed; empty: none needed.
        first_year, last_year: fiscal years; None where open.
    """

    document: Document = "final_accounts"
    levels: tuple[Literal["部门", "单位"], ...] = ()
    places: tuple[Text, ...] = ()
    units: tuple[Regex, ...] = ()
    marks: tuple[Regex, ...] = ()
    first_year: Year | None = None
    last_year: Year | None = None


class Requires(DataTable, frozen=True, kw_only=True):
    """What a document must have: keys of ``requirements.csv``.

    ``sections``: sections of the explanation in their order; None: those that the layout prints.
    """

    sections: tuple[str, ...] | None = None
    parts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


class AddedRow(DataTable, frozen=True, kw_only=True):
    """A row that a layout adds to a form of fixed rows, behind the row ``after``. The rest is as in ``forms/``."""

    key: Text
    label: Text
    fact: Fact
    after: Text
    side: Literal["", "income", "spend"] = ""
    labels: tuple[Regex, ...] = ()
    memo: bool = False


class AddedColumn(DataTable, frozen=True, kw_only=True):
    """A column that a layout adds to a form, behind the column ``after``. The rest is as in ``forms/``."""

    key: Text
    label: Text
    fact: Fact
    after: Text
    headers: tuple[Regex, ...] = ()
    memo: bool = False
    side: Literal["", "income", "spend"] = ""


class FormEntry(DataTable, frozen=True, kw_only=True):
    """How a layout prints a form; None: as the form itself says.

    Attributes:
        id: which form.
        title, number: what stands above it.
        columns: printed header paths by column key, in printed order.
        added_rows, added_columns: what the form has in this layout only.
        omit: keys of rows left out. classes: the only economic classes printed.
        labels: printed labels by row key, numbering (``一、``) included.
        lines: printed 行次 by row key; the rows between count on.
        zero: what a cell without an amount shows.
        total_last: 合计 is the last row.
        note, empty: the 注 under the table, and the 说明 where the table has no data.
    """

    id: str
    title: str | None = None
    number: str = ""
    columns: dict[str, str] | None = None
    added_rows: tuple[AddedRow, ...] = ()
    added_columns: tuple[AddedColumn, ...] = ()
    omit: tuple[str, ...] = ()
    classes: tuple[str, ...] | None = None
    labels: dict[str, str] = msgspec.field(default_factory=dict)
    lines: dict[str, int] = msgspec.field(default_factory=dict)
    zero: str | None = None
    total_last: bool = False
    note: str = ""
    empty: str = ""


class SectionEntry(DataTable, frozen=True, kw_only=True):
    """A part or section of the document: its canonical id and its heading."""

    id: str
    heading: str


class Wording(DataTable, frozen=True, kw_only=True):
    """The label of a row in some years only."""

    form: str
    row: str
    label: str
    first: Year | None = None
    last: Year | None = None


class LayoutFile(DataTable, frozen=True, kw_only=True):
    """``layout.toml``.

    Attributes:
        label: for people. base: the layout it differs from.
        year: the year it was made for; None: the last, else the first of those where it applies.
        unit, thousands, zero: unit of every amount, whether thousands are separated, what a cell without an amount shows.
        forms: how forms are printed; form_order: which, in which order; empty: as listed.
        sections: the parts and sections; section_order: as of forms.
        wordings, tail_notes: labels of some years; what is said of rounding under the tables, by policy.
    """

    label: str
    base: str = ""
    year: Year | None = None
    unit: Unit = Unit.WAN
    thousands: bool = False
    zero: str = "0.00"
    applies: Applies = Applies()
    requires: Requires = Requires()
    form_order: tuple[str, ...] = ()
    forms: tuple[FormEntry, ...] = ()
    section_order: tuple[str, ...] = ()
    sections: tuple[SectionEntry, ...] = ()
    wordings: tuple[Wording, ...] = ()
    tail_notes: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def printed_forms(self) -> tuple[FormEntry, ...]:
        """The forms in printed order."""
        known = {form.id: form for form in self.forms}
        return tuple(known[form] for form in self.form_order) if self.form_order else self.forms

    @property
    def printed_sections(self) -> tuple[SectionEntry, ...]:
        """The sections in printed order."""
        known = {section.id: section for section in self.sections}
        return tuple(known[section] for section in self.section_order) if self.section_order else self.sections


class _Layer(Struct, frozen=True):
    """One file with the layout whose it is."""

    layout: str
    file: File
    raw: Mapping[str, Any]


class LayoutFiles(Struct, frozen=True, eq=False, dict=True):
    """The files of all layouts, each with what it inherits; a file is read when it is asked for.

    Attributes:
        layers: the folders of the standard.
        meaning: what facts and patterns in the files may be.
    """

    layers: Layers
    meaning: Meaning
    _read: dict[str, LayoutFile] = field(default_factory=dict)
    _parsed: dict[str, tuple[tuple[Mapping[str, Any], File], ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The layouts by name."""
        return tuple(sorted({file.name.split("/")[-2] for file in self.layers.each("layouts", _FILE)}))

    def layout(self, name: str) -> LayoutFile:
        """``layout.toml`` of a layout, with what it inherits.

        Raises:
            DataError: when it cannot be used.
        """
        if name not in self._read:
            self._read[name] = self._layout(name)
        return self._read[name]

    def _layout(self, name: str) -> LayoutFile:
        layers = list(self._layers(name, _FILE))
        merged: dict[str, Any] = {}
        before = ""
        for layer in layers:
            # By itself first, so that the place of a mistake is that in the file.
            decode({"label": "", **layer.raw}, layer.file, LayoutFile, self.meaning)
            if layer.layout != before:
                merged.pop("applies", None)
            merged = _laid_over(merged, layer.raw)
            before = layer.layout
        last = layers[-1]
        found = decode(merged, last.file, LayoutFile, self.meaning)
        for key, order, known in (
            ("form_order", found.form_order, {form.id for form in found.forms}),
            ("section_order", found.section_order, {section.id for section in found.sections}),
        ):
            if unknown := [item for item in order if item not in known]:
                raise DataError(last.file.name, key, f"“{unknown[0]}”没有内容")
            own = [item["id"] for item in last.raw.get(key.replace("_order", "s"), ())]
            if order and (unplaced := [item for item in own if item not in order]):
                raise DataError(last.file.name, key, f"没有列出“{unplaced[0]}”")
        return found

    def file(self, name: str) -> File:
        """``layout.toml`` of a layout: the uppermost, for messages."""
        return self.layers.files(f"layouts/{name}/{_FILE}")[-1]

    def merged(self, name: str, file: str) -> tuple[Mapping[str, Any], File | None]:
        """A further file of a layout with what it inherits, table by table, and the uppermost; None when there is none."""
        merged: dict[str, Any] = {}
        last: File | None = None
        for layer in self._layers(name, file):
            merged, last = _laid_over(merged, layer.raw), layer.file
        return merged, last

    def own(self, name: str, file: str) -> tuple[tuple[Mapping[str, Any], File], ...]:
        """The files of that name that a layout has itself, ours and the user's."""
        path = f"layouts/{name}/{file}"
        if path not in self._parsed:
            self._parsed[path] = tuple((toml_of(found), found) for found in self.layers.files(path))
        return self._parsed[path]

    def listed(self, name: str, folder: str) -> tuple[str, ...]:
        """The files that a layout has itself in a folder of its own."""
        return tuple(sorted({file.entry.name for file in self.layers.listed(f"layouts/{name}/{folder}", ".toml")}))

    def chain(self, name: str) -> tuple[str, ...]:
        """The layouts that a layout is made of, from the one without a base to itself.

        Raises:
            DataError: when one of them does not exist, or is its own base.
        """
        found: list[str] = []
        wanted, asked = name, f"layouts/{name}"
        while wanted:
            if wanted in found:
                raise DataError(asked, "base", f"版式“{wanted}”又以自己为基础")
            layers = self.own(wanted, _FILE)
            if not layers:
                raise DataError(asked, "base", f"没有名为“{wanted}”的版式，可选：{'、'.join(self.names)}")
            found.append(wanted)
            bases = [raw["base"] for raw, _ in layers if raw.get("base")]
            wanted, asked = (bases[-1] if bases else ""), layers[-1][1].name
        return tuple(reversed(found))

    def _layers(self, name: str, file: str) -> Iterator[_Layer]:
        for layout in self.chain(name):
            for raw, found in self.own(layout, file):
                yield _Layer(layout, found, raw)


def _laid_over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Own values win; some tables are merged key by key, lists of things with an id thing by thing."""
    merged = {**base, **own}
    for key in ("requires", "scoring", "terms", "fonts"):
        if key in base and key in own:
            merged[key] = {**base[key], **own[key]}
    for key in ("forms", "sections"):
        if key in base and key in own:
            merged[key] = _by_id(base[key], own[key])
    return merged


def _by_id(base: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    placed = {item["id"]: item for item in base}
    for item in own:
        placed[item["id"]] = {**placed.get(item["id"], {}), **item}
    return list(placed.values())
