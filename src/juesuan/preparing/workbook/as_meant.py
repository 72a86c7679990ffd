"""Sheets as they were meant: what offices do to a workbook — merging, copying, hiding — is said once, before anything follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from juesuan.model import Problem, cell_name
from juesuan.model.expressions import expression
from juesuan.preparing.workbook.cells import InputCell, InputSheet
from juesuan.preparing.workbook.sheets import header_of
from juesuan.preparing.workbook.values import nearest, same_name
from juesuan.standard.workbook import WorkbookSchema, WorkbookSheet

__all__ = ["SheetsAsMeant", "as_meant", "named_agencies", "sorted_sheets"]

_COPY = expression(r"\s*(?:[(（]\d{1,3}[)）]|[-—_]?\s*副本.{0,6})$")
_MIDNIGHT = expression(r" 0{1,2}:00(?::00)?$")
_NUMBERS = frozenset({"amount", "count", "points"})
_FEWEST = 3
"""Rows that two sheets share before one is taken for a copy of the other: a line or two may be alike by chance."""


@dataclass
class SheetsAsMeant:
    """The sheets to read, also by what they are, what has to be mended, and what was understood in the user's favour."""

    sheets: list[InputSheet] = field(default_factory=list)
    taken: dict[str, list[InputSheet]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def as_meant(sheets: Iterable[InputSheet], schema: WorkbookSchema) -> SheetsAsMeant:
    """The sheets without copies and with merged cells written out; each thing that was done to them told once."""
    found = SheetsAsMeant()
    given = list(sheets)
    visible = {form.id for sheet in given if not sheet.hidden and (form := schema.named(sheet.name))}
    for sheet in given:
        form = schema.named(sheet.name)
        if form is not None:
            _take(form, sheet, found, is_second=form.id in visible)
        elif (original := schema.named(_COPY.sub("", sheet.name))) is None or not sheet.rows:
            found.sheets += [] if sheet.hidden else [sheet]
        elif original.id in visible:
            found.problems.append(_copied_name(sheet, original))
        else:
            _take(original, replace(sheet, name=original.name), found, is_second=False)
    return found


def _take(form: WorkbookSheet, sheet: InputSheet, found: SheetsAsMeant, *, is_second: bool) -> None:
    """Takes a sheet of the workbook, unless it is hidden beside a visible one (``is_second``), or a copy of one that was taken."""
    if sheet.hidden:
        if not _is_filled(form, sheet):
            return
        found.problems.append(sheet.problem("工作表是隐藏的，里面填了内容。要用的请取消隐藏，不要的请清空或删去"))
        if is_second:
            return
    written = _written_out(form, sheet, found)
    copy_of = next((other for other in found.taken.get(form.id, ()) if _is_copy(form, other, written)), None)
    if copy_of is not None:
        found.problems.append(_copied(sheet, copy_of))
        return
    found.taken.setdefault(form.id, []).append(written)
    found.sheets.append(written)


def _copied_name(sheet: InputSheet, original: WorkbookSheet) -> Problem:
    return sheet.problem(
        f"像是“{original.name}”的副本，没有读取。只能用一张：请删去这一张；要用的是这一张，请删去“{original.name}”再把它改成这个名称"
    )


def _copied(sheet: InputSheet, other: InputSheet) -> Problem:
    where = " ".join(filter(None, (other.file, f"“{other.name}”")))
    return sheet.problem(f"与{where}有许多相同的行，像是同一张表放了两次，会重复计算。请只留一张")


def _is_filled(form: WorkbookSheet, sheet: InputSheet) -> bool:
    """Whether something was filled in: more than the template has by itself."""
    top = header_of(form, sheet)
    if form.kind == "record" or top is None:
        return any(form.labelled(line[min(line)].text) and min(line) + 1 in line for line in sheet.rows.values())
    given = 1 if form.fixed else 0
    return any(len(line) > given for row, line in sheet.rows.items() if row > top[0])


def _is_copy(form: WorkbookSheet, one: InputSheet, other: InputSheet) -> bool:
    """Whether most rows of the shorter sheet stand in the longer one, too, amounts included."""
    rows, others = (_lines(form, sheet) for sheet in (one, other))
    shared = len(rows & others)
    return shared >= _FEWEST and 2 * shared >= min(len(rows), len(others))


def _lines(form: WorkbookSheet, sheet: InputSheet) -> frozenset[tuple[str, ...]]:
    """The rows with an amount, as they stand there."""
    amounts = [item.key for item in form.fields if item.type == "amount"]
    found = header_of(form, sheet) if form.kind == "list" and not form.fixed else None
    if found is None or not amounts:
        return frozenset()
    top, columns = found
    keys = [columns[item.key] for item in form.fields if item.key in columns]
    return frozenset(
        tuple(line[key].text if key in line else "" for key in keys)
        for row, line in sheet.rows.items()
        if row > top and any(columns.get(key) in line for key in amounts)
    )


def _written_out(form: WorkbookSheet, sheet: InputSheet, found: SheetsAsMeant) -> InputSheet:
    """The sheet with what stands in merged cells in each of their rows; merged amounts belong to nobody."""
    header = header_of(form, sheet) if form.kind == "list" and sheet.merged else None
    if header is None:
        return sheet
    top, columns = header
    keys = {column: form.field(key) for key, column in columns.items()}
    rows = {row: dict(line) for row, line in sheet.rows.items()}
    for first, left, last, _right in sheet.merged:
        cell = rows.get(first, {}).get(left)
        if first <= top or first == last or cell is None or left not in keys:
            continue
        where = f"{cell_name(first, left)}:{cell_name(last, left)}"
        if keys[left].type in _NUMBERS:
            found.problems.append(
                sheet.problem(
                    f"{where} 是合并的单元格，“{cell.text}”不知道属于哪一行。请取消合并，逐行填写", (first, left)
                )
            )
            for row in range(first + 1, last + 1):
                rows.pop(row, None)
            continue
        found.remarks.append(
            sheet.problem(f"{where} 是合并的单元格，各行都按“{_MIDNIGHT.sub('', cell.text)}”读取", (first, left))
        )
        for row in range(first + 1, last + 1):
            if row in rows:
                rows[row][left] = InputCell(cell.text, cell.number, cell.uncomputed)
    return replace(sheet, rows={row: dict(sorted(line.items())) for row, line in rows.items()})


def named_agencies(sheets: Sequence[InputSheet], schema: WorkbookSchema) -> tuple[str, ...]:
    """The units that lines name, each once, in the order in which they come."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for text in _agencies(sheet, schema):
            found.setdefault(same_name(text), text)
    return tuple(found.values())


def _agencies(sheet: InputSheet, schema: WorkbookSchema) -> Iterator[str]:
    form = schema.named(sheet.name)
    header = header_of(form, sheet) if form is not None and form.kind == "list" else None
    if form is None or header is None:
        return
    top, columns = header
    named = [columns[item.key] for item in form.fields if item.type == "agency" and item.key in columns]
    for row, line in sorted(sheet.rows.items()):
        if row > top:
            yield from (line[column].text for column in named if column in line and line[column].text)


def sorted_sheets(
    sheets: Iterable[InputSheet], schema: WorkbookSchema, remarks: list[Problem]
) -> Mapping[str, Sequence[InputSheet]]:
    """The sheets by what they are; those that are none of ours are remarked on."""
    found: dict[str, list[InputSheet]] = {}
    for sheet in sheets:
        form = schema.named(sheet.name)
        if form is not None:
            found.setdefault(form.id, []).append(sheet)
        elif sheet.rows and sheet.name != schema.guide:
            missing = [form.name for form in schema.sheets]
            within = max((name for name in missing if name in sheet.name), key=len, default="")
            close = nearest(sheet.name, missing) or (f"是不是“{within}”？" if within else "")
            remarks.append(
                sheet.problem(f"不是工作簿的工作表，未读取。{close}{'是的话请改成这个名称' if close else ''}")
            )
    return found
