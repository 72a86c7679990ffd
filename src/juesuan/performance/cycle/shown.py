"""What the forms print of the record, by the names of :data:`juesuan.standard.stage_forms.SHOWN`: texts, and the amounts behind them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.model import Amount, Unit
from juesuan.model.spelling import normalise
from juesuan.performance.cycle.record import (
    Application,
    Cycle,
    CycleIndicator,
    CycleTask,
    CycleWork,
    Expenditure,
    Monitored,
    Monitoring,
)
from juesuan.performance.cycle.results import (
    JudgedPart,
    WorkResult,
    by_level,
    fund_rows,
    judged,
    total_money,
)
from juesuan.preparing.rounding import percentage, plain, printed
from juesuan.preparing.scoring import Scored
from juesuan.preparing.tasks import Marks, task_marks, task_money
from juesuan.standard.performance_templates import Template
from juesuan.standard.quantity import parse_quantity
from juesuan.standard.stage_forms import StageForm, StageLine

__all__ = ["Line", "ShownCell", "View", "day", "points_shown", "rate_shown"]

_OPERATORS = {">=": "≥", "<=": "≤", "": "="}
_UNIT = Unit.WAN
_DASH = "-"


class ShownCell(Struct, frozen=True):
    """What a cell shows, and the number that it is, where it is one."""

    text: str = ""
    amount: Amount | None = None


Line = Mapping[str, ShownCell]
"""A row by the names of what there is to print."""

_BLANK = ShownCell()


def day(date: datetime.date | None) -> str:
    """A date as documents write it."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def _money(value: Decimal | None) -> ShownCell:
    if value is None:
        return _BLANK
    amount = printed(plain(value, _UNIT), _UNIT)
    return ShownCell(amount.raw, amount)


def _share(value: Decimal | None) -> ShownCell:
    return _BLANK if value is None else ShownCell(f"{value}%", Amount(value, Unit.PERCENT, 2, f"{value}%"))


def rate_shown(part: ShownCell, whole: ShownCell) -> ShownCell:
    """What share of an amount that is shown another one is."""
    known = part.amount is not None and whole.amount is not None
    return _share(_part(part.amount.value, whole.amount.value)) if known and part.amount and whole.amount else _BLANK


def points_shown(value: Decimal | None) -> ShownCell:
    """Points or a score as forms print them: whole where they are."""
    if value is None:
        return _BLANK
    whole = Decimal(int(value)) if value == int(value) else value.normalize()
    amount = printed(whole, Unit.POINTS)
    return ShownCell(amount.raw, amount)


def _texts(entry: object, *names: str) -> dict[str, ShownCell]:
    return {name: ShownCell(str(getattr(entry, name))) for name in names}


class View(Struct, frozen=True, dict=True):
    """A record as one form sees it.

    Attributes:
        cycle, form: the record, and the form with its scoring.
        work: the project or whole that is printed; None for lists of all.
        monitoring: the day of monitoring that is printed.
        templates: what scores the works of a list, by their kind.
    """

    cycle: Cycle
    form: StageForm
    work: CycleWork | None = None
    monitoring: Monitoring | None = None
    templates: Mapping[str, Template] = {}

    @cached_property
    def result(self) -> WorkResult | None:
        """The scores of the work."""
        return judged(self.work, self.form.template) if self.work is not None else None

    def lines(self, each: str, funds: Sequence[StageLine] = ()) -> list[Line]:
        """The rows of a block."""
        if each == "works":
            works = self.cycle.works
            return [self._summary(number, work) for number, work in enumerate(works, 1)]
        if each == "applications":
            pairs = [(work, item) for work in self.cycle.works for item in work.applications]
            return [self._application(number, work, item) for number, (work, item) in enumerate(pairs, 1)]
        work = self.work
        assert work is not None
        match each:
            case "work":
                return [self.fields(work)]
            case "funds":
                return [self._fund(line, work) for line in funds]
            case "management":
                return self._management(work)
            case "tasks":
                marks = task_marks(work.tasks, self.form.template.execution_points)
                return [_task(task, own) for task, own in zip(work.tasks, marks, strict=True)]
            case "indicators":
                return [self._indicator(index, item) for index, item in enumerate(work.indicators)]
            case "approvals":
                return [
                    {
                        **_texts(item, "kind", "document", "subject", "before", "after", "note"),
                        "date": ShownCell(day(item.date)),
                        "amount": _money(item.amount),
                    }
                    for item in sorted(work.approvals, key=lambda item: item.date)
                ]
            case "review":
                return [
                    {
                        **_texts(item, "level1", "level2", "level3", "ground"),
                        **_judged(JudgedPart(item.points, item.score)),
                    }
                    for item in (work.review.items if work.review else ())
                ]
            case _:
                return [{"level1": ShownCell(name), **_judged(part)} for name, part in self._levels.items() if name]

    def fields(self, work: CycleWork) -> Line:
        """What there is to say of a work once."""
        review = work.review
        template = self.form.template if self.work is not None else self.templates.get(work.kind, self.form.template)
        result = judged(work, template)
        reasons = (
            "；".join(f"{item.name}：{item.reason.rstrip('。')}" for item in work.indicators if item.reason) or "无"
        )
        return {
            **_texts(
                work,
                "name",
                "code",
                "implementer",
                "category",
                "attribute",
                "type",
                "term",
                "term_goal",
                "goal",
                "result",
            ),
            **_texts(work, "content", "conclusion", "lead", "finance_lead"),
            "authority": ShownCell(work.authority or self.cycle.unit),
            "unit": ShownCell(self.cycle.unit),
            "declared": ShownCell(day(work.declared)),
            "evaluated": ShownCell(day(work.evaluated)),
            "reviewed": ShownCell(day(review.date) if review else ""),
            "evaluator": ShownCell(review.evaluator if review else ""),
            "total_score": points_shown(result.total.score),
            "grade": ShownCell(result.grade),
            "reasons": ShownCell(reasons),
            "problems": ShownCell(work.problems or "；".join(item.problem for item in work.applications) or reasons),
            "remedies": ShownCell(
                work.remedies or "；".join(item.measure for item in work.applications if item.measure) or "无"
            ),
        }

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What placeholders stand for."""
        found = {
            "year": str(self.cycle.year),
            "level": self.cycle.level,
            "department": self.cycle.unit,
            "money": _UNIT.value,
            "management_points": points_shown(self.form.template.management_points).text,
            "execution_points": points_shown(self.form.template.weights.get("预算执行率")).text,
            "months": "",
            "day": "",
        }
        if self.monitoring is not None:
            month = self.monitoring.date.month
            found |= {"months": f"1-{month}月" if month > 1 else "1月", "day": day(self.monitoring.date)}
        work = self.work
        if work is None:
            return {**found, "name": "", "term": ""}
        evaluated = f"{work.evaluated.year}年{work.evaluated.month}月" if work.evaluated else ""
        found |= {"name": work.name, "term": work.term or "项目期", "evaluated_month": evaluated}
        found |= {"implementer": work.implementer, "evaluated": day(work.evaluated)}
        if work.review is not None:
            found |= {"evaluator": work.review.evaluator, "reviewed": day(work.review.date)}
        return {**found, **self._report}

    @property
    def _report(self) -> Mapping[str, str]:
        """The report in words: what was written, and what the scores say."""
        review = self.work.review if self.work is not None else None
        keys = ["background", "method", "conclusion", "analysis", "experience", "problems", "suggestions", "other"]
        texts = {key: review.texts.get(key, "") if review else "" for key in keys}
        whole = self._levels.get("")
        if whole is None:
            return texts
        parts = [
            f"{name}赋分{points_shown(part.points).text}分，得分{points_shown(part.score).text}分，得分率为{part.rate}%"
            for name, part in self._levels.items()
            if name
        ]
        share = whole.rate if whole.rate is not None else Decimal(0)
        return {
            **texts,
            "levels": "；".join(parts) + "。" if parts else "",
            "review_score": points_shown(whole.score).text,
            "review_rate": f"{whole.rate}%",
            "review_grade": self.form.template.grade(share),
        }

    @cached_property
    def _levels(self) -> Mapping[str, JudgedPart]:
        review = self.work.review if self.work is not None else None
        return by_level(review) if review is not None and review.items else {}

    def _fund(self, line: StageLine, work: CycleWork) -> Line:
        money = fund_rows(work)[line.key]
        whole, result = line.key == "total", self.result
        execution = result.execution if result is not None and whole else None
        monitoring = self.monitoring if whole else None
        reached = monitoring.executed if monitoring else None
        budget = money.adjusted
        return {
            "label": ShownCell(line.label),
            **{stage: _money(getattr(money, stage)) for stage in ("term", "initial", "adjusted", "executed")},
            "change": _money(_less(budget, money.initial)),
            "balance": _money(_less(budget, money.executed)),
            "balance_rate": _share(_part(_less(budget, money.executed), budget)),
            "rate": _share(_part(money.executed, budget)) if budget else ShownCell(_DASH),
            "points": points_shown(execution.points) if execution else ShownCell(_DASH),
            "score": points_shown(execution.score) if execution else ShownCell(_DASH),
            "reached": _money(reached),
            "reached_rate": _share(_part(reached, budget)),
            "likely": _money(monitoring.likely if monitoring else None),
            "reason": ShownCell(work.execution_reason if whole else ""),
        }

    def _management(self, work: CycleWork) -> list[Line]:
        block, result = self.form.template.management, self.result
        if block is None or result is None:
            return []
        given = {row.name: row.shortcoming for row in work.managed}
        return [
            {
                "name": ShownCell(item.name),
                "text": ShownCell(work.management.get(item.name, "")),
                "points": points_shown(marks.points),
                "score": points_shown(marks.score),
                "shortcoming": ShownCell(given.get(item.name, "")),
            }
            for item, marks in zip(block.items, result.management, strict=True)
        ]

    def _indicator(self, index: int, item: CycleIndicator) -> Line:
        assert self.result is not None
        result = self.result.indicators[index]
        seen = self._monitored(item)
        return {
            **_texts(item, "level1", "level2", "target", "term_target", "reason", "evidence", "method"),
            "level3": ShownCell(item.name),
            "level1_weighted": ShownCell(self._weighted(item.level1)),
            **_split(item.target),
            "points": points_shown(result.points),
            "actual": ShownCell(result.actual),
            "score": points_shown(result.score) if result.actual else _BLANK,
            "deviation": ShownCell(result.deviation if result.actual else ""),
            **_texts(seen, "plan", "reached", "likely", "chance", "cause", "remedy"),
        }

    def _monitored(self, item: CycleIndicator) -> Monitored:
        known = self.monitoring.indicators if self.monitoring is not None else ()
        return next((seen for seen in known if seen.indicator == item.name), Monitored(indicator=item.name))

    def _weighted(self, level1: str) -> str:
        """产出指标（50分）, as some forms print the points of a block."""
        assert self.work is not None
        assert self.result is not None
        pairs: list[tuple[CycleIndicator, Scored]] = list(
            zip(self.work.indicators, self.result.indicators, strict=True)
        )
        points = sum((scored.points for item, scored in pairs if item.level1 == level1), Decimal(0))
        return f"{level1}（{points_shown(points).text}分）"

    def added(self, each: str, lines: Sequence[Line]) -> Sequence[Line]:
        """The rows of a block that its total adds up: what a department does as a whole holds its projects already."""
        if each != "works":
            return lines
        projects = [line for line, work in zip(lines, self.cycle.works, strict=True) if work.kind == "project"]
        return projects or lines

    def _summary(self, number: int, work: CycleWork) -> Line:
        money = total_money(work)
        return {
            **self.fields(work),
            "name": ShownCell(work.name if work.kind == "project" else f"{self.cycle.level}整体"),
            "number": ShownCell(str(number)),
            **_amounts(money),
        }

    def _application(self, number: int, work: CycleWork, item: Application) -> Line:
        fields = self.fields(work)
        return {
            **_texts(item, "problem", "measure", "owner", "consequence", "done"),
            "number": ShownCell(str(number)),
            "name": fields["name"],
            "score": fields["total_score"],
            "grade": fields["grade"],
            "due": ShownCell(day(item.due)),
            "amount": _money(item.amount),
            "done_date": ShownCell(day(item.done_date)),
        }


def _task(task: CycleTask, marks: Marks) -> Line:
    known = [amount for amount in (task.fiscal, task.other) if amount is not None]
    money = task_money(task)
    return {
        **_texts(task, "name", "content", "result"),
        "total": _money(sum(known, Decimal(0)) if known else None),
        "fiscal": _money(task.fiscal),
        "other": _money(task.other),
        "adjusted_total": _money(money.budget),
        "adjusted_fiscal": _money(money.adjusted[0]),
        "adjusted_other": _money(money.adjusted[1]),
        "executed_total": _money(money.spent),
        "executed_fiscal": _money(money.executed[0]),
        "executed_other": _money(money.executed[1]),
        "rate": _share(money.rate),
        "points": points_shown(marks.points),
        "score": points_shown(marks.score),
    }


def _amounts(money: Expenditure) -> dict[str, ShownCell]:
    return {
        **{stage: _money(getattr(money, stage)) for stage in ("initial", "adjusted", "executed")},
        "rate": _share(_part(money.executed, money.adjusted)),
    }


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one - other if one is not None and other is not None else None


def _part(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return percentage(part, whole) if part is not None and whole else None


def _judged(part: JudgedPart) -> dict[str, ShownCell]:
    return {"points": points_shown(part.points), "score": points_shown(part.score), "rate": _share(part.rate)}


def _split(target: str) -> dict[str, ShownCell]:
    """A target in three columns: operator, number and unit; what is no quantity stands as it is."""
    wanted = parse_quantity(normalise(target))
    if wanted is None:
        return {"nature": ShownCell("定性"), "value": ShownCell(target), "measure": _BLANK}
    number = wanted.amount.raw
    digits = "".join(character for character in number if character.isdigit() or character in ".,-")
    scale = "".join(character for character in number if character in "百千万亿")
    measure = wanted.measure if wanted.measure.startswith(scale) or not scale else scale + wanted.measure
    return {
        "nature": ShownCell(_OPERATORS.get(wanted.operator, wanted.operator)),
        "value": ShownCell(digits),
        "measure": ShownCell(measure),
    }
