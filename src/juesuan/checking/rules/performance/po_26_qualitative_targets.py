"""PO-26 定性目标过多.

Targets in words (良好, 科学) cannot be measured. Noted when indicators that carry a fifth of all points or more have such targets; overall
forms prescribe some of them, so it is never more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import IndicatorRow, performance_forms
from juesuan.model import Outcome, Severity, State, Term
from juesuan.standard.patterns import full_match

RULE = "PO-26"

_SHARE = 5
_LISTED = 5


def check(context: Context) -> Iterator[Outcome]:
    """Adds up the points of targets that are mere words."""
    for view in performance_forms(context, "PO"):
        rows = [row for row in view.rows if row.points is not None and row.indicator.target is not None]
        total = sum((row.points.value for row in rows if row.points), Decimal(0))
        if not total:
            yield not_applicable(f"{view.name}没有印出指标值或分值")
            continue
        vague = [row for row in rows if _is_word(row)]
        value = sum((row.points.value for row in vague if row.points), Decimal(0))
        if _SHARE * value < total:
            yield passed([s for row in rows for s in row.statements("points")])
            continue
        names = "、".join(
            f"“{row.name}”（{row.indicator.target.text if row.indicator.target else ''}）" for row in vague[:_LISTED]
        )
        message = f"{view.name}中{names}等 {len(vague)} 项指标用定性目标，共占 {value} 分，难以衡量。"
        terms = tuple(Term.of(s) for row in vague for s in row.statements("points"))
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)


def _is_word(row: IndicatorRow) -> bool:
    return row.indicator.target is not None and full_match(
        row.view.context.standard.evaluations.qualitative, row.indicator.target.text
    )
