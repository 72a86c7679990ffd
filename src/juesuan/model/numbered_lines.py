"""Numbered points of one text (1．…。2．…。): where each begins, so that each has a line, and several texts made one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan.model.expressions import expression

__all__ = ["in_lines", "joined_points"]

_MARK = expression(
    r"(?:目标|任务|成效|完成)?(?:(?P<plain>\d{1,2})(?:[：:．、）)]|[.](?!\d))|[（(](?P<bracket>\d{1,2})[）)]|(?P<round>[①-⑳]))"
)
_ENDS = "。；;！\n"


def in_lines(text: str) -> str:
    """The text with a line break in front of each of its points; as it is where they are not numbered from one on."""
    starts = list(_points(text))
    if len(starts) < 2:
        return text
    edges = [0, *(start for start in starts if start), len(text)]
    return "\n".join(text[begin:end].strip("\n") for begin, end in pairwise(edges) if begin < end)


def _points(text: str) -> Iterator[int]:
    """Where the points begin, counted from one on: at the beginning, or behind the end of a sentence."""
    number = 0
    for found in _MARK.finditer(text):
        start = found.start()
        if start and text[start - 1] not in _ENDS:
            continue
        digits = found["plain"] or found["bracket"]
        value = int(digits) if digits else ord(found["round"]) - ord("①") + 1
        if value == number + 1:
            number = value
            yield start


def joined_points(texts: Sequence[str]) -> str:
    """Several points as one text: numbered, unless they number themselves; one that ends without a mark ends with its line."""
    points = [text for text in texts if text]
    if len(points) > 1 and not any(_MARK.match(point) for point in points):
        points = [f"{number}．{point}" for number, point in enumerate(points, 1)]
    return "".join(point if point.endswith(tuple(_ENDS)) else f"{point}\n" for point in points[:-1]) + "".join(
        points[-1:]
    )
