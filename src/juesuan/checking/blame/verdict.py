"""The blame as the findings show it: suspects with what they should be, and which findings have one cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from msgspec import Struct, field

from juesuan.checking.blame.blocks import Block
from juesuan.checking.blame.causes import Cause, causes
from juesuan.checking.blame.network import Judged, Network
from juesuan.checking.blame.patterns import block_finding, blocks_in
from juesuan.checking.blame.suspicion import Suspicion
from juesuan.checking.blame.tails import with_forced_sum
from juesuan.checking.closing import is_claim, number_of
from juesuan.checking.context import Context
from juesuan.checking.fingerprints import Numbering
from juesuan.model import Finding, Suspect

__all__ = ["Verdict", "blame"]

_SHOWN = 5
_LEAST = Decimal("0.03")
_UNPROVED = "涉及的数据较多，未能在限定的计算步数内逐一排除，所列疑点仅供参考。"


class Verdict(Struct, frozen=True):
    """The findings with their suspects, and the groups of findings that have one cause, by id.

    ``patterns`` are the findings that say what happened to several numbers at once; they are among the findings, and each is the
    root of its group.
    """

    findings: tuple[Finding, ...]
    groups: tuple[frozenset[str], ...] = field(default=())
    patterns: tuple[Finding, ...] = field(default=())


def blame(judged: Iterable[Judged], findings: Sequence[Finding], context: Context) -> Verdict:
    """Names, for every failed equation or rate, the numbers that are probably wrong."""
    if not any(finding.allowed is not None or is_claim(finding, context) for finding in findings):
        return Verdict(tuple(findings))
    network = Network(judged, findings, context)
    blocks, network = blocks_in(network, findings, context)
    numbering = Numbering()
    patterns = tuple(block_finding(block, findings, context, numbering) for block in blocks)
    found = tuple(causes(network, findings, context))
    by_finding: dict[str, list[Cause]] = {}
    for cause in found:
        for name in cause.findings:
            by_finding.setdefault(name, []).append(cause)
    tailed = (with_forced_sum(finding, network) for finding in findings)
    blamed = tuple(_with_suspects(f, by_finding.get(f.id, ())) for f in tailed)
    groups = (*_grouped(blocks, patterns), *(cause.findings for cause in found))
    return Verdict((*patterns, *blamed), groups, patterns)


def _grouped(blocks: Iterable[Block], patterns: Iterable[Finding]) -> Iterable[frozenset[str]]:
    return (block.findings | {pattern.id} for block, pattern in zip(blocks, patterns, strict=True))


def _with_suspects(finding: Finding, found: Sequence[Cause]) -> Finding:
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
    suggestion = None if suspicion.value is None else suspicion.number.as_printed(suspicion.value)
    return Suspect(term, probability, suggestion, suspicion.slip or None, tuple(closes))
