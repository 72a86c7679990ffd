"""PX-03 各科目的项目自评超过其项目支出.

What the projects of a functional 项 executed cannot exceed its 项目支出. Only a project that has the very name of one 项 is assigned to
it. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.function_projects import projects_by_function
from juesuan.model import Outcome

RULE = "PX-03"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per 项 with projects of its name."""
    yield from projects_by_function(context, lambda code: context.cell("T03", code, "C3"), "executed", ">=")
