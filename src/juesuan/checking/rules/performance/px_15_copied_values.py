"""PX-15 项目自评：实际完成值照抄指标值.

A result is a number that was counted: one that still carries the sign of its target (≥95%, 不少于20次) was copied from it. Results that
merely equal their target may be true and are passed over. Said once for all forms. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView
from juesuan.checking.performance.said_once import said_once
from juesuan.model import Outcome, Term

RULE = "PX-15"

_SIGNS = frozenset({">=", "<=", ">", "<"})


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    return said_once(context, _copied, "的实际完成值连同符号照抄指标值，没有填实际的数")


def _copied(view: FormView) -> Sequence[Term] | None:
    rows = [
        row for row in view.rows if row.target is not None and row.actual is not None and row.target.operator in _SIGNS
    ]
    if not rows:
        return None
    return [
        row.term(row.indicator.actual)
        for row in rows
        if row.actual == row.target and row.actual is not None and row.actual.operator in _SIGNS
    ]
