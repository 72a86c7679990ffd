"""Reads one form from running text, by its kind."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.formats.pages.source import Paragraph
from juesuan.recognising.forms.flattened.code_rows import read_code_rows
from juesuan.recognising.forms.flattened.economic_rows import read_economic_stream
from juesuan.recognising.forms.flattened.loose import LooseRow
from juesuan.recognising.forms.flattened.numbered_lines import read_two_sides
from juesuan.recognising.forms.flattened.stage_figures import read_stage_row
from juesuan.recognising.forms.flattened.text_words import words_of_lines
from juesuan.recognising.forms.flattened.where_text_stands import TextRegion
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["read_flattened", "read_stream"]

_READERS = {
    "lines": read_two_sides,
    "codes": read_code_rows,
    "economic": read_economic_stream,
    "single": read_stage_row,
}


def read_flattened(region: TextRegion, vocabulary: Vocabulary) -> tuple[FormDraft, list[LooseRow]]:
    """The rows of a form, and their figures, most of which have yet to be put into columns."""
    draft = FormDraft(region.form, vocabulary, region.title, region.place, region.head)
    draft.notes = region.notes
    return draft, read_stream(draft, region.lines)


def read_stream(draft: FormDraft, lines: Sequence[Paragraph]) -> list[LooseRow]:
    """Puts the rows that some lines print into a draft."""
    known = set(draft.rows)
    loose = _READERS[draft.form.kind](draft, words_of_lines(lines))
    draft.streamed.update(draft.rows.keys() - known)
    return loose
