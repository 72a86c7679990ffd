"""Copy tails: which of the two figures may have been changed in its last digit so that a printed column adds up, and whether sums tell at all."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame.constraints import weighted
from juesuan.checking.blame.network import Network
from juesuan.checking.closing import number_of
from juesuan.model import Band, Finding, Repair, RepairKind, Slip, SlipKind, Substitution, Suspect, Term

__all__ = ["with_both", "with_forced_sum"]

_ADDENDS = 3
_FORCED = Slip(SlipKind.FORCED)
_HALF = Decimal("0.5")


def with_forced_sum(finding: Finding, network: Network) -> Finding:
    """The finding with a word on the figure whose column adds up to the last digit, if the other's does not."""
    if finding.band is not Band.COPY_TAIL or len(finding.terms) != 2:
        return finding
    forced = [_is_forced(term, network) for term in finding.terms]
    if forced not in ([True, False], [False, True]):
        return finding
    term = finding.terms[forced.index(True)]
    if any(suspect.term == forced.index(True) for suspect in finding.suspects):
        return replace(finding, suspects=tuple(_named(suspect, forced.index(True)) for suspect in finding.suspects))
    return replace(finding, hint=f"{finding.hint}“{term.label}”所在的各项恰好加成这个数，可能是{_FORCED}。")


def with_both(finding: Finding, network: Network) -> Finding:
    """The finding with either figure for the other, where most places have one of them, but the sums beside it want the other.

    Figures that were copied from one place are one witness: 3.84 + 7.64 = 11.49 says that 3.85 was rounded, and 3.84 was not.
    """
    only = finding.proposals[0] if len(finding.proposals) == 1 else None
    if finding.band is not Band.COPY_TAIL or len(finding.terms) != 2 or only is None or len(only.changes) != 1:
        return finding
    accused = only.changes[0].term
    other = 1 - accused
    texts = [term.text for term in finding.terms]
    if only.kind is not RepairKind.SINGLE or not _fits_better(finding.terms[other], finding.terms[accused], network):
        return finding
    suspects = tuple(
        next((replace(s, probability=_HALF) for s in finding.suspects if s.term == term), None)
        or Suspect(term, _HALF, texts[1 - term])
        for term in (accused, other)
    )
    repairs = (
        Repair(RepairKind.ALTERNATIVE, _HALF, only.changes),
        Repair(RepairKind.ALTERNATIVE, _HALF, (Substitution(other, texts[accused]),)),
    )
    return replace(finding, suspects=suspects, proposals=repairs)


def _fits_better(term: Term, instead: Term, network: Network) -> bool:
    """Whether sums that a number stands in are exact with the figure of another in its place, and none is with its own."""
    key, value = number_of(term), network.printed.get(number_of(instead))
    if value is None or key not in network.printed:
        return False
    changed = {**network.printed, key: value}
    sums = [
        constraint
        for constraint in network.touching[key]
        if constraint.slack is not None and _is_sum([w for k, w in constraint.weights.items() if network.printed[k]])
    ]
    exact = [[not weighted(constraint.weights, values) for constraint in sums] for values in (network.printed, changed)]
    return any(exact[1]) and not any(exact[0])


def _is_sum(weights: list[Decimal]) -> bool:
    """A whole and several parts; what only says that two differences are the same is exact whatever was copied."""
    return len(weights) >= _ADDENDS and min(sum(w > 0 for w in weights), sum(w < 0 for w in weights)) == 1


def _named(suspect: Suspect, term: int) -> Suspect:
    return replace(suspect, slip=_FORCED) if suspect.term == term and suspect.slip is None else suspect


def _is_forced(term: Term, network: Network) -> bool:
    """Whether the number is a total of several printed parts that add up exactly, as rounded parts seldom do."""
    key = number_of(term)
    for constraint in network.touching.get(key, ()):
        weight = constraint.weights.get(key)
        parts = [k for k, w in constraint.weights.items() if weight and w == -weight and network.printed[k]]
        whole = len(constraint.weights) - 1 == sum(w == -(weight or Decimal(0)) for w in constraint.weights.values())
        exact = constraint.slack is not None and not weighted(constraint.weights, network.printed)
        if whole and exact and len(parts) >= _ADDENDS:
            return True
    return False
