"""The sheets of self-evaluation to what the books have of it: the overall form and the projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from juesuan.preparing.books import AnnualTask, Money, OverallWork, ProjectWork, Spending, Target
from juesuan.preparing.spent_on import spent_on
from juesuan.preparing.workbook.books_in_making import BooksInMaking, money_of, text_of
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard.workbook import WorkbookSheet

__all__ = ["overall_of", "project_of"]

_ZERO = Decimal(0)
_STAGES = ("initial", "adjusted", "executed")
_SOURCES = ("fiscal", "special", "own")


def overall_of(draft: BooksInMaking, targets: Sequence[Target]) -> OverallWork | None:
    """The overall evaluation, where any of its sheets says something."""
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
            kept.appropriations: money_of(funds, "adjusted_fiscal"),
            kept.own: money_of(funds, "adjusted_own"),
        },
        own_initial=money_of(funds, "own_initial"),
        goals=tuple(text_of(entry, "goal") for entry in goals if "goal" in entry.values),
        results=tuple(text_of(entry, "result") for entry in goals if "result" in entry.values),
        tasks=tuple(
            AnnualTask(text_of(entry, "name"), text_of(entry, "content"), text_of(entry, "result")) for entry in tasks
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


def project_of(
    draft: BooksInMaking, entry: FilledRow, targets: Mapping[str, Sequence[Target]], spending: Sequence[Spending]
) -> ProjectWork:
    """A project; what was executed may be left blank where the lines of spending name it."""
    spent = spent_on(text_of(entry, "name"), spending, draft.known.standard)
    funds = {
        source: Money(
            money_of(entry, f"{source}.initial"),
            money_of(entry, f"{source}.adjusted"),
            money_of(entry, f"{source}.executed") if f"{source}.executed" in entry.values else spent.get(source, _ZERO),
        )
        for source in _SOURCES
        if source in spent or any(f"{source}.{stage}" in entry.values for stage in _STAGES)
    }
    if not funds:
        draft.complain(entry, "fiscal.executed", f"项目“{text_of(entry, 'name')}”没有填任何资金")
    return ProjectWork(
        name=text_of(entry, "name"),
        implementer=text_of(entry, "implementer"),
        funds=funds,
        goal=text_of(entry, "goal"),
        result=text_of(entry, "result"),
        targets=tuple(targets.get(text_of(entry, "name"), ())),
        management={
            key.partition(".")[2]: str(value) for key, value in entry.values.items() if key.startswith("management.")
        },
    )
