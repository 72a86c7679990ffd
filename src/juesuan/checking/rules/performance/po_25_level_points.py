"""PO-25 整体自评表一级指标的分值与其下各项之和不符.

A weight printed behind the name of a first-level indicator (``产出指标（50分）``) must be the sum of the points beneath it, as far as all
have points. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import performance_forms
from juesuan.checking.performance.level_points import summed_points
from juesuan.model import Outcome

RULE = "PO-25"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per first-level indicator that prints its points."""
    for view in performance_forms(context, "PO"):
        yield from summed_points(view)
