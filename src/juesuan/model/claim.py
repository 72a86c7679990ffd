"""What clauses assert about statements, beyond their values: one class a kind, each with exactly what its kind says.

Statements are named by their ids; an id is empty where the operand was not printed or not found.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from juesuan.model.amount import Amount
from juesuan.model.fact import FactKey
from juesuan.model.place import Place

__all__ = [
    "ChangeClaim",
    "Claim",
    "ClaimOfRatio",
    "ClauseOfProse",
    "ComparedWith",
    "CompletionClaim",
    "DatedClaim",
    "DenialClaim",
    "ItemClaim",
    "ListingClaim",
    "OrderClaim",
    "ReasonClaim",
    "RemarkClaim",
    "ShareClaim",
    "SumClaim",
]


class ComparedWith(StrEnum):
    """What a change is measured from: last year, the budget at a stage, or a year that is neither this one nor the last."""

    PREVIOUS = "previous"
    OTHER = "other"
    INITIAL = "initial"
    ADJUSTED = "adjusted"


class ClauseOfProse(Struct, frozen=True, tag=True):
    """What all claims have: the clause that makes them.

    Attributes:
        section: section id, with sub-section (``N05.3``).
        place: place of the decisive word or number.
        text: the clause as printed.
        item: number of the item of a list it belongs to, from 1; 0 outside lists.
    """

    section: str
    place: Place
    text: str
    item: int = 0

    @property
    def operands(self) -> tuple[str, ...]:
        """Ids of the statements it speaks of, in the order of its fields."""
        return ()

    @property
    def rate(self) -> Amount | None:
        """The percentage that it prints, where it prints one."""
        return None


class ClaimOfRatio(ClauseOfProse, frozen=True, kw_only=True):
    """``amount`` % = ``part`` / ``whole``; ``word`` says so, as printed."""

    part: str
    whole: str
    amount: Amount
    word: str

    @property
    def operands(self) -> tuple[str, ...]:
        """Part and whole."""
        return self.part, self.whole

    @property
    def rate(self) -> Amount:
        """The printed percentage."""
        return self.amount


class ShareClaim(ClaimOfRatio, frozen=True):
    """占…的: a part of a whole."""

    kind: ClassVar[Literal["share"]] = "share"


class CompletionClaim(ClaimOfRatio, frozen=True):
    """完成年初预算的: the part is the 决算, the whole the budget that the word names."""

    kind: ClassVar[Literal["completion"]] = "completion"


class ChangeClaim(ClauseOfProse, frozen=True, kw_only=True):
    """比上年增加…万元，增长…%: how what is ``current`` has moved.

    Attributes:
        current, difference: this year's statement, and that of the printed difference.
        amount: the printed percentage; None where there is none.
        word: 增加/减少/持平… as printed.
        base: what it is compared with.
        against: the statement that it is compared with, where the sentence prints it under a name of its own
            (年初结转…，比上年年末结转…万元多…万元); else empty.
    """

    kind: ClassVar[Literal["change"]] = "change"
    current: str
    difference: str
    amount: Amount | None = None
    word: str
    base: ComparedWith
    against: str = ""

    @property
    def operands(self) -> tuple[str, ...]:
        """This year's statement, the difference, and what is compared with where it has a name of its own."""
        return (self.current, self.difference, self.against) if self.against else (self.current, self.difference)

    @property
    def rate(self) -> Amount | None:
        """The printed percentage."""
        return self.amount


class OrderClaim(ClauseOfProse, frozen=True, kw_only=True):
    """决算数大于预算数: ``word`` (大于/小于/等于/持平/存在差异) says how ``final`` compares with ``budget``."""

    kind: ClassVar[Literal["order"]] = "order"
    final: str
    budget: str
    word: str

    @property
    def operands(self) -> tuple[str, ...]:
        """决算 and budget."""
        return self.final, self.budget


class SumClaim(ClauseOfProse, frozen=True, kw_only=True):
    """其中 or 分别为: ``whole`` is said to consist of ``parts``; ``label`` names the whole."""

    kind: ClassVar[Literal["sum"]] = "sum"
    whole: str
    parts: tuple[str, ...]
    label: str

    @property
    def operands(self) -> tuple[str, ...]:
        """The whole and its parts."""
        return self.whole, *self.parts


class ListingClaim(ClauseOfProse, frozen=True, kw_only=True):
    """主要包括: ``names`` are what the statement ``of`` is said to include; ``word`` says so."""

    kind: ClassVar[Literal["listing"]] = "listing"
    of: str
    names: tuple[str, ...]
    word: str

    MORE: ClassVar[str] = "等"
    """Behind the examples: 等, 等支出, 等方面的支出."""

    @property
    def is_open(self) -> bool:
        """Whether the names are examples."""
        return self.MORE in self.text

    @property
    def operands(self) -> tuple[str, ...]:
        """What is said to include the names."""
        return (self.of,) if self.of else ()


class DenialClaim(ClauseOfProse, frozen=True, kw_only=True):
    """没有政府性基金…: there is none of ``facts``; ``word`` names them as printed."""

    kind: ClassVar[Literal["none"]] = "none"
    facts: tuple[FactKey, ...]
    word: str


class ReasonClaim(ClauseOfProse, frozen=True, kw_only=True):
    """主要原因是: ``text`` is the cause why ``current`` differs; ``other`` is the difference, or the budget it differs from."""

    kind: ClassVar[Literal["reason"]] = "reason"
    current: str
    other: str
    word: str

    @property
    def operands(self) -> tuple[str, ...]:
        """What differs, and its difference or the budget."""
        return self.current, self.other


class RemarkClaim(ClauseOfProse, frozen=True, kw_only=True):
    """A clause with words that nobody knows and no amount: it may be the reason, or the statement, that is not found elsewhere.

    ``word`` are the first words that are not known.
    """

    kind: ClassVar[Literal["remark"]] = "remark"
    word: str


class DatedClaim(ClauseOfProse, frozen=True, kw_only=True):
    """2022年末共有…: what is said of ``year`` in a document of another year; ``of`` are the ids of what is stated, if anything is."""

    kind: ClassVar[Literal["dated"]] = "dated"
    of: tuple[str, ...]
    year: str

    @property
    def operands(self) -> tuple[str, ...]:
        """What is stated of that year."""
        return self.of


class ItemClaim(ClauseOfProse, frozen=True, kw_only=True):
    """The clause opens an item of a list of 科目, or names a 类 with its amount.

    Attributes:
        names: (类, 款, 项) as printed, missing ones empty.
        code: the functional code that they mean; empty when they mean no row.
        final, budget: the item's 支出决算 and the budget printed with it.
    """

    kind: ClassVar[Literal["item"]] = "item"
    names: tuple[str, str, str]
    code: str
    final: str
    budget: str

    @property
    def operands(self) -> tuple[str, ...]:
        """决算 and budget."""
        return self.final, self.budget


Claim: TypeAlias = (
    ShareClaim
    | CompletionClaim
    | ChangeClaim
    | OrderClaim
    | SumClaim
    | ListingClaim
    | DenialClaim
    | ReasonClaim
    | RemarkClaim
    | DatedClaim
    | ItemClaim
)
"""Any claim: what is done for each kind matches on its class, so that mypy sees when a kind is missed."""
