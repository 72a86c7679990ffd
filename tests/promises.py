"""Whether proposals keep what they promise: put in, they close what they say, and open nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.checking.supposing.attempts import sure_puts
from juesuan.checking.supposing.putting_in import put_in
from juesuan.model import Disclosure, Finding, Outcome, OutcomeName, Report, Severity, State
from juesuan.standard import builtin
from juesuan.standard.rules import PATTERN

__all__ = ["Promise", "promises"]

_STAYS = re.compile(r"另有 (\d+) 处（[^（）]*）不会随之相符")


@dataclass(frozen=True)
class Promise:
    """A sure proposal of a finding that follows from no other.

    Attributes:
        finding: it. said: how many of the findings told with it stay, as its advice says. stays: the rules of those that do.
        opened: errors and warnings that fail then and did not.
    """

    finding: Finding
    said: int
    stays: tuple[str, ...]
    opened: tuple[str, ...]

    @property
    def closes(self) -> bool:
        """Whether all holds then of which nothing else is said."""
        return len(self.stays) == self.said

    @property
    def is_kept(self) -> bool:
        """Whether it closes what it says and opens nothing."""
        return self.closes and not self.opened


def promises(disclosure: Disclosure, report: Report) -> Iterator[Promise]:
    """Each sure proposal of numbers or words put in alone, with those that it names beside it, and the document judged again by every rule."""
    context = Context(disclosure, standard=builtin())
    known = {finding.id: finding for finding in report.findings}
    before = {name for finding in report.findings for name in finding.outcomes}
    for finding in report.findings:
        first = finding.proposals[0] if finding.proposals and finding.root is None else None
        puts = sure_puts(finding, context) if first is not None else {}
        if first is None or not puts:
            continue
        for other in map(known.__getitem__, first.along):
            puts |= sure_puts(other, context)
        failing = dict(_failing(context.trial(put_in(context, [(put.term, put.to) for put in puts.values()]))))
        told = (finding, *map(known.__getitem__, finding.folded))
        stated = _STAYS.search(finding.advice)
        new = (outcome for name, outcome in failing.items() if name not in before)
        yield Promise(
            finding,
            int(stated[1]) if stated is not None else 0,
            tuple(f.rule for f in told if any(name in failing for name in f.outcomes)),
            tuple(outcome.message for outcome in new if not _is_rest(outcome, report)),
        )


def _failing(context: Context) -> Iterator[tuple[OutcomeName, Outcome]]:
    """The errors and warnings of a document, before any of them is explained."""
    for rule in context.rules.values():
        for outcome in outcomes(rule, context) if rule.kind != PATTERN else ():
            severity = outcome.severity or Severity(rule.severity)
            if outcome.state is State.FAIL and severity is not Severity.INFO:
                yield OutcomeName(rule.id, outcome.instance), outcome


def _is_rest(outcome: Outcome, report: Report) -> bool:
    """Whether it is a list that a finding gave, with less in it."""
    spoken_of = {term.label for term in outcome.terms}
    return any(spoken_of < {term.label for term in finding.terms} for finding in report.findings)
