"""One cause, one finding: failures that share the statement that is probably wrong are folded under one root.

The statement is chosen greedily: the one that most unexplained failures mention, and that more failures than passes mention.
(The weighted least set of wrong statements is the blame engine's; this is what shared facts alone can tell.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from juesuan.checking.context import Context
from juesuan.model import Band, Finding, Severity

__all__ = ["fold"]

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold(findings: list[Finding], passes: Counter[str], context: Context) -> tuple[Finding, ...]:
    """Marks consequences with their root and puts the findings in reading order: roots first, most severe first.

    Args:
        findings: all failures, unfolded.
        passes: how many passed instances mention each statement.
        context: for the order of statements in the document.
    """
    unique = list({finding.id: finding for finding in findings}.values())
    roots: dict[str, str] = {}
    for group in _groups(unique, passes):
        root = min(group, key=lambda finding: (_ORDER[finding.severity], unique.index(finding)))
        roots.update({finding.id: root.id for finding in group if finding.id != root.id})
    tails = [f for f in unique if f.band is Band.COPY_TAIL and f.id not in roots and f.id not in set(roots.values())]
    roots.update({finding.id: tails[0].id for finding in tails[1:]})
    return _ordered(unique, roots, context)


def _groups(findings: list[Finding], passes: Counter[str]) -> Iterable[list[Finding]]:
    """Groups of at least two numeric failures explained by one statement."""
    open_findings = [finding for finding in findings if finding.band is not None]
    while True:
        mentions: Counter[str] = Counter()
        for finding in open_findings:
            mentions.update(_statements(finding))
        candidates = [(count, -passes[name], name) for name, count in mentions.items() if count > max(1, passes[name])]
        if not candidates:
            return
        _, _, culprit = max(candidates)
        group = [finding for finding in open_findings if culprit in _statements(finding)]
        yield group
        open_findings = [finding for finding in open_findings if culprit not in _statements(finding)]


def _statements(finding: Finding) -> set[str]:
    return {term.statement.id for term in finding.terms if term.statement is not None}


def _ordered(findings: list[Finding], roots: dict[str, str], context: Context) -> tuple[Finding, ...]:
    position = {statement.id: index for index, statement in enumerate(context.disclosure.statements)}
    folded: dict[str, list[str]] = {}
    for consequence, root in roots.items():
        folded.setdefault(_top(root, roots), []).append(consequence)

    def key(finding: Finding) -> tuple[int, int, int, str]:
        first = min((position.get(name, len(position)) for name in _statements(finding)), default=len(position))
        return (finding.id in roots, _ORDER[finding.severity], first, finding.rule)

    marked = [
        replace(
            finding,
            root=_top(roots[finding.id], roots) if finding.id in roots else None,
            folded=tuple(sorted(folded.get(finding.id, ()))),
        )
        for finding in findings
    ]
    return tuple(sorted(marked, key=key))


def _top(name: str, roots: dict[str, str]) -> str:
    while name in roots:
        name = roots[name]
    return name
