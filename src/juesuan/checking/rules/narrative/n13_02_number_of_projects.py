"""N13-02 十三、自评项目个数与所附自评表不符.

The first number of evaluated projects that the text gives is the number of attached forms. A text that says that only a part of the
forms is published may count more. Further numbers are PX-06. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.counted_projects import counted_forms, stated_projects
from juesuan.model import Outcome

RULE = "N13-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number."""
    yield from counted_forms(
        context, stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)[:1]
    )
