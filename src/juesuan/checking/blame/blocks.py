"""Several numbers wrong for one reason: what is supposed, and the test whether it explains the failures.

A block says of a group of numbers what each should be. It is believed when it settles the failures that speak of them, breaks
nothing that held, and no single number would do as well: one supposition against as many slips as there are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.checking.blame.constraints import Constraint, Number
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.suspicion import Suspicions
from juesuan.checking.blame.values import possible_values
from juesuan.model import Finding, Slip

__all__ = ["MOVED", "STALE", "SWAPPED", "UNFILLED", "BlockSupposition", "SupposedBlock", "tested"]

MOVED, SWAPPED, STALE, UNFILLED = "moved", "swapped", "stale", "unfilled"
"""The patterns that the register has rules for."""

_LEAST = 2  # one failure settled by two changes is no evidence
_UNSETTLED = 2  # of the failures that speak of the numbers, others may have their own cause, but not most


class BlockSupposition(Struct, frozen=True):
    """What may have happened to several numbers at once.

    Attributes:
        pattern: the name of the pattern, whose rule reports it.
        words: what happened, in Chinese, to follow the name of the place.
        mended: what the numbers should be.
        ends: numbers that were overwritten, with what stands at the other end of the run: what they should be, the equations
            must say; what stands at the other end, where a run went round.
        internal: constraints that may fail afterwards: what they speak of is not known.
        slip: what happened to each number.
        place: what a person calls the table or section.
        sure: believed even where one number alone would explain the failures.
        part: all numbers of a part of the document that was not brought up to date: whatever fails there has this cause.
        distance: how far apart the exchanged rows or columns are.
    """

    pattern: str
    place: str
    words: str
    slip: Slip
    mended: Mapping[str, Decimal]
    ends: Mapping[str, Decimal] = field(default_factory=dict)
    internal: frozenset[Constraint] = frozenset()
    sure: bool = False
    part: frozenset[str] = frozenset()
    distance: int = 0


class SupposedBlock(Struct, frozen=True):
    """A supposition that explains failures: the numbers with what they should be, and the failures.

    ``rivals`` are how many others, no less simple, explain the same.
    """

    supposed: BlockSupposition
    cells: tuple[tuple[Number, Decimal], ...]
    broken: tuple[Constraint, ...]
    settled: tuple[Finding, ...] = ()
    rivals: int = 0

    @property
    def told(self) -> frozenset[str]:
        """Ids of the failed equations that it explains."""
        return frozenset(constraint.finding for constraint in self.broken)

    @property
    def mended(self) -> dict[str, Decimal]:
        """What the numbers should be."""
        return {number.key: value for number, value in self.cells}

    def closes(self, number: Number) -> tuple[str, ...]:
        """The rules that mention a number and hold once all are mended."""
        return tuple(dict.fromkeys(c.rule for c in self.broken if number.key in c.weights))

    @property
    def findings(self) -> frozenset[str]:
        """Ids of the findings that it explains."""
        return self.told.union(finding.id for finding in self.settled)


def tested(supposed: BlockSupposition, network: Network, suspicions: Suspicions) -> SupposedBlock | None:
    """The block that a supposition makes; None when it does not explain the failures."""
    mended = _with_ends(supposed, network)
    if mended is None:
        return None
    mended = {key: value for key, value in mended.items() if value != network.printed[key]}
    values = {**network.printed, **mended}
    fixed: list[Constraint] = []
    left = 0
    for constraint in _touching(mended, network):
        if constraint in supposed.internal:
            continue
        held, holds = constraint.holds(network.printed), constraint.holds(values)
        if held and not holds:
            return None
        if not held and constraint.finding:
            fixed += [constraint] if holds else []
            left += not holds
    told = {constraint.finding for constraint in fixed}
    if len(told) < _LEAST or len(fixed) < _UNSETTLED * left:
        return None
    if not supposed.sure and suspicions.explaining(fixed, network.printed):
        return None
    settled = (*suspicions.settled_together(mended), *suspicions.speaking_of(supposed.part))
    return SupposedBlock(supposed, tuple((network.numbers[k], v) for k, v in mended.items()), tuple(fixed), settled)


def _touching(keys: Iterable[str], network: Network) -> Iterable[Constraint]:
    return dict.fromkeys(constraint for key in keys for constraint in network.touching.get(key, ()))


def _with_ends(supposed: BlockSupposition, network: Network) -> dict[str, Decimal] | None:
    """With what the equations say of the numbers that were overwritten."""
    mended = {key: value for key, value in supposed.mended.items() if key in network.numbers}
    unknown = [key for key in supposed.ends if key in network.numbers]
    while unknown:
        key = unknown.pop(0)
        told = [
            c
            for c in network.touching.get(key, ())
            if not any(other in c.numbers for other in unknown) and c not in supposed.internal
        ]
        allowed = possible_values(network.numbers[key], told, {**network.printed, **mended})
        if allowed is None or allowed.best is None:
            return None
        simple = (value for value in (supposed.ends[key], Decimal(0)) if value in allowed)
        mended[key] = next(simple, allowed.best)
    return mended
