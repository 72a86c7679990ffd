"""What a proposal settles besides the sums that it is made of: limits, words and lists that speak of the same number.

Equations and rates are settled by arithmetic (:mod:`juesuan.checking.blame`); whether another rule still fails, its own words tell once the
proposal is put into a copy of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from juesuan.checking.closing import is_claim, is_equation, is_left_over, substituted, values_of
from juesuan.checking.context import Context
from juesuan.model import Finding, OutcomeName, RepairKind

__all__ = ["with_what_proposals_close"]

_SURE = (RepairKind.SINGLE, RepairKind.JOINT)
_MOST = 12
"""Proposals that are tried: a document with more causes is mended in several goes."""

Judge = Callable[[Context, Collection[str]], frozenset[OutcomeName]]
"""What fails of a document, by the rules of these ids."""


def with_what_proposals_close(
    groups: Sequence[frozenset[str]], findings: Sequence[Finding], context: Context, judge: Judge
) -> tuple[frozenset[str], ...]:
    """The groups of findings of one cause, with what the proposal of one of them settles beside them.

    Args:
        groups: the ids of findings that are known to have one cause. findings: all, with what is proposed.
        context: the document. judge: tells what fails.
    """
    found = list(groups)
    for finding, closed in _closed(groups, findings, context, judge):
        place = next((index for index, group in enumerate(found) if finding in group), len(found))
        found[place:] = [closed | {finding}] if place == len(found) else [found[place] | closed, *found[place + 1 :]]
    return tuple(found)


def _closed(
    groups: Sequence[frozenset[str]], findings: Sequence[Finding], context: Context, judge: Judge
) -> Iterator[tuple[str, frozenset[str]]]:
    """For each proposal that settles other failures: the finding that makes it, and those."""
    others = [f for f in findings if f.outcomes and not _is_arithmetic(f, context)]
    known = {name for group in groups if len(group) > 1 for name in group}
    left = [f for f in others if f.id not in known]
    tried: set[tuple[tuple[str, str], ...]] = set()
    fails: frozenset[OutcomeName] | None = None  # asked once, and only where there is something to try
    for finding in islice(_proposing(findings, context), _MOST) if left else ():
        values = values_of(finding.proposals[0], finding, context) or {}
        key = tuple(sorted((name, str(value)) for name, value in values.items()))
        asked = [f for f in left if f.id != finding.id]
        if key in tried or not asked:
            continue
        tried.add(key)
        rules = {f.rule for f in asked}
        if fails is None:
            fails = judge(context.trial(context.disclosure), {f.rule for f in left})
        before = frozenset(name for name in fails if name.rule in rules)
        after = judge(context.trial(substituted(context, values)), rules)
        opened = {name.rule for name in after - before}  # a list of what is wrong goes on, with one less in it
        closed = frozenset(
            f.id
            for f in asked
            if before - after >= set(f.outcomes) and f.rule not in opened and not is_left_over(f, values)
        )
        if closed:
            yield finding.id, closed
            left = [f for f in left if f.id not in closed]


def _proposing(findings: Sequence[Finding], context: Context) -> Iterator[Finding]:
    """The findings that say surely what should stand where."""
    for finding in findings:
        first = finding.proposals[0] if finding.proposals else None
        if first is not None and first.kind in _SURE and values_of(first, finding, context) is not None:
            yield finding


def _is_arithmetic(finding: Finding, context: Context) -> bool:
    return (
        bool(context.rules[finding.rule].pattern)
        or is_claim(finding, context)
        or finding.relation == "="
        or (is_equation(finding) and not finding.relation)
    )
