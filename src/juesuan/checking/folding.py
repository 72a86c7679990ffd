"""One cause, one finding: failures of one cause are put under one of them, the root; the others are its consequences.

What tells one cause: the same figures of the same forms broken by the same rule; the same wrong words; one number that the
blame finds wrong; the very same few numbers; a sum inside another, off by the same amount; items of a list taken for one
another, with what is wrong in those items; and copy tails, which all come from one forced total.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame import Verdict
from juesuan.checking.closing import is_equation, numbers_of
from juesuan.checking.context import Context
from juesuan.model import Band, Finding, Severity

__all__ = ["fold"]

_FEW = 3
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold(verdict: Verdict, context: Context) -> tuple[Finding, ...]:
    """Marks consequences with their root and puts the findings in reading order: roots first, most severe first.

    Args:
        verdict: all failures, unfolded, with what the blame says of them.
        context: for the order of statements in the document.
    """
    findings = list(verdict.findings)
    causes = _Causes(findings, verdict.structural)
    for group in (
        *_repeated(findings),
        *_worded(findings, context),
        *_blamed(findings, verdict),
        *_contained(findings),
        *_confused(findings),
    ):
        causes.join(group)
    causes.join([finding for finding in findings if causes.root_of(finding).band is Band.COPY_TAIL])
    return _ordered(findings, causes, context)


class _Causes:
    """Findings grouped by cause; each group's root is its most severe finding, of these the first that says what is wrong."""

    def __init__(self, findings: list[Finding], first: frozenset[str]) -> None:
        self._first = first
        self._group = {finding.id: [finding] for finding in findings}

    def join(self, findings: list[Finding]) -> None:
        """Says that findings have one cause, and so all that share a cause with them."""
        merged: list[Finding] = []
        for finding in findings:
            group = self._group[finding.id]
            if not merged or group is not self._group[merged[0].id]:
                merged = [*merged, *group]
                self._group.update({member.id: merged for member in merged})

    def root_of(self, finding: Finding) -> Finding:
        """The finding under which the cause is shown."""
        return min(self._group[finding.id], key=self._rank)

    def _rank(self, finding: Finding) -> tuple[bool, int, bool]:
        return finding.id not in self._first, _ORDER[finding.severity], not finding.suspects

    def consequences_of(self, finding: Finding) -> tuple[str, ...]:
        """Ids of the findings shown under a root; none for a consequence."""
        if self.root_of(finding) is not finding:
            return ()
        return tuple(sorted(member.id for member in self._group[finding.id] if member is not finding))


def _repeated(findings: list[Finding]) -> Iterator[list[Finding]]:
    """The same rule broken by the same figures of the same forms at another place: one contradiction, printed twice."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        stated = [term.statement for term in finding.terms if term.statement is not None]
        figures = [statement.amount.raw for statement in stated]
        forms = frozenset((statement.source, statement.instance) for statement in stated if not statement.in_prose)
        if len([figure for figure in figures if figure]) > 1:
            found.setdefault((finding.rule, forms, *figures), []).append(finding)
    yield from found.values()


def _worded(findings: list[Finding], context: Context) -> Iterator[list[Finding]]:
    """The same words called wrong by several rules or at several places: a misspelt term is also no name of a code."""
    headings = {section.heading for section in context.disclosure.sections}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        term = finding.terms[0] if finding.terms else None
        if term is not None and term.statement is None and finding.band is None and term.text not in headings:
            found.setdefault(term.text, []).append(finding)
    yield from (group for group in found.values() if len({finding.rule for finding in group}) > 1)


def _blamed(findings: list[Finding], verdict: Verdict) -> Iterator[list[Finding]]:
    """The failures that one wrong number explains; those that two explain go with the first."""
    taken: set[str] = set()
    for group in verdict.groups:
        yield [finding for finding in findings if finding.id in group - taken]
        taken |= group


def _contained(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Failures about the very same few numbers, as a rate that is off and a limit that is exceeded, both of one fund row; and
    sums off by the same amount, one inside the other."""
    stated = {f.id: {term.statement.id for term in f.terms if term.statement is not None} for f in findings}
    confronted = [finding for finding in findings if finding.stated is not None and len(stated[finding.id]) > 1]
    for finding in confronted:
        inside = [other for other in confronted if other is not finding and stated[other.id] <= stated[finding.id]]
        yield [finding, *(other for other in inside if _is_about_few(finding) or _off(other) == _off(finding))]


def _is_about_few(finding: Finding) -> bool:
    """Whether it is about a few numbers; rows that repeat the figures of another count once."""
    figures = {(t.statement.column, t.statement.amount.raw) for t in finding.terms if t.statement is not None}
    return len(figures) <= _FEW


def _off(finding: Finding) -> Decimal | None:
    """By how much what is stated misses what is expected."""
    return None if finding.stated is None or finding.expected is None else abs(finding.stated - finding.expected)


def _confused(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Items of a list taken for one another: what fails in those items alone, and the sums that contain their numbers."""
    for finding in findings:
        items = _items(finding)
        if finding.band is not None or len(items) < 2:
            continue
        numbers = numbers_of(term for term in finding.terms if term.statement is not None)
        inside = [other for other in findings if _items(other) and _items(other) <= items]
        sums = [other for other in findings if is_equation(other) and numbers & numbers_of(other.terms)]
        yield [finding, *inside, *sums]


def _items(finding: Finding) -> set[tuple[str, int]]:
    """The numbered items of the prose that a finding speaks of."""
    stated = (term.statement for term in finding.terms if term.statement is not None)
    return {(statement.source, statement.instance) for statement in stated if statement.instance and statement.in_prose}


def _ordered(findings: list[Finding], causes: _Causes, context: Context) -> tuple[Finding, ...]:
    position = {statement.id: index for index, statement in enumerate(context.disclosure.statements)}

    def key(finding: Finding) -> tuple[int, int, int, str]:
        # Numbers of tables that are none of the forms are no statements of the document: they come last.
        first = min(
            (position.get(t.statement.id, len(position)) for t in finding.terms if t.statement), default=len(position)
        )
        return (finding.root is not None, _ORDER[finding.severity], first, finding.rule)

    marked = []
    for finding in findings:
        root = causes.root_of(finding)
        name = None if root is finding else root.id
        marked.append(replace(finding, root=name, folded=causes.consequences_of(finding)))
    return tuple(sorted(marked, key=key))
