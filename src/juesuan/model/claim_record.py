"""A claim as one row of data, the same columns for every kind: what the JSON of ``read`` and data packages hold."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from juesuan.model.amount import Amount
from juesuan.model.claim import (
    ChangeClaim,
    Claim,
    ComparedWith,
    CompletionClaim,
    DatedClaim,
    DenialClaim,
    ItemClaim,
    ListingClaim,
    OrderClaim,
    ReasonClaim,
    RemarkClaim,
    ShareClaim,
    SumClaim,
)
from juesuan.model.fact import FactKey
from juesuan.model.place import Place

__all__ = ["ClaimRecord"]


class ClaimRecord(Struct, frozen=True):
    """The columns of a claim; those that its kind does not have are empty.

    Attributes:
        kind: names the class.
        section, place, text, item: as in :class:`juesuan.model.claim.ClauseOfProse`.
        operands: ids of statements in the order of the class's fields, an empty text where there is none.
        amount: the printed percentage.
        word: the decisive word as printed; the code of an item, the label of a sum, the year of what is dated.
        names: of a listing and an item; of a denial its facts.
        base: what a change is compared with.
    """

    kind: str
    section: str
    place: Place
    text: str
    item: int = 0
    operands: tuple[str, ...] = ()
    amount: Amount | None = None
    word: str = ""
    names: tuple[str, ...] = ()
    base: str = ""

    @classmethod
    def of(cls, claim: Claim) -> ClaimRecord:
        """The row that a claim is written as."""
        names: tuple[str, ...] = ()
        base = ""
        match claim:
            case ShareClaim() | CompletionClaim() | OrderClaim() | ReasonClaim() | RemarkClaim():
                word = claim.word
            case ChangeClaim():
                word, base = claim.word, claim.base.value
            case SumClaim():
                word = claim.label
            case DatedClaim():
                word = claim.year
            case ListingClaim():
                word, names = claim.word, claim.names
            case DenialClaim():
                word, names = claim.word, tuple(map(str, claim.facts))
            case ItemClaim():
                word, names = claim.code, claim.names
            case _:
                assert_never(claim)
        where = (claim.section, claim.place, claim.text, claim.item)
        return cls(claim.kind, *where, claim.operands, claim.rate, word, names, base)

    def claim(self) -> Claim:
        """The claim that a row describes.

        Raises:
            ValueError: when no claim is written so.
        """
        where = (self.section, self.place, self.text, self.item)
        first, second, third = (*self.operands, "", "", "")[:3]
        made: Claim
        match self.kind:
            case "share" | "completion" if self.amount is not None:
                kind = ShareClaim if self.kind == ShareClaim.kind else CompletionClaim
                made = kind(*where, part=first, whole=second, amount=self.amount, word=self.word)
            case "change":
                base = ComparedWith(self.base)
                made = ChangeClaim(
                    *where,
                    current=first,
                    difference=second,
                    amount=self.amount,
                    word=self.word,
                    base=base,
                    against=third,
                )
            case "order":
                made = OrderClaim(*where, final=first, budget=second, word=self.word)
            case "sum":
                made = SumClaim(*where, whole=first, parts=self.operands[1:], label=self.word)
            case "listing":
                made = ListingClaim(*where, of=first, names=self.names, word=self.word)
            case "none":
                made = DenialClaim(*where, facts=tuple(map(FactKey.parse, self.names)), word=self.word)
            case "reason":
                made = ReasonClaim(*where, current=first, other=second, word=self.word)
            case "remark":
                made = RemarkClaim(*where, word=self.word)
            case "dated":
                made = DatedClaim(*where, of=self.operands, year=self.word)
            case "item" if len(self.names) == 3:
                names = (self.names[0], self.names[1], self.names[2])
                made = ItemClaim(*where, names=names, code=self.word, final=first, budget=second)
            case _:
                raise ValueError(f"not a claim: {self.kind!r} with {self.amount!r} and {self.names!r}")
        return made
