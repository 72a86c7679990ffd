"""One of the two versions: the document with what a rule may look at, and the report on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, Finding, Outcome, Place, Report, RuleResult, Severity
from juesuan.model.place import position

__all__ = ["Version", "section_at"]


@dataclass(frozen=True)
class Version:
    """A version that was read and judged.

    Attributes:
        context: the document, with last year's and the budget where the report was made with them.
        report: what checking said.
    """

    context: Context
    report: Report

    @property
    def disclosure(self) -> Disclosure:
        """The document."""
        return self.context.disclosure

    @cached_property
    def results(self) -> Mapping[str, RuleResult]:
        """How each rule ended on the whole document."""
        return {result.rule: result for result in self.report.results}

    @cached_property
    def by_id(self) -> Mapping[str, Finding]:
        """Findings by fingerprint."""
        return {finding.id: finding for finding in self.report.findings}

    def root_of(self, finding: Finding) -> Finding:
        """The finding under which the cause is shown."""
        return self.by_id.get(finding.root or "", finding)

    @cached_property
    def cases(self) -> tuple[tuple[Finding, ...], ...]:
        """The causes in the report's order: the finding that stands for it, then its consequences that count."""
        following: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            if finding.root is not None and finding.severity is not Severity.INFO:
                following.setdefault(finding.root, []).append(finding)
        return tuple(
            (finding, *following.get(finding.id, ())) for finding in self.report.findings if finding.root is None
        )

    @cached_property
    def _outcomes(self) -> dict[str, tuple[Outcome, ...]]:
        return {}

    def outcomes_of(self, rule: str) -> tuple[Outcome, ...]:
        """Everything a rule says about the document: a report keeps only its failures."""
        if rule not in self._outcomes:
            known = self.context.rules
            self._outcomes[rule] = tuple(outcomes(known[rule], self.context)) if rule in known else ()
        return self._outcomes[rule]


def section_at(place: Place, disclosure: Disclosure) -> str:
    """Id of the last section that begins at or before a place; empty when none does."""
    before = [s for s in disclosure.sections if position(s.place) <= position(place)]
    return max(before, key=lambda section: position(section.place)).id if before else ""
