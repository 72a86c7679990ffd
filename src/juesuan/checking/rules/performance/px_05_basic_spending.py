"""PX-05 基本支出性质的项目自评.

Wages and social security are 基本支出; a project of that name may be one in disguise. Hired staff paid from projects are common, so it is
a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import performance_forms
from juesuan.model import FormField, Outcome, Severity, State, Term
from juesuan.model.expressions import expression

RULE = "PX-05"
LIMITS = True

_WAGES = expression(r"工资|薪酬|津贴|津补贴|社会保险费|公积金|养老保险缴费|公用经费|日常办公经费")


def check(context: Context) -> Iterator[Outcome]:
    """Looks at the names of projects; one finding for all."""
    views = performance_forms(context, "PP")
    fields = [view.form.project for view in views if view.form.project is not None]
    named: list[FormField] = [field for field in fields if _WAGES.search(field.text)]
    if not views:
        yield not_applicable("没有附项目自评表")
    elif not named:
        yield passed()
    else:
        names = "、".join(f"“{field.text}”" for field in named)
        terms = tuple(Term(1, "项目名称", None, field.place, field.text) for field in named)
        message = f"项目{names}的资金像是基本支出性质，请核实是否列在基本支出。"
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
