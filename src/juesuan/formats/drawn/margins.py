"""Where the running text of a document begins and ends, and how far apart its lines are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.formats.drawn.geometry import median
from juesuan.formats.drawn.running_text import TextLine
from juesuan.model.place import BBox

__all__ = ["Margins", "find_margins"]

STEP = 3.0
"""Left and right ends of lines are counted in steps of this many points."""

LONG = 18
"""A line of this many characters tells where the right margin is."""

ENOUGH_LINES = 8
"""Fewer long lines than this tell nothing: the pages hold tables."""

USUAL = 0.25
"""A position is usual if it is this often taken, as share of the most frequent one."""

INDENTED = 0.05
"""Share of indented lines from which on indentation means something in a document."""

WIDE_GAP = 4.0
"""A line with a gap of this many characters is set in columns, not centred."""

_DEFAULT_MARGIN = 0.12
_DEFAULT_PITCH = 2.0


class Margins(Struct, frozen=True):
    """The measure of running text on pages of one width.

    Attributes:
        left, right: margins.
        page_width: width of the page.
        size: usual character size.
        pitch: usual distance of lines, as a multiple of the character size.
        indents: whether the document indents the first lines of paragraphs at all.
    """

    left: float
    right: float
    page_width: float
    size: float
    pitch: float
    indents: bool

    @property
    def width(self) -> float:
        """Length of a full line."""
        return self.right - self.left

    def centres(self, line: TextLine) -> bool:
        """Whether a line stands in the middle of the text or of the page, as titles do.

        Text of the usual size needs more room on both sides than the indentation of a paragraph leaves.
        """
        before, after = line.left - self.left, self.right - line.right
        room = 0.5 if line.em > 1.15 * self.size else 2.5
        if min(before, after) < room * line.em or line.widest_gap > WIDE_GAP * line.em:
            return False
        off_page_centre = abs(line.left + line.right - self.page_width)
        return min(abs(before - after), off_page_centre) <= 1.5 * line.em


def find_margins(pages: Sequence[Sequence[TextLine]], tables: Sequence[BBox], page_width: float) -> Margins:
    """The margins of pages of one width: where most lines begin and end, or as far as anything goes where lines are few."""
    lines = [line for page in pages for line in page]
    size = median(line.em for line in lines) if lines else 0.0
    long = [line for line in lines if line.width >= LONG * line.em]
    if len(long) >= ENOUGH_LINES:
        left = min(_usual(line.left for line in lines))
        right = max(_usual(line.right for line in long))
    else:
        ends = [(line.left, line.right) for line in lines] + [(box[0], box[2]) for box in tables]
        left = min([_DEFAULT_MARGIN * page_width, *(end[0] for end in ends)])
        right = max([(1 - _DEFAULT_MARGIN) * page_width, *(end[1] for end in ends)])
    indented = sum(line.left - left > line.em for line in lines)
    return Margins(left, right, page_width, size, _pitch(pages), indented > INDENTED * len(lines))


def _usual(positions: Iterable[float]) -> list[float]:
    counts = Counter(round(position / STEP) for position in positions)
    enough = USUAL * max(counts.values())
    return [STEP * position for position, count in counts.items() if count >= enough]


def _pitch(pages: Iterable[Sequence[TextLine]]) -> float:
    """The usual distance of lines."""
    counts = Counter(
        round((below.baseline - above.baseline) / above.em, 1) for page in pages for above, below in pairwise(page)
    )
    return next((pitch for pitch, _ in counts.most_common() if 0.9 <= pitch <= 4), _DEFAULT_PITCH)
