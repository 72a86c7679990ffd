"""The workbook as rows of texts by the keys of the schema: what is shown, typed and written cell by cell, whatever file it came from.

Row n of a list is the row n below the header in the workbook that is written of it, blank rows included, so that a place in that
workbook and a cell of the grid are the same (:func:`cell_at`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.model import Place, cell_name
from juesuan.preparing.workbook.as_meant import as_meant, sorted_sheets
from juesuan.preparing.workbook.cells import InputCell, InputSheet
from juesuan.preparing.workbook.placing import FIRST_ROW, placed
from juesuan.preparing.workbook.sheets import header_of
from juesuan.preparing.workbook.values import Known, Value, parsed
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookField, WorkbookSchema, WorkbookSheet

__all__ = [
    "CellText",
    "Grid",
    "GridRow",
    "NoSuchCell",
    "RowsAdded",
    "RowsRemoved",
    "SheetChange",
    "WorkbookCell",
    "cell_at",
    "changed",
    "grid_of",
    "place_of",
    "rows_to_write",
    "sheets_of",
]

GridRow = Mapping[str, str]
"""Texts by the keys of fields; blank cells are left out."""
Grid = Mapping[str, tuple[GridRow, ...]]
"""The rows of each sheet by its id; a record is one row. Blank rows at the end are left out."""

_NUMBERS = frozenset({"amount", "count", "points", "year"})
_WHOLE = frozenset({"function", "economic", "topic", "year"})
_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NO_NUMBER = re.compile(r"\d[-/年:：]\d|月|%")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook keeps a character that its XML cannot hold, and what looks like that."""
_FEN, _MOST_DIGITS, _MOST_PLACES = 2, 15, 6
_MOST_CHARACTERS = 32_767
"""Of a cell of a workbook."""
_MOST_ROWS = 20_000


class WorkbookCell(Struct, frozen=True):
    """A cell: the id of its sheet, the row from 0, and the key of its field."""

    sheet: str
    row: int
    field: str


class CellText(Struct, frozen=True, tag="text"):
    """What stands in a cell from now on; an empty text makes it blank."""

    sheet: str
    row: int
    field: str
    text: str


class RowsAdded(Struct, frozen=True, tag="add"):
    """Blank rows put in at a row, before the one that stands there."""

    sheet: str
    row: int
    count: int = 1


class RowsRemoved(Struct, frozen=True, tag="remove"):
    """Rows taken out from a row on."""

    sheet: str
    row: int
    count: int = 1


SheetChange = CellText | RowsAdded | RowsRemoved


class NoSuchCell(ValueError):
    """What cannot be changed, in Chinese."""


def grid_of(sheets: Iterable[InputSheet], standard: Standard) -> Grid:
    """What stands in the sheets of a workbook. What no field of the schema takes up (other sheets, other columns) is not in it."""
    schema, known = standard.workbook, Known(standard)
    meant = sorted_sheets(as_meant(sheets, schema).sheets, schema, [])
    found: dict[str, tuple[GridRow, ...]] = {}
    for form in schema.sheets:
        rows = [row for sheet in meant.get(form.id, ()) for row in _rows_of(form, sheet, known)]
        if form.kind == "record" and len(rows) > 1:
            rows = [{key: text for row in reversed(rows) for key, text in row.items()}]
        found[form.id] = _trimmed(form, _with_given(form, rows))
    return found


def changed(grid: Grid, changes: Iterable[SheetChange], schema: WorkbookSchema) -> Grid:
    """The grid after changes, one after the other; texts stand there as they will be read from the workbook.

    Raises:
        NoSuchCell: when there is no such cell, or it cannot hold the text; then nothing has been changed.
    """
    found = {form.id: [dict(row) for row in grid.get(form.id, ())] for form in schema.sheets}
    forms = {form.id: form for form in schema.sheets}
    for change in changes:
        form = forms.get(change.sheet)
        if form is None or not 0 <= change.row < _MOST_ROWS:
            raise NoSuchCell("没有这个格。请刷新页面再试。")
        _change(form, found[form.id], change)
    return {form.id: _trimmed(form, found[form.id]) for form in schema.sheets}


def rows_to_write(grid: Grid, schema: WorkbookSchema) -> Mapping[str, Sequence[Mapping[str, Value]]]:
    """The rows as they are to be written: numbers as numbers, as far as they are nothing else."""
    return {
        form.id: tuple(
            {item.key: _value(item, row[item.key]) for item in form.fields if item.key in row}
            for row in grid.get(form.id, ())
        )
        for form in schema.sheets
    }


def sheets_of(grid: Grid, standard: Standard) -> tuple[InputSheet, ...]:
    """The sheets of the workbook that is written of a grid, as they are read from it."""
    rows = rows_to_write(grid, standard.workbook)
    found = []
    for form in standard.workbook.sheets:
        lines: dict[int, dict[int, InputCell]] = {}
        for cell in placed(standard.workbook, form, rows[form.id]):
            if cell.value is None or cell.value == "":
                continue
            number = None if isinstance(cell.value, str) else Decimal(cell.value)
            text = str(cell.value) if number is None or cell.field is None else _shown(cell.field, number)
            lines.setdefault(cell.row, {})[cell.column] = InputCell(text, number)
        found.append(InputSheet(form.name, lines))
    return tuple(found)


def cell_at(place: Place, schema: WorkbookSchema) -> WorkbookCell | None:
    """The cell of the grid at a place in the workbook that is written of it; of a sheet alone its first row, without a field."""
    form = schema.named(place.sheet or "")
    if form is None:
        return None
    match = re.fullmatch(r"([A-Z]+)(\d+)", place.cell or "")
    if match is None:
        return WorkbookCell(form.id, 0, "")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(match[2]) - 1 - FIRST_ROW
    if form.kind == "record":
        return WorkbookCell(form.id, 0, form.fields[row].key if 0 <= row < len(form.fields) else "")
    key = form.fields[column - 1].key if column <= len(form.fields) else ""
    return WorkbookCell(form.id, max(row, 0), key if row >= 0 else "")


def place_of(cell: WorkbookCell, schema: WorkbookSchema) -> Place:
    """Where a cell of the grid stands in the workbook.

    Raises:
        KeyError: when there is no such sheet.
    """
    form = schema.sheet(cell.sheet)
    number = next((number for number, item in enumerate(form.fields) if item.key == cell.field), 0)
    row, column = (number, 1) if form.kind == "record" else (cell.row, number)
    return Place(sheet=form.name, cell=cell_name(FIRST_ROW + row, column))


def _rows_of(form: WorkbookSheet, sheet: InputSheet, known: Known) -> Iterator[GridRow]:
    if form.kind == "record":
        row: dict[str, str] = {}
        for line in sheet.rows.values():
            column = min(line)
            item, cell = form.labelled(line[column].text), line.get(column + 1)
            if item is not None and cell is not None and (text := _text(item, cell, known)):
                row.setdefault(item.key, text)
        yield row
        return
    found = header_of(form, sheet)
    if found is None:
        return
    top, columns = found
    for number in range(top + 1, max(sheet.rows) + 1):
        line = sheet.rows.get(number, {})
        there = [item for item in form.fields if item.key in columns and columns[item.key] in line]
        texts = ((item.key, _text(item, line[columns[item.key]], known)) for item in there)
        yield {key: text for key, text in texts if text}


def _with_given(form: WorkbookSheet, rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows of a sheet whose first words stand there already: these first, each once, and the others below."""
    if not form.fixed:
        return [*rows]
    first, words = form.fields[0], [choice.word for choice in form.fields[0].choices]
    keys = [choice.key for choice in first.choices]
    if [first.chosen(row.get(first.key, "")) for row in rows[: len(keys)]] == keys:
        return [{**row, first.key: word} for row, word in zip(rows, words, strict=False)] + [*rows[len(keys) :]]
    given: dict[str, GridRow] = {}
    others: list[GridRow] = []
    for row in rows:
        key = first.chosen(row.get(first.key, ""))
        if key and key not in given:
            given[key] = row
        elif row:
            others.append(row)
    return [{**given.get(key, {}), first.key: word} for key, word in zip(keys, words, strict=True)] + others


def _trimmed(form: WorkbookSheet, rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    left = list(rows)
    while left and not left[-1]:
        left.pop()
    return tuple(left[:1]) if form.kind == "record" else tuple(left)


def _change(form: WorkbookSheet, rows: list[dict[str, str]], change: SheetChange) -> None:
    given = len(form.fields[0].choices) if form.fixed else 0
    if not isinstance(change, CellText):
        if form.kind == "record" or change.row < given or not 0 < change.count <= _MOST_ROWS:
            raise NoSuchCell(f"“{form.name}”的这几行是固定的，不能增减。")
        if isinstance(change, RowsRemoved):
            del rows[change.row : change.row + change.count]
        elif change.row < len(rows):
            rows[change.row : change.row] = [{} for _ in range(change.count)]
        if len(rows) > _MOST_ROWS:
            raise NoSuchCell(f"“{form.name}”超过 {_MOST_ROWS} 行。")
        return
    item = next((item for item in form.fields if item.key == change.field), None)
    if item is None or (form.kind == "record" and change.row):
        raise NoSuchCell("没有这个格。请刷新页面再试。")
    if change.row < given and item is form.fields[0]:
        raise NoSuchCell(f"“{form.name}”各行的“{item.label}”已经列好，不能改。")
    text = _typed(item, change.text)
    rows.extend({} for _ in range(change.row + 1 - len(rows)))
    rows[change.row].pop(item.key, None)
    if text:
        rows[change.row][item.key] = text


def _typed(item: WorkbookField, given: str) -> str:
    """What somebody typed, as it will be read from the workbook.

    Raises:
        NoSuchCell: when no workbook holds it.
    """
    text = given.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character != "\n" for character in text):
        raise NoSuchCell(f"“{item.label}”里有不能显示的字符，请删去后再填。")
    if any(0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE for character in text):
        raise NoSuchCell(f"“{item.label}”里有不能显示的字符，请删去后再填。")
    if len(text.encode("utf-16-le")) > 2 * _MOST_CHARACTERS:
        raise NoSuchCell(f"“{item.label}”超过 {_MOST_CHARACTERS} 个字，一格放不下。")
    value = _value(item, text)
    return value if isinstance(value, str) else _shown(item, Decimal(value))


def _value(item: WorkbookField, text: str) -> Value:
    """A number that a spreadsheet holds as it stands there; anything else as a text, which is judged when it is read."""
    if item.type not in _NUMBERS:
        return text
    plain = unicodedata.normalize("NFKC", text)
    if not _PLAIN.fullmatch(plain) or not plain.isascii():
        return text
    number = Decimal(plain.replace(",", ""))
    places = 0 if item.type in {"year", "count"} else _MOST_PLACES
    if len(number.as_tuple().digits) > _MOST_DIGITS or _places(number) > places:
        return text
    return number + 0


def _text(item: WorkbookField, cell: InputCell, known: Known) -> str:
    """What is shown of a cell: of a number all its digits, whatever its format shows."""
    number = cell.number
    if "_x" in cell.text:
        cell = InputCell(_ESCAPED.sub(_character, cell.text).strip(), number)
    if number is not None and item.type == "date":
        day = parsed(item, cell, known)
        return day if isinstance(day, str) else cell.text
    if number is None or (item.type not in _WHOLE and item.type not in _NUMBERS):
        return cell.text
    if item.type in _WHOLE:
        return cell.text if _places(number) else f"{number:.0f}"
    return cell.text if _NO_NUMBER.search(cell.text) else _shown(item, number)


def _character(match: re.Match[str]) -> str:
    """The character; nothing for one that is not shown."""
    character = chr(int(match[1], 16))
    return character if character == "\n" or unicodedata.category(character) not in {"Cc", "Cs"} else ""


def _shown(item: WorkbookField, number: Decimal) -> str:
    if item.type == "amount" and _places(number) <= _FEN:
        return f"{number:,.2f}"
    return f"{number.normalize():f}"


def _places(number: Decimal) -> int:
    """Decimals that say something."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
