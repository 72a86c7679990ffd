"""Where the forms stand in running text: from a title that a header follows, to the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from juesuan.formats.pages.source import Grid, Paragraph, Source
from juesuan.model import Place
from juesuan.model.expressions import expression
from juesuan.recognising.forms.drawn_table import HEADER_WORD
from juesuan.recognising.forms.titles import Head, KnownForms, form_of_title, head_of, is_caption, names_a_table
from juesuan.recognising.forms.where_forms_stand import BlockId
from juesuan.standard.forms import Form

__all__ = ["TextRegion", "locate_in_text"]

_NOTE = expression(r"[（(]?(?:注|说明|备注)\d?[：:]")
_HEADING = expression(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、.*(?:说明|情况)$|附件")
_SOON = 8
_LONGEST_HEADER = 24
_FEWEST_HEADER_LINES = 2
_FIGURE = expression(r"\d\.\d|2\d{2}(?!\d)|3\d{2}(?!\d)|一、")


class TextRegion(Struct):
    """One form in text.

    Attributes:
        form, title, place, head: as of :class:`juesuan.recognising.forms.where_forms_stand.Region`.
        lines: the lines under the title, captions and notes left out.
        notes: the notes under the form.
        blocks: every line that belongs to it.
    """

    form: Form
    title: str
    place: Place
    head: Head
    lines: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blocks: list[BlockId] = field(default_factory=list)


_Line = tuple[BlockId, Paragraph]


def locate_in_text(source: Source, known: KnownForms) -> list[TextRegion]:
    """The forms that stand in paragraphs, in order; a form whose title is repeated on its next page is one."""
    found: list[TextRegion] = []
    for lines in _runs(source):
        _locate(lines, found, known)
    for region in found:
        region.lines = _with_one_header(region.lines)
    return found


def _runs(source: Source) -> Iterator[list[_Line]]:
    """The paragraphs between one grid and the next."""
    run: list[_Line] = []
    for page in source.pages:
        for index, block in enumerate(page.blocks):
            if isinstance(block, Grid):
                yield run
                run = []
            elif block.text:
                run.append(((page.number, index), block))
    yield run


def _locate(lines: Sequence[_Line], found: list[TextRegion], known: KnownForms) -> None:
    at = 0
    while at < len(lines):
        form = form_of_title(lines[at][1].text, known)
        if form is None or not _header_follows(lines, at, known):
            at += 1
            continue
        end = _end(lines, at, known)
        region = _region(form, lines[at:end])
        at = end
        if found and found[-1].form is form and not found[-1].notes:
            found[-1].lines += _without_header(region.lines, found[-1].lines)
            found[-1].notes += region.notes
            found[-1].blocks += region.blocks
        else:
            found.append(region)


def _without_header(lines: list[Paragraph], before: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of a continuation without the header that it repeats."""
    header = {line.text for line in before[:_LONGEST_HEADER]}
    start = next((index for index, line in enumerate(lines) if line.text not in header), len(lines))
    return lines[start:]


def _with_one_header(lines: list[Paragraph]) -> list[Paragraph]:
    """The lines without the header that a new page repeats: two or more lines running that also open the form."""
    end = next((index for index, line in enumerate(lines) if _FIGURE.search(line.text)), 0)
    header = {line.text for line in lines[:end]}
    kept = lines[:end]
    index = end
    while index < len(lines):
        stop = index
        while stop < len(lines) and lines[stop].text in header:
            stop += 1
        if stop - index < _FEWEST_HEADER_LINES:
            stop = index + 1
            kept.append(lines[index])
        index = stop
    return kept


def _header_follows(lines: Sequence[_Line], at: int, known: KnownForms) -> bool:
    """Whether captions or a header stand below a title; a list of titles goes on with other titles."""
    for _, line in lines[at + 1 : at + 1 + _SOON]:
        if form_of_title(line.text, known) is not None or _HEADING.match(line.text):
            return False
        if "单位：" in line.text or "单位:" in line.text or _is_header(line):
            return True
    return False


def _is_header(line: Paragraph) -> bool:
    return all(HEADER_WORD.fullmatch(word) for word in line.raw.split()) or HEADER_WORD.fullmatch(line.text) is not None


def _end(lines: Sequence[_Line], at: int, known: KnownForms) -> int:
    for index in range(at + 1, len(lines)):
        text = lines[index][1].text
        if _HEADING.match(text) and not HEADER_WORD.fullmatch(text):
            return index
        if (form_of_title(text, known) is not None or names_a_table(text)) and _header_follows(lines, index, known):
            return index
    return len(lines)


def _region(form: Form, lines: Sequence[_Line]) -> TextRegion:
    (first, title), rest = lines[0], lines[1:]
    region = TextRegion(form, title.text, title.passage.place(0, len(title.text), 0), Head(), blocks=[first])
    captions = [title.text]
    for block, line in rest:
        if region.notes and not (_NOTE.match(line.text) or not region.notes[-1].endswith("。")):
            break
        region.blocks.append(block)
        if _NOTE.match(line.text):
            region.notes.append(line.text)
        elif region.notes:
            region.notes[-1] += line.text
        elif is_caption(line.text) and not line.text.isdigit():
            captions.append(line.text)
        else:
            region.lines.append(line)
    region.head = head_of(captions)
    return region
