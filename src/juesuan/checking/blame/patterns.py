"""The blocks of a document — numbers moved together, parts that were not brought up to date — and the findings that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import structs
from msgspec.structs import replace

from juesuan.checking.advice import with_advice
from juesuan.checking.blame.blocks import UNFILLED, BlockSupposition, SupposedBlock, tested
from juesuan.checking.blame.constraints import Number
from juesuan.checking.blame.following import following
from juesuan.checking.blame.last_year import LastYear
from juesuan.checking.blame.misallocated import misallocated
from juesuan.checking.blame.moves import moves
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.repairs import repairs
from juesuan.checking.blame.stale import stale_parts
from juesuan.checking.blame.suspicion import Suspicions
from juesuan.checking.blame.unfilled import unfilled_lines
from juesuan.checking.closing import number_of
from juesuan.checking.context import Context
from juesuan.checking.finding_of_rule import pattern_finding
from juesuan.checking.fingerprints import Fingerprints
from juesuan.model import Finding, Outcome, State, Suspect, Term

__all__ = ["block_finding", "blocks_in"]

_MOST = 5


def blocks_in(network: Network, findings: Sequence[Finding], context: Context) -> tuple[list[SupposedBlock], Network]:
    """The blocks, those that explain most first, and the network as it is once they are mended."""
    last_year = LastYear(context)
    found: list[SupposedBlock] = []
    while len(found) < _MOST and len(network.broken) > 1:
        suspicions = Suspicions(network, findings, context)
        if not last_year.is_at_hand and suspicions.explaining(network.broken, network.printed):
            break  # one wrong number is likelier than several, unless they are seen to be last year's
        believed = [block for s in _supposed(network, context, last_year) if (block := tested(s, network, suspicions))]
        if not believed:
            break
        best = max(believed, key=_worth)
        alike = {
            frozenset(b.mended.items()) for b in believed if b.told == best.told and len(b.cells) == len(best.cells)
        }
        best = structs.replace(best, rivals=len(alike) - 1)
        found.append(best)
        network = network.amended(best.mended)
    return found, network


def _worth(block: SupposedBlock) -> tuple[int, int, int, int]:
    """Blocks that explain more come first, then simpler ones."""
    return len(block.told), -len(block.cells), -len(block.supposed.ends), -block.supposed.distance


def _supposed(network: Network, context: Context, last_year: LastYear) -> Iterator[BlockSupposition]:
    yield from stale_parts(network, context, last_year)
    yield from unfilled_lines(network, context)
    yield from misallocated(network, context)
    yield from moves(network, context)


def block_finding(
    block: SupposedBlock, findings: Sequence[Finding], context: Context, numbering: Fingerprints
) -> Finding:
    """One finding for all numbers of a block, with what each should be; ``numbering`` tells outcomes of one name apart."""
    supposed = block.supposed
    explained = [finding for finding in findings if finding.id in block.findings]
    cells = [(term, number, value) for number, value in block.cells if (term := _term(number, context)) is not None]
    with_them = tuple(following(block.mended, context)) if supposed.pattern == UNFILLED else ()
    terms = (*(term for term, _, _ in cells), *(Term.of(statement) for statement, _ in with_them))
    weight = (context.standard.blame.evidence.explained * len(explained)).exp()
    sure = (weight / (1 + weight * (block.rivals + 1))).quantize(Decimal("0.01"))
    rivals = f"（另有 {block.rivals} 种同样简单的可能）" if block.rivals else ""
    suspects = tuple(
        Suspect(index, sure, number.as_printed(value), supposed.slip, block.closes(number))
        for index, (_, number, value) in enumerate(cells)
    ) + tuple(Suspect(index, sure, text, supposed.slip) for index, (_, text) in enumerate(with_them, start=len(cells)))
    message = f"{supposed.place}{supposed.words}；由此有 {len(explained)} 处不符，按所列数字改正后都相符{rivals}。"
    told = Outcome(State.FAIL, terms=terms, message=message, suspects=suspects)
    found = pattern_finding(supposed.pattern, told, explained, context, numbering)
    return with_advice(replace(found, proposals=repairs(suspects, joint=True)))


def _term(number: Number, context: Context) -> Term | None:
    """The number as an operand: what it states, or the rate of a claim."""
    if number.statements:
        return Term.of(number.statements[0])
    for claim in context.disclosure.claims:
        if claim.rate is not None:
            term = Term(1, claim.text[:24], None, claim.place, claim.rate.raw)
            if number_of(term) == number.key:
                return term
    return None
