"""From a file to a Disclosure: open, recognise the forms, the performance forms, the prose, and what the document is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from juesuan.model import Disclosure
from juesuan.reading.forms import recognise_forms
from juesuan.reading.identity import identify, opening_text
from juesuan.reading.narrative import read_narrative
from juesuan.reading.opening import open_source
from juesuan.reading.performance import recognise_performance
from juesuan.reading.source import Block, Source

__all__ = ["read", "read_source"]


def read(path: Path, profile: str | None = None) -> Disclosure:
    """Reads a published document of any format.

    Args:
        path: the file.
        profile: name of the year-and-place profile; recognised from the document when None.

    Raises:
        ReadError: with a message for the user, when the file cannot be read at all.
    """
    return read_source(open_source(path), profile)


def read_source(source: Source, profile: str | None = None) -> Disclosure:
    """Recognises everything in an opened file."""
    forms = recognise_forms(source)
    performance = recognise_performance(source, forms.consumed)
    info = identify(source, forms.tables, len(performance.forms))
    consumed = forms.consumed | performance.consumed
    narrative = read_narrative(_remaining(source, consumed), forms.tables, info)
    return Disclosure(
        info=replace(info, profile=profile or ""),
        tables=forms.tables,
        statements=(*forms.statements, *narrative.statements, *performance.statements),
        sections=narrative.sections,
        claims=narrative.claims,
        numbers=(*narrative.numbers, *performance.numbers),
        performance=performance.forms,
        readings=forms.readings,
        unreadable_pages=tuple(page.number for page in source.pages if not page.has_text),
        grade=forms.grade,
        problems=(*source.problems, *forms.problems),
    )


def _remaining(source: Source, consumed: frozenset[tuple[int, int]]) -> list[Block]:
    """The blocks that no form has taken, in reading order."""
    return [
        block
        for page in source.pages
        for index, block in enumerate(page.blocks)
        if (page.number, index) not in consumed
    ]
