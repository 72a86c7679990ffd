"""Two-sided forms in text: 行次 are the anchors between which labels and amounts stand; else the labels are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from juesuan.model import Row
from juesuan.recognising.forms.flattened.loose import LooseRow, header_end, printed_columns
from juesuan.recognising.forms.flattened.text_words import TextWord, joined
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.line_forms import Cursor
from juesuan.standard.forms import Form, FormRow

__all__ = ["read_two_sides"]

_ENOUGH = 0.75
_HEADER = 40
_EARLY = 8
_AFTER_LABEL = 1.1
_LONGEST_LABEL = 4


def read_two_sides(draft: FormDraft, words: Sequence[TextWord]) -> list[LooseRow]:
    """Puts the rows of a two-sided form into the draft; figures of rows with several columns are still loose."""
    start, numbers = header_end(words)
    body = words[start:]
    rows = _Rows(draft, _columns(draft.form, joined(words[: start or _HEADER]), len(numbers)))
    anchors = _anchors(body)
    if anchors:
        _between_anchors(rows, body, anchors)
    else:
        _by_labels(rows, body)
    return rows.loose


class _Rows(Struct):
    """The rows found so far, and the columns that each side prints."""

    draft: FormDraft
    columns: dict[str, tuple[str, ...]]
    loose: list[LooseRow] = field(default_factory=list)

    def add(self, known: FormRow, label: str, figures: tuple[TextWord, ...], anchor: TextWord) -> None:
        own = self.columns[known.side]
        if len(figures) > len(own):
            self.draft.unknown.append(label)
            return
        key = self.draft.add(Row(known.key, label, line=anchor.whole, place=anchor.place), {})
        self.loose.append(LooseRow(self.draft, key, own, figures, anchor.place))


def _columns(form: Form, header: str, count: int) -> dict[str, tuple[str, ...]]:
    """Printed columns of each side: the first is income's, the rest spending's."""
    income = tuple(column.key for column in form.columns if column.side == "income")
    spend = [column for column in form.columns if column.side == "spend"]
    printed = printed_columns(spend, header, count - len(income)) if count else printed_columns(spend, header, None)
    return {"income": income, "spend": printed}


def _anchors(body: Sequence[TextWord]) -> list[tuple[int, str]]:
    """Index and side of the 行次, left and right taking turns; empty when the layout prints none."""
    whole = [(index, number) for index, word in enumerate(body) if (number := word.whole) is not None and number < 200]
    weights = [_AFTER_LABEL if index == 0 or not body[index - 1].is_figure else 1.0 for index, _ in whole]
    best: tuple[float, list[tuple[int, str]]] = (0.0, [])
    for right in sorted({number for _, number in whole[:_EARLY] if number > 10}):
        expected = [number for left in range(1, right) for number in (left, left + right - 1)]
        chosen = _longest_common(expected, [number for _, number in whole], weights)
        weight = sum(weights[at] for at, _ in chosen)
        if len(chosen) >= _ENOUGH * len(expected) and weight > best[0]:
            best = (weight, [(whole[at][0], "income" if number < right else "spend") for at, number in chosen])
    return best[1]


def _longest_common(expected: Sequence[int], seen: Sequence[int], weights: Sequence[float]) -> list[tuple[int, int]]:
    """The heaviest common subsequence, as (index in ``seen``, number)."""
    rows, columns = len(expected), len(seen)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            skip = max(best[i + 1][j], best[i][j + 1])
            match = weights[j] + best[i + 1][j + 1] if expected[i] == seen[j] else 0.0
            best[i][j] = max(skip, match)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if expected[i] == seen[j] and best[i][j] == weights[j] + best[i + 1][j + 1]:
            found.append((j, expected[i]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _between_anchors(rows: _Rows, body: Sequence[TextWord], anchors: Sequence[tuple[int, str]]) -> None:
    cursor = Cursor(rows.draft.form, rows.draft.vocabulary.codes)
    label_from = 0
    unclaimed = ""
    for (at, side), (next_at, _) in pairwise([*anchors, (len(body), "")]):
        spoken = [word.text for word in body[label_from:at] if not word.is_figure]
        figures = tuple(word for word in body[at + 1 : next_at] if word.is_figure)
        label_from = at + 1
        known, label = _named(cursor, spoken, side)
        if known is None and unclaimed:
            # A name on two lines stands above its 行次, which then follows that of the blank line on the left.
            known, label = _named(cursor, [unclaimed, *spoken], side)
        unclaimed = ""
        if known is not None:
            rows.add(known, label, figures, body[at])
        elif figures:
            rows.draft.unknown.append(label or f"行次{body[at].text}")
        else:
            unclaimed = label


def _named(cursor: Cursor, spoken: Sequence[str], side: str) -> tuple[FormRow | None, str]:
    """The row that some words name, and its label; words of the header may stand before it."""
    for start in range(len(spoken)):
        label = "".join(spoken[start:])
        known = cursor.row(label, side)
        if known is not None:
            return known, label
    return None, "".join(spoken)


def _by_labels(rows: _Rows, body: Sequence[TextWord]) -> None:
    """Without 行次: every text that is a label opens a row; labels of both sides go to the left one first."""
    used: set[str] = set()
    at = _first_item(rows.draft.form, body)
    while at < len(body):
        known, length = _label_at(rows.draft.form, body, at, used)
        if known is None:
            at += 1
            continue
        used.add(known.key)
        end = at + length
        while end < len(body) and body[end].is_figure:
            end += 1
        figures = tuple(body[at + length : end])
        if len(figures) > len(rows.columns[known.side]) and figures[0].whole is not None:
            figures = figures[1:]  # its 行次
        rows.add(known, joined(body[at : at + length]), figures, body[at])
        at = end


def _first_item(form: Form, body: Sequence[TextWord]) -> int:
    """Where the numbered items begin: the header above them may hold words that are labels too."""
    for index, word in enumerate(body):
        if word.text.startswith("一、") and _label_at(form, body, index, set())[0] is not None:
            return index
    return 0


def _label_at(form: Form, body: Sequence[TextWord], at: int, used: set[str]) -> tuple[FormRow | None, int]:
    text = ""
    for length in range(1, _LONGEST_LABEL + 1):
        if at + length > len(body) or body[at + length - 1].is_figure:
            break
        text += body[at + length - 1].text
        rows = [row for row in form.rows_labelled(text) if row.key not in used]
        if rows:
            return rows[0], length
    return None, 1
