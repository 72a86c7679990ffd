"""PO-08 整体自评表的预算执行率得分与执行率不符.

The score is the points times the execution rate, at most the points (财预〔2020〕10号), unless the place is known to have a rule of its
own. The rate may be the printed one or that of the amounts; a score below, and any on a form of an unknown place, is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.execution_scores import execution_scores
from juesuan.model import Outcome

RULE = "PO-08"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form."""
    yield from execution_scores(context, "PO")
