"""The blame as the findings show it: suspects with what they should be, and which findings have one cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from juesuan.checking.blame.causes import Cause, causes
from juesuan.checking.blame.constraints import Judged, Network, Number
from juesuan.checking.blame.suspicion import Suspicion
from juesuan.checking.closing import is_claim, number_of
from juesuan.checking.context import Context
from juesuan.model import Amount, Finding, Suspect

__all__ = ["Verdict", "blame"]

_SHOWN = 5
_LEAST = Decimal("0.03")
_UNPROVED = "涉及的数据较多，未能在时限内逐一排除，所列疑点仅供参考。"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings with their suspects, and the groups of findings that have one cause, by id."""

    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...] = field(default=())


def blame(judged: Iterable[Judged], findings: Sequence[Finding], context: Context) -> Verdict:
    """Names, for every failed equation or rate, the numbers that are probably wrong."""
    if not any(finding.allowed is not None or is_claim(finding) for finding in findings):
        return Verdict(tuple(findings))
    found = tuple(causes(Network(judged, findings, context), findings, context))
    by_finding: dict[str, list[Cause]] = {}
    for cause in found:
        for name in cause.findings:
            by_finding.setdefault(name, []).append(cause)
    return Verdict(tuple(_with_suspects(f, by_finding.get(f.id, ()), context) for f in findings), found)


def _with_suspects(finding: Finding, found: Sequence[Cause], context: Context) -> Finding:
    terms = {number_of(term): index for index, term in reversed(list(enumerate(finding.terms)))}
    suspects = [
        _suspect(terms[suspicion.number.key], suspicion, probability, cause)
        for cause in found
        for suspicion, probability in cause.suspicions[:_SHOWN]
        if suspicion.number.key in terms and probability >= _LEAST
    ]
    if not suspects:
        return finding
    proved = all(cause.proved for cause in found)
    hint = finding.hint if proved else f"{finding.hint}{_UNPROVED}"
    ranked = sorted(suspects, key=lambda suspect: -suspect.probability)
    return replace(finding, suspects=tuple(ranked), hint=hint)


def _suspect(term: int, suspicion: Suspicion, probability: Decimal, cause: Cause) -> Suspect:
    closes = dict.fromkeys(constraint.rule for constraint in cause.broken if suspicion.number.key in constraint.numbers)
    closes |= dict.fromkeys(finding.rule for finding in suspicion.settled)
    suggestion = None if suspicion.value is None else _printed(suspicion.number, suspicion.value)
    return Suspect(term, probability, suggestion, suspicion.slip or None, tuple(closes))


def _printed(number: Number, value: Decimal) -> str:
    """A value as the document prints such numbers."""
    if number.is_rate:
        return f"{value:.{number.decimals}f}%"
    stated = number.statements[0].amount
    amount = Amount(value, number.amount.unit, number.decimals, "")
    amount = amount.to(stated.unit) if amount.unit is not stated.unit else amount
    return f"{amount.value:{',' if ',' in stated.raw else ''}.{max(amount.decimals, 0)}f}"
