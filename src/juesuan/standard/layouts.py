"""Layouts: what a place prints in some years, and what it must print. Data in ``data/layouts/<name>/``.

A layout is recognised from what a document says of itself, or chosen by the place and year of the books. A new place or year is a new
folder and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Assertion
from juesuan.arithmetic.defining import Definition, definitions
from juesuan.model import Unit
from juesuan.model.expressions import expression
from juesuan.model.print_style import PrintStyle
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS
from juesuan.standard.layout_files import Applies, LayoutFile
from juesuan.standard.loading import DataError, decode, every
from juesuan.standard.narrative_templates import NarrativeTemplate, narrative_template
from juesuan.standard.performance_templates import Template
from juesuan.standard.printed_forms import PrintedForm, printed_form
from juesuan.standard.requirements import Requirement

__all__ = ["REFERENCE", "Layout", "LayoutEvidence", "Layouts", "UnknownLayout", "load_layouts", "verify_layouts"]

REFERENCE = "mof-2022"
"""The reference format of the Ministry of Finance: what a layout lacks, it has; what fits no other, is held to be of it."""

_LAST_WORDS = ("省", "自治区", "行政区", "市", "州", "盟", "地区", "区", "县", "旗", "兵团", "中央")

_EXPLANATION = expression(r"N\d\d")


class UnknownLayout(LookupError):
    """There is no layout of that name; the message, in Chinese, names those there are."""


class LayoutEvidence(Struct, frozen=True):
    """What a document says of itself.

    Attributes:
        unit, place: its department, and the place in that name, as far as read.
        year: fiscal year.
        forms: ids of the forms found, in printed order.
        titles: their printed titles.
        document: the kind of document.
    """

    unit: str = ""
    place: str = ""
    year: int | None = None
    forms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    document: str = ACCOUNTS


class Layout(Struct, frozen=True, dict=True):
    """All that is special to a place, a kind of document and some years.

    Attributes:
        id, label: name of the folder, and for people.
        applies: where it applies.
        year: the fiscal year that the forms are printed for.
        unit, thousands: unit of every amount; whether thousands are separated in tables.
        form_ids: the forms it has, in printed order.
        sections: ids of the sections of the explanation it must have, in its order.
        parts, topics, counts: what else it must have.
        tail_notes: what is said under the tables about rounding, by the name of the policy.
        standard: that it is of.
    """

    id: str
    label: str
    applies: Applies
    year: int
    unit: Unit
    thousands: bool
    form_ids: tuple[str, ...]
    sections: tuple[str, ...]
    parts: tuple[Requirement, ...]
    topics: tuple[Requirement, ...]
    counts: tuple[Requirement, ...]
    tail_notes: Mapping[str, str]
    standard: Standard
    _file: LayoutFile

    @cached_property
    def forms(self) -> tuple[PrintedForm, ...]:
        """The forms it has, as printed in the year and in printed order.

        Raises:
            DataError: when it speaks of rows or columns that a form does not have.
        """
        return _forms(self.standard, self.id, self.year)

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """What the register asserts of accounts of this layout and year: what they are computed and rounded by."""
        known = self.standard.rules.of_layout(self.id).values()
        return tuple(part for rule in known if rule.is_for_accounts(self.id, self.year) for part in rule.parts)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """How totals, and how a year rolls forward, are computed by them."""
        return definitions(self.assertions, self.standard.vocabulary.above)

    @cached_property
    def outline(self) -> tuple[str, ...]:
        """Ids of what it has, in its order: parts of the overview, forms, sections of the explanation, the explanation of words."""
        printed = [str(section["id"]).partition(".")[0] for section in self.template.sections]
        whole: list[str] = []
        for item in printed:
            whole += self.form_ids if item == "part2" else [item]
        kept = {*self.form_ids, *self.sections, *chain.from_iterable(part.evidence for part in self.parts)}
        return tuple(dict.fromkeys(item for item in whole if item in kept))

    def reach(self, there: Collection[str]) -> tuple[int, int] | None:
        """From where to where in the outline a document reaches that has these parts; None where it has none of it."""
        found = [index for index, item in enumerate(self.outline) if item in there]
        return (found[0], found[-1]) if found else None

    @property
    def is_reference(self) -> bool:
        """Whether it is for any place, for want of knowing that of a document."""
        return not (self.applies.places or self.applies.units or self.applies.marks)

    @cached_property
    def template(self) -> NarrativeTemplate:
        """The template of its prose.

        Raises:
            DataError: when it cannot be used.
        """
        return _template(self.standard, self.id)

    @cached_property
    def style(self) -> PrintStyle:
        """How it is drawn.

        Raises:
            DataError: when that is not said rightly.
        """
        return _style(self.standard, self.id)

    @property
    def overall(self) -> Template:
        """The form of the self-evaluation of the department."""
        return self.standard.templates.of_layout(self.id, "PO")

    @property
    def project(self) -> Template:
        """The form of the self-evaluation of a project."""
        return self.standard.templates.of_layout(self.id, "PP")

    def at(self, year: int) -> Layout:
        """The layout for another year: the rows, names and labels of that year."""
        return self if year == self.year else replace(self, year=year)

    def form(self, form_id: str) -> PrintedForm | None:
        """The printed form with that id, or None when the layout has none."""
        return next((form for form in self.forms if form.id == form_id), None)

    def title(self, form_id: str) -> str:
        """What the layout calls a form that it has."""
        entry = next(entry for entry in self._file.printed_forms if entry.id == form_id)
        return entry.title or self.standard.forms[form_id].title

    def admits(self, evidence: LayoutEvidence) -> bool:
        """Whether the document may be of this layout."""
        applies, year = self.applies, evidence.year
        if evidence.document != applies.document:
            return False
        if year is not None and not (applies.first_year or year) <= year <= (applies.last_year or year):
            return False
        if (applies.places or applies.units) and not self._is_whose(evidence):
            return False
        return not applies.marks or any(re.search(mark, title) for mark in applies.marks for title in evidence.titles)

    def _is_whose(self, evidence: LayoutEvidence) -> int:
        """How surely the document is one of its places or departments: 2 by the place, 1 by the name."""
        where = evidence.place or evidence.unit
        if _is_in(where, self.standard.places.province_of(where), self.applies.places):
            return 2
        return int(any(re.fullmatch(pattern, evidence.unit) for pattern in self.applies.units))

    def likeness(self, evidence: LayoutEvidence) -> tuple[int, ...]:
        """How well the document fits, for comparison: what names the layout first, then its forms, then its years."""
        shared = _common_in_order(evidence.forms, self.form_ids)
        strange = len(evidence.forms) + len(self.form_ids) - 2 * shared
        named = 4 * bool(self.applies.marks) + self._is_whose(evidence)
        years = bool(evidence.year and self.applies.first_year) + bool(evidence.year and self.applies.last_year)
        return (named, -strange if evidence.forms else 0, years)


class Layouts(Struct, frozen=True):
    """All layouts of a standard, by name."""

    by_name: Mapping[str, Layout]
    standard: Standard

    def __iter__(self) -> Iterator[Layout]:
        return iter(self.by_name.values())

    def named(self, name: str) -> Layout:
        """The layout with that name.

        Raises:
            UnknownLayout: when there is none.
        """
        found = self.by_name.get(name)
        if found is None:
            raise UnknownLayout(f"没有名为“{name}”的版式，可选：{'、'.join(self.by_name)}。")
        return found

    @property
    def prepared(self) -> Mapping[str, Layout]:
        """Those that books can be printed in, by name: layouts of final accounts that are not told by their marks alone."""
        return {
            layout.id: layout for layout in self if layout.applies.document == ACCOUNTS and not layout.applies.marks
        }

    def of_document(self, name: str) -> Layout:
        """The layout that a document says it is of; the reference for one that was written where others are known."""
        return self.by_name.get(name, self.reference)

    @property
    def reference(self) -> Layout:
        """What a document of no known layout is held to be of."""
        return self.by_name[REFERENCE]

    def recognised(self, evidence: LayoutEvidence) -> Layout:
        """The layout that a document fits best; the reference when it fits none."""
        fitting = [layout for layout in self if layout.admits(evidence)]
        return max(
            fitting,
            key=lambda layout: (*layout.likeness(evidence), layout.id == REFERENCE),
            default=self.reference,
        )

    def of_place(self, place: str, year: int, level: str = "") -> Layout:
        """What a place prints for a fiscal year: its own layout if it has one, else the reference format of that year.

        Args:
            place: a province, or a place in one; ``中央`` for central departments.
            level: ``部门`` or ``单位``, for layouts that are made for one of them.
        """
        province = self.standard.places.province_of(place)
        fitting = [
            layout
            for layout in self
            if _is_for(layout.applies, year, level)
            and (layout.is_reference or _is_in(place, province, layout.applies.places))
        ]
        best = max(
            fitting,
            key=lambda layout: (bool(layout.applies.places), layout.applies.first_year or 0, layout.id),
            default=self.reference,
        )
        return best.at(year)


def _is_in(place: str, province: str, places: Collection[str]) -> bool:
    """Whether a place is in one of some provinces, or begins with a place that no list of ours has."""
    return province in places or any(place.startswith(one) for one in places)


def _is_for(applies: Applies, year: int, level: str) -> bool:
    """Whether final accounts of a year are printed in a layout; in one told by its marks only when it is asked for."""
    return (
        applies.document == ACCOUNTS
        and not applies.marks
        and (applies.first_year or year) <= year <= (applies.last_year or year)
        and (not level or not applies.levels or level in applies.levels)
    )


def _common_in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for item in one:
        above = row
        row = [0]
        for index, wanted in enumerate(other):
            row.append(above[index] + 1 if item == wanted else max(above[index + 1], row[index]))
    return row[-1]


def _forms(standard: Standard, name: str, year: int) -> tuple[PrintedForm, ...]:
    file = standard.layout_files.layout(name)
    return tuple(
        printed_form(entry, file, standard, year, standard.layout_files.file(name).name) for entry in file.printed_forms
    )


def _template(standard: Standard, name: str) -> NarrativeTemplate:
    return narrative_template(standard.layout_files, name, partial(standard.vocabulary.parse, pattern=True))


def _style(standard: Standard, name: str) -> PrintStyle:
    raw, file = standard.layout_files.merged(name, "print.toml")
    if file is None:
        return _style(standard, REFERENCE)
    style = decode(raw, file, PrintStyle)
    if unknown := sorted(style.landscape - standard.forms.keys()):
        raise DataError(file.name, "landscape", f"没有表“{unknown[0]}”")
    return style


def _required(standard: Standard, name: str, kind: str) -> tuple[Requirement, ...]:
    names: tuple[str, ...] = getattr(standard.layout_files.layout(name).requires, f"{kind}s")
    known = {key: item for key, item in standard.requirements.items() if item.kind == kind}
    if unknown := [item for item in names if item not in known]:
        message = f"没有名为“{unknown[0]}”的要求，可选：{'、'.join(known)}"
        raise DataError(standard.layout_files.file(name).name, f"requires.{kind}s", message)
    return tuple(known[item] for item in names)


def _verify_places(standard: Standard, name: str) -> None:
    """Places may be invented or new, but a province without its last word (``河南``) would never be met in a document."""
    for place in standard.layout_files.layout(name).applies.places:
        if place not in standard.places.provinces and not place.endswith(_LAST_WORDS):
            full = next((known for known in standard.places.provinces if known.startswith(place)), "河南省")
            message = f"“{place}”不是行政区划的全称，应写全，如“{full}”"
            raise DataError(standard.layout_files.file(name).name, "applies.places", message)


def _layout(standard: Standard, name: str) -> Layout:
    file = standard.layout_files.layout(name)
    sections: Any = file.requires.sections
    if sections is None:
        sections = (section.id for section in file.printed_sections if _EXPLANATION.fullmatch(section.id))
    return Layout(
        id=name,
        label=file.label,
        applies=file.applies,
        year=file.year or file.applies.last_year or file.applies.first_year or 0,
        unit=file.unit,
        thousands=file.thousands,
        form_ids=tuple(form.id for form in file.printed_forms),
        sections=tuple(sections),
        parts=_required(standard, name, "part"),
        topics=_required(standard, name, "topic"),
        counts=_required(standard, name, "count"),
        tail_notes=file.tail_notes,
        standard=standard,
        _file=file,
    )


def load_layouts(standard: Standard) -> Layouts:
    """All layouts of a standard.

    Raises:
        StandardError: the first mistake of every file ``layout.toml``.
    """
    names = standard.layout_files.names
    found = every(partial(_layout, standard, name) for name in names)
    return Layouts({layout.id: layout for layout in found}, standard)


def verify_layouts(standard: Standard) -> None:
    """Loads all of every layout, what is otherwise loaded when it is asked for too.

    Raises:
        StandardError: the first mistake of every file.
    """
    every(partial(_verify, standard, name) for name in standard.layout_files.names)


def _verify(standard: Standard, name: str) -> None:
    """Each file by itself: one that is wrong does not hide another."""
    every(
        (
            partial(standard.layout_files.layout, name),
            partial(_template, standard, name),
            partial(_style, standard, name),
            lambda: list(standard.templates.own(name)),
            lambda: list(standard.stage_forms.own(name)),
            partial(_verify_places, standard, name),
            lambda: (_layout(standard, name).forms, _layout(standard, name).overall, _layout(standard, name).project),
        )
    )
