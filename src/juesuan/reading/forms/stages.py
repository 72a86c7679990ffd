"""Form 09: one row of figures, one row per stage, or one row per item; the header and the row's label together tell."""

from __future__ import annotations

from juesuan.model import Place, Row
from juesuan.reading.forms.cells import words_of
from juesuan.reading.forms.columns import headed
from juesuan.reading.forms.draft import Draft
from juesuan.reading.forms.sheet import LINE_HEADER, Sheet, is_figure
from juesuan.standard.patterns import without_number

__all__ = ["read_stages"]


def read_stages(draft: Draft, sheet: Sheet) -> None:
    """Puts the figures of one grid into the draft, as one row."""
    found: dict[str, tuple[str, Place]] = {}
    for row in range(sheet.body, sheet.grid.rows):
        cells = [cell for cell in sheet.cells(row) if cell.row == row]
        label = without_number(words_of(cells)).removeprefix("其中：").removeprefix("其中:")
        for cell in cells:
            if cell.text and not is_figure(cell.text):
                continue
            path = sheet.path(cell.column)
            key = _column(draft, path, label)
            if key is None:
                if cell.text and path and not LINE_HEADER.fullmatch(path[-1]):
                    _note(draft, "/".join((*path, label) if label else path))
            elif not found.get(key, ("", None))[0]:
                found[key] = (cell.text, cell.place)
                draft.headers.setdefault(key, "/".join(path))
    if not found:
        found = _blank(draft, sheet)
    if found:
        place = min((place for _, place in found.values()), key=lambda place: place.bbox or (0, 0, 0, 0))
        draft.add(Row(draft.form.total, "合计", place=place), found)


def _blank(draft: Draft, sheet: Sheet) -> dict[str, tuple[str, Place]]:
    """A table left empty is a header and nothing below it: formats without ruling lines do not even keep the blank row."""
    found: dict[str, tuple[str, Place]] = {}
    for column in range(sheet.grid.columns):
        path = sheet.path(column)
        key = _column(draft, path, "") if path else None
        cell = sheet.at(sheet.body - 1, column)
        if key is not None and cell is not None:
            found[key] = ("", cell.place)
            draft.headers.setdefault(key, "/".join(path))
    return found


def _column(draft: Draft, path: tuple[str, ...], label: str) -> str | None:
    for levels in ((*path, label), (label, *path)) if label else (path,):
        match = headed(draft.form, levels)
        if match is not None:
            return match[0].key
    return None


def _note(draft: Draft, header: str) -> None:
    if header not in draft.unknown:
        draft.unknown.append(header)
