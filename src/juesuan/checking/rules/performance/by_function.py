"""PX-03, PX-04 各科目的项目自评.

Per functional 项 the project forms cannot exceed its 项目支出, nor differ from its budget in section 五. Which 项 a project belongs to is
not printed on the form; only a project that has the very name of one 项 is assigned to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Statement

_ITEM = 7


def _assigned(context: Context) -> dict[str, list[FormView]]:
    """Project forms by the code of the 项 whose name they bear."""
    table = context.table("T03") or context.table("T05")
    names: dict[str, list[str]] = {}
    for row in table.rows if table is not None else ():
        if row.key.isdigit() and len(row.key) == _ITEM:
            names.setdefault(row.label, []).append(row.key)
    found: dict[str, list[FormView]] = {}
    for view in performance_forms(context, "PP"):
        codes = names.get(view.form.project.text, []) if view.form.project is not None else []
        if len(codes) == 1:
            found.setdefault(codes[0], []).append(view)
    return found


def _check(rule: str, context: Context) -> Iterator[Outcome]:
    if not performance_forms(context, "PP"):
        yield not_applicable("没有附项目自评表")
        return
    assigned = _assigned(context)
    if not assigned:
        yield not_applicable("自评表没有印出功能科目，无从与科目对照")
    for code, views in assigned.items():
        if rule == "PX-03":
            yield from _compare(context.cell("T03", code, "C3"), views, "executed", ">=")
        else:
            yield from _compare(_budget(context, code), views, "initial", "=")


def _budget(context: Context, code: str) -> Statement | None:
    found = context.by_fact.get(f"spend[stage=initial,fund=gpb,function={code}]", ())
    return found[0] if len(found) == 1 else None


def _compare(whole: Statement | None, views: list[FormView], column: str, relation: str) -> Iterator[Outcome]:
    parts = [view.cell("total", column) for view in views]
    if whole is None or any(part is None for part in parts):
        yield undecidable("没有找到科目的相应金额")
    else:
        yield judge(equation_of(((1, whole), *((-1, part) for part in parts if part)), relation), views[0].context)


RULES = {rule: partial(_check, rule) for rule in ("PX-03", "PX-04")}
