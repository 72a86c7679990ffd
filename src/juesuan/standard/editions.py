"""Editions: what a place prints in a year, and in which words: the writing counterpart of a profile.

One TOML file an edition in ``data/editions/``; a new place or year is a new file and nothing else. A file may give only what differs
from the one it ``extends``; forms are merged by id, ``order`` says which there are. An edition serves every year from ``first_year`` to
``last_year``: rows whose codes are not in force are left out, classes have their name of the year, and ``wordings`` says which
other labels depend on it. A folder of the user's own may hold ``edition-NAME.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from juesuan.model import FactKey, Unit
from juesuan.standard.codes import economic_name, function_name
from juesuan.standard.forms import Form, FormRow, forms
from juesuan.standard.narrative_templates import NarrativeTemplate, TemplateError, narrative_template, read_toml
from juesuan.standard.patterns import in_chinese
from juesuan.standard.profiles import province_of

__all__ = ["Edition", "PrintedForm", "edition_for", "editions"]

_REQUIRED = ("places", "year", "unit", "thousands", "zero", "narrative", "overall", "project", "layout", "forms")
_USER_PREFIX = "edition-"  # a folder of the user's holds templates of the prose too


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
        note, empty: the 注 under the table, and the 说明 where the table has no data; ``{year}`` and ``{we}`` are filled in.
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
        id: name of the file. places, year: provinces whose it is (none: anybody's), and the fiscal year it is made for.
        unit: unit of every amount. thousands: whether thousands are separated in tables.
        narrative: name of the narrative template. overall, project: ids of the performance templates.
        layout: name of the layout that it is drawn in by default.
        forms: in printed order.
        tail_notes: what is said under the tables about rounding, by the name of the policy.
        folder: where the user keeps templates of their own, if they do.
    """

    id: str
    places: tuple[str, ...]
    year: int
    unit: Unit
    thousands: bool
    narrative: str
    overall: str
    project: str
    layout: str
    forms: tuple[PrintedForm, ...]
    tail_notes: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    @property
    def template(self) -> NarrativeTemplate:
        """The template of its prose.

        Raises:
            TemplateError: when the user's own cannot be used.
        """
        return narrative_template(self.narrative, self.folder)

    def at(self, year: int) -> Edition:
        """The edition for another year: the rows, names and labels of that year."""
        return self if year == self.year else replace(self, year=year, forms=_edition(self.id, year, self.folder).forms)

    def form(self, form_id: str) -> PrintedForm | None:
        """The printed form with that id, or None when the edition has none."""
        return next((form for form in self.forms if form.id == form_id), None)


def _printed_form(raw: Mapping[str, Any], edition: Mapping[str, Any], year: int) -> PrintedForm:
    form = forms()[raw["id"]]
    rows = tuple(row for row in form.rows if _prints(row, raw, year))
    return PrintedForm(
        id=form.id,
        title=raw.get("title", form.title),
        number=raw["number"],
        columns=raw.get("columns") or {column.key: column.label for column in form.columns if not column.memo},
        rows=tuple(row.key for row in rows),
        labels={**_labels(form, rows, year), **_wordings(form.id, edition, year), **raw.get("labels", {})},
        lines=_lines(rows, raw.get("lines", {})),
        zero=raw.get("zero", edition["zero"]),
        total_last=raw.get("total_last", False),
        note=raw.get("note", ""),
        empty=raw.get("empty", ""),
    )


def _prints(row: FormRow, raw: Mapping[str, Any], year: int) -> bool:
    """Whether the edition has a row: its codes must be in force in the year."""
    if row.key in raw.get("omit", ()) or row.memo or row.replaces:
        return False
    if row.key.isdigit():
        return row.key[:3] in raw.get("classes", (row.key[:3],)) and bool(economic_name(row.key, year))
    code = _class(row)
    return not code or bool(function_name(code, year))


def _class(row: FormRow) -> str:
    return (FactKey.parse(row.fact).get("function") or "") if row.fact else ""


def _labels(form: Form, rows: tuple[FormRow, ...], year: int) -> dict[str, str]:
    """Labels as printed: classes by their name of the year; on two-sided forms the items above 本年…合计 are numbered."""
    labels = {row.key: (function_name(code, year) if (code := _class(row)) else "") or row.label for row in rows}
    if form.kind == "lines":
        for side in ("income", "spend"):
            for number, row in enumerate((row for row in rows if row.side == side), 1):
                if row.label.startswith("本年"):
                    break
                labels[row.key] = f"{in_chinese(number)}、{labels[row.key]}"
    return labels


def _wordings(form: str, edition: Mapping[str, Any], year: int) -> dict[str, str]:
    """Labels that rows have in the year."""
    return {
        item["row"]: item["label"]
        for item in edition.get("wordings", ())
        if item["form"] == form and item.get("first", year) <= year <= item.get("last", year)
    }


def _lines(rows: tuple[FormRow, ...], starts: Mapping[str, int]) -> Mapping[str, int]:
    """行次 of every row from those that are given: the others count on."""
    lines: dict[str, int] = {}
    line = 0
    for row in rows if starts else ():
        line = starts.get(row.key, line + 1)
        lines[row.key] = line
    return lines


@lru_cache(maxsize=8)
def _data(folder: Path | None) -> Mapping[str, Mapping[str, Any]]:
    """The data of every edition with what it inherits; the user's files win over ours."""
    ours = {entry.name: entry for entry in (files("juesuan.standard") / "data" / "editions").iterdir()}
    own = {entry.name: entry for entry in folder.glob(f"{_USER_PREFIX}*.toml")} if folder is not None else {}
    found: dict[str, Mapping[str, Any]] = {}
    for name, entry in {**ours, **own}.items():
        if name.endswith(".toml"):
            found[name.removesuffix(".toml").removeprefix(_USER_PREFIX)] = read_toml(entry)
    return {name: _inherited(name, found) for name in found}


def _inherited(name: str, found: Mapping[str, Mapping[str, Any]], seen: tuple[str, ...] = ()) -> Mapping[str, Any]:
    raw = found[name]
    wanted = raw.get("extends")
    if wanted is None:
        if lacking := [key for key in _REQUIRED if key not in raw]:
            raise TemplateError(f"版式“{name}”缺少 {'、'.join(lacking)}；一般应写明所继承的版式（extends）。")
        return raw
    if wanted not in found or wanted in seen:
        raise TemplateError(f"版式“{name}”所继承的“{wanted}”{'不存在' if wanted not in found else '又继承了它自己'}。")
    parent = _inherited(wanted, found, (*seen, name))
    known = {form["id"]: form for form in parent["forms"]}
    changed = {form["id"]: {**known.get(form["id"], {}), **form} for form in raw.get("forms", ())}
    placed = {**known, **changed}
    order = raw.get("order", placed)
    for form in order:
        if form not in placed or form not in forms() or "number" not in placed[form]:
            raise TemplateError(f"版式“{name}”中的表“{form}”不存在，或没有表号（number）。")
    return {**parent, **raw, "forms": [placed[form] for form in order]}


@lru_cache(maxsize=64)
def _edition(name: str, year: int, folder: Path | None) -> Edition:
    raw = _data(folder)[name]
    return Edition(
        id=name,
        places=tuple(raw["places"]),
        year=year,
        unit=Unit(raw["unit"]),
        thousands=raw["thousands"],
        narrative=raw["narrative"],
        overall=raw["overall"],
        project=raw["project"],
        layout=raw["layout"],
        forms=tuple(_printed_form(item, raw, year) for item in raw["forms"]),
        tail_notes=raw.get("tail_notes", {}),
        folder=folder,
    )


@lru_cache(maxsize=8)
def editions(folder: Path | None = None) -> Mapping[str, Edition]:
    """All editions by name, each as of the year it was made for; ``folder`` holds the user's own."""
    return {name: _edition(name, raw["year"], folder) for name, raw in sorted(_data(folder).items())}


def edition_for(place: str, year: int, level: str = "", folder: Path | None = None) -> Edition:
    """What a place prints for a fiscal year: its own edition if it has one, else the reference format of that year.

    Args:
        place: a province, or a place in one; ``中央`` for central departments.
        level: ``部门`` or ``单位``, for editions that are made for one of them.
        tail_notes: what is said under the tables about rounding, by the name of the policy.
        folder: where the user keeps editions and templates of their own.
    """
    province = province_of(place) or place
    fitting = {
        name: raw
        for name, raw in _data(folder).items()
        if (not raw["places"] or province in raw["places"])
        and raw.get("first_year", year) <= year <= raw.get("last_year", year)
        and level in {"", *raw.get("levels", (level,))}
    }
    best = max(fitting, key=lambda name: (bool(fitting[name]["places"]), fitting[name].get("first_year", 0), name))
    return _edition(best, year, folder)
