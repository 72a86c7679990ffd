"""PX-13 项目自评表内容雷同.

Two projects with the same indicators, targets and results, row by row, are one project filed twice, or a form filled in on top of another's.
Forms with fewer than three indicators are passed over. Funds printed alike in two forms are told of by PX-11 and PP-24. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import FormField, Outcome, State, Term

RULE = "PX-13"

_FEWEST = 3


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each group of forms alike, or one that there is none."""
    groups: dict[tuple[str, ...], list[FormView]] = {}
    for view in performance_forms(context, "PP"):
        if len(view.rows) >= _FEWEST:
            groups.setdefault(_content(view), []).append(view)
    if not groups:
        yield not_applicable("没有三项以上指标的项目自评表")
        return
    alike = [views for views in groups.values() if len(views) > 1]
    for views in alike:
        names = "、".join(view.name for view in views)
        message = f"{names}的指标、指标值和实际完成值逐行相同，请核实是否重复申报，或者照另一份填写而没有改。"
        yield Outcome(State.FAIL, terms=tuple(_term(view) for view in views), message=message)
    if not alike:
        yield passed()


def _content(view: FormView) -> tuple[str, ...]:
    rows = (row.indicator for row in view.rows)
    return tuple(_text(field) for row in rows for field in (row.level2, row.level3, row.target, row.actual))


def _text(field: FormField | None) -> str:
    return field.text if field is not None else ""


def _term(view: FormView) -> Term:
    return view.term(view.name)
