"""PX-06 文字说明再次写明的项目个数与所附自评表不符.

Every further number of evaluated projects that the text gives, behind the first (N13-02), is the number of attached forms too. A text
that says that only a part of the forms is published may count more; how many forms it says are published is their number, and forms that it says are
not published are not there. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.counted_projects import counted_forms, counted_publication, stated_projects
from juesuan.model import Outcome

RULE = "PX-06"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number."""
    yield from counted_forms(
        context, stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)[1:]
    )
    yield from counted_publication(context)
