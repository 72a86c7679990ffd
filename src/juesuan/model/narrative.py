"""The prose of a disclosure: its sections, and every number that stands in it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from juesuan.model.place import Passage, Place

__all__ = ["BoundTo", "NumberKind", "NumberSeen", "Section"]


class Section(Struct, frozen=True):
    """A part of the document's text under one heading.

    Attributes:
        id: canonical: ``N01``…``N13`` for the thirteen sections of the 决算情况说明 whatever their printed number
            (sub-sections ``N05.1``…), ``duties`` 职责, ``organisation`` 机构设置, ``units`` 单位构成, ``glossary`` 名词解释,
            ``toc`` 目录, ``cover``, ``part1``…; ``other`` when the heading is not known.
        heading: as printed.
        place: place of the heading.
        body: the text under the heading up to the next heading.
        paragraphs: the same, paragraph by paragraph.
        is_partial: whether there may be more of it: its heading is not known and what its first sentence speaks of told what it is, or the
            file ends in it.
    """

    id: str
    heading: str
    place: Place
    body: Passage
    paragraphs: tuple[Passage, ...] = ()
    is_partial: bool = False


class NumberKind(StrEnum):
    """What a printed number is, told by what stands around it.

    ``NUMBER`` is a document, article, list, page, phone or line number; ``CODE`` a 科目编码.
    """

    AMOUNT = "amount"
    PERCENT = "percent"
    COUNT = "count"
    YEAR = "year"
    DATE = "date"
    NUMBER = "number"
    CODE = "code"
    SCORE = "score"
    OTHER = "other"


class BoundTo(Struct, frozen=True):
    """What a number was understood as: either of these.

    Attributes:
        statements: ids of the statements that it makes.
        words: what it is part of: the text of a claim, words such as 与2023年度相比, a field of a performance form.
    """

    statements: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def making(cls, *ids: str) -> BoundTo | None:
        """Bound to the statements of these ids; None where there are none, an empty id being none."""
        made = tuple(filter(None, ids))
        return cls(statements=made) if made else None

    @classmethod
    def inside(cls, words: str) -> BoundTo | None:
        """Bound as a part of words; None where there are none."""
        return cls(words=words) if words else None

    def __str__(self) -> str:
        return self.words or " ".join(self.statements)


class NumberSeen(Struct, frozen=True):
    """A number of the document and what it was taken for; together they account for every digit outside the tables.

    Attributes:
        text: as printed, with its unit word.
        kind: what it is.
        section: section or form id it stands in.
        bound: what it was understood as; None when nothing looked at it.
        place: where.
        described: it counts something of which neither a form nor a rule speaks (students, acres, enterprises): data, and no gap.
    """

    text: str
    kind: NumberKind
    section: str
    bound: BoundTo | None
    place: Place
    described: bool = False

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements that it makes."""
        return self.bound.statements if self.bound is not None else ()
