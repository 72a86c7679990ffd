"""The money of a performance form and what its cells state: by source of funds, or by the year's tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import Amount, FactKey, Place, Statement, Unit
from juesuan.preparing.books import OverallWork
from juesuan.preparing.rounding import Figures, plain, printed
from juesuan.preparing.tasks import task_marks, task_money, together
from juesuan.standard import Standard
from juesuan.standard.performance import Template
from juesuan.standard.scoring import hundredths

__all__ = ["STAGES", "FormHead", "fund_key", "fund_statements", "points_printed", "task_statements"]

_EXECUTION = "预算执行率"
_TASK_SOURCES = ("fiscal", "other")
STAGES = ("initial", "adjusted", "executed")
"""Of the money of a form."""


@dataclass(frozen=True, slots=True)
class FormHead:
    """What the overall and the project forms share while one is made."""

    kind: str
    instance: int
    template: Template
    unit: Unit
    score: FactKey
    standard: Standard

    left_out: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the indicator table: those of the template that the form does not leave out."""
        return tuple(name for name in self.template.columns if name not in self.left_out)

    def state(self, row: str, column: str, amount: Amount, fact: FactKey | None = None) -> Statement:
        """What a cell of the form states."""
        name = f"{self.kind}{self.instance if self.kind == 'PP' else ''}[{row}].{column}"
        return Statement(name, self.kind, row, column, fact, amount, Place(), instance=self.instance)


def fund_key(row: str, stage: str, project: str, standard: Standard) -> FactKey:
    """The fact of a cell of the block of funds, in the document."""
    fact = standard.performance_facts.of_cell(row, stage)
    if fact is None:
        raise LookupError(f"no fact for {row}.{stage} in performance/cells.toml")
    return fact.but(project=project or None)


def points_printed(value: Decimal) -> Amount:
    """Points as a form prints them."""
    return printed(value, Unit.POINTS)


def fund_statements(rows: Iterable[str], figures: Figures, head: FormHead) -> Iterator[Statement]:
    """The block of funds: three stages, the rate, and the execution score on the total row."""
    points = head.template.weights[_EXECUTION]
    project = str(head.instance) if head.kind == "PP" else ""
    for row in rows:
        keys = {stage: fund_key(row, stage, project, figures.layout.standard) for stage in STAGES}
        for stage, key in keys.items():
            # Money of other sources is told in no other place, so what reads the form knows no fact for it.
            fact = key if key.get("source") is None else None
            yield head.state(row, stage, printed(figures.shown(key), head.unit), fact)
        rate = figures.share(keys["executed"], keys["adjusted"])
        if rate is not None:
            yield head.state(row, "rate", Amount(rate, Unit.PERCENT, 2, f"{rate}%"))
        if row == "total":
            yield head.state(row, "points", points_printed(points))
            adjusted, executed = figures.basis(keys["adjusted"]), figures.basis(keys["executed"])
            score = head.template.scoring.executed(points, 100 * executed / adjusted if adjusted else None)
            yield head.state(row, "score", points_printed(score if score == points else hundredths(score)))


def task_statements(work: OverallWork, figures: Figures, head: FormHead) -> Iterator[Statement]:
    """The money by tasks, with points, rate and score of each, and what all of them come to, which the accounts say."""
    points = head.template.execution_points
    each = task_marks(work.tasks, points)
    for number, (task, marks) in enumerate(zip(work.tasks, each, strict=True), 1):
        found = task_money(task)
        sums = {"": (found.budget, found.spent)}
        sums |= {
            f".{name}": pair
            for name, pair in zip(_TASK_SOURCES, zip(found.adjusted, found.executed, strict=True), strict=True)
        }
        for source, pair in sums.items():
            for stage, yuan in zip(("adjusted", "executed"), pair, strict=True):
                shown = plain(yuan or Decimal(0), head.unit)  # a source of which nothing is said gave nothing
                yield head.state(f"t{number}{source}", stage, printed(shown, head.unit))
        if found.rate is not None:
            yield head.state(f"t{number}", "rate", Amount(found.rate, Unit.PERCENT, 2, f"{found.rate}%"))
        for column, value in (("points", marks.points), ("score", marks.score)):
            if value is not None:
                yield head.state(f"t{number}", column, points_printed(value))
    keys = {
        (row, stage): fund_key(row if row != "other" else "own", stage, "", head.standard)
        for row in ("total", *_TASK_SOURCES)
        for stage in ("adjusted", "executed")
    }
    for (row, stage), key in keys.items():
        yield head.state(row, stage, printed(figures.shown(key), head.unit), None if row == "other" else key)
    rate = figures.share(keys["total", "executed"], keys["total", "adjusted"])
    if rate is not None:
        yield head.state("total", "rate", Amount(rate, Unit.PERCENT, 2, f"{rate}%"))
    yield head.state("total", "points", points_printed(points))
    score = together([marks.score for marks in each])
    if score is not None and all(marks.score is not None for marks in each):
        yield head.state("total", "score", points_printed(score))
