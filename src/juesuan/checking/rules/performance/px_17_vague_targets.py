"""PX-17 项目自评：定性目标过多.

Targets in words (良好, 明显) cannot be measured. Noted of forms where indicators with such targets carry half of all points of their indicators
or more; PO-26 is the same of overall forms. Said once for all forms. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView, IndicatorRow
from juesuan.checking.performance.said_once import said_once
from juesuan.model import Outcome, Term
from juesuan.standard.patterns import full_match

RULE = "PX-17"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    return said_once(context, _vague, "一半以上分值的指标用“良好”“明显”等定性目标，难以衡量")


def _vague(view: FormView) -> Sequence[Term] | None:
    rows = [row for row in view.rows if row.points is not None and row.indicator.target is not None]
    total = _points(rows)
    if not total:
        return None
    words = view.context.standard.evaluations.qualitative
    vague = [row for row in rows if row.indicator.target is not None and full_match(words, row.indicator.target.text)]
    return [row.term(row.indicator.target) for row in vague] if 2 * _points(vague) >= total else []


def _points(rows: Sequence[IndicatorRow]) -> Decimal:
    return sum((row.points.value for row in rows if row.points is not None), Decimal(0))
