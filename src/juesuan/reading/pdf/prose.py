"""Lines of text outside tables into paragraphs.

Chinese official typesetting: the first line of a paragraph is indented by two characters, all lines but the last are full,
headings are centred or stand alone. Some producers indent less but leave space between paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan.reading.pdf.lines import Line
from juesuan.reading.source import Paragraph
from juesuan.reading.text import join_runs

__all__ = ["Margins", "TextLine", "find_margins", "joins", "to_paragraph", "to_paragraphs"]

INDENT = 1.2
"""Indentation, in characters, that begins a paragraph (two are the rule)."""

FULL = 1.0
"""A line is full when it, with what cannot be broken at the start of the next, comes this near (in characters) to the margin."""

LOOSE = 1.35
"""Distance of lines, as a multiple of the usual one, that separates paragraphs."""

SAME_SIZE = 1.12

_LEADERS = re.compile(r"[.·…．‥⋯]{4,}|…{2,}")
_MARK = re.compile(
    r"第[一二三四五六七八九十百]+[部章节条]分?|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d)|附[件表]?\d*[:：]|注[:：]"
)
_ENDS = "。；！？：.;!?:"
_UNBROKEN = re.compile(r"[-\d.,，%％A-Za-z]+|[(（“《‘〔]?.[，。；：、）)”》’〕！？]?")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with what the layout of its neighbours is judged by."""

    line: Line
    page: int
    text: str
    bold: bool

    @property
    def lead(self) -> float:
        """Width of what cannot be broken at its start."""
        match = _UNBROKEN.match(self.text)
        count = len(match[0]) if match else 1
        return self.line.glyphs[min(count, len(self.line.glyphs)) - 1].right - self.line.left


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right margin of running text, and the usual distance of its lines as a multiple of the character size."""

    left: float
    right: float
    pitch: float


def find_margins(pages: Iterable[Sequence[TextLine]], width: float) -> Margins:
    """The margins of pages of one width: where most lines begin and end."""
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    pitches: Counter[float] = Counter()
    for lines in pages:
        for text_line in lines:
            lefts[round(text_line.line.left / 3)] += 1
            if text_line.line.right - text_line.line.left > 0.5 * width:
                rights[round(text_line.line.right / 3)] += 1
        for above, below in pairwise(lines):
            pitches[round((below.line.baseline - above.line.baseline) / above.line.em, 1)] += 1
    if not rights:
        return Margins(0.12 * width, 0.88 * width, 2.0)
    enough = rights.most_common(1)[0][1] / 4
    right = 3.0 * max(position for position, count in rights.items() if count >= enough)
    enough = lefts.most_common(1)[0][1] / 4
    left = 3.0 * min(position for position, count in lefts.items() if count >= enough)
    pitch = next((pitch for pitch, _ in pitches.most_common() if 0.9 <= pitch <= 4), 2.0)
    return Margins(left, right, pitch)


def is_centred(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle with room on both sides."""
    before, after = line.left - margins.left, margins.right - line.right
    return abs(before - after) <= 2 * line.em and min(before, after) > 2.5 * line.em


def joins(above: TextLine, below: TextLine, margins: Margins) -> bool:
    """Whether ``below`` continues the paragraph of ``above``, on the same page or at the top of the next."""
    size = max(above.line.em, below.line.em)
    if size > SAME_SIZE * min(above.line.em, below.line.em) and above.bold != below.bold:
        return False
    if _LEADERS.search(above.text) or _LEADERS.search(below.text):
        return False
    if is_centred(below.line, margins) and is_centred(above.line, margins):
        return above.bold == below.bold and _wraps(above, margins) and not _MARK.match(below.text)
    full = above.line.right + below.lead > margins.right - FULL * size
    if not full:
        return False
    indented = below.line.left - margins.left > INDENT * size
    if _MARK.match(below.text):
        return not indented and above.text[-1] not in _ENDS
    if indented:
        return abs(below.line.left - above.line.left) < 0.5 * size and above.text[-1] not in _ENDS
    return True


def _wraps(above: TextLine, margins: Margins) -> bool:
    return above.line.right - above.line.left > 0.7 * (margins.right - margins.left)


def _apart(above: TextLine, below: TextLine, margins: Margins) -> bool:
    distance = below.line.baseline - above.line.baseline
    usual = margins.pitch * max(above.line.em, below.line.em)
    return distance > LOOSE * usual or distance <= 0


def to_paragraphs(lines: Sequence[TextLine], margins: Margins) -> list[tuple[Paragraph, TextLine]]:
    """Paragraphs of the lines between two tables, each with its last line."""
    groups: list[list[TextLine]] = []
    for text_line in lines:
        if groups and not _apart(groups[-1][-1], text_line, margins) and joins(groups[-1][-1], text_line, margins):
            groups[-1].append(text_line)
        else:
            groups.append([text_line])
    return [(to_paragraph(group, margins), group[-1]) for group in groups]


def to_paragraph(group: Sequence[TextLine], margins: Margins) -> Paragraph:
    """One paragraph from its lines."""
    return Paragraph(
        passage=join_runs([text_line.line.run(text_line.page) for text_line in group]),
        raw="\n".join(text_line.line.raw for text_line in group),
        size=round(max(text_line.line.em for text_line in group), 1),
        bold=all(text_line.bold for text_line in group),
        centred=all(is_centred(text_line.line, margins) for text_line in group),
    )
