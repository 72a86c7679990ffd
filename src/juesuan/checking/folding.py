"""One cause, one finding: failures that share the statement that is probably wrong are folded under one root.

Four things tell one cause: the same contradiction printed twice (same rule, same figures); the same words at one place;
a number that several failures mention and fewer passes (chosen greedily, the most mentioned first); and copy tails,
which all come from one forced total.
(The weighted least set of wrong statements is the blame engine's; this is what shared numbers alone can tell.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from juesuan.checking.closing import numbers_of, proposals, settles
from juesuan.checking.context import Context
from juesuan.model import Band, Finding, Severity

__all__ = ["fold"]

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold(findings: list[Finding], passes: Counter[str], context: Context) -> tuple[Finding, ...]:
    """Marks consequences with their root and puts the findings in reading order: roots first, most severe first.

    Args:
        findings: all failures, unfolded.
        passes: how many passed instances mention each number (:func:`juesuan.checking.closing.numbers_of`).
        context: for the order of statements in the document.
    """
    unique = list({finding.id: finding for finding in findings}.values())
    roots: dict[str, str] = {}
    for group in (*_repeated(unique), *_worded(unique), *_shifted(unique), *_groups(unique, passes, context)):
        _join([finding for finding in group if finding.id not in roots], roots)
    tails = [finding for finding in unique if finding.band is Band.COPY_TAIL]
    _join([finding for finding in tails if finding.id not in roots and finding.id not in roots.values()], roots)
    return _ordered(unique, roots, context)


def _join(group: list[Finding], roots: dict[str, str]) -> None:
    """Puts a group under its most severe finding, the first of them in the order of the register."""
    if len(group) < 2:
        return
    root = min(group, key=lambda finding: _ORDER[finding.severity])
    roots.update({finding.id: root.id for finding in group if finding is not root})


def _repeated(findings: list[Finding]) -> Iterator[list[Finding]]:
    """The same rule broken by the same figures of the same forms at another place: one contradiction, printed twice."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        stated = [term.statement for term in finding.terms if term.statement is not None]
        figures = [statement.amount.raw for statement in stated]
        forms = frozenset((statement.source, statement.instance) for statement in stated if statement.row)
        if len([figure for figure in figures if figure]) > 1:
            found.setdefault((finding.rule, forms, *figures), []).append(finding)
    yield from found.values()


def _worded(findings: list[Finding]) -> Iterator[list[Finding]]:
    """The same words at the same place, wrong by several rules: a misspelt term that is also no name of a code."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.stated is None and finding.band is None:
            for words in numbers_of(finding.terms[:1]):
                found.setdefault(words, []).append(finding)
    yield from (group for group in found.values() if len({finding.rule for finding in group}) > 1)


def _shifted(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Equations that share a number and are off by the same difference: one wrong number, seen from several sides."""
    found: dict[tuple[Decimal, str], list[Finding]] = {}
    for finding in findings:
        if (
            finding.band is Band.ERROR
            and finding.difference is not None
            and len(finding.difference.as_tuple().digits) > 2
        ):
            for number in numbers_of(finding.terms):
                found.setdefault((finding.difference.normalize(), number), []).append(finding)
    yield from (group for group in found.values() if len(group) > 1)


def _groups(findings: list[Finding], passes: Counter[str], context: Context) -> Iterator[list[Finding]]:
    """Groups of at least two failures that one other value of one number would settle."""
    open_findings = list(findings)
    while True:
        best: list[Finding] = []
        for number, group in _mentions(open_findings).items():
            if len(group) > max(1, len(best)) and 2 * len(group) > passes[number]:
                best = max(best, _settled(number, group, context), key=len)
        if len(best) < 2:
            return
        yield best
        settled = {finding.id for finding in best}
        open_findings = [finding for finding in open_findings if finding.id not in settled]


def _mentions(findings: list[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for number in numbers_of(finding.terms):
            found.setdefault(number, []).append(finding)
    return found


def _settled(number: str, group: list[Finding], context: Context) -> list[Finding]:
    """The most of a group that one value settles; the whole group where no equation says what the value would be."""
    values = set(proposals(number, group, context))
    if not values:
        return group
    return max(
        ([finding for finding in group if settles(finding, number, value, context)] for value in sorted(values)),
        key=len,
    )


def _ordered(findings: list[Finding], roots: dict[str, str], context: Context) -> tuple[Finding, ...]:
    position = {statement.id: index for index, statement in enumerate(context.disclosure.statements)}
    folded: dict[str, list[str]] = {}
    for consequence, root in roots.items():
        folded.setdefault(_top(root, roots), []).append(consequence)

    def key(finding: Finding) -> tuple[int, int, int, str]:
        first = min(
            (position[term.statement.id] for term in finding.terms if term.statement is not None), default=len(position)
        )
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
