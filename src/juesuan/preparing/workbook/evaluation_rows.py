"""The sheets of self-evaluation to what the books have of it: the overall form and the projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.preparing.books import (
    Adjustment,
    AnnualTask,
    Initial,
    ManagementPoints,
    Money,
    OverallWork,
    ProjectWork,
    Spending,
    Target,
)
from juesuan.preparing.following import adjusted_by
from juesuan.preparing.spent_on import spent_on
from juesuan.preparing.workbook.books_in_making import BooksInMaking, money_of, text_of
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard.workbook import WorkbookSheet

__all__ = ["ProjectLines", "managed_of", "overall_of", "project_of"]

_ZERO = Decimal(0)
_STAGES = ("initial", "adjusted", "executed")
_SOURCES = ("fiscal", "special", "own")


@dataclass(frozen=True, slots=True)
class ProjectLines:
    """What other sheets say of projects: indicators and points by their name, lines of spending and adjustments that name them."""

    targets: Mapping[str, Sequence[Target]]
    spending: Sequence[Spending]
    adjustments: Sequence[Adjustment]
    managed: Mapping[str, Sequence[ManagementPoints]]


def managed_of(entries: Iterable[FilledRow]) -> Mapping[str, list[ManagementPoints]]:
    """Points and scores of how money was managed, by project."""
    found: dict[str, list[ManagementPoints]] = {}
    for entry in entries:
        points, score = (entry.values.get(key) for key in ("points", "score"))
        row = ManagementPoints(
            text_of(entry, "name"),
            points if isinstance(points, Decimal) else None,
            score if isinstance(score, Decimal) else None,
        )
        found.setdefault(text_of(entry, "project"), []).append(row)
    return found


def overall_of(
    draft: BooksInMaking, targets: Sequence[Target], initial: Sequence[Initial], adjustments: Sequence[Adjustment]
) -> OverallWork | None:
    """The overall evaluation, where any of its sheets says something; adjusted budgets may follow from the adjustments."""
    funds = next(iter(draft.usable("overall")), None)
    goals, tasks = draft.usable("goals"), draft.usable("tasks")
    if funds is None and not goals and not tasks and not targets:
        return None
    standard = draft.known.standard
    form, kept = standard.workbook.sheet("overall"), standard.bookkeeping
    own = money_of(funds, "own_initial")
    budgeted = {kept.appropriations: sum((line.amount for line in initial), _ZERO), kept.own: own}
    following = {source: budgeted[source] + more for source, more in adjusted_by(adjustments, kept).items()}
    adjusted = {
        source: _adjusted(draft, funds, key, following.get(source))
        for source, key in ((kept.appropriations, "adjusted_fiscal"), (kept.own, "adjusted_own"))
    }
    if kept.appropriations not in following and (funds is None or "adjusted_fiscal" not in funds.values):
        sheet = next(iter(draft.sheets.get("overall", ())), InputSheet(form.name))
        at = funds.cells.get("adjusted_fiscal") if funds is not None else _labelled(sheet, form, "adjusted_fiscal")
        draft.problems.append(
            sheet.problem(
                "做整体绩效自评的必须填“财政拨款全年预算数”，或者填“预算调整”表由程序计算；不做的，请把整体目标、年度任务和整体的指标清空",
                at,
            )
        )
    return OverallWork(
        adjusted=adjusted,
        own_initial=own,
        goals=tuple(text_of(entry, "goal") for entry in goals if "goal" in entry.values),
        results=tuple(text_of(entry, "result") for entry in goals if "result" in entry.values),
        tasks=tuple(AnnualTask(**dict(entry.values)) for entry in tasks),  # type: ignore[arg-type]
        targets=tuple(targets),
    )


def _labelled(sheet: InputSheet, form: WorkbookSheet, key: str) -> tuple[int, int] | None:
    """The cell beside the label of a field that was left blank."""
    wanted = form.field(key)
    for row, line in sheet.rows.items():
        if form.labelled(line[min(line)].text) is wanted:
            return row, min(line) + 1
    return None


def _adjusted(draft: BooksInMaking, entry: FilledRow | None, key: str, following: Decimal | None) -> Decimal:
    """What was typed, else what follows from the budget and its adjustments; the two must not differ."""
    if entry is None or key not in entry.values:
        return following or _ZERO
    typed = money_of(entry, key)
    if following is not None and typed - following:
        message = f"{typed:,.2f} 与年初预算数加“预算调整”表的 {following:,.2f} 不同。请核对，或者把这一格留空由程序计算"
        draft.complain(entry, key, message)
    return typed


def project_of(draft: BooksInMaking, entry: FilledRow, lines: ProjectLines) -> ProjectWork:
    """A project; what was executed and the adjusted budget may be left blank where lines of other sheets name it."""
    name, kept = text_of(entry, "name"), draft.known.standard.bookkeeping
    spent = spent_on(name, lines.spending, draft.known.standard)
    more = adjusted_by(lines.adjustments, kept, name)
    funds = {}
    for source in _SOURCES:
        if (
            source not in spent
            and source not in more
            and not any(f"{source}.{stage}" in entry.values for stage in _STAGES)
        ):
            continue
        initial = money_of(entry, f"{source}.initial")
        following = initial + more[source] if source in more else None
        executed = f"{source}.executed"
        funds[source] = Money(
            initial,
            _adjusted(draft, entry, f"{source}.adjusted", following),
            money_of(entry, executed) if executed in entry.values else spent.get(source, _ZERO),
        )
    if not funds:
        draft.complain(entry, "fiscal.executed", f"项目“{name}”没有填任何资金")
    return ProjectWork(
        name=name,
        implementer=text_of(entry, "implementer"),
        funds=funds,
        goal=text_of(entry, "goal"),
        result=text_of(entry, "result"),
        targets=tuple(lines.targets.get(name, ())),
        management={
            key.partition(".")[2]: str(value) for key, value in entry.values.items() if key.startswith("management.")
        },
        managed=tuple(lines.managed.get(name, ())),
    )
