"""The tally of a report: what every report must fulfil, whatever document it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from juesuan.model import Report, State

__all__ = ["mistold"]

_UNROUNDED = re.compile(r"\d\.\d{7,}")


def mistold(report: Report) -> list[str]:
    """What is wrong with the tally: failing outcomes that no finding tells of, or two; findings of one identity; unjudged outcomes
    without a reason; numbers with more decimals than people write."""
    return list(_mistold(report))


def _mistold(report: Report) -> Iterator[str]:
    told = Counter(outcome for finding in report.findings for outcome in finding.outcomes)
    failed = report.counts.get(State.FAIL, 0)
    if failed != told.total():
        yield f"{failed} outcomes failed, {told.total()} are told of"
    yield from (f"told {count} times: {outcome}" for outcome, count in told.items() if count > 1)
    yield from (
        f"tells of nothing: {finding.rule} {finding.message}" for finding in report.findings if not finding.outcomes
    )
    for finding in report.findings:
        texts = (finding.message, finding.advice, finding.equation)
        yield from (
            f"nobody writes {number[0]}: {finding.rule}" for text in texts for number in _UNROUNDED.finditer(text)
        )
    names = Counter(finding.id for finding in report.findings)
    yield from (f"{count} findings have the identity {name}" for name, count in names.items() if count > 1)
    for state in (State.NOT_APPLICABLE, State.UNDECIDABLE):
        given = sum(result.unjudged(state) for result in report.results)
        if given != report.counts.get(state, 0):
            yield f"{report.counts.get(state, 0)} outcomes are {state.value}, reasons are given for {given}"
    for result in report.results:
        own = sum(outcome.rule == result.rule for outcome in told)
        if own != result.applied - result.passed:
            yield f"{result.rule}: {result.applied - result.passed} outcomes failed, {own} are told of"
