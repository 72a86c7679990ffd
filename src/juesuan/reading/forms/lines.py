"""Two-sided forms of fixed lines: 01 and 04."""

from __future__ import annotations

from difflib import SequenceMatcher

from juesuan.model import Row
from juesuan.reading.forms.cells import amounts_of, cells_at, words_of
from juesuan.reading.forms.columns import SIDES, Block, Layout
from juesuan.reading.forms.draft import Draft
from juesuan.reading.forms.named import names_a_detail
from juesuan.reading.forms.sheet import Sheet
from juesuan.standard.forms import Form, FormRow

__all__ = ["Cursor", "read_lines"]

_LONG_ENOUGH = 6
_ALIKE = 0.85
_DETAILS = "支出逐项列到款、项，本表只读到类"


class Cursor:
    """Where the reading of one side of a form stands: labels that occur twice are told apart by their order."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._order = {row.key: index for index, row in enumerate(form.rows)}
        self._last = {"income": -1, "spend": -1, "": -1}
        self._stacked = "income"

    def row(self, label: str, side: str) -> FormRow | None:
        """The fixed row that a label names; ``side`` is empty when income and spending stand one below the other."""
        candidates = [row for row in self._named(label) if not side or row.side in ("", side)]
        if not side:
            candidates = [row for row in candidates if row.side == self._stacked] or candidates
        if not candidates:
            return None
        ahead = [row for row in candidates if self._order[row.key] > self._last[row.side]]
        chosen = (ahead or candidates)[0]
        self._last[chosen.side] = self._order[chosen.key]
        self._stacked = chosen.side or self._stacked
        return chosen

    def _named(self, label: str) -> list[FormRow]:
        """The rows of that label, or the one row whose label is so like it that it must be a misprint."""
        found = list(self._form.rows_labelled(label))
        if found or len(label) < _LONG_ENOUGH or names_a_detail(label):
            return found
        alike = [row for row in self._form.rows if _is_alike(row.label, label)]
        return alike if len({row.label for row in alike}) == 1 else []


def _is_alike(standard: str, printed: str) -> bool:
    tail = printed[-len(standard) - 2 :]
    return SequenceMatcher(None, standard, tail.split("、")[-1], autojunk=False).ratio() >= _ALIKE


def read_lines(draft: Draft, sheet: Sheet, layout: Layout, cursor: Cursor) -> None:
    """Puts the rows of one grid into the draft, both halves.

    Where the spending is set out in another way beside, only the totals there are rows of the form.
    """
    for row in sheet.body_rows:
        for block in layout.blocks:
            _read_half(draft, sheet, row, block, cursor)


def _read_half(draft: Draft, sheet: Sheet, row: int, block: Block, cursor: Cursor) -> None:
    labels = cells_at(sheet, row, block.labels)
    label = words_of(labels)
    amounts = amounts_of(sheet, row, block)
    figures = [raw for raw, _ in amounts.values() if raw]
    if not label:
        if figures:
            draft.unknown.append(f"第{row + 1}行（无项目名称）{figures[0]}")
        return
    known = cursor.row(label, block.side if block.side in SIDES else "")
    if block.other_split and (known is None or "function=" in known.fact):
        return
    if known is None:
        if figures:
            _leave_out(draft, label)
        return
    numbers = [cell.text for cell in cells_at(sheet, row, block.lines) if cell.text.isdigit()]
    own = {key: cell for key, cell in amounts.items() if _of_side(draft.form, key, known.side)}
    if not own and not block.side and amounts:
        # Income and spending one below the other share a column of amounts.
        own = {next(column.key for column in draft.form.columns if column.side == known.side): next(iter(amounts.values()))}
    draft.add(Row(known.key, label, line=int(numbers[0]) if numbers else None, place=labels[0].place), own)


def _leave_out(draft: Draft, label: str) -> None:
    """Notes a row that the form does not have: some budgets list 款 and 项 below each 类."""
    if not names_a_detail(label):
        draft.unknown.append(label)
    elif _DETAILS not in draft.reasons:
        draft.reasons.append(_DETAILS)


def _of_side(form: Form, column: str, side: str) -> bool:
    known = form.column(column)
    return known is not None and known.side in ("", side)
