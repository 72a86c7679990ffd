"""PP-21 预算调减后满分.

The budget of the year was cut by a fifth or more, to what was spent, and everything has full marks: the execution rate then says nothing.
A matter of judgement, so a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Severity, State, Statement, Term

RULE = "PP-21"

_LEFT = 4
_OF = 5


def check(context: Context) -> Iterator[Outcome]:
    """Looks at the funds and scores of every project."""
    for view in performance_forms(context, "PP"):
        cells = [s for column in ("initial", "adjusted", "executed") if (s := view.cell("total", column)) is not None]
        if len(cells) < 3 or not cells[0].value:
            yield not_applicable(f"{view.name}没有年初预算")
        else:
            yield _form(view, cells)


def _form(view: FormView, cells: list[Statement]) -> Outcome:
    initial, adjusted, executed = cells
    cut = _OF * adjusted.value <= _LEFT * initial.value
    if not cut or adjusted.value != executed.value or any(row.loses_points for row in view.rows):
        return passed(cells)
    message = (
        f"{view.name}年初预算 {initial.amount.raw}，全年预算调减为 {adjusted.amount.raw}，与执行数相同，"
        "执行率 100% 且各指标没有失分，请核实预算调整手续。"
    )
    return Outcome(State.FAIL, terms=tuple(Term.of(s) for s in cells), message=message, severity=Severity.INFO)
