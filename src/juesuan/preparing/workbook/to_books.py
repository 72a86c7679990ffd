"""The sheets of a workbook to Books: everything that is wrong is said, each with its cell, and none hides another.

Only the form of what was filled in is judged here; whether the accounts agree with themselves is another matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from juesuan.model import Problem
from juesuan.preparing.books import (
    Adjustment,
    Agency,
    Basic,
    Books,
    Contract,
    Department,
    EvidenceFile,
    GivenCell,
    Income,
    Initial,
    Opening,
    Spending,
)
from juesuan.preparing.following import procured_by
from juesuan.preparing.workbook.as_meant import as_meant, named_agencies, sorted_sheets
from juesuan.preparing.workbook.books_in_making import BooksInMaking, money_of, text_of
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.evaluation_rows import ProjectLines, managed_of, overall_of, project_of
from juesuan.preparing.workbook.indicators import OVERALL, indicator_of, measure_lines, targets_of, without_indicator
from juesuan.preparing.workbook.once import in_order, told_once
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.preparing.workbook.values import Known, nearest, same_name, typed_name
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookSchema

__all__ = ["OVERALL", "WorkbookRead", "is_workbook", "read_books"]

_ZERO = Decimal(0)
_NAMED = 5


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
    draft = BooksInMaking({}, Known(standard), problems=meant.problems, remarks=meant.remarks, supplied=supplied)
    draft.sheets = sorted_sheets(meant.sheets, schema, draft.remarks)
    head = draft.entries("department")
    department = head[0].values if head else {}
    year = department.get("year")
    draft.known = Known(standard, year if isinstance(year, int) else None)
    agencies = draft.named("agencies", "单位名称")
    names = tuple(text_of(entry, "name") for entry in agencies) or _unlisted(draft, str(department.get("name", "")))
    # Projects speak of no other sheet, so that what is known of them can be asked by all the others.
    projects = draft.named("projects", "项目名称")
    draft.known = Known(standard, draft.known.year, names, tuple(text_of(entry, "name") for entry in projects))
    agencies, projects = ([entry for entry in entries if entry.complete] for entries in (agencies, projects))
    books = _books(draft, department, agencies, projects, head[0].complete if head else False)
    problems = told_once(in_order(draft.problems, schema))
    return WorkbookRead(books, problems, in_order(draft.remarks, schema), draft.known, draft.rows)


def _unlisted(draft: BooksInMaking, name: str) -> tuple[str, ...]:
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


def _fields(entries: Iterable[FilledRow]) -> Iterator[dict[str, Any]]:
    """The values of entries as the arguments of what they describe: the keys of the schema are the names in Books."""
    for entry in entries:
        yield dict(entry.values)


def _books(
    draft: BooksInMaking,
    head: Mapping[str, Any],
    agencies: Sequence[FilledRow],
    projects: Sequence[FilledRow],
    complete: bool,
) -> Books | None:
    organisation = draft.usable("organisation")
    parts = {
        part: tuple(text_of(entry, "text") for entry in organisation if entry.values["part"] == part)
        for part in ("duties", "divisions")
    }
    accounts: dict[str, Any] = {
        "income": tuple(Income(**item) for item in _fields(draft.usable("income"))),
        "spending": tuple(Spending(**item) for item in _fields(_spending(draft))),
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
    accounts |= {key: money_of(amounts, key) for key in ("surplus_used", "surplus_distributed", "running_costs")}
    accounts["contracts"] = tuple(Contract(**item) for item in _fields(draft.usable("contracts")))
    accounts["procurement"] = _procurement(draft, amounts, accounts["contracts"])
    accounts["adjustments"] = tuple(Adjustment(**item) for item in _fields(draft.usable("adjustments")))
    accounts["texts"] = tuple((text_of(entry, "section"), text_of(entry, "text")) for entry in draft.usable("texts"))
    topics = draft.unique(draft.usable("reasons"), "topic", "事项或功能科目", "fund")
    for key, attribute in (("reason", "reasons"), ("purpose", "purposes")):
        accounts[attribute] = {_topic(entry): text_of(entry, key) for entry in topics if key in entry.values}
    accounts["evidence"] = tuple(EvidenceFile(**item) for item in _fields(draft.usable("evidence")))
    accounts["form_cells"] = tuple(GivenCell(**item) for item in _fields(_given_cells(draft)))
    measures = draft.unique(draft.usable("measures"), "indicator", "指标", "project")
    accounts["measures"] = tuple(measure_lines(measures))
    measured = {indicator_of(entry, "indicator") for entry in measures}
    rates = _rates(draft, accounts["contracts"])
    targets = targets_of(draft.usable("targets"), rates, measured, draft.problems)
    accounts["overall"] = overall_of(draft, targets.get(OVERALL, ()), accounts["initial"], accounts["adjustments"])
    managed = managed_of(draft.usable("management"))
    accounts["projects"] = tuple(
        project_of(draft, entry, ProjectLines(targets, accounts["spending"], accounts["adjustments"], managed))
        for entry in projects
    )
    draft.problems += without_indicator(measures, targets, _told(accounts), draft.known.standard.evidence.said)
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
        kinds=tuple(
            Agency(text_of(entry, "name"), text_of(entry, "kind")) for entry in agencies if "kind" in entry.values
        ),
    )
    return Books(department=department, year=head["year"], **accounts)


def _told(accounts: Mapping[str, Any]) -> dict[str, list[str]]:
    """What texts tell of the whole and of each project."""
    overall = accounts["overall"]
    found = {OVERALL: [text for _, text in accounts["texts"]]}
    if overall is not None:
        found[OVERALL] += [
            *overall.goals,
            *overall.results,
            *(part for task in overall.tasks for part in (task.content, task.result)),
        ]
    return found | {work.name: [work.goal, work.result] for work in accounts["projects"]}


def _given_cells(draft: BooksInMaking) -> list[FilledRow]:
    """Cells of performance forms as they are to be printed; each once."""
    return draft.unique(draft.usable("form_cells"), "column", "照填的格", "project", "row")


def _rates(draft: BooksInMaking, contracts: Sequence[Contract]) -> list[str]:
    """The indicators whose results the accounts give: those of procurement only where there are contracts, which say what was budgeted."""
    kept = draft.known.standard.bookkeeping
    return [
        name for name, rate in kept.rates.items() if contracts or rate.base.measure != kept.facts.procurement.measure
    ]


def _procurement(draft: BooksInMaking, amounts: FilledRow | None, contracts: Sequence[Contract]) -> dict[str, Decimal]:
    """What was typed, else what the contracts come to; the two must not differ."""
    kept = draft.known.standard.bookkeeping
    following = procured_by(contracts, kept)
    typed = {key: money_of(amounts, key) for key in kept.procured if amounts is not None and key in amounts.values}
    for key, amount in typed.items():
        if following and amount != following.get(key, _ZERO) and amounts is not None:
            message = (
                f"{amount:,.2f} 与“采购合同”表各行之和 {following.get(key, _ZERO):,.2f} 不同。请核对，或者把这一格留空"
            )
            draft.complain(amounts, key, message)
    return {**following, **typed}


def _topic(entry: FilledRow) -> str:
    """What a reason is for, as the books call it: a section, a code, or a code of one fund."""
    return ":".join(filter(None, (text_of(entry, "fund"), text_of(entry, "topic"))))


def _names(draft: BooksInMaking) -> dict[str, str]:
    """The names that the accountant gives codes which the standard does not know; one code has one name."""
    found: dict[str, str] = {}
    for entry in draft.coded:
        code, at = text_of(entry, "function"), entry.cells.get("function")
        if not code or at is None or draft.known.standard.codes.function_name(code, draft.known.year):
            continue
        name = typed_name(entry.sheet.rows[at[0]][at[1]])
        if found.setdefault(code, name) != name:
            draft.complain(entry, "function", f"功能科目“{code}”有两个名称：“{found[code]}”和“{name}”，请改成一致的")
    return found


def _spending(draft: BooksInMaking) -> Iterator[FilledRow]:
    """What was spent on a project names it as the sheet of projects does; of others it is said that they have no form."""
    projects = draft.known.projects
    for entry in draft.usable("spending"):
        name = text_of(entry, "project")
        known = next((project for project in projects if same_name(project) == same_name(name)), None)
        if name and projects and known is None:
            message = f"项目“{name}”不在“项目”表中，没有计入哪个项目的执行数。{nearest(name, projects)}"
            draft.remarks.append(entry.problem("project", message.rstrip("。")))
        yield replace(entry, values={**entry.values, "project": known}) if known else entry


def _openings(draft: BooksInMaking) -> Iterator[FilledRow]:
    """Carry-over; that of funds whose forms print it by code needs one."""
    for entry in draft.usable("opening"):
        if entry.values["fund"] in draft.known.standard.bookkeeping.carried_by_code and "function" not in entry.values:
            draft.complain(entry, "function", "政府性基金和国有资本经营预算的年初结转必须填功能科目")
        else:
            yield entry


def _three_public(draft: BooksInMaking) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for entry in draft.unique(draft.usable("three_public"), "item", "项目"):
        for stage in draft.known.standard.bookkeeping.stages:
            if stage in entry.values:
                found.setdefault(stage, {})[text_of(entry, "item")] = money_of(entry, stage)
    return found


def _record(draft: BooksInMaking, sheet_id: str) -> dict[str, Any]:
    """A record whose keys are those of the books."""
    return {key: value for entry in draft.usable(sheet_id) for key, value in entry.values.items()}
