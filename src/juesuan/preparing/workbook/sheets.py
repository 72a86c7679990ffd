"""One sheet of the workbook to entries: finds the header or the labels, reads every field, and says what is wrong where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Place, Problem
from juesuan.preparing.workbook.cells import InputCell, InputSheet
from juesuan.preparing.workbook.values import Known, Mistake, Value, nearest, parsed
from juesuan.standard.workbook import WorkbookField, WorkbookSheet, plain_label

__all__ = ["FilledRow", "SheetRead", "header_of", "read_sheet"]

_HEADER_WITHIN = 20
_BLANK = InputCell("")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a list, or a whole record: values by field key, and where each stands.

    ``complete`` is False when something required is missing or cannot be understood.
    """

    values: Mapping[str, Value]
    sheet: InputSheet
    cells: Mapping[str, tuple[int, int]]
    complete: bool = True

    def problem(self, key: str, message: str) -> Problem:
        """Something wrong with a field."""
        return self.sheet.problem(message, self.cells.get(key))

    def place(self, key: str) -> Place:
        """Where a field stands."""
        at = self.cells.get(key)
        return self.sheet.place(*at) if at else Place(sheet=self.sheet.name)


@dataclass
class SheetRead:
    """What a sheet says. ``problems`` have to be mended, ``remarks`` say what was left aside."""

    entries: list[FilledRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def read_sheet(form: WorkbookSheet, sheet: InputSheet, known: Known) -> SheetRead:
    """The entries of a sheet."""
    read = SheetRead()
    if not sheet.rows:
        return read
    if form.kind == "record":
        _read_record(form, sheet, known, read)
    else:
        _read_list(form, sheet, known, read)
    return read


def _read_record(form: WorkbookSheet, sheet: InputSheet, known: Known, read: SheetRead) -> None:
    """A record: every label with the value on its right."""
    cells: dict[str, tuple[int, int]] = {}
    for row, line in sorted(sheet.rows.items()):
        column = min(line)
        label = line[column].text
        wanted = form.labelled(label)
        if wanted is None:
            if line.get(column + 1, _BLANK).text and label not in known.standard.workbook.record_heads:
                labels = [item.label for item in form.fields]
                read.remarks.append(
                    sheet.problem(f"“{label}”不是这张表的项目，未读取。{nearest(label, labels)}", (row, column))
                )
            continue
        _check_unit(label, wanted, sheet, (row, column), read)
        if wanted.key in cells:
            read.problems.append(sheet.problem(f"“{wanted.label}”填了两次，请删去一处", (row, column)))
            continue
        cells[wanted.key] = (row, column + 1)
    values, faulty = _values(form.fields, sheet, cells, known, read.problems)
    if values or faulty or form.required:
        missing = _missing(form.fields, values, faulty, cells, sheet)
        read.problems += missing
        read.entries.append(FilledRow(values, sheet, cells, not faulty and not missing))


def _read_list(form: WorkbookSheet, sheet: InputSheet, known: Known, read: SheetRead) -> None:
    """A list: a header, then one entry a row. Rows that hold nothing but given words, and sums, are passed over."""
    found = header_of(form, sheet)
    if found is None:
        labels = "、".join(item.label for item in form.fields if item.required) or form.fields[0].label
        read.problems.append(sheet.problem(f"找不到表头。表头应有：{labels}。请从模板复制表头，或改正栏目名称"))
        return
    top, columns = found
    _check_header(form, sheet, top, columns, read)
    above: Mapping[str, Value] = {}
    unclear: frozenset[str] = frozenset()
    sums: list[tuple[int, str, int]] = []
    for row, line in sorted(sheet.rows.items()):
        if row <= top or _says_nothing(form, line, columns):
            continue
        label = line[min(line)].text
        if plain_label(label) in known.standard.workbook.totals:
            read.remarks.append(sheet.problem(f"第{row + 1}行是“{label}”，未计入（程序自己相加）", (row, min(line))))
            sums.append((row, label, len(read.entries)))
            continue
        cells = {key: (row, column) for key, column in columns.items()}
        astray = _astray(form, sheet, cells, known)
        if astray is not None:
            read.problems.append(astray)
            continue
        values, faulty = _values(form.fields, sheet, cells, known, read.problems)
        values = _carried(form, values, faulty, above, unclear)
        missing = _missing([item for item in form.fields if item.key in columns], values, faulty, cells, sheet)
        read.problems += missing
        above, unclear = values, frozenset(faulty)
        whole = all(item.key in values for item in form.fields if item.required)
        read.entries.append(FilledRow(values, sheet, cells, whole and not faulty))
    if not read.problems:  # a row that is not understood may be what is lacking
        amounts = ((item, columns[item.key]) for item in form.fields if item.type == "amount" and item.key in columns)
        _compare_sums(amounts, sheet, sums, known, read)


def _compare_sums(
    fields: Iterable[tuple[WorkbookField, int]],
    sheet: InputSheet,
    sums: Sequence[tuple[int, str, int]],
    known: Known,
    read: SheetRead,
) -> None:
    """Says which sums of a list are not those of its rows: of all, of those above, or of those since the sum before.

    Args:
        fields: the fields of amounts with their columns.
        sums: the row, what it is called, and how many entries stand above it.
    """
    for item, column in fields:
        found = (entry.values.get(item.key) for entry in read.entries)
        amounts = [value if isinstance(value, Decimal) else Decimal(0) for value in found]
        last = 0
        for row, label, count in sums:
            told = parsed(item, sheet.rows.get(row, {}).get(column, _BLANK), known)
            whole = sum(amounts[:count] or amounts, Decimal(0))
            added = {whole, sum(amounts, Decimal(0)), sum(amounts[last:count], Decimal(0))}
            if isinstance(told, Decimal) and told not in added:
                message = (
                    f"第{row + 1}行“{label}”的“{item.label}”是 {told:,.2f}，各行相加是 {whole:,.2f}，"
                    f"相差 {abs(told - whole):,.2f}。请核对有没有漏行、多行，或者填错的数"
                )
                read.remarks.append(sheet.problem(message, (row, column)))
            last = count


def header_of(form: WorkbookSheet, sheet: InputSheet) -> tuple[int, dict[str, int]] | None:
    """The row that names most columns, and which column each field is in."""
    best: tuple[int, dict[str, int]] | None = None
    for row in sorted(sheet.rows)[:_HEADER_WITHIN]:
        columns: dict[str, int] = {}
        for column, cell in sorted(sheet.rows[row].items()):
            wanted = form.labelled(cell.text)
            if wanted is not None:
                columns.setdefault(wanted.key, column)
        enough = min(2, len(form.fields))
        if len(columns) >= enough and (best is None or len(columns) > len(best[1])):
            best = (row, columns)
    return best


def _check_header(
    form: WorkbookSheet, sheet: InputSheet, top: int, columns: Mapping[str, int], read: SheetRead
) -> None:
    for column, cell in sorted(sheet.rows[top].items()):
        wanted = form.labelled(cell.text)
        if wanted is None:
            missing = [item.label for item in form.fields if item.key not in columns]
            read.remarks.append(sheet.problem(f"“{cell.text}”栏未读取。{nearest(cell.text, missing)}", (top, column)))
        elif columns[wanted.key] != column:
            read.problems.append(sheet.problem(f"“{wanted.label}”有两栏，请删去一栏", (top, column)))
        else:
            _check_unit(cell.text, wanted, sheet, (top, column), read)
    for item in form.fields:
        if item.required and item.key not in columns:
            read.problems.append(sheet.problem(f"缺少“{item.label}”一栏", (top, min(sheet.rows[top]))))


def _check_unit(label: str, wanted: WorkbookField, sheet: InputSheet, at: tuple[int, int], read: SheetRead) -> None:
    if wanted.type == "amount" and "万元" in label:
        read.problems.append(sheet.problem(f"“{label}”：金额单位应为元，请换算成元并改正栏目名称", at))


def _says_nothing(form: WorkbookSheet, line: Mapping[int, InputCell], columns: Mapping[str, int]) -> bool:
    """Whether a row is blank in all columns that are read; a word that the template has put there does not count."""
    filled = [key for key, column in columns.items() if column in line]
    if form.fixed and filled == [form.fields[0].key]:
        return bool(form.fields[0].chosen(line[columns[filled[0]]].text))
    return not filled


def _astray(
    form: WorkbookSheet, sheet: InputSheet, cells: Mapping[str, tuple[int, int]], known: Known
) -> Problem | None:
    """What is said of a row in which a choice is none of this sheet's and one of another sheet's: the row was typed on the wrong one."""
    for item in form.fields:
        at = cells.get(item.key)
        text = sheet.rows.get(at[0], {}).get(at[1], _BLANK).text if at and item.type == "choice" else ""
        if not text or item.chosen(text):
            continue
        others = [
            (other, its)
            for other in known.standard.workbook.sheets
            for its in other.fields
            if other.id != form.id and other.kind == "list" and its.type == "choice" and its.chosen(text)
        ]
        if len({other.id for other, _ in others}) == 1:
            other, its = others[0]
            return sheet.problem(
                f"“{text}”是“{other.name}”表“{its.label}”一栏填的，不是{item.label}：这一行像是填错了工作表，请移到“{other.name}”表",
                at,
            )
    return None


def _values(
    fields: Iterable[WorkbookField],
    sheet: InputSheet,
    cells: Mapping[str, tuple[int, int]],
    known: Known,
    problems: list[Problem],
) -> tuple[dict[str, Value], set[str]]:
    """The values of the fields, and the keys of those that cannot be understood."""
    values: dict[str, Value] = {}
    faulty: set[str] = set()
    for item in fields:
        at = cells.get(item.key)
        value = parsed(item, sheet.rows.get(at[0], {}).get(at[1], _BLANK), known) if at else None
        if isinstance(value, Mistake):
            problems.append(sheet.problem(value.message, at))
            faulty.add(item.key)
        elif value is not None:
            values[item.key] = value
    return values, faulty


def _carried(
    form: WorkbookSheet, values: dict[str, Value], faulty: set[str], above: Mapping[str, Value], unclear: frozenset[str]
) -> dict[str, Value]:
    """Blank cells filled from the row above, as merged ones mean; only as long as what is left of them is the same.

    What was not understood above (``unclear``) is not understood here, either: that was said there, and the cell is not missing.
    """
    filled = dict(values)
    for item in form.fields:
        if not item.carry:
            break
        if item.key not in filled and item.key in above and item.key not in faulty:
            filled[item.key] = above[item.key]
        elif item.key not in filled and item.key in unclear:
            faulty.add(item.key)
        if filled.get(item.key) != above.get(item.key):
            break
    return filled


def _missing(
    fields: Iterable[WorkbookField],
    values: Mapping[str, Value],
    faulty: set[str],
    cells: Mapping[str, tuple[int, int]],
    sheet: InputSheet,
) -> list[Problem]:
    return [
        sheet.problem(f"没有填“{item.label}”", cells.get(item.key))
        for item in fields
        if item.required and item.key not in values and item.key not in faulty
    ]
