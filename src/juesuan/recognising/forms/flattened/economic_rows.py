"""Form 06 in text: two or three blocks in one stream, told apart by names and codes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.model import Row
from juesuan.recognising.forms.flattened.loose import LooseRow
from juesuan.recognising.forms.flattened.text_words import TextWord, joined
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.standard.forms import Form, FormRow

__all__ = ["read_economic_stream"]

_COLUMN = ("C1",)


class _Name(Struct, frozen=True):
    """A name of the form and the figures between it and the next one."""

    rows: tuple[FormRow, ...]
    label: str
    before: tuple[TextWord, ...]
    after: tuple[TextWord, ...]
    word: TextWord


def read_economic_stream(draft: FormDraft, words: Sequence[TextWord]) -> list[LooseRow]:
    """Puts the rows of form 06 into the draft with their amounts.

    Between two names stand the amount of the first, if printed, and the code of the second, whole or torn in two. The
    rest of a code that a page break tore off stands among them as well: two digits that no name claims.
    """
    names = _names(draft.form, words)
    loose: list[LooseRow] = []
    used: set[str] = set()
    last = {row.key: index for index, name in enumerate(names) for row in name.rows}
    for index, name in enumerate(names):
        row = _row(name, used)
        # 人员经费 and 公用经费 head the blocks as well: the totals are where the words stand last.
        if row is None or (not row.key.isdigit() and last[row.key] > index):
            continue
        used.add(row.key)
        key = draft.add(Row(row.key, name.label, row.key if row.key.isdigit() else "", place=name.word.place), {})
        loose.append(LooseRow(draft, key, _COLUMN, name.after, name.word.place))
    return loose + _by_code_alone(draft, words, used)


def _by_code_alone(draft: FormDraft, words: Sequence[TextWord], used: set[str]) -> list[LooseRow]:
    """Rows whose name the code tears in two: a code that no name claimed, with an amount after it."""
    loose: list[LooseRow] = []
    for word, after in pairwise(words):
        row = draft.form.row(word.text) if word.is_figure and len(word.text) > 3 else None
        if row is not None and row.key not in used and after.is_figure and after.whole is None:
            used.add(row.key)
            key = draft.add(Row(row.key, row.label, row.key, place=word.place), {})
            loose.append(LooseRow(draft, key, _COLUMN, (after,), word.place))
    return loose


def _names(form: Form, words: Sequence[TextWord]) -> list[_Name]:
    found: list[tuple[int, int, tuple[FormRow, ...]]] = []
    at = 0
    while at < len(words):
        rows, length = _name_at(form, words, at)
        if rows:
            found.append((at, at + length, rows))
        at += length
    names: list[_Name] = []
    start = 0
    for index, (at, end, rows) in enumerate(found):
        stop = found[index + 1][0] if index + 1 < len(found) else len(words)
        following = found[index + 1][2] if index + 1 < len(found) else ()
        before = tuple(word for word in words[start:at] if word.is_figure)
        between = [word for word in words[end:stop] if word.is_figure]
        names.append(_Name(rows, joined(words[at:end]), before, _amount(between, following), words[at]))
        start = end
    return names


def _name_at(form: Form, words: Sequence[TextWord], at: int) -> tuple[tuple[FormRow, ...], int]:
    """The rows that the text from here on names, taking as many pieces as one of them needs."""
    text = ""
    best: tuple[tuple[FormRow, ...], int] = ((), 1)
    for length in range(1, len(words) - at + 1):
        word = words[at + length - 1]
        if word.is_figure:
            break
        text += word.text
        rows = form.rows_labelled(text)
        if rows:
            best = (rows, length)
    return best


def _amount(between: Sequence[TextWord], following: Sequence[FormRow]) -> tuple[TextWord, ...]:
    """The amount among the figures between two names: what is left when the next name's code is taken away."""
    rest = list(between)
    for row in following:
        pieces = _code_pieces(rest, row.key)
        if pieces:
            rest = rest[: len(rest) - pieces]
            break
    amounts = [word for word in rest if not _is_torn(word)]
    return tuple(amounts[:1])


def _code_pieces(figures: Sequence[TextWord], code: str) -> int:
    """How many of the last figures spell the code: whole, in two pieces, or its 类 alone with the rest torn off."""
    texts = [word.text for word in figures]
    if not code.isdigit() or not texts:
        return 0
    if texts[-1] == code:
        return 1
    if len(code) > 3 and texts[-2:] == [code[:3], code[3:]]:
        return 2
    return 1 if len(code) > 3 and texts[-1] == code[:3] else 0


def _is_torn(word: TextWord) -> bool:
    return word.whole is not None and len(word.text) == 2 and (word.text[0] == "0" or word.first)


def _row(name: _Name, used: set[str]) -> FormRow | None:
    """The row that a name means: the one whose code stands before it, or the first not yet seen."""
    for row in name.rows:
        if _code_pieces(name.before, row.key) and row.key not in used:
            exact = [word.text for word in name.before][-1:] == [row.key] or len(row.key) > 3
            if exact:
                return row
    return next((row for row in name.rows if row.key not in used), None)
