"""Form 06: economic codes in two or three blocks side by side, or in one list."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from juesuan.formats.pages.source import GridCell
from juesuan.model import Place, Row
from juesuan.model.expressions import expression
from juesuan.recognising.forms.code_forms import TOTAL
from juesuan.recognising.forms.column_headers import ColumnBlock, ColumnLayout
from juesuan.recognising.forms.drawn_table import DrawnTable, is_figure
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.grid_rows import amounts_of, cells_at, words_of
from juesuan.standard.forms import Form

__all__ = ["ECONOMIC", "read_economic"]

ECONOMIC = expression(r"3\d{2}(?:\d{2})?")
_DETAILED = expression(r"3\d{2}(?:\d{2}){0,2}")
_ILLEGIBLE = expression(r"[^\w\s—－–\-/]+")
"""A piece of a code that no encoding knows: the rest of it is the code of another row, or of none."""
_COLUMN = "C1"


class _EconomicLine(Struct, frozen=True):
    """One row of one block: its code, its label, and the first cell that has either."""

    sheet: DrawnTable
    row: int
    block: ColumnBlock
    code: str
    label: str
    anchor: GridCell


def read_economic(draft: FormDraft, sheet: DrawnTable, layout: ColumnLayout) -> None:
    """Puts the rows of one grid into the draft, block by block."""
    if any(len(set(block.amounts.values())) > 1 for block in layout.blocks):
        _read_columns(draft, sheet, layout.blocks[0])
        return
    classes: dict[int, str] = {}
    last: dict[int, str] = {}
    for row in sheet.body_rows:
        for index, block in enumerate(layout.blocks):
            coded = cells_at(sheet, row, block.codes)
            named = cells_at(sheet, row, (*block.codes, *block.labels))
            if not words_of(named):
                named = _centred(sheet, row, block) or [cell for cell in coded if cell.text.isdigit()]
            anchor = next((cell for cell in named if cell.text), None)
            if anchor is None:
                if not words_of(sheet.cells(row)):  # else they may be those of a total that spans the blocks
                    _take_figures(draft, last.get(index, ""), amounts_of(sheet, row, block), row)
                continue
            code = _code([cell.text for cell in coded], classes, index)
            if anchor.column < min((*block.codes, *block.labels), default=0):
                continue
            line = _EconomicLine(sheet, row, block, code, words_of(named), anchor)
            if len(block.amounts) > 1:
                _read_listed(draft, line, layout)
            else:
                last[index] = _read_cell(draft, line)


def _read_columns(draft: FormDraft, sheet: DrawnTable, block: ColumnBlock) -> None:
    """A list with a column for the total and one for each of its parts, as budgets have it.

    Where the codes of governments stand beside those of departments, a row is only a part of its code and is kept under
    both, ``30101-50101``.
    """
    own = [column for column in block.codes if not block.labels or column < block.labels[0]]
    other = [column for column in block.codes if column not in own]
    above = ""
    for row in sheet.body_rows:
        coded = cells_at(sheet, row, own)
        code = "".join(_piece(cell.text) for cell in coded)
        label = words_of(cells_at(sheet, row, (*own, *block.labels[:1])))
        named = [cell for cell in cells_at(sheet, row, (*own, *block.labels)) if cell.text]
        amounts = amounts_of(sheet, row, block)
        key = code if _DETAILED.fullmatch(code) else _named(draft.form, label, above)
        above = key[:3] if key.isdigit() else above
        beside = "".join(_piece(cell.text) for cell in cells_at(sheet, row, other))
        if key and named:
            printed = Row(f"{key}-{beside}" if beside else key, label, code, place=named[0].place)
            draft.add(printed, amounts)
        elif any(raw for raw, _ in amounts.values()):
            draft.unknown.append(f"{code}{label}")


def _piece(text: str) -> str:
    """A piece of a code; spreadsheets drop the zero of 02."""
    return text.zfill(2) if text.isdigit() else ""


def _named(form: Form, label: str, above: str) -> str:
    """The row that a label names: a total, or the only code of that name, within the 类 above if there is one."""
    keys = [row.key for row in form.rows_labelled(label)]
    for found in ([key for key in keys if not key.isdigit()], [key for key in keys if key[:3] == above], keys):
        if len(found) == 1:
            return found[0]
    return ""


def _centred(sheet: DrawnTable, row: int, block: ColumnBlock) -> list[GridCell]:
    """A label that stands in an amount column: that of a total centred over blocks where no lines merge the cells."""
    return [cell for cell in cells_at(sheet, row, block.amounts) if cell.text and not is_figure(cell.text)]


def _code(texts: list[str], classes: dict[int, str], block: int) -> str:
    """The code from one cell or two; a 类 printed only where it changes is taken from above."""
    if any(_ILLEGIBLE.fullmatch(text) for text in texts):
        return ""
    code = "".join(text for text in texts if text.isdigit())
    if len(code) == 2 and block in classes:
        code = classes[block] + code
    if len(code) >= 3:
        classes[block] = code[:3]
    return code


def _take_figures(draft: FormDraft, key: str, amounts: Mapping[str, tuple[str, Place]], row: int) -> None:
    """Gives the row above the figures that stand below its name; figures below a row that has its own are no one's."""
    figures = {column: cell for column, cell in amounts.items() if cell[0]}
    if not figures:
        return
    if key and len(figures) == 1 and not draft.cells.get((key, _COLUMN), ("", None))[0]:
        draft.cells[key, _COLUMN] = next(iter(figures.values()))
    else:
        draft.unknown.append(f"第{row + 1}行（没有编码和名称）")


def _read_cell(draft: FormDraft, line: _EconomicLine) -> str:
    """The key of the row that it was read as, empty if of none."""
    amount = _amount(line)
    raw, place = (amount.text, amount.place) if amount is not None else ("", line.anchor.place)
    key = _key(draft.form, line.code, line.label)
    if key:
        # Of a block whose column of amounts nobody knows not even a blank is known.
        printed = {_COLUMN: (raw, place)} if amount is not None or line.block.amounts else {}
        return draft.add(Row(key, line.label, line.code, place=line.anchor.place), printed)
    if raw:
        draft.unknown.append(f"{line.code}{line.label}")
    return ""


def _key(form: Form, code: str, label: str) -> str:
    """The row: by its code, by its label for the totals, or by a label that only one code has."""
    if ECONOMIC.fullmatch(code):
        return code
    if code:
        return ""
    rows = form.rows_labelled(label)
    totals = [row.key for row in rows if not row.key.isdigit()]
    return totals[0] if totals else rows[0].key if len(rows) == 1 else ""


def _amount(line: _EconomicLine) -> GridCell | None:
    """The amount that belongs to a label: in its block, or for a total that spans blocks the first figure after it."""
    own = next((line.sheet.at(line.row, column) for column in line.block.amounts), None)
    if line.code or (own is not None and is_figure(own.text)):
        return own
    for cell in line.sheet.cells(line.row):
        if cell.column <= line.anchor.column:
            continue
        if not cell.text:
            continue
        return cell if is_figure(cell.text) else own
    return own


def _read_listed(draft: FormDraft, line: _EconomicLine, layout: ColumnLayout) -> None:
    """A list with one column for 人员经费 and one for 公用经费: the row of 合计 gives the two totals."""
    cells: dict[str, tuple[str, Place]] = {}
    for column in line.block.amounts:
        cell = line.sheet.at(line.row, column)
        if cell is not None and cell.row == line.row:
            cells["personnel" if "人员" in layout.printed[column] else "operating"] = (cell.text, cell.place)
    known = draft.form.row(line.code)
    if known is not None and known.block in cells:
        draft.add(Row(line.code, line.label, line.code, place=line.anchor.place), {_COLUMN: cells[known.block]})
    elif not line.code and TOTAL.fullmatch(line.label):
        for key, amount in cells.items():
            total = draft.form.row(key)
            draft.add(Row(key, total.label if total else line.label, place=line.anchor.place), {_COLUMN: amount})
    elif any(raw for raw, _ in cells.values()):
        draft.unknown.append(f"{line.code}{line.label}")
