"""PO-27 自评表的年度.

The year printed on a form is the fiscal year of the document: an older one is a form copied from last year.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import performance_forms
from juesuan.model import Outcome, State

RULE = "PO-27"


def check(context: Context) -> Iterator[Outcome]:
    """Compares the years of all forms with the document's."""
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
