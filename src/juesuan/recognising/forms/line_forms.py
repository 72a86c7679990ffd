"""Two-sided forms of fixed lines: 01 and 04."""

from __future__ import annotations

from difflib import SequenceMatcher

from msgspec import Struct

from juesuan.model import FactKey, Place, Row
from juesuan.model.whole_numbers import whole_number
from juesuan.recognising.forms.column_headers import SIDES, ColumnBlock, ColumnLayout
from juesuan.recognising.forms.drawn_table import DrawnTable
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.grid_rows import amounts_of, cells_at, words_of
from juesuan.recognising.forms.rows_by_name import Hierarchy, names_a_detail
from juesuan.recognising.printed_numbers import is_dash
from juesuan.standard.codes import Codes
from juesuan.standard.forms import BUDGET, Form, FormRow

__all__ = ["Cursor", "read_lines"]

_LONG_ENOUGH = 6
_ALIKE = 0.85
_DETAILS = "支出逐项列到款、项，本表只读到类"


class Half(Struct):
    """What one side of a printed row says: its label, its amounts by form column, its 行次; ``key``: the row it was read as."""

    row: int
    label: str
    amounts: dict[str, tuple[str, Place]]
    line: int | None
    place: Place
    key: str = ""

    @property
    def figures(self) -> list[str]:
        """The amounts that are not blank, as printed; a dash says that there is nothing."""
        return [raw for raw, _ in self.amounts.values() if raw and not is_dash(raw)]


class Cursor:
    """Where the reading of one side of a form stands: labels that occur twice are told apart by their order.

    Attributes:
        last_row: the halves of the last row of the page before.
    """

    def __init__(self, form: Form, codes: Codes) -> None:
        self._form = form
        self._codes = codes
        self._order = {row.key: index for index, row in enumerate(form.rows)}
        self._last = {"income": -1, "spend": -1, "": -1}
        self._stacked = "income"
        self._names = Hierarchy(codes)
        self.last_row: list[Half] = []

    def stands_below(self, row: FormRow) -> None:
        """A 类 was read: the 款 and 项 that follow on its side are its own."""
        code = FactKey.parse(row.fact).get("function") if row.fact else None
        if code is not None:
            self._names.enter(code)

    def detail(self, label: str) -> str:
        """The code of a 款 or 项 listed below its 类; empty where no code, or more than one, has that name there."""
        return self._names.code(label) if names_a_detail(label, self._codes) or self._names.is_below else ""

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
        if found or len(label) < _LONG_ENOUGH or names_a_detail(label, self._codes):
            return found
        alike = [row for row in self._form.rows if _is_alike(row.label, label)]
        return alike if len({row.label for row in alike}) == 1 else []


def _is_alike(standard: str, printed: str) -> bool:
    tail = printed[-len(standard) - 2 :].rpartition("、")[-1]
    if len(tail) == len(standard) >= _LONG_ENOUGH and sum(a != b for a, b in zip(tail, standard, strict=True)) == 1:
        return True
    return SequenceMatcher(None, standard, tail, autojunk=False).ratio() >= _ALIKE


def read_lines(draft: FormDraft, sheet: DrawnTable, layout: ColumnLayout, cursor: Cursor) -> None:
    """Puts the rows of one grid into the draft, both halves.

    Where the spending is set out in another way beside, only the totals there are rows of the form. The end of a page may
    tear the last row in two.
    """
    rows = sheet.body_rows
    before, cursor.last_row = cursor.last_row, []
    for row in rows:
        last, before = before, []
        for index, block in enumerate(layout.blocks):
            half = _half(sheet, row, block)
            before.append(half)
            upper = last[index] if index < len(last) and (row == rows[0] or not half.label) else None
            if upper is None or not _joined(draft, upper, half, block, cursor):
                half.key = _read_half(draft, half, block, cursor)
            if row == rows[-1]:
                cursor.last_row.append(half)


def _half(sheet: DrawnTable, row: int, block: ColumnBlock) -> Half:
    labels = cells_at(sheet, row, block.labels)
    numbers = (whole_number(cell.text) for cell in cells_at(sheet, row, block.lines))
    number = next((found for found in numbers if found is not None), None)
    place = next((cell.place for cell in labels if cell.text), Place())
    return Half(row, words_of(labels), amounts_of(sheet, row, block), number, place)


def _joined(draft: FormDraft, upper: Half, lower: Half, block: ColumnBlock, cursor: Cursor) -> bool:
    """Puts what the page before and this one print of one row together, if that is what they do.

    The rest of a label means nothing by itself and completes that above; figures without a label are those that it lacks.
    """
    if block.other_split or not upper.label or (upper.figures and lower.figures) or not (lower.label or lower.figures):
        return False
    whole = upper.label + lower.label
    known = draft.form.row(upper.key)
    if lower.label:
        if draft.form.rows_labelled(lower.label) or not (names := draft.form.rows_labelled(whole)):
            return False
        known = known if known in names else None
    known = known or cursor.row(whole, block.side if block.side in SIDES else "")
    if known is None:
        return False
    if upper.label in draft.unknown:
        draft.unknown.remove(upper.label)
    amounts = upper.amounts if upper.figures else lower.amounts
    if upper.key == known.key:
        draft.lengthen(upper.key, lower.label)
    lower.key = _put(draft, known, Half(lower.row, whole, amounts, upper.line or lower.line, upper.place), block)
    return True


def _read_half(draft: FormDraft, half: Half, block: ColumnBlock, cursor: Cursor) -> str:
    """The key of the row that it was read as, empty if of none."""
    if not half.label:
        if half.figures:
            draft.unknown.append(f"第{half.row + 1}行（无项目名称）{half.figures[0]}")
        return ""
    known = cursor.row(half.label, block.side if block.side in SIDES else "")
    if block.other_split and (known is None or "function=" in known.fact):
        return ""
    if known is None:
        code = cursor.detail(half.label) if draft.form.document == BUDGET else ""
        if code:
            return draft.add(Row(code, half.label, line=half.line, place=half.place), half.amounts)
        if half.figures:
            _leave_out(draft, half.label)
        return ""
    cursor.stands_below(known)
    return _put(draft, known, half, block)


def _put(draft: FormDraft, known: FormRow, half: Half, block: ColumnBlock) -> str:
    own = {key: cell for key, cell in half.amounts.items() if _of_side(draft.form, key, known.side)}
    if not own and not block.side and half.amounts:
        # Income and spending one below the other share a column of amounts.
        own = {
            next(column.key for column in draft.form.columns if column.side == known.side): next(
                iter(half.amounts.values())
            )
        }
    return draft.add(Row(known.key, half.label, line=half.line, place=half.place), own)


def _leave_out(draft: FormDraft, label: str) -> None:
    """Notes a row that the form does not have: some budgets list 款 and 项 below each 类."""
    if not names_a_detail(label, draft.vocabulary.codes):
        draft.unknown.append(label)
    elif _DETAILS not in draft.reasons:
        draft.reasons.append(_DETAILS)


def _of_side(form: Form, column: str, side: str) -> bool:
    known = form.column(column)
    return known is not None and known.side in ("", side)
