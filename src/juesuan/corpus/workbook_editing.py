"""The accountant's workbook cell by cell: opened, changed and written, with what is wrong with it at its cells, in a process with limits."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from juesuan.corpus.gathering import Handed, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.model import Problem
from juesuan.preparing.workbook.grid import (
    Grid,
    NoSuchCell,
    SheetChange,
    cell_at,
    changed,
    grid_of,
    rows_to_write,
    sheets_of,
)

if TYPE_CHECKING:
    from juesuan.standard import Standard
    from juesuan.standard.workbook import WorkbookSchema

__all__ = [
    "CellIssue",
    "DescribeWorkbook",
    "EditWorkbook",
    "EditedWorkbook",
    "ImportWorkbook",
    "NamedLayout",
    "SheetField",
    "SheetShape",
    "WorkbookShape",
    "issue_of",
    "told_problem",
]

_NAMED = 40


class CellIssue(Struct, frozen=True):
    """Something that is wrong with the workbook, or was left aside of it.

    Attributes:
        message: what it is, and what to do. where: as the command line names it; empty: of no place.
        sheet, row, field: the cell of the grid; an empty sheet: none, an empty field: the sheet.
        is_remark: whether nothing has to be mended. fingerprint: by which somebody answers for it; empty: nobody can.
    """

    message: str
    where: str = ""
    sheet: str = ""
    row: int = 0
    field: str = ""
    is_remark: bool = False
    fingerprint: str = ""

    @property
    def told(self) -> str:
        """The message with the place in front."""
        return "：".join(filter(None, (self.where, self.message)))


class EditedWorkbook(Struct, frozen=True):
    """A workbook and what there is to say of it.

    Attributes:
        content: the workbook as a file; empty where only the issues were asked for. grid: what stands in it.
        issues: what is wrong with single cells and sheets, in their order.
        told: what of an uploaded workbook could not be taken over as it was.
        refusal: why there is none, in Chinese.
    """

    content: bytes = b""
    grid: Grid = {}
    issues: tuple[CellIssue, ...] = ()
    told: tuple[str, ...] = ()
    refusal: str = ""


class EditWorkbook(Job["EditedWorkbook"], frozen=True, tag=True):
    """Changes cells and writes the workbook; without changes it only looks.

    Attributes:
        grid: what stands in it; empty: nothing yet. changes: one after the other; with one that cannot be, nothing is changed.
        beside: what else is handed over with it.
    """

    grid: Grid
    changes: tuple[SheetChange, ...] = ()
    beside: tuple[Handed, ...] = ()
    answer: ClassVar[type[EditedWorkbook]] = EditedWorkbook

    def do(self, tools: Tools) -> EditedWorkbook:
        """Does it."""
        standard = tools.standard
        try:
            grid = changed(self.grid or grid_of((), standard), self.changes, standard.workbook)
        except NoSuchCell as error:
            return EditedWorkbook(refusal=str(error))
        content = _written(grid, standard) if self.changes else b""
        return EditedWorkbook(content, grid, tuple(_issues(grid, self.beside, standard)))


class ImportWorkbook(Job["EditedWorkbook"], frozen=True, tag=True):
    """Takes over a workbook of whatever arrangement: ours, an older one, one with other columns. ``path``: as the system spells it."""

    path: bytes
    answer: ClassVar[type[EditedWorkbook]] = EditedWorkbook

    def do(self, tools: Tools) -> EditedWorkbook:
        """Takes it over; what the new one would no longer say is told."""
        from juesuan.formats.errors import ReadError
        from juesuan.preparing.workbook import is_workbook
        from juesuan.recognising.workbook_input import open_input

        standard, path = tools.standard, Path(os.fsdecode(self.path))
        try:
            opened = open_input(path)
        except ReadError as error:
            return EditedWorkbook(refusal=str(error))
        if not is_workbook(opened.sheets, standard.workbook):
            return EditedWorkbook(refusal=_not_ours(path, standard.workbook))
        grid = grid_of(opened.sheets, standard)
        issues = tuple(_issues(grid, (), standard))
        before = gathered((Handed(opened.sheets, opened.problems),), standard)
        known = Counter(issue.message for issue in issues)
        told = []
        for problem in (*before.problems, *before.remarks):
            if known[problem.message]:
                known[problem.message] -= 1
            else:
                told.append(told_problem(problem))
        return EditedWorkbook(_written(grid, standard), grid, issues, tuple(told[:_NAMED]))


class SheetField(Struct, frozen=True):
    """A field of a sheet, for those who show it; see :class:`juesuan.standard.workbook.WorkbookField`."""

    key: str
    label: str
    type: str
    required: bool
    note: str
    width: int
    choices: tuple[str, ...]


class SheetShape(Struct, frozen=True):
    """A sheet, for those who show it. ``given``: rows whose first word stands there already."""

    id: str
    name: str
    kind: str
    purpose: str
    required: bool
    given: int
    fields: tuple[SheetField, ...]


class NamedLayout(Struct, frozen=True):
    """A layout in which books can be printed."""

    name: str
    label: str


class WorkbookShape(Struct, frozen=True):
    """What there is to fill in, and with what.

    Attributes:
        sheets: in their order. functions, economics: codes of the year with their names. layouts: to choose from.
    """

    sheets: tuple[SheetShape, ...]
    functions: tuple[str, ...]
    economics: tuple[str, ...]
    layouts: tuple[NamedLayout, ...]


class DescribeWorkbook(Job["WorkbookShape"], frozen=True, tag=True):
    """Says what there is to fill in for a fiscal year (None: any): the definition of which the workbook is made, too."""

    year: int | None
    answer: ClassVar[type[WorkbookShape]] = WorkbookShape

    def do(self, tools: Tools) -> WorkbookShape:
        """Says it."""
        from juesuan.preparing.workbook.values import spelt

        standard, year = tools.standard, self.year
        codes, schema = standard.codes, standard.workbook
        function, economic = schema.sheet("spending").field("function"), schema.sheet("basic").field("economic")
        return WorkbookShape(
            tuple(_shapes(schema)),
            tuple(str(spelt(function, code, codes, year)) for code in codes.function_codes(year)),
            tuple(str(spelt(economic, code, codes, year)) for code in codes.economic_codes(year)),
            tuple(NamedLayout(name, layout.label) for name, layout in standard.layouts.prepared.items()),
        )


def issue_of(problem: Problem, schema: WorkbookSchema, *, is_remark: bool = False, fingerprint: str = "") -> CellIssue:
    """A problem at its cell; one that has none at the first sheet that it names."""
    cell = None if problem.file else cell_at(problem.place, schema)
    if cell is None:
        named = next((form for form in schema.sheets if f"“{form.name}”" in problem.message), None)
        return CellIssue(
            problem.message, _where(problem), named.id if named else "", is_remark=is_remark, fingerprint=fingerprint
        )
    return CellIssue(problem.message, _where(problem), cell.sheet, cell.row, cell.field, is_remark, fingerprint)


def told_problem(problem: Problem) -> str:
    """A problem with its place in front."""
    return "：".join(filter(None, (_where(problem), problem.message)))


def _issues(grid: Grid, beside: Sequence[Handed], standard: Standard) -> Iterator[CellIssue]:
    found = gathered((Handed(sheets_of(grid, standard)), *beside), standard)
    yield from (issue_of(problem, standard.workbook) for problem in found.problems)
    yield from (issue_of(remark, standard.workbook, is_remark=True) for remark in found.remarks)


def _where(problem: Problem) -> str:
    """``支出!C12``, with the file in front where it is another one."""
    line = f"第 {problem.place.line} 行{problem.place.column or ''}" if problem.place.line else None
    place = "!".join(filter(None, (problem.place.sheet, problem.place.cell or line)))
    return " ".join(filter(None, (problem.file, place)))


def _written(grid: Grid, standard: Standard) -> bytes:
    """The workbook; its drop-downs are those of its year."""
    from juesuan.model.whole_numbers import whole_number
    from juesuan.publishing.template_workbook import workbook_of_rows

    head: Mapping[str, str] = next(iter(grid.get("department", ())), {})
    year = whole_number(head.get("year", ""))
    return workbook_of_rows(year or _LATEST, standard, rows_to_write(grid, standard.workbook))


_LATEST = 2099
"""For a workbook without a year: the codes that are in force."""


def _not_ours(path: Path, schema: WorkbookSchema) -> str:
    names = "、".join(form.name for form in schema.sheets[:4])
    return f"{path.name}：不是决算公开工作簿（应有{names}等工作表）。明细账、财决表等请在“随附文件”中添加。"


def _shapes(schema: WorkbookSchema) -> Iterable[SheetShape]:
    for form in schema.sheets:
        fields = tuple(
            SheetField(
                item.key,
                item.label,
                item.type,
                item.required,
                item.explained,
                item.width,
                tuple(choice.word for choice in item.choices),
            )
            for item in form.fields
        )
        given = len(form.fields[0].choices) if form.fixed else 0
        yield SheetShape(form.id, form.name, form.kind, form.purpose, form.required, given, fields)
