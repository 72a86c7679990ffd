"""PO-27 自评表的年度和日期.

The year printed on a form is the fiscal year of the document: an older one is a form copied from last year. A year is evaluated when it is over:
a form that was filled in before its end is dated wrongly, or was not brought up to date.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.performance.views import text_term
from juesuan.model import Outcome, Severity, State
from juesuan.model.expressions import expression

RULE = "PO-27"
_DATE = expression(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?")


def check(context: Context) -> Iterator[Outcome]:
    """Compares the years of all forms with the document's, then their dates with the year."""
    year = context.disclosure.info.year
    for view in performance_forms(context, ""):
        if view.form.year is None:
            yield not_applicable(f"{view.name}没有印出年度")
        elif year is None:
            yield undecidable("文档的年度未能确定")
        elif view.form.year == year:
            yield passed()
        else:
            message = f"{view.name}印为 {view.form.year} 年度，决算年度为 {year} 年。"
            yield Outcome(State.FAIL, terms=(view.term(),), message=message)
        yield from _dated(view, view.form.year or year)


def _dated(view: FormView, year: int | None) -> Iterator[Outcome]:
    dated = view.form.dated
    match = _DATE.match(dated.text) if dated is not None else None
    if dated is None or match is None or year is None:
        return
    if int(match[1]) > year:
        yield passed()
        return
    message = f"{view.name}的填报日期为 {dated.text}，{year} 年度还没有终了，不能自评全年的执行情况。"
    hint = "核对填报日期；表是照抄上年或绩效目标申报时的，按本年实际填写。"
    term = text_term("填报日期", dated)
    yield Outcome(State.FAIL, terms=(term,), message=message, severity=Severity.WARNING, hint=hint)
