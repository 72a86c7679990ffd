"""Project forms by the functional 项 that they belong to.

Which 项 a project belongs to is not printed on the form; only a project that has the very name of one 项 is assigned to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.model import Outcome, Statement

__all__ = ["projects_by_function"]

_ITEM = 7


def projects_by_function(
    context: Context, whole: Callable[[str], Statement | None], column: str, relation: str
) -> Iterator[Outcome]:
    """One outcome per 项 with projects of its name.

    Args:
        context: the document.
        whole: what the document states of a 项, by its code; None where it does not.
        column: of the forms, what is added up.
        relation: between the two, as in the register.
    """
    if not performance_forms(context, "PP"):
        yield not_applicable("没有附项目自评表")
        return
    assigned = _assigned(context)
    if not assigned:
        yield not_applicable("自评表没有印出功能科目，无从与科目对照")
    for code, views in assigned.items():
        yield from _compare(whole(code), views, column, relation)


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


def _compare(whole: Statement | None, views: list[FormView], column: str, relation: str) -> Iterator[Outcome]:
    parts = [view.filled("total", column) for view in views]
    if whole is None or any(part is None for part in parts):
        yield undecidable("没有找到科目的相应金额")
    else:
        yield judge(equation_of(((1, whole), *((-1, part) for part in parts if part)), relation), views[0].context)
