"""What is open at the end of a month: problems by age and by who has them, and what goes by a plan and is behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from msgspec import Struct

from juesuan.performance.evidence.engine import quoted
from juesuan.performance.evidence.masking import PERSON, told
from juesuan.performance.evidence.tables import PLACE, Evidence, EvidenceTable, TableColumn
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.series import column_of
from juesuan.standard.evidence import EvidenceKind
from juesuan.standard.monitoring import MonitoringSchema, Plan

__all__ = ["Behind", "OpenProblem", "PlanState", "ProblemState", "plans_of", "problems_of"]

_WHOLE, _SHORT = 3, 2
"""Characters of the name of a person who may stand there: who answers for something, who raised it."""


class OpenProblem(Struct, frozen=True):
    """A problem that is not solved; what it is about is not told. ``days``: since it was raised."""

    number: str
    enterprise: str
    owner: str
    opened: date
    days: int
    place: int


class ProblemState(Struct, frozen=True):
    """The problems at the end of a month.

    Attributes:
        opened, closed: in the month. pending: not solved, the oldest first. ages: names of the bands of age.
        by_owner: who has how many of each band. unclear: rows of which nobody can say whether they are solved.
        reason: why there is nothing; empty: there is.
    """

    opened: int = 0
    closed: int = 0
    pending: tuple[OpenProblem, ...] = ()
    ages: tuple[str, ...] = ()
    by_owner: tuple[tuple[str, tuple[int, ...]], ...] = ()
    unclear: tuple[int, ...] = ()
    reason: str = ""


class Behind(Struct, frozen=True):
    """Something behind its plan: by ``size`` points or days; ``planned`` and ``done`` in words."""

    name: str
    owner: str
    planned: str
    done: str
    size: Decimal
    place: int


class PlanState(Struct, frozen=True):
    """All that goes by plans of one kind.

    Attributes:
        way: ``pace`` or ``due``. title: of the table. count: rows with a plan. done: of them finished. behind: the worst first.
        unplanned: rows without a plan or without a result: nobody can say. reason: why there is nothing; empty: there is.
    """

    way: str
    title: str
    count: int = 0
    done: int = 0
    behind: tuple[Behind, ...] = ()
    unplanned: tuple[int, ...] = ()
    reason: str = ""


class _Lacking(Exception):
    """Why a table cannot be used, in Chinese."""


def problems_of(evidence: Evidence, month: Month, schema: MonitoringSchema) -> ProblemState:
    """The problems at the end of a month, or why nothing is known of them."""
    fields = schema.problems
    keys = (fields.number, fields.enterprise, fields.opened, fields.closed, fields.owner, fields.status)
    try:
        kind, rows = _rows(evidence, fields.kind, keys, {fields.opened, fields.status})
    except _Lacking as error:
        return ProblemState(reason=str(error))
    solved = next((check.words for check in kind.checks if check.kind == "means" and check.second == fields.status), ())
    end, pending, unclear = month.last_day, list[OpenProblem](), list[int]()
    opened_now = closed_now = 0
    for place, number, enterprise, opened, closed, owner, status in rows:
        if opened is None or status is None or (closed is None and status in solved):
            unclear.append(place)
            continue
        if opened > end:
            continue
        opened_now += opened >= month.first_day
        closed_now += closed is not None and month.first_day <= closed <= end
        if closed is None or closed > end:
            days = (end - opened).days
            named = _shown(owner, evidence, _SHORT) or fields.no_owner
            by = _shown(enterprise, evidence, _SHORT)
            pending.append(OpenProblem(_shown(number, evidence), by, named, opened, days, place))
    pending.sort(key=lambda item: (-item.days, item.place))
    return ProblemState(
        opened_now, closed_now, tuple(pending), _bands(fields.ages), _by_owner(pending, fields.ages), tuple(unclear)
    )


def _shown(text: str | None, evidence: Evidence, least: int = _WHOLE) -> str:
    """A cell as it is told: an office is, a person is not, nor whoever stands in a column about people."""
    known = evidence.secrets.within([text]) if text else ()
    return PERSON if any(True for _ in known) else told(text, evidence.schema.people, least)


def _bands(ages: Sequence[int]) -> tuple[str, ...]:
    middle = (f"{low + 1}—{high} 天" for low, high in pairwise(ages))
    return (f"{ages[0]} 天以内", *middle, f"{ages[-1]} 天以上") if ages else ("不分时长",)


def _by_owner(pending: Sequence[OpenProblem], ages: Sequence[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The owners with the most open problems first."""
    counts: dict[str, Counter[int]] = {}
    for item in pending:
        counts.setdefault(item.owner, Counter())[sum(item.days > age for age in ages)] += 1
    rows = [(owner, tuple(count[band] for band in range(len(ages) + 1))) for owner, count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-sum(row[1]), row[0])))


def plans_of(evidence: Evidence, month: Month, schema: MonitoringSchema) -> tuple[PlanState, ...]:
    """What goes by a plan, kind by kind."""
    return tuple(_plan(evidence, month, plan) for plan in schema.plans)


def _plan(evidence: Evidence, month: Month, plan: Plan) -> PlanState:
    title = _kind(evidence, plan.kind).name
    keys = (plan.name, plan.owner, plan.planned, plan.done, plan.finished)
    try:
        _, rows = _rows(evidence, plan.kind, keys, {plan.name, plan.planned, plan.done})
    except _Lacking as error:
        return PlanState(plan.way, title, reason=str(error))
    count = done = 0
    behind, unplanned = list[Behind](), list[int]()
    for place, name, owner, planned, result, finished in rows:
        if finished is not None and finished <= month.last_day:
            count, done = count + 1, done + 1
        elif planned is None or (plan.way == "pace" and (result is None or planned <= 0)):
            unplanned.append(place)
        else:
            count += 1
            late = _pace(planned, result, month) if plan.way == "pace" else _overdue(planned, month)
            if late is not None:
                behind.append(Behind(_shown(name, evidence), _shown(owner, evidence, _SHORT), *late, place))
    behind.sort(key=lambda item: (-item.size, item.place))
    return PlanState(plan.way, title, count, done, tuple(behind), tuple(unplanned))


def _pace(planned: Decimal, invested: Decimal, month: Month) -> tuple[str, str, Decimal] | None:
    """Behind the pace of the year: the part of the plan that is done against the part of the year that is over."""
    part, pace = invested / planned * 100, Decimal(month.number) / 12 * 100
    if part >= pace:
        return None
    size = (pace - part).quantize(Decimal("0.1"), ROUND_HALF_UP)
    told = f"{_wan(invested)} 万元（{part.quantize(Decimal('0.1'), ROUND_HALF_UP)}%）"
    return f"{_wan(planned)} 万元（序时 {pace.quantize(Decimal('0.1'), ROUND_HALF_UP)}%）", told, size


def _overdue(planned: date, month: Month) -> tuple[str, str, Decimal] | None:
    days = (month.last_day - planned).days
    return (planned.isoformat(), "未完成", Decimal(days)) if days > 0 else None


def _wan(value: Decimal) -> str:
    return f"{(value / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def _kind(evidence: Evidence, kind: str) -> EvidenceKind:
    return next(item for item in evidence.schema.kinds if item.id == kind)


def _rows(
    evidence: Evidence, kind_id: str, keys: Sequence[str], needed: set[str]
) -> tuple[EvidenceKind, Iterator[tuple[Any, ...]]]:
    """The rows of a kind's table, each with its place and the values of some fields; those that are missing are None.

    Raises:
        _Lacking: when there is no such table, nothing in it, or no such column in it.
    """
    kind = _kind(evidence, kind_id)
    table = evidence.tables.get(kind.name)
    if table is None:
        raise _Lacking(f"没有佐证表“{kind.name}”")
    if not table.rows:
        raise _Lacking(f"佐证表“{kind.name}”里没有数据行")
    columns = {key: column_of(table, key) for key in keys}
    for key in needed:
        if columns[key] is None:
            raise _Lacking(f"佐证表“{kind.name}”没有可用的“{kind.field(key).title}”一栏")
    return kind, iter(evidence.engine.ask(_select(table, [columns[key] for key in keys])))


def _select(table: EvidenceTable, columns: Sequence[TableColumn | None]) -> str:
    cells = [quoted(item.title) if item is not None else "NULL" for item in columns]
    return f"SELECT {', '.join([PLACE, *cells])} FROM {quoted(table.name)} ORDER BY {PLACE}"
