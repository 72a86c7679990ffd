"""Editions: what a place prints in a year, and in which words: the writing counterpart of a profile.

One TOML file an edition in ``data/editions/``; a new year or place is a new file and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from juesuan.model import FactKey, Unit
from juesuan.standard.codes import function_name
from juesuan.standard.forms import Form, FormRow, forms

__all__ = ["Edition", "PrintedForm", "editions"]


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One form of an edition.

    Attributes:
        id, title, number: which form, and what is printed above it.
        columns: printed header paths by column key, in printed order.
        rows: keys of the fixed rows that are printed, in printed order; empty in code forms.
        labels: printed labels of fixed rows, numbering (``一、``) included.
        lines: printed 行次 of fixed rows; empty where none are printed.
        zero: what a cell without an amount shows.
        total_last: 合计 is the last row of a code form.
        note, empty: the 注 under the table, and the 说明 where the table has no data; ``{year}``,
            ``{we}`` and ``{rounding}`` (amounts are rounded: said of 万元, not of 元) are filled in.
    """

    id: str
    title: str
    number: str
    columns: Mapping[str, str]
    rows: tuple[str, ...]
    labels: Mapping[str, str]
    lines: Mapping[str, int]
    zero: str
    total_last: bool
    note: str
    empty: str

    @property
    def form(self) -> Form:
        """The form of the standard that it prints."""
        return forms()[self.id]


@dataclass(frozen=True, slots=True)
class Edition:
    """A place's disclosure of a year.

    Attributes:
        id: name of the file. place, year: whose, and for which fiscal year it is made.
        unit: unit of every amount. thousands: whether thousands are separated in tables.
        narrative: name of the narrative template. overall, project: ids of the performance templates.
        layout: name of the layout that it is drawn in by default.
        forms: in printed order.
    """

    id: str
    place: str
    year: int
    unit: Unit
    thousands: bool
    narrative: str
    overall: str
    project: str
    layout: str
    forms: tuple[PrintedForm, ...]

    def form(self, form_id: str) -> PrintedForm | None:
        """The printed form with that id, or None when the edition has none."""
        return next((form for form in self.forms if form.id == form_id), None)


def _chinese(number: int) -> str:
    """1…99 as 一…九十九."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")


def _printed_form(raw: Mapping[str, Any], zero: str, year: int) -> PrintedForm:
    form = forms()[raw["id"]]
    rows = tuple(row for row in form.rows if _prints(row, raw))
    return PrintedForm(
        id=form.id,
        title=raw.get("title", form.title),
        number=raw["number"],
        columns=raw.get("columns") or {column.key: column.label for column in form.columns if not column.memo},
        rows=tuple(row.key for row in rows),
        labels={**_labels(form, rows, year), **raw.get("labels", {})},
        lines=_lines(rows, raw.get("lines", {})),
        zero=raw.get("zero", zero),
        total_last=raw.get("total_last", False),
        note=raw.get("note", ""),
        empty=raw.get("empty", ""),
    )


def _prints(row: FormRow, raw: Mapping[str, Any]) -> bool:
    if row.key in raw.get("omit", ()) or row.memo or row.replaces:
        return False
    classes = raw.get("classes")
    return classes is None or not row.key.isdigit() or row.key[:3] in classes


def _labels(form: Form, rows: tuple[FormRow, ...], year: int) -> dict[str, str]:
    """Labels as printed: classes by their name of the year; on two-sided forms the items above 本年…合计 are numbered."""
    labels = {row.key: _class_name(row, year) or row.label for row in rows}
    if form.kind == "lines":
        for side in ("income", "spend"):
            for number, row in enumerate((row for row in rows if row.side == side), 1):
                if row.label.startswith("本年"):
                    break
                labels[row.key] = f"{_chinese(number)}、{labels[row.key]}"
    return labels


def _class_name(row: FormRow, year: int) -> str:
    code = FactKey.parse(row.fact).get("function") if row.fact else None
    return function_name(code, year) if code else ""


def _lines(rows: tuple[FormRow, ...], starts: Mapping[str, int]) -> Mapping[str, int]:
    """行次 of every row from those that are given: the others count on."""
    lines: dict[str, int] = {}
    line = 0
    for row in rows if starts else ():
        line = starts.get(row.key, line + 1)
        lines[row.key] = line
    return lines


def _edition(name: str, text: str) -> Edition:
    raw = tomllib.loads(text)
    printed = tuple(_printed_form(item, raw["zero"], raw["year"]) for item in raw["forms"])
    return Edition(
        id=name,
        place=raw["place"],
        year=raw["year"],
        unit=Unit(raw["unit"]),
        thousands=raw["thousands"],
        narrative=raw["narrative"],
        overall=raw["overall"],
        project=raw["project"],
        layout=raw["layout"],
        forms=printed,
    )


@lru_cache(maxsize=1)
def editions() -> Mapping[str, Edition]:
    """All editions by name."""
    folder = files("juesuan.standard") / "data" / "editions"
    found = {
        entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return {name: _edition(name, found[name]) for name in sorted(found)}
