"""Copy tails: which of the two figures may have been changed in its last digit so that a printed column adds up."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame.constraints import weighted
from juesuan.checking.blame.network import Network
from juesuan.checking.closing import number_of
from juesuan.model import Band, Finding, Slip, SlipKind, Suspect, Term

__all__ = ["with_forced_sum"]

_ADDENDS = 3
_FORCED = Slip(SlipKind.FORCED)


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
