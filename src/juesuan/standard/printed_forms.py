"""How a layout prints the forms of a year: titles, header paths, rows and their labels."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from juesuan.model import FactKey
from juesuan.standard import Standard
from juesuan.standard.codes import Codes
from juesuan.standard.forms import Form, FormRow
from juesuan.standard.layout_files import FormEntry, LayoutFile
from juesuan.standard.loading import DataError
from juesuan.standard.patterns import in_chinese

__all__ = ["PrintedForm", "printed_form"]


class PrintedForm(Struct, frozen=True):
    """One form as a layout prints it.

    Attributes:
        form: the form of the standard that it prints.
        title, number: what is printed above it.
        columns: printed header paths by column key, in printed order.
        rows: keys of the fixed rows that are printed, in printed order; empty in code forms.
        labels: printed labels of fixed rows, numbering (``一、``) included.
        lines: printed 行次 of fixed rows; empty where none are printed.
        zero: what a cell without an amount shows.
        total_last: 合计 is the last row of a code form.
        note, empty: the 注 under the table, and the 说明 where the table has no data; ``{year}`` and ``{we}`` are filled in.
    """

    form: Form
    title: str
    number: str
    columns: Mapping[str, str]
    rows: tuple[str, ...]
    labels: Mapping[str, str]
    lines: Mapping[str, int]
    zero: str
    total_last: bool
    note: str
    empty: str

    @property
    def id(self) -> str:
        """Which form it is."""
        return self.form.id


def printed_form(entry: FormEntry, layout: LayoutFile, standard: Standard, year: int, place: str) -> PrintedForm:
    """A form as a layout prints it in a year: codes not in force are left out, classes have their name of the year.

    Raises:
        DataError: when it speaks of a row or column that the form does not have.
    """
    form, codes = standard.forms[entry.id], standard.codes
    _require_known(entry, form, place)
    rows = tuple(row for row in form.rows if _prints(row, form, entry, codes, year))
    return PrintedForm(
        form=form,
        title=entry.title or form.title,
        number=entry.number,
        columns=_columns(entry, form),
        rows=tuple(row.key for row in rows),
        labels={**_labels(form, rows, codes, year), **_wordings(form.id, layout, year), **entry.labels},
        lines=_lines(rows, entry.lines),
        zero=layout.zero if entry.zero is None else entry.zero,
        total_last=entry.total_last,
        note=entry.note,
        empty=entry.empty,
    )


def _require_known(entry: FormEntry, form: Form, place: str) -> None:
    for key, named, known in (
        ("columns", entry.columns or {}, {column.key for column in form.columns}),
        ("omit", entry.omit, {row.key for row in form.rows}),
        ("labels", entry.labels, {row.key for row in form.rows}),
        ("lines", entry.lines, {row.key for row in form.rows}),
    ):
        if unknown := [name for name in named if name not in known]:
            raise DataError(place, f"forms（{entry.id}）.{key}", f"“{unknown[0]}”不是这张表的{_PART[key]}")


_PART = {"columns": "栏", "omit": "行", "labels": "行", "lines": "行"}


def _columns(entry: FormEntry, form: Form) -> Mapping[str, str]:
    """The columns that the layout lists; else all but 其中 columns and those that other layouts have added."""
    if entry.columns is not None:
        return entry.columns
    own = {column.key for column in entry.added_columns}
    return {
        column.key: column.label
        for column in form.columns
        if column.key in own or not (column.memo or column.key in form.added)
    }


def _prints(row: FormRow, form: Form, entry: FormEntry, codes: Codes, year: int) -> bool:
    """Whether the layout has a row: its codes must be in force in the year."""
    own = {added.key for added in entry.added_rows}
    if row.key in own:
        return True
    if row.key in entry.omit or row.key in form.added or row.memo or row.replaces:
        return False
    if row.key.isdigit():
        classes = (row.key[:3],) if entry.classes is None else entry.classes
        return row.key[:3] in classes and bool(codes.economic_name(row.key, year))
    code = _class(row)
    return not code or bool(codes.function_name(code, year))


def _class(row: FormRow) -> str:
    return (FactKey.parse(row.fact).get("function") or "") if row.fact else ""


def _labels(form: Form, rows: tuple[FormRow, ...], codes: Codes, year: int) -> dict[str, str]:
    """Labels as printed: classes by their name of the year; on two-sided forms the items above 本年…合计 are numbered."""
    labels = {row.key: (codes.function_name(code, year) if (code := _class(row)) else "") or row.label for row in rows}
    if form.kind == "lines":
        for side in ("income", "spend"):
            for number, row in enumerate((row for row in rows if row.side == side), 1):
                if row.label.startswith("本年"):
                    break
                labels[row.key] = f"{in_chinese(number)}、{labels[row.key]}"
    return labels


def _wordings(form: str, layout: LayoutFile, year: int) -> dict[str, str]:
    """Labels that rows have in the year."""
    return {
        item.row: item.label
        for item in layout.wordings
        if item.form == form and (item.first is None or item.first <= year) and (item.last is None or year <= item.last)
    }


def _lines(rows: tuple[FormRow, ...], starts: Mapping[str, int]) -> Mapping[str, int]:
    """行次 of every row from those that are given: the others count on."""
    lines: dict[str, int] = {}
    line = 0
    for row in rows if starts else ():
        line = starts.get(row.key, line + 1)
        lines[row.key] = line
    return lines
