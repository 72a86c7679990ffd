"""A disclosure: everything a published document says, whether it was read from a file or is about to be published."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.model.amount import Unit
from juesuan.model.claim import Claim
from juesuan.model.narrative import NumberSeen, Section
from juesuan.model.performance import PerformanceForm
from juesuan.model.place import Place
from juesuan.model.statement import Statement
from juesuan.model.table import Table

__all__ = ["TWO_PRINTS", "Disclosure", "DocumentInfo", "FormReading", "Problem"]


class DocumentInfo(Struct, frozen=True):
    """What the document is.

    ``kind``: final_accounts | budget | performance | internal | none (no disclosure) | unknown; ``level``: 部门 | 单位 | "".
    ``parts``: the names of its files where they are several, ``file`` is the first of them.
    ``mark``: what stands on every page of a document that is not to be published, ``草稿，不得公开``; empty on all others.
    """

    file: str = ""
    sha256: str = ""
    kind: str = "unknown"
    level: str = ""
    unit: str = ""
    year: int | None = None
    place: str = ""
    profile: str = ""
    amount_unit: Unit | None = None
    pages: int = 0
    parts: tuple[str, ...] = ()
    mark: str = ""


TWO_PRINTS = "该表印了两份"
"""What the reason of a reading says where the form is printed twice with different figures: neither print is believed there."""


class FormReading(Struct, frozen=True):
    """How the reading of one form went. ``state``: read | partial | absent | unreadable; ``reason`` in Chinese."""

    form: str
    title: str
    state: str
    pages: tuple[int, ...] = ()
    numbers: int = 0
    reason: str | None = None


class Problem(Struct, frozen=True):
    """Something of the file that could not be read or understood, in Chinese, with its place.

    ``file`` is its name where several files are read together, else empty.
    """

    message: str
    place: Place = Place()
    file: str = ""


class Disclosure(Struct, frozen=True):
    """The whole document.

    Attributes:
        info: head data.
        tables: the forms by form id, as printed. Several of one id (a form printed twice) keep the first; the others are
            in ``problems``.
        statements: every bound number of tables, prose and performance forms. Ids are unique.
        sections: prose, in document order.
        claims: what the prose asserts about statements.
        numbers: every number outside the recognised tables, and what it was taken for.
        performance: the performance forms.
        readings: one per form of the profile, absent ones too.
        unreadable_pages: pages that were not read. refused_pages: those of them of which a problem says why; the others have no text layer.
        pictures: pages with text and with a picture that nobody reads: what is not found may be on it.
        begins_late, ends_early: what its layout has at the beginning, or at the end, is not there and nothing tells that there is none: it may
            be a part of a document.
        grade: arithmetic closure of the reading, 0..1; None when nothing could be confronted.
        problems: what could not be read.
        others: tables of the accounts that are none of the forms, ``form`` ``A1``…: what their numbers state is not known.
    """

    info: DocumentInfo
    tables: Mapping[str, Table] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    numbers: tuple[NumberSeen, ...] = ()
    performance: tuple[PerformanceForm, ...] = ()
    readings: tuple[FormReading, ...] = ()
    unreadable_pages: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    begins_late: bool = False
    ends_early: bool = False
    grade: Decimal | None = None
    problems: tuple[Problem, ...] = ()
    others: tuple[Table, ...] = ()
    refused_pages: tuple[int, ...] = ()

    @property
    def textless_pages(self) -> tuple[int, ...]:
        """The pages without a text layer: they are scans, perhaps."""
        return tuple(page for page in self.unreadable_pages if page not in self.refused_pages)
