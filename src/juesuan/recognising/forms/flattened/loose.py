"""A row of figures without columns, and which columns its form prints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.model import Place
from juesuan.recognising.forms.flattened.text_words import TextWord, joined
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.standard.forms import FormColumn

_SUMS = ("合计", "小计")
_TELLING = 4

__all__ = ["LooseRow", "header_end", "printed_columns"]


class LooseRow(Struct, frozen=True):
    """Figures that stand in some of a row's columns, in order.

    Attributes:
        draft, key: the row.
        columns: keys of the columns that the form prints for the row, from left to right.
        figures: the figures, at most as many as columns.
        place: where the row stands: the place of its blank cells.
    """

    draft: FormDraft
    key: str
    columns: tuple[str, ...]
    figures: tuple[TextWord, ...]
    place: Place


def header_end(words: Sequence[TextWord]) -> tuple[int, list[int]]:
    """Index of the first word below the 栏次, and the 栏次; 0 and nothing where none are printed."""
    by_line: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        by_line.setdefault(word.line, []).append(index)
    for indexes in by_line.values():
        numbers = [number for index in indexes if (number := words[index].whole) is not None]
        text = joined(word for index in indexes if not (word := words[index]).is_figure)
        named = text.replace("行次", "") in ("栏次", "栏次栏次", "")
        counting = len(numbers) > 0 and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))
        if named and counting and (text or len(numbers) > 2):
            return indexes[-1] + 1, numbers
    return 0, []


def printed_columns(columns: Sequence[FormColumn], header: str, count: int | None) -> tuple[str, ...]:
    """Those of the columns that are printed, given the header's text and their number where 栏次 tell it."""
    usual = [column for column in columns if not column.memo or _is_named(column, header)]
    named = [column for column in usual if _is_named(column, header)]
    if count is None:
        return tuple(column.key for column in named or usual)
    if count == len(usual):
        return tuple(column.key for column in usual)
    return tuple(column.key for column in (named if len(named) == count else usual[:count]))


def _is_named(column: FormColumn, header: str) -> bool:
    """Whether the header speaks of a column, as far as the first characters of its last level: heads are torn by lines."""
    last = column.label.split("/")[-1].removeprefix("其中：")
    return any(word in header for word in _SUMS) if last in _SUMS else last[:_TELLING] in header
