"""Performance forms from the books: funds, goals and indicators with their scores, and what their numbers state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msgspec import structs

from juesuan.model import (
    Amount,
    FactKey,
    FormField,
    Indicator,
    ManagementRow,
    Passage,
    PerformanceForm,
    Statement,
    Unit,
)
from juesuan.model.numbered_lines import joined_points
from juesuan.model.spelling import normalise
from juesuan.preparing.as_given import FormInMaking, as_given, placed_cells
from juesuan.preparing.books import Books, GivenCell, ManagementPoints, Money, OverallWork, ProjectWork, Target
from juesuan.preparing.facts import Facts
from juesuan.preparing.form_money import STAGES, FormHead, fund_key, fund_statements, points_printed, task_statements
from juesuan.preparing.left_out import LEFT_OUT, columns_left_out
from juesuan.preparing.rounding import Figures, percentage
from juesuan.preparing.scoring import Scored, scored_targets, shared
from juesuan.preparing.tasks import have_money
from juesuan.preparing.workbook.indicators import OVERALL
from juesuan.preparing.workbook.values import same_name
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping, PostedRate
from juesuan.standard.layouts import Layout
from juesuan.standard.performance import Template
from juesuan.standard.quantity import parse_quantity

__all__ = [
    "Evaluation",
    "cells_of",
    "evaluation",
    "form_facts",
    "fund_facts",
    "overall_funds",
    "posted_rates",
    "reckoned_rates",
]

_FUND_ROWS = ("total", "fiscal", "special", "own", "carryover", "other")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All performance forms, what their numbers state, and the facts that the narrative tells about them.

    ``strange``: cells that were given for a form which has none that are called so.
    """

    forms: tuple[PerformanceForm, ...]
    statements: tuple[Statement, ...]
    facts: Mapping[FactKey, Decimal]
    strange: tuple[GivenCell, ...] = ()


def fund_facts(books: Books, facts: Facts, edition: Layout) -> Mapping[FactKey, Decimal]:
    """What the blocks of funds of all forms say, exact: some of it, like the adjusted budget, stands nowhere else."""
    found: dict[FactKey, Decimal] = {}
    if books.overall is not None:
        found |= _staged(overall_funds(books.overall, facts, edition.standard.bookkeeping), "", edition.standard)
    for number, project in enumerate(books.projects, 1):
        found |= _staged(_project_funds(project, edition.project), str(number), edition.standard)
    executed = (money.executed for project in books.projects for money in project.funds.values())
    found[edition.standard.bookkeeping.facts.project_funds] = sum(executed, Decimal(0))
    return found


def form_facts(books: Books, facts: Facts, edition: Layout) -> Iterator[FactKey]:
    """The facts of the accounts that the forms print, or reckon rates from."""
    yield from fund_facts(books, facts, edition)
    if books.overall is not None:
        for rate in edition.standard.bookkeeping.rates.values():
            yield from (rate.of, rate.base)


def _staged(funds: Mapping[str, Money], project: str, standard: Standard) -> dict[FactKey, Decimal]:
    return {
        fund_key(row, stage, project, standard): getattr(money, stage)
        for row, money in funds.items()
        for stage in STAGES
    }


def overall_funds(work: OverallWork, facts: Facts, kept: Bookkeeping) -> Mapping[str, Money]:
    """The money of the whole by row of the block: what was executed, and the initial budget of appropriations, stand in the accounts."""
    posted, budgets = kept.facts, kept.appropriations
    fiscal = Money(
        facts.get(posted.initial.but(fund=budgets)),
        work.adjusted.get(budgets, Decimal(0)),
        facts.get(posted.spending.but(fund=budgets)),
    )
    own = Money(work.own_initial, work.adjusted.get(kept.own, Decimal(0)), facts.get(posted.spending) - fiscal.executed)
    return {"total": fiscal + own, budgets: fiscal, "special": Money(), "own": own}


def _project_funds(work: ProjectWork, form: Template) -> Mapping[str, Money]:
    """The rows of the block that the form has: some split what is not fiscal, others ask for it in one."""
    total = sum(work.funds.values(), Money())
    own = work.funds.get("special", Money()) + work.funds.get("own", Money())
    known = {**dict.fromkeys(_FUND_ROWS, Money()), **work.funds, "total": total, "other": own}
    return {name: known[name] for name in form.funds}


def evaluation(books: Books, figures: Figures, edition: Layout) -> Evaluation:
    """The forms in the edition's templates: the overall one first, then the projects in their order."""
    made, kept = list[_Made](), edition.standard.bookkeeping
    told = {kept.facts.evaluations: Decimal(len(books.projects) + (books.overall is not None))}
    if books.overall is not None:
        left_out = columns_left_out(books.overall.targets)
        head = FormHead("PO", 1, edition.overall, edition.unit, kept.facts.score, edition.standard, left_out)
        made.append(_finished(*_overall(books, books.overall, figures, head), cells_of(books, OVERALL), head))
        told[kept.facts.score] = made[0].total
    for number, project in enumerate(books.projects, 1):
        left_out = columns_left_out(project.targets)
        head = FormHead("PP", number, edition.project, edition.unit, kept.facts.score, edition.standard, left_out)
        made.append(_finished(*_project(books, project, figures, head), cells_of(books, project.name), head))
        for key in _counted(head.template, made[-1].total, kept):
            told[key] = told.get(key, Decimal(0)) + 1
    return Evaluation(
        tuple(one.form for one in made),
        tuple(statement for one in made for statement in one.statements),
        told,
        tuple(cell for one in made for cell in one.strange),
    )


def _counted(form: Template, total: Decimal, kept: Bookkeeping) -> Iterator[FactKey]:
    """What a project counts for: as one, and as one of its grade, unless the place grades otherwise than prose tells, or not at all."""
    yield [*kept.grades.values()][-1].but(item=None)
    graded = kept.grades.get(form.grade(total))
    if graded is not None and form.grades.keys() <= kept.grades.keys():
        yield graded


@dataclass(frozen=True, slots=True)
class _Made:
    """A form as it is printed, its total score, and the cells that were given for it and that it has not."""

    form: PerformanceForm
    statements: Sequence[Statement]
    total: Decimal
    strange: Sequence[GivenCell]


def cells_of(books: Books, project: str) -> list[GivenCell]:
    """The cells that were given for the form of a project."""
    return [cell for cell in books.form_cells if same_name(cell.project) == same_name(project)]


def _finished(
    form: PerformanceForm, statements: Sequence[Statement], given: Sequence[GivenCell], head: FormHead
) -> _Made:
    """The form with its total, and with the cells that the unit gave; columns that it does not print go last, since they count."""
    funds = {item.row for item in statements if item.column == "executed"}
    cells, strange = placed_cells(given, form, funds, head.standard.evaluations)
    made = FormInMaking(form, statements, head.state, lambda said: _sum(said, head))
    form, said = as_given(made, cells, head.unit)
    totals = [item.value for item in (*said, *_sum(said, head)) if (item.row, item.column) == ("sum", "score")]
    for column in (cell.column for cell in cells if not cell.row):
        indicators = tuple(structs.replace(item, **{column: None}) for item in form.indicators)
        columns = tuple(name for name in form.columns if name != column)
        form = structs.replace(form, columns=columns, indicators=indicators)
        said = [item for item in said if item.column != column or not item.row.startswith(("i", "sum"))]
    return _Made(form, said, totals[0], strange)


def _overall(
    books: Books, work: OverallWork, figures: Figures, head: FormHead
) -> tuple[PerformanceForm, list[Statement]]:
    funds = overall_funds(work, figures.facts, figures.layout.standard.bookkeeping)
    by_tasks = head.template.tasks is not None and have_money(work.tasks)
    statements = list(task_statements(work, figures, head) if by_tasks else fund_statements(funds, figures, head))
    indicators, scores = _indicators(work.targets, posted_rates(figures), head)
    statements += scores
    name = FormField(books.department.name)
    form = PerformanceForm(
        kind="PO",
        instance=1,
        title=FormField(head.template.printed(books.department.level)),
        year=books.year,
        unit=name,
        project=None,
        authority=None,
        implementer=None,
        template=head.template.id,
        columns=head.columns,
        goals=Passage(joined_points(work.goals)),
        results=Passage(joined_points(work.results)),
        tasks=tuple((Passage(task.name), Passage(task.content), Passage(task.result)) for task in work.tasks),
        indicators=indicators,
        management=(),
    )
    return form, statements


def posted_rates(figures: Figures) -> Mapping[str, str]:
    """The rates of the accounts that indicators ask for, by indicator name; of nothing nothing was executed."""
    return dict.fromkeys(figures.layout.standard.bookkeeping.rates, "0.00%") | reckoned_rates(figures)


def reckoned_rates(figures: Figures) -> dict[str, str]:
    """Those of them that there are: a rate of nothing is none."""
    rates = figures.layout.standard.bookkeeping.rates
    found = {name: _rate(rate, figures) for name, rate in rates.items()}
    return {name: f"{rate}%" for name, rate in found.items() if rate is not None}


def _rate(rate: PostedRate[FactKey], figures: Figures) -> Decimal | None:
    if not rate.change:
        return figures.share(rate.of, rate.base)
    base, value = figures.basis(rate.base), figures.basis(rate.of)
    return percentage(abs(value - base), base) if base else None


def _project(
    books: Books, work: ProjectWork, figures: Figures, head: FormHead
) -> tuple[PerformanceForm, list[Statement]]:
    statements = list(fund_statements(_project_funds(work, head.template), figures, head))
    management, rows = _management(work, head)
    indicators, scores = _indicators(work.targets, {}, head)
    statements += rows + scores
    form = PerformanceForm(
        kind="PP",
        instance=head.instance,
        title=FormField(head.template.printed(books.department.level)),
        year=books.year,
        unit=None,
        project=FormField(work.name),
        authority=FormField(books.department.name),
        implementer=FormField(work.implementer),
        template=head.template.id,
        columns=head.columns,
        goals=Passage(work.goal),
        results=Passage(work.result),
        tasks=(),
        indicators=indicators,
        management=management,
    )
    return form, statements


def _management(work: ProjectWork, head: FormHead) -> tuple[tuple[ManagementRow, ...], list[Statement]]:
    """The scored block that is no indicator, where the template has one; each row full points, unless the unit gave others."""
    weight = head.template.management_points
    if not weight or not work.management:
        return (), []
    shares = shared(weight, len(work.management))
    own = {row.name: row for row in work.managed}
    rows, statements = [], []
    for number, ((name, text), share) in enumerate(zip(work.management.items(), shares, strict=True), 1):
        row = own.get(name, ManagementPoints(name))
        points = share if row.points is None else row.points
        score = points if row.score is None else row.score
        rows.append(ManagementRow(FormField(name), FormField(text), FormField(f"{points:f}"), FormField(f"{score:f}")))
        statements.append(head.state(f"m{number}", "points", points_printed(points)))
        statements.append(head.state(f"m{number}", "score", points_printed(score)))
    return tuple(rows), statements


def _indicators(
    targets: Sequence[Target], rates: Mapping[str, str], head: FormHead
) -> tuple[tuple[Indicator, ...], list[Statement]]:
    rows, statements = [], []
    for number, (target, result) in enumerate(
        zip(targets, scored_targets(targets, head.template, rates), strict=True), 1
    ):
        rows.append(_indicator(target, result, head.columns))
        statements += [
            head.state(f"i{number}", column, quantity.amount)
            for column, text in (("target", target.target), ("actual", result.actual))
            if column in head.columns and (quantity := parse_quantity(normalise(text))) is not None
        ]
        statements.append(head.state(f"i{number}", "points", points_printed(result.points)))
        statements.append(head.state(f"i{number}", "score", points_printed(result.score)))
        if "deviation" in head.columns and result.deviation and LEFT_OUT not in {target.target, result.actual}:
            deviation = Decimal(result.deviation)
            statements.append(
                head.state(f"i{number}", "deviation", Amount(deviation, Unit.PERCENT, 2, result.deviation))
            )
    return tuple(rows), statements


def _indicator(target: Target, result: Scored, columns: Sequence[str]) -> Indicator:
    """The row with those fields that the template prints."""

    def field(name: str, text: str) -> FormField | None:
        return FormField(text) if name in columns else None

    return Indicator(
        level1=field("level1", target.levels[0]),
        level2=field("level2", target.levels[1]),
        level3=field("level3", target.levels[2]),
        target=field("target", target.target),
        actual=field("actual", result.actual),
        points=field("points", f"{result.points:f}"),
        score=field("score", f"{result.score:f}"),
        deviation=field("deviation", "" if LEFT_OUT in {target.target, result.actual} else result.deviation),
        reason=field("reason", target.reason),
    )


def _sum(statements: Sequence[Statement], head: FormHead) -> list[Statement]:
    """总分: all points and all scores."""
    addends = [
        item for item in statements if item.row[:1] != "t" or item.row == "total"
    ]  # of the tasks the total is one
    sums = {
        column: sum((item.value for item in addends if item.column == column), Decimal(0))
        for column in ("points", "score")
    }
    sums["points"] = Decimal(int(sums["points"])) if sums["points"] == int(sums["points"]) else sums["points"]
    fact = head.score.but(project=str(head.instance)) if head.kind == "PP" else head.score
    return [
        head.state("sum", column, points_printed(value), fact if column == "score" else None)
        for column, value in sums.items()
    ]
