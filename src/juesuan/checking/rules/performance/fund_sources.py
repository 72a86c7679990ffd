"""PO-01, PP-01 资金总额＝各来源之和.

The total of every stage is the sum of its sources, and 财政拨款 that of central, provincial and local money where a form prints them.
A form that names a single source with 其中, or leaves the sources of a stage blank, asserts no sum. Where the money stands by tasks,
each task's total and the sum of the tasks are confronted too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import Instance, judge
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Statement

_STAGES = ("initial", "adjustment", "adjusted", "executed", "balance")
_SOURCES = ("fiscal", "special", "own", "carryover", "other")
_LEVELS = ("central", "provincial", "local")


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        for stage in _STAGES:
            yield from _stage(view, stage)


def _stage(view: FormView, stage: str) -> Iterator[Outcome]:
    fiscal = [statement for level in _LEVELS if (statement := view.cell(level, stage)) is not None]
    sources = [statement for source in _SOURCES if (statement := view.cell(source, stage)) is not None]
    if view.cell("fiscal", stage) is None:
        sources += fiscal
    else:
        yield from _sum(view, view.cell("fiscal", stage), fiscal)
    yield from _sum(view, view.cell("total", stage), sources)
    tasks = [row for row, _ in view.rows_with(stage) if row[0] == "t" and row[1:].isdigit()]
    for task in tasks:
        parts = [s for source in _SOURCES if (s := view.cell(f"{task}.{source}", stage)) is not None]
        yield from _sum(view, view.cell(task, stage), parts)
    for source, name in (("total", ""), *((source, f".{source}") for source in _SOURCES)):
        parts = [s for task in tasks if (s := view.cell(task + name, stage)) is not None]
        yield from _sum(view, view.cell(source, stage), parts)


def _sum(view: FormView, total: Statement | None, parts: list[Statement]) -> Iterator[Outcome]:
    if total is None or len(parts) < 2:
        return
    if all(part.is_blank for part in parts) or (total.is_blank and len(parts) > 1):
        yield not_applicable(f"{view.name}没有填写资金来源")
        return
    terms = ((1, total), *((-1, part) for part in parts))
    yield judge(Instance(terms, "="), view.context)


RULES = {"PO-01": partial(_check, "PO"), "PP-01": partial(_check, "PP")}
