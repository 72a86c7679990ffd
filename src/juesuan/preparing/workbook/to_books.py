"""The sheets of a workbook to Books: everything that is wrong is said, each with its cell, and none hides another.

Only the form of what was filled in is judged here; whether the accounts agree with themselves is another matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from juesuan.model import Problem
from juesuan.preparing.books import (
    Agency,
    AnnualTask,
    Basic,
    Books,
    Department,
    EvidenceFile,
    Income,
    Initial,
    Money,
    Opening,
    OverallWork,
    ProjectWork,
    Spending,
    Target,
)
from juesuan.preparing.workbook.as_meant import as_meant, named_agencies, sorted_sheets
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.indicators import OVERALL, indicator_of, measure_lines, targets_of, without_indicator
from juesuan.preparing.workbook.once import doubled, in_order, told_doubled, told_once
from juesuan.preparing.workbook.sheets import FilledRow, read_sheet
from juesuan.preparing.workbook.values import Known, same_name, typed_name
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookSchema, WorkbookSheet

__all__ = ["OVERALL", "WorkbookRead", "is_workbook", "read_books"]

_ZERO = Decimal(0)
_NAMED = 5
_STAGES = ("initial", "adjusted", "executed")
_SOURCES = ("fiscal", "special", "own")


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """What a workbook says.

    Attributes:
        books: of what could be understood; None when not even the department and the year could.
        problems: what has to be mended. With any, the books lack something or hold something wrong.
        remarks: what was left aside, for the user to know.
        known: the year and the units that it names, by which other inputs are understood.
        rows: what was read of each sheet, by its id.
    """

    books: Books | None
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    known: Known
    rows: Mapping[str, Sequence[FilledRow]] = field(default_factory=dict)


@dataclass
class _BooksInMaking:
    """The sheets at hand, and what has been found wrong with them; ``coded`` are the entries that have a functional code."""

    sheets: Mapping[str, Sequence[InputSheet]]
    known: Known
    coded: list[FilledRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    supplied: frozenset[str] = frozenset()
    rows: dict[str, list[FilledRow]] = field(default_factory=dict)

    def entries(self, sheet_id: str) -> list[FilledRow]:
        """The entries of a sheet that can be used."""
        form = self.known.standard.workbook.sheet(sheet_id)
        entries: list[FilledRow] = []
        for sheet in self.sheets.get(sheet_id, ()):
            read = read_sheet(form, sheet, self.known)
            self.problems += read.problems
            self.remarks += read.remarks
            entries += read.entries
        self.rows[sheet_id] = entries
        if form.kind == "record":
            for second in entries[1:]:
                where = " ".join(filter(None, (entries[0].sheet.file, f"“{entries[0].sheet.name}”")))
                self.problems.append(second.sheet.problem(f"与 {where} 重复，这张表只能填一次"))
        if form.required and not entries and form.id not in self.supplied:
            self._require(form)
        return entries

    def _require(self, form: WorkbookSheet) -> None:
        """Says that a sheet has to be filled in, unless something is said about it already."""
        sheets = self.sheets.get(form.id, ())
        if not sheets:
            self.problems.append(Problem(f"缺少工作表“{form.name}”。请用 juesuan template 生成的模板填写"))
        elif not self._spoken(form.id):
            self.problems.append(sheets[0].problem("没有填任何内容，这张表必须填"))

    def _spoken(self, sheet_id: str) -> bool:
        """Whether something is said about a sheet already."""
        names = {sheet.name for sheet in self.sheets[sheet_id]}
        return any(problem.place.sheet in names for problem in self.problems)

    def usable(self, sheet_id: str) -> list[FilledRow]:
        """The entries in which nothing required is missing or wrong."""
        entries = [entry for entry in self.entries(sheet_id) if entry.complete]
        twice = doubled(self.known.standard.workbook.sheet(sheet_id), entries)
        for entry, first in twice:
            self.complain(entry, "amount", told_doubled(entry, first))
        again = {id(entry) for entry, _ in twice}
        entries = [entry for entry in entries if id(entry) not in again]
        self.coded += (entry for entry in entries if "function" in entry.values)
        return entries

    def named(self, sheet_id: str, what: str) -> list[FilledRow]:
        """The entries that have a name, each once: one in which something else is wrong can still be spoken of."""
        return self.unique((entry for entry in self.entries(sheet_id) if "name" in entry.values), "name", what)

    def complain(self, entry: FilledRow, key: str, message: str) -> None:
        """Says what is wrong with a field of an entry."""
        self.problems.append(entry.problem(key, message))

    def unique(self, entries: Iterable[FilledRow], key: str, what: str, *more: str) -> list[FilledRow]:
        """The entries without those that repeat an earlier one in the fields of these keys."""
        seen: dict[tuple[str, ...], FilledRow] = {}
        for entry in entries:
            name = tuple(same_name(_text(entry, part)) for part in (key, *more))
            if name in seen:
                self.complain(entry, key, f"{what}与 {seen[name].place(key).cell} 重复，请合并或删去一行")
            else:
                seen[name] = entry
        return list(seen.values())


def is_workbook(sheets: Iterable[InputSheet], schema: WorkbookSchema) -> bool:
    """Whether these are sheets of the accountant's workbook, by their names."""
    return any(schema.named(sheet.name) is not None for sheet in sheets)


def read_books(
    sheets: Sequence[InputSheet], standard: Standard, supplied: frozenset[str] = frozenset()
) -> WorkbookRead:
    """The books that the sheets tell; several sheets of one kind are read one after the other.

    ``supplied`` are ids of sheets that may be blank, since another input says the same.
    """
    schema = standard.workbook
    meant = as_meant(sheets, schema)
    draft = _BooksInMaking({}, Known(standard), problems=meant.problems, remarks=meant.remarks, supplied=supplied)
    draft.sheets = sorted_sheets(meant.sheets, schema, draft.remarks)
    head = draft.entries("department")
    department = head[0].values if head else {}
    year = department.get("year")
    draft.known = Known(standard, year if isinstance(year, int) else None)
    agencies = draft.named("agencies", "单位名称")
    names = tuple(_text(entry, "name") for entry in agencies) or _unlisted(draft, str(department.get("name", "")))
    # Projects speak of no other sheet, so that what is known of them can be asked by all the others.
    projects = draft.named("projects", "项目名称")
    draft.known = Known(standard, draft.known.year, names, tuple(_text(entry, "name") for entry in projects))
    agencies, projects = ([entry for entry in entries if entry.complete] for entries in (agencies, projects))
    books = _books(draft, department, agencies, projects, head[0].complete if head else False)
    problems = told_once(in_order(draft.problems, schema))
    return WorkbookRead(books, problems, in_order(draft.remarks, schema), draft.known, draft.rows)


def _unlisted(draft: _BooksInMaking, name: str) -> tuple[str, ...]:
    """The units of a department that lists none: itself, or those that its lines name, which have to be listed."""
    form = draft.known.standard.workbook.sheet("agencies")
    named = named_agencies(
        [sheet for sheets in draft.sheets.values() for sheet in sheets], draft.known.standard.workbook
    )
    if all(same_name(other) == same_name(name) for other in named):
        return (name,) if name else ()
    sheet = next(iter(draft.sheets.get(form.id, ())), InputSheet(form.name))
    draft.problems.append(
        sheet.problem(
            f"没有填决算单位，其他各表的“所属单位”写了{'、'.join(f'“{other}”' for other in named[:_NAMED])}"
            f"{f'等 {len(named)} 个单位' if len(named) > _NAMED else ''}。请在这张表中逐行填写，本级在前"
        )
    )
    return named


def _text(entry: FilledRow, key: str) -> str:
    return str(entry.values.get(key, ""))


def _money(entry: FilledRow | None, key: str) -> Decimal:
    value = entry.values.get(key, _ZERO) if entry is not None else _ZERO
    return value if isinstance(value, Decimal) else _ZERO


def _fields(entries: Iterable[FilledRow]) -> Iterator[dict[str, Any]]:
    """The values of entries as the arguments of what they describe: the keys of the schema are the names in Books."""
    for entry in entries:
        yield dict(entry.values)


def _books(
    draft: _BooksInMaking,
    head: Mapping[str, Any],
    agencies: Sequence[FilledRow],
    projects: Sequence[FilledRow],
    complete: bool,
) -> Books | None:
    organisation = draft.usable("organisation")
    parts = {
        part: tuple(_text(entry, "text") for entry in organisation if entry.values["part"] == part)
        for part in ("duties", "divisions")
    }
    accounts: dict[str, Any] = {
        "income": tuple(Income(**item) for item in _fields(draft.usable("income"))),
        "spending": tuple(Spending(**item) for item in _fields(draft.usable("spending"))),
        "basic": tuple(Basic(**item) for item in _fields(draft.usable("basic"))),
        "opening": tuple(Opening(**item) for item in _fields(_openings(draft))),
        "closing": tuple(Opening(**item) for item in _fields(draft.usable("closing"))),
        "initial": tuple(Initial(**item) for item in _fields(draft.usable("initial"))),
        "three_public": _three_public(draft),
        "counts": _record(draft, "counts"),
        "previous": (previous := _record(draft, "previous")),
        "without_previous": previous.pop("without_previous", "no") == "yes",
        "names": _names(draft),
    }
    amounts = next(iter(draft.usable("amounts")), None)
    accounts |= {key: _money(amounts, key) for key in ("surplus_used", "surplus_distributed", "running_costs")}
    accounts["procurement"] = {
        key: _money(amounts, key)
        for key in draft.known.standard.bookkeeping.procured
        if amounts is not None and key in amounts.values
    }
    topics = draft.unique(draft.usable("reasons"), "topic", "事项或功能科目", "fund")
    for key, attribute in (("reason", "reasons"), ("purpose", "purposes")):
        accounts[attribute] = {_topic(entry): _text(entry, key) for entry in topics if key in entry.values}
    accounts["evidence"] = tuple(EvidenceFile(**item) for item in _fields(draft.usable("evidence")))
    measures = draft.unique(draft.usable("measures"), "indicator", "指标", "project")
    accounts["measures"] = tuple(measure_lines(measures))
    measured = {indicator_of(entry, "indicator") for entry in measures}
    rates = draft.known.standard.bookkeeping.rates
    targets = targets_of(draft.usable("targets"), rates, measured, draft.problems)
    draft.problems += without_indicator(measures, targets)
    accounts["overall"] = _overall(draft, targets.get(OVERALL, ()))
    accounts["projects"] = tuple(_project(draft, entry, targets) for entry in projects)
    if not complete:
        return None
    department = Department(
        name=head["name"],
        level=head["level"],
        place=head.get("place", ""),
        kind=head["kind"],
        former=head.get("former", ""),
        duties=parts["duties"],
        divisions=parts["divisions"],
        agencies=draft.known.agencies,
        kinds=tuple(Agency(_text(entry, "name"), _text(entry, "kind")) for entry in agencies if "kind" in entry.values),
    )
    return Books(department=department, year=head["year"], **accounts)


def _topic(entry: FilledRow) -> str:
    """What a reason is for, as the books call it: a section, a code, or a code of one fund."""
    return ":".join(filter(None, (_text(entry, "fund"), _text(entry, "topic"))))


def _names(draft: _BooksInMaking) -> dict[str, str]:
    """The names that the accountant gives codes which the standard does not know; one code has one name."""
    found: dict[str, str] = {}
    for entry in draft.coded:
        code, at = _text(entry, "function"), entry.cells.get("function")
        if not code or at is None or draft.known.standard.codes.function_name(code, draft.known.year):
            continue
        name = typed_name(entry.sheet.rows[at[0]][at[1]])
        if found.setdefault(code, name) != name:
            draft.complain(entry, "function", f"功能科目“{code}”有两个名称：“{found[code]}”和“{name}”，请改成一致的")
    return found


def _openings(draft: _BooksInMaking) -> Iterator[FilledRow]:
    """Carry-over; that of funds whose forms print it by code needs one."""
    for entry in draft.usable("opening"):
        if entry.values["fund"] in draft.known.standard.bookkeeping.carried_by_code and "function" not in entry.values:
            draft.complain(entry, "function", "政府性基金和国有资本经营预算的年初结转必须填功能科目")
        else:
            yield entry


def _three_public(draft: _BooksInMaking) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for entry in draft.unique(draft.usable("three_public"), "item", "项目"):
        for stage in draft.known.standard.bookkeeping.stages:
            if stage in entry.values:
                found.setdefault(stage, {})[_text(entry, "item")] = _money(entry, stage)
    return found


def _record(draft: _BooksInMaking, sheet_id: str) -> dict[str, Any]:
    """A record whose keys are those of the books."""
    return {key: value for entry in draft.usable(sheet_id) for key, value in entry.values.items()}


def _overall(draft: _BooksInMaking, targets: Sequence[Target]) -> OverallWork | None:
    funds = next(iter(draft.usable("overall")), None)
    goals, tasks = draft.usable("goals"), draft.usable("tasks")
    if funds is None and not goals and not tasks and not targets:
        return None
    standard = draft.known.standard
    form, kept = standard.workbook.sheet("overall"), standard.bookkeeping
    if funds is None or "adjusted_fiscal" not in funds.values:
        sheet = next(iter(draft.sheets.get("overall", ())), InputSheet(form.name))
        at = funds.cells.get("adjusted_fiscal") if funds is not None else _labelled(sheet, form, "adjusted_fiscal")
        draft.problems.append(
            sheet.problem(
                "做整体绩效自评的必须填“财政拨款全年预算数”；不做的，请把整体目标、年度任务和整体的指标清空", at
            )
        )
    return OverallWork(
        adjusted={
            kept.appropriations: _money(funds, "adjusted_fiscal"),
            kept.own: _money(funds, "adjusted_own"),
        },
        own_initial=_money(funds, "own_initial"),
        goals=tuple(_text(entry, "goal") for entry in goals if "goal" in entry.values),
        results=tuple(_text(entry, "result") for entry in goals if "result" in entry.values),
        tasks=tuple(
            AnnualTask(_text(entry, "name"), _text(entry, "content"), _text(entry, "result")) for entry in tasks
        ),
        targets=tuple(targets),
    )


def _labelled(sheet: InputSheet, form: WorkbookSheet, key: str) -> tuple[int, int] | None:
    """The cell beside the label of a field that was left blank."""
    wanted = form.field(key)
    for row, line in sheet.rows.items():
        if form.labelled(line[min(line)].text) is wanted:
            return row, min(line) + 1
    return None


def _project(draft: _BooksInMaking, entry: FilledRow, targets: Mapping[str, Sequence[Target]]) -> ProjectWork:
    funds = {
        source: Money(*(_money(entry, f"{source}.{stage}") for stage in _STAGES))
        for source in _SOURCES
        if any(f"{source}.{stage}" in entry.values for stage in _STAGES)
    }
    if not funds:
        draft.complain(entry, "fiscal.executed", f"项目“{_text(entry, 'name')}”没有填任何资金")
    return ProjectWork(
        name=_text(entry, "name"),
        implementer=_text(entry, "implementer"),
        funds=funds,
        goal=_text(entry, "goal"),
        result=_text(entry, "result"),
        targets=tuple(targets.get(_text(entry, "name"), ())),
        management={
            key.partition(".")[2]: str(value) for key, value in entry.values.items() if key.startswith("management.")
        },
    )
