"""Anchoring a comment at words of a paragraph: runs are split where the words begin and end, nothing else is touched."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from juesuan.formats.archives.office_copy import Element, local_name
from juesuan.formats.pages.printed_words import best_match, folded
from juesuan.formats.remarks import MarkedPlace

__all__ = ["anchor"]

_THROUGH = frozenset(
    ["ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir"]
)
"""What may stand between a paragraph and its runs; deletions are not here: changes are read as accepted."""

_ENTERED = frozenset(["p", "ins", "moveTo", "hyperlink", "smartTag"])
"""Where the ends of a comment may stand; in others (a content control, a field) the comment takes in the whole of it."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Letter:
    """A printed character: its text element and its index there."""

    text: Element
    index: int


def anchor(paragraphs: Sequence[Element], mark: MarkedPlace, number: int) -> None:
    """Puts the ends of comment ``number`` and its reference around what the mark is about.

    That is the printed words in the first of these paragraphs that has them, or the whole of the first paragraph.
    """
    for paragraph in paragraphs:
        letters, text = _printed(paragraph)
        found = best_match(text, mark.printed, mark.place.text)
        if found is not None:
            first, last = letters[found[0]], letters[found[1] - 1]
            _around(paragraph, *_runs_of(first, last), number)
            return
    runs = list(_runs(paragraphs[0]))
    if runs:
        _around(paragraphs[0], runs[0], runs[-1], number)
    else:
        _at_start(paragraphs[0], number)


def _runs(element: Element) -> Iterator[Element]:
    for child in element:
        name = local_name(child)
        if name == "r":
            yield child
        elif name in _THROUGH:
            yield from _runs(child)


def _printed(paragraph: Element) -> tuple[list[_Letter], str]:
    """The folded text of a paragraph, each character with its source."""
    letters: list[_Letter] = []
    parts: list[str] = []
    for run in _runs(paragraph):
        for child in run:
            if local_name(child) == "t":
                text, at = folded(child.text or "")
                parts.append(text)
                letters += [_Letter(child, index) for index in at]
    return letters, "".join(parts)


def _runs_of(first: _Letter, last: _Letter) -> tuple[Element, Element]:
    """The runs that hold exactly what lies between two characters. The end is cut first: it leaves the start where it is."""
    _cut_after(last.text, last.index + 1)
    return _cut_before(first.text, first.index), _run_of(last.text)


def _run_of(text: Element) -> Element:
    return text.getparent()


def _cut_after(text: Element, index: int) -> None:
    """What follows in the run goes into a run of its own."""
    run = _run_of(text)
    rest = text.text[index:]
    following = list(text.itersiblings())
    if not rest and not following:
        return
    behind = _twin(run)
    if rest:
        behind.append(_piece(text, rest))
        _set(text, text.text[:index])
    behind.extend(following)
    run.addnext(behind)


def _cut_before(text: Element, index: int) -> Element:
    """What precedes in the run goes into a run of its own; returns the run, which keeps the text element."""
    run = _run_of(text)
    before = text.text[:index]
    preceding = [child for child in reversed(list(text.itersiblings(preceding=True))) if local_name(child) != "rPr"]
    if before or preceding:
        ahead = _twin(run)
        ahead.extend(preceding)
        if before:
            ahead.append(_piece(text, before))
            _set(text, text.text[index:])
        run.addprevious(ahead)
    return run


def _twin(run: Element) -> Element:
    """An empty run with the same attributes and formatting."""
    twin = etree.Element(run.tag, run.attrib, nsmap=run.nsmap)
    twin.extend(copy.deepcopy(child) for child in run if local_name(child) == "rPr")
    return twin


def _piece(text: Element, content: str) -> Element:
    piece = etree.Element(text.tag, text.attrib)
    _set(piece, content)
    return piece


def _set(text: Element, content: str) -> None:
    text.text = content
    if content != content.strip():
        text.set(_SPACE, "preserve")


def _around(paragraph: Element, first: Element, last: Element, number: int) -> None:
    """The ends of the comment around two runs, where such ends may stand, and its reference behind them."""
    if first.getparent() is not last.getparent() or local_name(first.getparent()) not in _ENTERED:
        first, last = _child_of(paragraph, first), _child_of(paragraph, last)
    first.addprevious(_end(paragraph, "commentRangeStart", number))
    end = _end(paragraph, "commentRangeEnd", number)
    last.addnext(end)
    _child_of(paragraph, end).addnext(_reference(paragraph, number))


def _at_start(paragraph: Element, number: int) -> None:
    """An empty comment range in a paragraph that prints nothing."""
    parts = [
        _end(paragraph, "commentRangeStart", number),
        _end(paragraph, "commentRangeEnd", number),
        _reference(paragraph, number),
    ]
    has_properties = len(paragraph) and local_name(paragraph[0]) == "pPr"
    for offset, part in enumerate(parts):
        paragraph.insert(offset + (1 if has_properties else 0), part)


def _child_of(paragraph: Element, element: Element) -> Element:
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element


def _end(paragraph: Element, name: str, number: int) -> Element:
    namespace = etree.QName(paragraph).namespace
    return etree.Element(f"{{{namespace}}}{name}", {f"{{{namespace}}}id": str(number)})


def _reference(paragraph: Element, number: int) -> Element:
    run = etree.Element(f"{{{etree.QName(paragraph).namespace}}}r")
    run.append(_end(paragraph, "commentReference", number))
    return run
