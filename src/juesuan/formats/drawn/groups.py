"""Header texts over several columns of a table without vertical lines: the rule below such a text shows how far it reaches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from juesuan.formats.drawn.chunks import Chunk, ChunkedLine
from juesuan.formats.drawn.geometry import Stroke
from juesuan.formats.drawn.unruled_columns import Spans, UnruledColumn

__all__ = ["group_spans", "heads_group"]

BELOW = 2.0
"""The rule under a header text is nearer than this many times the size of its characters."""

SHORTER = 0.95
"""A rule with less than this share of the longest one's length is that of a group."""

MOST_COLUMNS = 200
"""A rule over more columns than this heads no group."""

TOUCHING = 2.0
"""Strokes on one height with smaller gaps than this (in points) are one rule."""


def group_spans(header: Sequence[ChunkedLine], columns: Sequence[UnruledColumn], strokes: Sequence[Stroke]) -> Spans:
    """First and last column of every header text that heads a group of columns.

    Under the texts of a group stands more of the header, and a rule in between. A rule that several texts share is divided
    among them so that each stands in the middle of its part, for that is where such texts are printed.
    """
    spans: dict[Chunk, tuple[int, int]] = {}
    rules = _joined(strokes)
    for line in header[:-1]:
        sharing: dict[Stroke, list[Chunk]] = {}
        for chunk in line.chunks:
            rule = _rule_below(chunk, header[-1].line.baseline, rules)
            if rule is not None:
                sharing.setdefault(rule, []).append(chunk)
        for rule, chunks in sharing.items():
            under = [index for index, column in enumerate(columns) if rule.start <= _middle(column) <= rule.end]
            if len(chunks) < len(under) <= MOST_COLUMNS:
                spans |= zip(chunks, _divided(under, columns, rule, chunks), strict=True)
    return spans


def heads_group(line: ChunkedLine, strokes: Sequence[Stroke]) -> bool:
    """Whether a line of a single text heads a group: the rule below it is shorter than the table's, whose rules are longest."""
    rules = _joined(strokes)
    longest = max((rule.end - rule.start for rule in rules), default=0.0)
    rule = _rule_below(line.chunks[0], math.inf, rules)
    return rule is not None and rule.end - rule.start < SHORTER * longest


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Rules as wide as they look: strokes that touch are one."""
    rules: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (round(stroke.position), stroke.start)):
        last = rules[-1] if rules else None
        if last and abs(last.position - stroke.position) < TOUCHING and stroke.start <= last.end + TOUCHING:
            rules[-1] = last._replace(end=max(last.end, stroke.end))
        else:
            rules.append(stroke)
    return rules


def _rule_below(chunk: Chunk, last: float, rules: Sequence[Stroke]) -> Stroke | None:
    """The nearest rule under a text that has more of the header below it."""
    centre, baseline = _middle(chunk), chunk.line.baseline
    lowest = min(baseline + BELOW * chunk.line.em, last)
    found = [rule for rule in rules if baseline < rule.position < lowest and rule.start <= centre <= rule.end]
    return min(found, key=lambda rule: rule.position, default=None)


def _middle(extent: Chunk | UnruledColumn) -> float:
    return (extent.left + extent.right) / 2


def _divided(
    under: Sequence[int], columns: Sequence[UnruledColumn], rule: Stroke, chunks: Sequence[Chunk]
) -> list[tuple[int, int]]:
    """The columns under a rule, cut into one run for each text so that the texts stand as near the middles as can be."""
    inner = [(columns[a].right + columns[b].left) / 2 for a, b in pairwise(under)]
    edges = [rule.start, *inner, rule.end]

    # By the end of what the texts so far have: how far off their middles are, and where the columns are cut.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number, chunk in enumerate(chunks, start=1):
        last = number == len(chunks)
        ends = [len(under)] if last else range(number, len(under) - len(chunks) + number + 1)
        best = {
            end: min(
                (off + abs((edges[first] + edges[end]) / 2 - _middle(chunk)), (*cuts, end))
                for first, (off, cuts) in best.items()
                if first < end
            )
            for end in ends
        }
    [(_, cuts)] = best.values()
    return [(under[first], under[end - 1]) for first, end in pairwise([0, *cuts])]
