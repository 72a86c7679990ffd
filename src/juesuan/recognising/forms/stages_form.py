"""Form 09: one row of figures, one row per stage, or one row per item; the header and the row's label together tell."""

from __future__ import annotations

from juesuan.model import Place, Problem, Row
from juesuan.model.expressions import expression
from juesuan.recognising.forms.code_forms import TOTAL
from juesuan.recognising.forms.column_headers import beside, headed
from juesuan.recognising.forms.drawn_table import LINE_HEADER, DrawnTable, is_figure
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.grid_rows import words_of
from juesuan.standard.forms import BUDGET, Form
from juesuan.standard.patterns import without_number

__all__ = ["read_stages", "stage_columns"]

_UNREADABLE = expression(r"[\ufffd\ue000-\uf8ff■□▇█]|#{2,}|\*{2,}")
"""What stands for characters that could not be printed or read."""
_BUDGET, _FINAL = "预算", "决算"
_PIECE = 3
"""So many characters may be left of any head that was torn."""


def read_stages(draft: FormDraft, sheet: DrawnTable) -> None:
    """Puts the figures of one grid into the draft, as one row."""
    found: dict[str, tuple[str, Place]] = {}
    others = beside(sheet, draft.form) | _less_exact(draft.form, sheet)
    for row, total in _rows(draft.form, sheet):
        cells = [cell for cell in sheet.cells(row) if cell.row == row and cell.column not in others]
        label = "" if total else without_number(words_of(cells)).removeprefix("其中：").removeprefix("其中:")
        by_number = _by_number(draft.form, sheet, label)
        for cell in cells:
            path = sheet.path(cell.column)
            if cell.text and not is_figure(cell.text):
                # Where the header alone says which column it is, an amount should stand there.
                whole = _column(draft.form, path, "") if path and not TOTAL.fullmatch(cell.text) else None
                if whole is not None and cell.text not in path:
                    found.setdefault(whole, (cell.text, cell.place))
                continue
            key = by_number.get(cell.column) or _column(draft.form, path, label)
            if key is None:
                if cell.text and path and not LINE_HEADER.fullmatch(path[-1]):
                    draft.note_column("/".join((*path, label) if label else path))
            elif not found.get(key, ("", None))[0]:
                found[key] = (cell.text, cell.place)
                if cell.text and key == by_number.get(cell.column) and _column(draft.form, path, label) is None:
                    _note_strange(draft, path)
                named = not label or _column(draft.form, path, "") is not None
                draft.headers.setdefault(key, "/".join(path if named else (*path, label)))
    found = found or _blank(draft, sheet)
    if found:
        place = min((place for _, place in found.values()), key=lambda place: place.bbox or (0, 0, 0, 0))
        draft.add(Row(draft.form.total, "合计", place=place), found)
    if draft.form.document == BUDGET and any(total for _, total in _rows(draft.form, sheet)):
        _read_units(draft, sheet, others)


def _note_strange(draft: FormDraft, path: tuple[str, ...]) -> None:
    """Says that a head was not understood and its column known by its number: with no two characters in a row of any head it is no torn one."""
    heads = "\0".join(column.label for column in draft.form.columns)
    pairs = {level: [level[at : at + 2] for at in range(len(level) - 1)] for level in path if len(level) > _PIECE}
    for level in (level for level, of_level in pairs.items() if not any(pair in heads for pair in of_level)):
        told = Problem(f"“{draft.title}”的栏名“{level}”不认识，其下各栏按栏次认出，请与原件核对", draft.place)
        if told not in draft.problems:
            draft.problems.append(told)


def _read_units(draft: FormDraft, sheet: DrawnTable, others: frozenset[int]) -> None:
    """The rows of units beside the total that was read."""
    for row in range(sheet.body, sheet.grid.rows):
        cells = [cell for cell in sheet.cells(row) if cell.row == row and cell.column not in others]
        names = [cell for cell in cells if cell.text and not is_figure(cell.text)]
        label = words_of(names)
        found: dict[str, tuple[str, Place]] = {}
        for cell in cells:
            key = _column(draft.form, sheet.path(cell.column), "") if cell not in names else None
            if key is not None:
                found.setdefault(key, (cell.text, cell.place))
        if label and not TOTAL.fullmatch(label) and any(raw for raw, _ in found.values()):
            draft.add_unit(Row("", label, place=names[0].place), found)


def _rows(form: Form, sheet: DrawnTable) -> list[tuple[int, bool]]:
    """The rows that are read, and whether it is the total alone: where each unit has a row and the header says everything."""
    rows = list(range(sheet.body, sheet.grid.rows))
    whole = any(_column(form, sheet.path(column), "") for column in range(sheet.grid.columns) if sheet.path(column))
    totals = [row for row in rows if whole and TOTAL.fullmatch(words_of(sheet.cells(row)))]
    return [(row, True) for row in totals[:1]] or [(row, False) for row in rows]


def _less_exact(form: Form, sheet: DrawnTable) -> frozenset[int]:
    """Of columns with one meaning those that do not name the “三公”经费: their 合计 may hold 会议费 and 培训费 too."""
    paths = {column: path for column in range(sheet.grid.columns) if (path := sheet.path(column))}
    keys = {column: _column(form, path, "") for column, path in paths.items()}
    named = {keys[column] for column, path in paths.items() if "三公" in "".join(path)} - {None}
    return frozenset(column for column, key in keys.items() if key in named and "三公" not in "".join(paths[column]))


def _blank(draft: FormDraft, sheet: DrawnTable) -> dict[str, tuple[str, Place]]:
    """The cells of a table left empty: text keeps no blank row, so that nothing stands under the header.

    A table with figures, or with a column under which a word stands that heads nothing, is not empty: it was not understood.
    """
    texts = [cell.text for row in range(sheet.grid.rows) for cell in sheet.cells(row) if cell.row == row]
    if any(is_figure(text) and "." in text for text in texts) or any(map(_UNREADABLE.search, texts)):
        return {}
    found: dict[str, tuple[str, Place]] = {}
    for column in range(sheet.grid.columns):
        path = sheet.path(column)
        key = _column(draft.form, path, "") if path else None
        cell = sheet.at(sheet.body - 1, column)
        if key is not None and cell is not None:
            found[key] = ("", cell.place)
            draft.headers.setdefault(key, "/".join(path))
    return found


def _by_number(form: Form, sheet: DrawnTable, label: str) -> dict[int, str]:
    """Columns by their 栏次, where most of those whose header is understood agree with them.

    Without lines a head that stands over several columns cannot always be told from its neighbour: then 栏次 know better.
    """
    order = stage_columns(form, label) if label else tuple(column.key for column in form.columns)
    numbered = {column: order[number - 1] for column, number in sheet.numbering.items() if number <= len(order)}
    understood = {column: key for column in numbered if (key := _column(form, sheet.path(column), label))}
    agreeing = sum(numbered[column] == key for column, key in understood.items())
    return numbered if 2 * agreeing > len(understood) else {}


def stage_columns(form: Form, label: str) -> tuple[str, ...]:
    """The columns of the stage that a row's label names, in the form's order; none when it names no stage."""
    named = [word for word in (_BUDGET, _FINAL) if word in label]
    if len(named) != 1:
        return ()
    facts = ((column.key, form.fact(form.total, column.key)) for column in form.columns)
    of_budget = named == [_BUDGET]  # the accounts themselves are no stage of a fact
    return tuple(key for key, fact in facts if fact is not None and (fact.get("stage") is not None) == of_budget)


def _column(form: Form, path: tuple[str, ...], label: str) -> str | None:
    for levels in ((*path, label), (label, *path)) if label else (path,):
        match = headed(form, levels)
        if match is not None:
            return match[0].key
    return None
