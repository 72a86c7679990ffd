"""What encloses a table without vertical lines: a box around it, or equally long rules above, within and below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from juesuan.formats.drawn.chunks import ChunkedLine
from juesuan.formats.drawn.geometry import Stroke
from juesuan.model.place import BBox

__all__ = ["between_rules", "lines_in_frame"]

ALIKE = 3.0
"""Rules whose ends differ by less, in points, are those of one table."""

SHORTEST, MOST_RULES = 100.0, 300
"""Shorter rules, in points, enclose no table; more rules than this are a drawing."""

FEWEST_TEXTS = 3


def between_rules(lines: Sequence[ChunkedLine], rules: Sequence[Stroke]) -> list[BBox]:
    """What lies between the first and last of rules that are equally long and have a table between them."""
    frames: list[BBox] = []
    for family in _families([rule for rule in rules if rule.end - rule.start > SHORTEST][:MOST_RULES]):
        for upper, lower in pairwise(family):
            between = [line for line in lines if upper.position < line.line.baseline < lower.position]
            if any(line.is_caption or line.is_only_sentence for line in between):
                continue
            if frames and frames[-1][3] == upper.position:
                frames[-1] = *frames[-1][:3], lower.position
            else:
                frames.append((upper.start, upper.position, upper.end, lower.position))
    return frames


def _families(rules: Sequence[Stroke]) -> list[list[Stroke]]:
    """Rules from top to bottom in groups with the same ends."""
    families: list[list[Stroke]] = []
    for rule in rules:
        for family in families:
            if abs(family[0].start - rule.start) < ALIKE and abs(family[0].end - rule.end) < ALIKE:
                family.append(rule)
                break
        else:
            families.append([rule])
    return families


def lines_in_frame(
    lines: Sequence[ChunkedLine], first: int, free: int, frames: Sequence[BBox]
) -> tuple[int, int] | None:
    """First line and end of what stands in the frame around the line ``first``, from ``free`` on.

    None if there is no frame, or running text in it.
    """
    for left, upper, right, lower in frames:
        line = lines[first].line
        if not (upper < line.baseline < lower and left < line.right < right + 1) or first < free:
            continue
        inside = [
            index
            for index in range(free, len(lines))
            if upper < lines[index].line.baseline < lower and left < lines[index].line.right < right + 1
        ]
        texts = sum(len(lines[index].chunks) for index in inside)
        if texts < FEWEST_TEXTS or any(lines[index].is_only_sentence for index in inside):
            return None
        return inside[0], inside[-1] + 1
    return None
