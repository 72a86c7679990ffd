"""The blame as the findings show it: suspects with what they should be, and which findings have one cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from juesuan.checking.advice import with_advice
from juesuan.checking.blame.blocks import SupposedBlock
from juesuan.checking.blame.causes import Cause, causes
from juesuan.checking.blame.network import Judged, Network
from juesuan.checking.blame.patterns import block_finding, blocks_in
from juesuan.checking.blame.rates import is_of_rates
from juesuan.checking.blame.repairs import accused_by, with_repairs, with_suspects
from juesuan.checking.blame.tails import with_both, with_forced_sum
from juesuan.checking.blame.weights import with_weights
from juesuan.checking.closing import is_claim
from juesuan.checking.context import Context
from juesuan.checking.fingerprints import Fingerprints
from juesuan.model import Finding, Suspect

__all__ = ["Verdict", "blame"]

_UNPROVED = "涉及的数据较多，未能在限定的计算步数内逐一排除，所列疑点仅供参考。"


class Verdict(Struct, frozen=True):
    """The findings with their suspects, and the groups of findings that have one cause, by id.

    ``patterns`` are the findings that say what happened to several numbers at once; they are among the findings, and each is the
    root of its group. ``structural`` are the ids of those that say what happened to a row or table: the roots of whatever they explain.
    """

    findings: tuple[Finding, ...]
    groups: tuple[frozenset[str], ...] = field(default=())
    patterns: tuple[Finding, ...] = field(default=())
    structural: frozenset[str] = frozenset()


def blame(judged: Iterable[Judged], findings: Sequence[Finding], context: Context) -> Verdict:
    """Names, for every failed equation or rate, the numbers that are probably wrong."""
    if not any(f.allowed is not None or is_claim(f, context) or is_of_rates(f.rule, context) for f in findings):
        return Verdict(tuple(_blamed(finding, (), {}, None) for finding in findings))
    network = Network(judged, findings, context)
    blocks, network = blocks_in(network, findings, context)
    numbering = Fingerprints()
    patterns = tuple(block_finding(block, findings, context, numbering) for block in blocks)
    found = tuple(causes(network, findings, context))
    by_finding: dict[str, list[Cause]] = {}
    for cause in found:
        for name in cause.findings:
            by_finding.setdefault(name, []).append(cause)
    tailed = (with_forced_sum(finding, network) for finding in findings)
    of_blocks = frozenset[str]().union(*(block.findings for block in blocks))  # mended by what the block says
    mended = accused_by(patterns)
    blamed = tuple(
        with_weights(_blamed(f, by_finding.get(f.id, ()), mended, network, explained=f.id in of_blocks), context)
        for f in tailed
    )
    groups = (*_grouped(blocks, patterns), *(cause.findings for cause in found))
    return Verdict((*patterns, *blamed), groups, patterns)


def _grouped(blocks: Iterable[SupposedBlock], patterns: Iterable[Finding]) -> Iterable[frozenset[str]]:
    return (block.findings | {pattern.id} for block, pattern in zip(blocks, patterns, strict=True))


def _blamed(
    finding: Finding,
    found: Sequence[Cause],
    mended: Mapping[str, Suspect],
    network: Network | None,
    *,
    explained: bool = False,
) -> Finding:
    accused = with_suspects(finding, found, mended)
    proved = accused is finding or all(cause.proved for cause in found)
    repaired = accused if explained else with_repairs(accused)
    if network is not None:
        repaired = with_both(repaired, network)
    return with_advice(repaired, "" if proved else _UNPROVED)
