"""PO-11, PP-07 得分不超过分值.

Of every indicator, of the execution rate, of 资金管理情况 and of the total; a score below zero is no score either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, passed
from juesuan.checking.performance import performance_forms
from juesuan.model import Band, Outcome, State, Term


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        for _, (points, score) in view.rows_with("points", "score"):
            if 0 <= score.value <= points.value:
                yield passed([score, points])
                continue
            message = f"“{score.label}”为 {score.amount.raw} 分，应在 0 和分值 {points.amount.raw} 之间。"
            yield Outcome(
                State.FAIL,
                terms=(Term.of(score), Term.of(points, -1)),
                message=message,
                band=Band.ERROR,
                stated=score.value,
                expected=points.value,
                difference=abs(score.value - points.value),
                equation=f"{score.amount.raw} > {points.amount.raw}" if score.value > points.value else "",
            )


RULES = {"PO-11": partial(_check, "PO"), "PP-07": partial(_check, "PP")}
