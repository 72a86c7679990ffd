"""Lines of text outside tables into paragraphs.

Chinese official typesetting: the first line of a paragraph is indented by two characters, all lines but the last are full,
headings are centred or stand alone. Some producers indent less but leave space between paragraphs, some do neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.formats.drawn.margins import Margins
from juesuan.formats.drawn.running_text import TextLine
from juesuan.formats.pages.normal_form import join_runs
from juesuan.formats.pages.source import Paragraph

__all__ = ["continues_over", "to_paragraph", "to_paragraphs"]

INDENT = 1.2
"""Indentation, in characters, that begins a paragraph (two are the rule)."""

ALIGNED = 0.6
"""Lines whose left ends differ by less, in characters, begin at the same place."""

SLACK, LOOSE_SLACK = 1.0, 4.0
"""A line is full when it, with what cannot be broken at the start of the next, comes this near (in characters) to the
margin; the second where nothing is indented, so that the length of lines is all there is to go by."""

APART = 1.35
"""Distance of lines, as a multiple of the usual one, that separates paragraphs."""

SAME_SIZE = 1.15
TITLE_WIDTH = 0.7
"""A centred title is wrapped when its first line takes this share of the measure."""


def to_paragraphs(lines: Sequence[TextLine], margins: Margins) -> list[tuple[Paragraph, TextLine]]:
    """Paragraphs of the lines between two tables, each with its last line."""
    groups: list[list[TextLine]] = []
    for index, text_line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        above = groups[-1][-1] if groups else None
        if above and not _apart(above, text_line, margins) and _joins(above, text_line, after, margins):
            groups[-1].append(text_line)
        else:
            groups.append([text_line])
    return [(to_paragraph(group, margins), group[-1]) for group in groups]


def continues_over(last: TextLine, first: Sequence[TextLine], margins: Margins) -> bool:
    """Whether the paragraph that ends a page goes on with the first lines of the next."""
    return bool(first) and _joins(last, first[0], first[1] if len(first) > 1 else None, margins)


def to_paragraph(group: Sequence[TextLine], margins: Margins) -> Paragraph:
    """One paragraph from its lines."""
    return Paragraph(
        passage=join_runs([text_line.run for text_line in group]),
        raw="\n".join(text_line.raw for text_line in group),
        size=round(max(text_line.em for text_line in group), 1),
        bold=all(text_line.bold for text_line in group),
        centred=margins.centres(group[-1]) and all(_wraps(text_line, margins) for text_line in group[:-1]),
    )


def _joins(above: TextLine, below: TextLine, after: TextLine | None, margins: Margins) -> bool:
    """Whether ``below`` continues the paragraph of ``above``; ``after`` is the line that follows it."""
    size = max(above.em, below.em)
    if size > SAME_SIZE * min(above.em, below.em):
        return False
    if above.has_leaders or below.has_leaders:
        return False
    if margins.centres(below) and not below.is_marked and above.bold == below.bold and _wraps(above, margins):
        return True
    if not _full(above, below, margins):
        return False
    if below.left - margins.left <= INDENT * size:
        return not below.is_marked or (
            above.left - below.left < ALIGNED * size and not above.ends_sentence and not above.is_marked
        )
    return _same_block(above, below, after, margins)


def _wraps(above: TextLine, margins: Margins) -> bool:
    """Whether a line is a title that goes on in the next."""
    is_title = above.em > SAME_SIZE * margins.size or margins.centres(above)
    return is_title and above.width > TITLE_WIDTH * margins.width and not above.ends_sentence


def _full(above: TextLine, below: TextLine, margins: Margins) -> bool:
    size = max(above.em, below.em)
    if above.ends_sentence and above.right > margins.right + 2 * size:
        return False  # wider than running text: a note under a table
    slack = SLACK if margins.indents or above.ends_sentence else LOOSE_SLACK
    return above.right + below.lead > margins.right - slack * size


def _same_block(above: TextLine, below: TextLine, after: TextLine | None, margins: Margins) -> bool:
    """Whether an indented line goes on with the one above: in text that is indented as a block."""
    size = below.em
    if below.is_marked or above.ends_sentence or abs(below.left - above.left) > ALIGNED * size:
        return False
    begins_paragraph = after and after.left < below.left - ALIGNED * size and _full(below, after, margins)
    return not begins_paragraph and not above.is_heading


def _apart(above: TextLine, below: TextLine, margins: Margins) -> bool:
    distance = below.baseline - above.baseline
    usual = margins.pitch * max(above.em, below.em)
    return distance > APART * usual or distance <= 0
