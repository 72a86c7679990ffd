"""Paragraphs that a page's end tears, wherever it falls: what is read is what stands there untorn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from juesuan.formats.pages.normal_form import normalise, passage_of
from juesuan.formats.pages.source import Paragraph
from juesuan.model import Disclosure, Place
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.recognising.narrative.headings import heading_of
from juesuan.recognising.narrative.paragraphs import joined_paragraphs
from juesuan.standard import builtin

NAMES = sorted(builtin().layouts.prepared)
GRAMMAR = builtin().grammar
_LINE = 20
"""The fewest characters of a line that is full."""


def made(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


def prose(name: str) -> Iterator[str]:
    """The paragraphs of an edition's text that are longer than a line."""
    for section in made(name).sections:
        for paragraph in section.paragraphs:
            if len(paragraph.text) > _LINE and heading_of(paragraph.text, GRAMMAR) is None:
                yield normalise(paragraph.text)


def line(text: str, number: int, *, continues: bool = False) -> Paragraph:
    return Paragraph(passage_of(text, Place(page=number)), text, continues=continues)


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_torn_anywhere_is_read_as_one(name: str) -> None:
    """In front of every character: a number at the top of a page looks like that of a heading (``99.97分。``)."""
    torn = [
        (text[:at], text[at:])
        for text in dict.fromkeys(prose(name))
        for at in range(_LINE, len(text))
        if joined_paragraphs([line(text[:at], 1, continues=True), line(text[at:], 2)], GRAMMAR)[0][0].text != text
    ]
    assert torn == []


@pytest.mark.parametrize("filler", range(0, 24, 3))
def test_every_number_of_our_own_pages_is_read_back(filler: int, tmp_path: Path) -> None:
    """The text moved down line by line, so that page ends fall elsewhere in each document."""
    whole = made("henan-2022")
    sections = list(whole.sections)
    at = next(index for index, section in enumerate(sections) if section.id == "duties")
    more = passage_of("负责本地区商务运行工作，" * 2 * (filler + 1), Place())
    sections[at] = structs.replace(sections[at], paragraphs=(*sections[at].paragraphs, more))
    longer = structs.replace(whole, sections=tuple(sections))
    publish(longer, builtin().layouts.named("henan-2022").style, tmp_path / "made.pdf", builtin())
    read = proof(longer, tmp_path / "made.pdf", builtin())

    assert (read.wrong, read.unheard) == ((), ())
