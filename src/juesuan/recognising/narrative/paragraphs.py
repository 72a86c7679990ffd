"""Lines and paragraphs of the source joined into the paragraphs that the author wrote.

Flattened text has one block per line, a PDF breaks paragraphs over pages, and a list number may stand on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.formats.pages.source import Block, Paragraph
from juesuan.model import Passage
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.headings import heading_of, list_number
from juesuan.recognising.narrative.numbers_in_prose import is_page_number
from juesuan.standard.narrative import Grammar

__all__ = ["joined_paragraphs"]

_NUMBER_ONLY = expression(r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[．.、])")
_NOTE = expression(r"(?:注|说明|备注)[：:]")
_ENDS = expression(r"(?:[。；;！？…][”\"]?[)）]?|[。；][）)])$")
_HEADING_TAIL = expression(
    r"[^，。；：]{0,10}(?:情况)?(?:说?明|情况|概况|决算表|解释)。?|[^，。；：]{1,10}(?:情况|说明)。?"
)
_INNER_HEADING = expression(
    r"(?:^|(?<=[。！？；]))(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
    r"(?:[^，。；：]{4,40}?说明。?|[^，。；：]{2,30}?情况。)"
)
_ENTRY = expression(r"(?<![.．·…⋯])[.．·…⋯]{3,}\s*\d{1,3}$")
_ENTRY_PAGE = expression(r"[.．·…⋯—-]*\d{1,3}")
_TITLES = ("Heading", "TOC")
"""Styles of what is a heading or an entry of the 目录 whatever it says: the text around it is another paragraph."""

_FULL_LINE = 0.75
"""A line this much shorter than the full lines of the document was ended by its author."""

_HEADING_LINES = 3

_COMPLETE = expression(r"(?:概况|说明|解释|附件|情况|决算表|报表|公开表|目录)。?$")


def joined_paragraphs(blocks: Sequence[Block], grammar: Grammar) -> tuple[list[Passage], list[Passage]]:
    """The paragraphs of prose, and the page numbers that stood between them. A table ends a paragraph."""
    paragraphs: list[Passage] = []
    page_numbers: list[Passage] = []
    open_ones: list[Passage] = []
    full = _full_line(blocks)
    torn = False

    def close() -> None:
        if open_ones:
            paragraphs.extend(_at_headings(Passage.joined(open_ones), grammar))
            open_ones.clear()

    for block in blocks:
        if not isinstance(block, Paragraph):
            close()
            torn = False
            continue
        if not block.text:
            continue
        if is_page_number(block.text):
            page_numbers.append(block.passage)
            continue
        titled = block.style.startswith(_TITLES)
        before = _end_of(open_ones)
        goes_on = bool(open_ones) and (
            (torn and _carried_over(before, block.text, grammar)) or _continues(before, block.text, full, grammar)
        )
        if not goes_on or (titled and not _NUMBER_ONLY.fullmatch(before)):
            close()
        open_ones.append(block.passage)
        torn = block.continues
        if (titled and not _NUMBER_ONLY.fullmatch(block.text)) or _ENTRY.search(block.text):
            close()
    close()
    return paragraphs, page_numbers


def _at_headings(paragraph: Passage, grammar: Grammar) -> Iterator[Passage]:
    """A paragraph cut before and behind a heading that ran into it: where nothing is indented, lines look like one text.

    A heading with nothing but a page number behind it is an entry of the 目录.
    """
    start = 0
    for match in _INNER_HEADING.finditer(paragraph.text):
        heading = heading_of(match[0], grammar)
        if heading is not None and heading.kinds and not _ENTRY_PAGE.fullmatch(paragraph.text, match.end()):
            if match.start() > start:
                yield paragraph.part(start, match.start())
            yield paragraph.part(match.start(), match.end())
            start = match.end()
    if start < len(paragraph.text):
        yield paragraph.part(start, len(paragraph.text))


def _full_line(blocks: Sequence[Block]) -> float:
    """How long a line is that the author did not end."""
    lengths = sorted(len(block.text) for block in blocks if isinstance(block, Paragraph) and block.text)
    return _FULL_LINE * lengths[len(lengths) * 9 // 10] if lengths else 0


def _end_of(lines: Sequence[Passage]) -> str:
    """What a paragraph says so far; of a long one, which is no heading, the end is enough."""
    if len(lines) > _HEADING_LINES:
        return lines[-2].text + lines[-1].text
    return "".join(line.text for line in lines)


def _carried_over(before: str, text: str, grammar: Grammar) -> bool:
    """Whether what a page began goes on on the next, as the layout says: its words may look like a heading's number (``99.97分。``)."""
    if heading_of(before, grammar) is not None:
        return False
    heading = heading_of(text, grammar)
    return heading is None or not heading.kinds


def _continues(before: str, text: str, full: float, grammar: Grammar) -> bool:
    """Whether a line carries on the paragraph before it."""
    if _NUMBER_ONLY.fullmatch(before):
        return True
    if list_number(text) or _NOTE.match(text):
        return False
    heading = heading_of(before, grammar)
    if heading is not None:
        whole = heading_of(before + text, grammar)
        if _HEADING_TAIL.fullmatch(text) and not _COMPLETE.search(before):
            return True
        if heading.kinds or heading.level == 0:
            return bool(heading.level == 0 and not _COMPLETE.search(before) and whole is not None)
        return bool(whole is not None and whole.kinds) or (heading.level > 1 and len(before) >= full)
    if heading_of(text, grammar) is not None:
        return False
    return _ENDS.search(before) is None
