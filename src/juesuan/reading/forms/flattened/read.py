"""Reads one form from running text, by its kind."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.reading.forms.draft import Draft
from juesuan.reading.forms.flattened.codes import read_code_rows
from juesuan.reading.forms.flattened.economic import read_economic_stream
from juesuan.reading.forms.flattened.lines import read_two_sides
from juesuan.reading.forms.flattened.loose import LooseRow
from juesuan.reading.forms.flattened.regions import TextRegion
from juesuan.reading.forms.flattened.stages import read_stage_row
from juesuan.reading.forms.flattened.words import words_of_lines
from juesuan.reading.source import Paragraph
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["read_flattened", "read_stream"]

_READERS = {
    "lines": read_two_sides,
    "codes": read_code_rows,
    "economic": read_economic_stream,
    "single": read_stage_row,
}


def read_flattened(region: TextRegion, vocabulary: Vocabulary) -> tuple[Draft, list[LooseRow]]:
    """The rows of a form, and their figures, most of which have yet to be put into columns."""
    draft = Draft(region.form, vocabulary, region.title, region.place, region.head)
    draft.notes = region.notes
    return draft, read_stream(draft, region.lines)


def read_stream(draft: Draft, lines: Sequence[Paragraph]) -> list[LooseRow]:
    """Puts the rows that some lines print into a draft."""
    known = set(draft.rows)
    loose = _READERS[draft.form.kind](draft, words_of_lines(lines))
    draft.streamed.update(draft.rows.keys() - known)
    return loose
