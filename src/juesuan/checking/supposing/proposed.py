"""What a proposal settles besides the sums that it is made of: limits, words and lists that speak of the same number.

Equations and rates are settled by arithmetic (:mod:`juesuan.checking.blame`); whether another rule still fails, its own words tell once the
proposal is put into a copy of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from juesuan.checking.closing import is_claim, is_equation, is_left_over
from juesuan.checking.context import Context
from juesuan.checking.supposing.attempts import Attempt, attempt_of
from juesuan.checking.supposing.trials import Trials
from juesuan.model import Finding

__all__ = ["with_what_proposals_close"]

_MOST = 12
"""Proposals that are tried: a document with more causes is mended in several goes."""


def with_what_proposals_close(
    groups: Sequence[frozenset[str]], findings: Sequence[Finding], trials: Trials, context: Context
) -> tuple[frozenset[str], ...]:
    """The groups of findings of one cause, with what the proposal of one of them settles beside them.

    Args:
        groups: the ids of findings that are known to have one cause. findings: all, with what is proposed.
        trials: on the document. context: the document.
    """
    found = list(groups)
    for finding, closed in _closed(groups, findings, trials, context):
        place = next((index for index, group in enumerate(found) if finding in group), len(found))
        found[place:] = [closed | {finding}] if place == len(found) else [found[place] | closed, *found[place + 1 :]]
    return tuple(found)


def _closed(
    groups: Sequence[frozenset[str]], findings: Sequence[Finding], trials: Trials, context: Context
) -> Iterator[tuple[str, frozenset[str]]]:
    """For each proposal that settles other failures: the finding that makes it, and those."""
    known = {name for group in groups if len(group) > 1 for name in group}
    left = [f for f in findings if f.outcomes and f.id not in known and not _is_arithmetic(f, context)]
    attempts = _attempts(findings, context) if left else []
    told: set[str] = set()
    for name, effect in trials.effects(attempts, left).items() if left else ():
        attempt = next(each for each in attempts if each.finding.id == name)
        longer = {rule for rule, _ in effect.opened}  # a list of what is wrong goes on, with one less in it
        closed = frozenset(
            f.id
            for f in effect.closed
            if f.id not in told and f.id != name and f.rule not in longer and not is_left_over(f, attempt.puts)
        )
        if closed:
            yield name, closed
            told |= closed


def _attempts(findings: Sequence[Finding], context: Context) -> list[Attempt]:
    """The first findings that say surely what should stand where, of the same numbers only one."""
    made = (attempt for finding in findings if (attempt := attempt_of(finding, (), context)) is not None)
    found: dict[frozenset[tuple[str, Decimal | str]], Attempt] = {}
    for attempt in islice(made, _MOST):
        found.setdefault(frozenset(attempt.values.items()), attempt)
    return list(found.values())


def _is_arithmetic(finding: Finding, context: Context) -> bool:
    return (
        bool(context.rules[finding.rule].pattern)
        or is_claim(finding, context)
        or finding.relation == "="
        or (is_equation(finding) and not finding.relation)
    )
