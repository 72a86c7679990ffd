"""PX-23 自评表中同一指标印了两次.

A row with the same levels, name, target, result, points and score as another of its form was pasted twice, and both count in the sums. Where
the printed total of points is the sum without it, that is an error; elsewhere it is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.arithmetic.bands import judged
from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, IndicatorRow, performance_forms
from juesuan.checking.performance.doubles import doubled_rows
from juesuan.model import Outcome, Severity, State, Term

RULE = "PX-23"
_TOTAL, _POINTS = "sum", "points"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per row that stands there again; else one per form."""
    said = False
    for view in performance_forms(context, ""):
        doubles = list(doubled_rows(view))
        for before, again in doubles:
            said = True
            yield _failure(view, before, again)
        if view.rows and not doubles:
            said = True
            yield passed(s for row in view.rows for s in row.statements(_POINTS))
    if not said:
        yield not_applicable("没有绩效指标")


def _failure(view: FormView, before: IndicatorRow, again: IndicatorRow) -> Outcome:
    points = again.points.amount.raw if again.points is not None else ""
    terms = (
        Term(1, before.name, None, before.indicator.place, before.name),
        Term(-1, again.name, None, again.indicator.place, again.name),
        *map(Term.of, again.statements(_POINTS, "score")),
    )
    message = f"{view.name}中指标“{again.name}”（分值 {points}）印了两次，各栏完全相同。"
    hint = f"删去{view.name}中多印的一行“{again.name}”；是另一项指标的，改正名称和指标值。"
    severity = None if _is_left_out(view, again) else Severity.WARNING
    return Outcome(State.FAIL, terms=terms, message=message, hint=hint, severity=severity)


def _is_left_out(view: FormView, again: IndicatorRow) -> bool:
    """Whether the printed total of points does not count it."""
    total = view.filled(_TOTAL, _POINTS)
    if total is None or again.points is None:
        return False
    rest = (
        s.amount
        for (row, column), s in view.cells.items()
        if column == _POINTS and row not in {_TOTAL, again.key} and s.amount.raw
    )
    return judged([(1, total.amount), *((-1, amount) for amount in rest)]).fit.holds
