"""PX-04 各项目的年初预算与文字说明不符.

The initial budgets of the projects of a functional 项 are the one that section five states for it. Only a project that has the very name
of one 项 is assigned to it. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context
from juesuan.checking.performance.function_projects import projects_by_function
from juesuan.model import Outcome, Statement

RULE = "PX-04"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per 项 with projects of its name."""
    yield from projects_by_function(context, partial(_budget, context), "initial", "=")


def _budget(context: Context, code: str) -> Statement | None:
    ((subject,),) = context.rules[RULE].subjects
    found = context.by_fact.get(str(subject.but(function=code)), ())
    return found[0] if len(found) == 1 else None
