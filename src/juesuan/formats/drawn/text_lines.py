"""Characters into lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from juesuan.formats.drawn.geometry import Glyph
from juesuan.formats.pages.normal_form import Run
from juesuan.model import Place
from juesuan.model.place import BBox

__all__ = ["CharacterLine", "em_of", "to_lines"]

SAME_LINE = 0.3
"""Baselines that differ by less than this share of the character size are one line whatever stands on them."""

IN_PLACE = 0.85
"""Characters this far off (share of the size) still belong to a line in which they find their place free."""

REPEATED = 0.3
"""The same character again within this share of its width is a bold face imitated by printing twice."""

BLANK = 0.5
"""A gap of this share of the character size is a blank."""

MOST_BLANKS = 80

ASCENT, DESCENT = 0.86, 0.14
"""Where the box of a Chinese character lies about its baseline, as share of its size."""

_FIRST_WIDE = "\u2e80"
_LEFT, _BASELINE, _TEXT = itemgetter(0), itemgetter(2), itemgetter(3)


class CharacterLine(Struct, frozen=True):
    """A line of text: its glyphs from left to right, and its character size in points."""

    glyphs: tuple[Glyph, ...]
    baseline: float
    em: float

    @property
    def left(self) -> float:
        """Left end."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Right end."""
        return self.glyphs[-1].right

    @property
    def width(self) -> float:
        """Distance of its ends."""
        return self.right - self.left

    @property
    def widest_gap(self) -> float:
        """The widest gap between two characters."""
        return max([second.left - first.right for first, second in pairwise(self.glyphs)], default=0.0)

    @property
    def box(self) -> BBox:
        """The box of the line."""
        return self.left, self.baseline - ASCENT * self.em, self.right, self.baseline + DESCENT * self.em

    @property
    def raw(self) -> str:
        """As printed, with as many blanks in a gap as there is room for."""
        return self.spaced(MOST_BLANKS)

    def spaced(self, most: int) -> str:
        """The text with at most so many blanks in a gap."""
        blank = BLANK * self.em
        parts: list[str] = []
        end = self.glyphs[0].left
        for left, right, _, text, _, spaced in self.glyphs:
            gap = left - end
            if gap > blank or (spaced and gap > 0):
                parts.append(" " * max(1, min(round(gap / blank), most)))
            parts.append(text)
            end = right
        return "".join(parts)

    def run(self, page: int) -> Run:
        """The line's characters with their places."""
        edges = [*map(_LEFT, self.glyphs), self.right]
        return Run("".join(map(_TEXT, self.glyphs)), Place(page=page, bbox=self.box), tuple(edges))


def em_of(glyphs: Iterable[Glyph]) -> float:
    """The character size: the width of Chinese characters, or twice that of digits where there are none."""
    wide = [glyph[1] - glyph[0] for glyph in glyphs if glyph[3] >= _FIRST_WIDE]
    if wide:
        return _middle(wide)
    return 2 * max([glyph[1] - glyph[0] for glyph in glyphs])


def _middle(values: list[float]) -> float:
    values.sort()
    return values[len(values) // 2]


def to_lines(glyphs: Sequence[Glyph]) -> list[CharacterLine]:
    """The lines of some characters, from top to bottom; each line in order of position, not of the file."""
    em = em_of(glyphs)
    baselines = list(map(_BASELINE, glyphs))
    if max(baselines) - min(baselines) <= SAME_LINE * em:
        return [_line(glyphs, em)]
    return [_line(row, em_of(row)) for row in _settled(_rows(glyphs, em))]


def _line(glyphs: Iterable[Glyph], em: float) -> CharacterLine:
    ordered = sorted(glyphs)
    repeated = [
        index for index, (one, other) in enumerate(pairwise(ordered)) if one[3] == other[3] and _repeats(one, other)
    ]
    for index in reversed(repeated):
        del ordered[index]
    return CharacterLine(tuple(ordered), _middle(list(map(_BASELINE, ordered))), em)


def _repeats(first: Glyph, second: Glyph) -> bool:
    """Whether a character that is the same as the one before is that one, printed again to look bold."""
    return second[0] - first[0] < REPEATED * (first[1] - first[0])


def _rows(glyphs: Sequence[Glyph], em: float) -> list[list[Glyph]]:
    """Glyphs in groups of about the same baseline."""
    rows: list[list[Glyph]] = []
    reach = SAME_LINE * em
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline <= reach:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _settled(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Groups off the baseline of a line near them put into it where their places are free."""
    settled: list[list[Glyph]] = []
    for row in rows:
        if settled and _finds_place(settled[-1], row):
            settled[-1] = settled[-1] + row
        else:
            settled.append(row)
    return settled


def _finds_place(above: list[Glyph], below: list[Glyph]) -> bool:
    distance = _middle([glyph[2] for glyph in below]) - _middle([glyph[2] for glyph in above])
    size = max(em_of(above), em_of(below))
    if distance > IN_PLACE * size:
        return False
    slack = 0.25 * size
    taken = sorted((glyph.left, glyph.right) for glyph in (*above, *below))
    return all(first[1] - slack <= second[0] for first, second in pairwise(taken))
