"""Code forms in text: a code opens a row, its figures follow in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.model import Row
from juesuan.recognising.forms.code_forms import FUNCTIONAL, TOTAL
from juesuan.recognising.forms.flattened.loose import LooseRow, header_end, printed_columns
from juesuan.recognising.forms.flattened.text_words import TextWord, joined
from juesuan.recognising.forms.form_draft import FormDraft

__all__ = ["read_code_rows"]


def read_code_rows(draft: FormDraft, words: Sequence[TextWord]) -> list[LooseRow]:
    """Puts the rows of a code form into the draft; their figures are still without columns."""
    start, numbers = header_end(words)
    rows = _without_heads(_rows(words, start))
    header = joined(words[: rows[0].at] if rows else words)
    columns = printed_columns(draft.form.columns, header, len(numbers) or None)
    most = max((len(row.figures) for row in rows), default=0)
    if most > len(columns) and not numbers:
        columns = tuple(column.key for column in draft.form.columns)
    loose: list[LooseRow] = []
    for row in rows:
        if len(row.figures) > len(columns):
            draft.unknown.append(f"{row.code}{row.label}")
            continue
        place = words[row.at].place
        key = draft.add(Row(row.code or draft.form.total, row.label, row.code, place=place), {})
        loose.append(LooseRow(draft, key, columns, row.figures, place))
    return loose


class _CodeRow(Struct, frozen=True):
    """A row: index of the word that opens it, its code (empty for 合计), its text, its figures."""

    at: int
    code: str
    label: str
    figures: tuple[TextWord, ...]


def _rows(words: Sequence[TextWord], start: int) -> list[_CodeRow]:
    opened = list(_openings(words, start))
    rows: list[_CodeRow] = []
    for (at, pieces, code), (end, _, _) in pairwise([*opened, (len(words), 0, "")]):
        rest = words[at + pieces : end]
        label = joined(word for word in rest if not word.is_figure)
        rows.append(_CodeRow(at, code, label, tuple(word for word in rest if word.is_figure)))
    return rows


def _openings(words: Sequence[TextWord], start: int) -> Iterator[tuple[int, int, str]]:
    """Index of the words that open a row, how many words the code takes, and the code; none for 合计."""
    seen: set[str] = set()
    for index in range(start, len(words)):
        word = words[index]
        if word.is_figure:
            pieces = _pieces(words, index)
            code = joined(words[index : index + pieces])
            if FUNCTIONAL.fullmatch(code) and _opens(words, index, pieces, code, seen):
                seen.add(code)
                yield index, pieces, code
        elif TOTAL.fullmatch(joined(_spoken_at(words, index))) and not _heads_column(words, index):
            yield index, 0, ""


def _pieces(words: Sequence[TextWord], index: int) -> int:
    """How many figures spell the code that begins here: 类, 款 and 项 may stand apart."""
    count = 1
    if len(words[index].text) == 3:
        while count < 3 and index + count < len(words) and re.fullmatch(r"\d\d", words[index + count].text):
            count += 1
    return count


def _spoken_at(words: Sequence[TextWord], index: int) -> Sequence[TextWord]:
    """A word, or the two halves of 合 计 that blanks keep apart."""
    return words[index : index + 2] if words[index].text in ("合", "总") else words[index : index + 1]


def _heads_column(words: Sequence[TextWord], index: int) -> bool:
    """Whether 合计 stands among other column heads rather than before figures or rows."""
    spoken = _spoken_at(words, index)
    beside = [words[other] for other in (index - 1, index + len(spoken)) if 0 <= other < len(words)]
    heads = [word for word in beside if word.line == words[index].line and not word.is_figure]
    return any(word.text not in ("类", "款", "项") for word in heads)


def _opens(words: Sequence[TextWord], index: int, pieces: int, code: str, seen: set[str]) -> bool:
    """Whether whole numbers that look like a code are one: they open a name or a line, and the parent is there."""
    if code in seen or (len(code) > 3 and code[:-2] not in seen and code[:3] not in seen):
        return False
    after = index + pieces
    named = after < len(words) and not words[after].is_figure
    after_name = words[index].first and index > 0 and not words[index - 1].is_figure
    return named or after_name


def _without_heads(rows: list[_CodeRow]) -> list[_CodeRow]:
    """The rows without the 合计 of the header, which no figures follow while those of the total row do."""
    if not any(row.figures for row in rows if not row.code):
        return rows
    return [row for row in rows if row.code or row.figures]
