"""Forms whose rows are functional codes: 02, 03, 05, 07, 08 and the university's fourth."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from juesuan.model import Place, Row
from juesuan.model.expressions import expression
from juesuan.recognising.forms.column_headers import ColumnBlock, ColumnLayout
from juesuan.recognising.forms.drawn_table import DrawnTable
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.grid_rows import amounts_of, cells_at, words_of
from juesuan.recognising.forms.rows_by_name import Hierarchy
from juesuan.standard.forms import BUDGET

__all__ = ["FUNCTIONAL", "TOTAL", "Above", "adopt_uncoded", "read_codes"]

FUNCTIONAL = expression(r"2\d{2}(?:\d{2}){0,2}")
TOTAL = expression(r"(?:本年)?(?:收入|支出)?(?:合计|总计)")
_CODED_NAME = expression(r"[\[（(]?(\d{3}(?:\d{2}){0,2})[\]）)]?[-—]?(\D.+)")
_PIECE = expression(r"\d+")
_OF_UNITS = expression(r"(?:预算)?单位(?:名称|代码|编码)?")
_OF_CODES = expression(r"科目|功能")
_UNREADABLE = expression(r"[^\w\s—–－/.．-]+")
"""What stands for a code that nobody can read: neither letters, digits nor the dashes of an empty cell."""


class Above(Struct):
    """What stands above the next row of a form, over all its pages: the pieces of the last code, the names of its levels."""

    names: Hierarchy
    pieces: list[str] = field(default_factory=list)


def read_codes(draft: FormDraft, sheet: DrawnTable, layout: ColumnLayout, above: Above, pending: list[Pending]) -> None:
    """Puts the rows of one grid into the draft; rows whose code is missing go to ``pending``."""
    block = layout.blocks[0]
    rows = sheet.body_rows
    total_alone = len(rows) == 1 and not (block.codes or block.labels)
    of_units = draft.form.document == BUDGET and _lists_units(sheet, block)
    first = True
    for row in rows:
        coded = cells_at(sheet, row, block.codes)
        named = cells_at(sheet, row, (*block.codes, *block.labels))
        above.pieces = _completed([cell.text if _PIECE.fullmatch(cell.text) else "" for cell in coded], above.pieces)
        code, label = "".join(above.pieces), words_of(named)
        if any(_UNREADABLE.fullmatch(cell.text) for cell in coded):
            # Without one of its pieces it would be the code of another row.
            code, label = "", words_of([cell for cell in named if not _UNREADABLE.fullmatch(cell.text)])
        if not code and (match := _CODED_NAME.fullmatch(label)):
            code, label = match[1], match[2]
        amounts = amounts_of(sheet, row, block)
        place = next((cell.place for cell in named if cell.text), None)
        figures = any(raw for raw, _ in amounts.values())
        if of_units and label and not TOTAL.fullmatch(label):
            if figures:
                draft.add_unit(Row("", label, code, place=place or Place()), amounts)
        elif FUNCTIONAL.fullmatch(code):
            draft.add(Row(code, label, code, place=place or Place()), amounts)
        elif not code and (TOTAL.fullmatch(label) or total_alone):
            draft.add(Row(draft.form.total, label, place=place or Place()), amounts)
        elif (
            not code
            and draft.rows
            and _may_go_on(draft, label, first)
            and _belongs_to_last(draft, label, amounts, figures)
        ):
            pass
        elif not block.codes and (known := above.names.code(label)):
            draft.add(Row(known, label, place=place or Place()), amounts)
        elif figures and (label or code):
            pending.append(Pending(draft, label, code, place or Place(), amounts))
        elif figures:
            draft.unknown.append(f"第{row + 1}行（没有编码和名称）")
        first = False
    if not draft.rows:
        _add_blank_total(draft, sheet, layout)


def _lists_units(sheet: DrawnTable, block: ColumnBlock) -> bool:
    """Whether the header says that the rows are those of units."""
    heads = [cell.text for row in range(sheet.body) for cell in cells_at(sheet, row, (*block.codes, *block.labels))]
    return any(_OF_UNITS.fullmatch(text) for text in heads) and not any(_OF_CODES.search(text) for text in heads)


class Pending:
    """A row with figures whose code is missing or is none: the other forms may know it by its name."""

    def __init__(
        self, draft: FormDraft, label: str, code: str, place: Place, amounts: dict[str, tuple[str, Place]]
    ) -> None:
        self.draft = draft
        self.label = label
        self.code = code
        self.place = place
        self.amounts = amounts


def _add_blank_total(draft: FormDraft, sheet: DrawnTable, layout: ColumnLayout) -> None:
    """The 合计 of an empty form, which some layouts print on the last line of the header."""
    block = layout.blocks[0]
    for row in range(sheet.head, sheet.body):
        named = cells_at(sheet, row, (*block.codes, *block.labels))
        if TOTAL.fullmatch(words_of(named)):
            places = ((key, sheet.at(row, column)) for column, key in block.amounts.items())
            blank = {key: ("", cell.place) for key, cell in places if cell is not None}
            draft.add(Row(draft.form.total, words_of(named), place=named[0].place), blank)


def _completed(texts: list[str], before: list[str]) -> list[str]:
    """The pieces of a code; 类 and 款 that are printed only where they change are taken from the row above."""
    last = max((index for index, text in enumerate(texts) if text), default=-1)
    filled = list(texts)
    for index in range(last):
        if not filled[index] and index < len(before):
            filled[index] = before[index]
    return filled


def _may_go_on(draft: FormDraft, label: str, first: bool) -> bool:
    """Whether a row without a code may be the rest of the one above: at the top of a page, without words, or what its name lacks."""
    last = next(reversed(draft.rows.values()))
    return first or not label or last.label + label in draft.vocabulary.codes.function_names(last.key)


def _belongs_to_last(draft: FormDraft, label: str, amounts: dict[str, tuple[str, Place]], figures: bool) -> bool:
    """Takes the rest of a row that the end of the page tore in two: of its name, or of its figures."""
    last = next(reversed(draft.rows))
    if label and not figures:
        draft.lengthen(last, label)
        return True
    if figures and not label and not any(draft.cells.get((last, column), ("",))[0] for column in amounts):
        draft.cells.update({(last, column): cell for column, cell in amounts.items()})
        return True
    return False


def adopt_uncoded(drafts: Sequence[FormDraft], pending: Sequence[Pending]) -> None:
    """Gives rows without a code the code that their name has in the other forms, where that is one code only."""
    codes: dict[str, set[str]] = {}
    for draft in drafts:
        for row in draft.rows.values():
            if row.code:
                codes.setdefault(row.label, set()).add(row.code)
    for item in pending:
        known = codes.get(item.label, set()) - set(item.draft.rows)
        if len(known) == 1 and not item.code:
            code = next(iter(known))
            item.draft.add(Row(code, item.label, "", place=item.place), item.amounts)
            item.draft.reasons.append(f"“{item.label}”一行没有科目编码，按其他表同名科目读作 {code}")
        elif len(known) == 1 and item.code.isdigit() and len(item.code) == len(next(iter(known))):
            # A code with a wrong digit: the row is what its name says, and its code is what is printed.
            item.draft.add(Row(item.code, item.label, item.code, place=item.place), item.amounts)
        else:
            item.draft.unknown.append(f"{item.code}{item.label}")
