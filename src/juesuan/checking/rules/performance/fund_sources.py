"""PO-01, PP-01 资金总额＝各来源之和.

The total of every stage is the sum of its sources, and 财政拨款 that of central, provincial and local money where a form prints them.
A form that names a single source with 其中 asserts only that the total is not less; one that leaves the sources of a stage blank asserts
nothing. Where the money stands by tasks, each task's total and the sum of the tasks are confronted too. A row that is wrong in several
columns is one finding, and where 财政拨款 itself is wrong its parts stand in for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import Instance, judge
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, State, Statement

_TOTALS = ("total", "fiscal", "special", "own", "carryover", "other")


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        failures: dict[str, list[Outcome]] = {}
        for stage in view.stages:
            for row, outcome in _stage(view, stage):
                if outcome.state is State.FAIL:
                    failures.setdefault(row, []).append(outcome)
                else:
                    yield outcome
        yield from (_joined(found) for found in failures.values())


def _joined(failures: list[Outcome]) -> Outcome:
    """The failures of one row in several columns as one."""
    terms = tuple(term for outcome in failures for term in outcome.terms)
    more = f"同一行另有 {len(failures) - 1} 栏同样不符。" if len(failures) > 1 else ""
    return replace(failures[0], terms=terms, message=failures[0].message + more)


def _stage(view: FormView, stage: str) -> Iterator[tuple[str, Outcome]]:
    """The outcomes of a column with the rows whose totals they judge."""
    levels = view.levels(stage)
    sources = view.sources(stage)
    fiscal = view.cell("fiscal", stage)
    wrong = False
    for outcome in _sum(view, fiscal, levels):
        wrong = outcome.state is State.FAIL
        yield "fiscal", outcome
    if fiscal is None or wrong:
        sources = levels + [source for source in sources if source is not fiscal]
    yield from (("total", outcome) for outcome in _sum(view, view.cell("total", stage), sources))
    yield from _tasks(view, stage)


def _tasks(view: FormView, stage: str) -> Iterator[tuple[str, Outcome]]:
    tasks = [row for row, _ in view.rows_with(stage) if row[0] == "t" and row[1:].isdigit()]
    for task in tasks:
        yield from ((task, o) for o in _sum(view, view.cell(task, stage), view.sources(stage, f"{task}.")))
    for source in _TOTALS:
        name = "" if source == "total" else f".{source}"
        parts = [statement for task in tasks if (statement := view.cell(task + name, stage)) is not None]
        yield from ((f"tasks.{source}", o) for o in _sum(view, view.cell(source, stage), parts))


def _sum(view: FormView, total: Statement | None, parts: list[Statement]) -> Iterator[Outcome]:
    if total is None or not parts:
        return
    if total.is_blank or all(part.is_blank for part in parts):
        yield not_applicable(f"{view.name}没有填写资金来源")
        return
    terms = ((1, total), *((-1, part) for part in parts))
    yield judge(Instance(terms, "=" if len(parts) > 1 else ">="), view.context)


RULES = {"PO-01": partial(_check, "PO"), "PP-01": partial(_check, "PP")}
