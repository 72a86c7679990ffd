"""PP-08 项目自评表的定量指标没有完成而得分过高.

A target that was not met cannot have more than the proportional score. Lower scores are left alone: many places have thresholds or
score nothing. Only targets that say by their sign which side is good are judged. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.quantitative_scores import proportional_scores
from juesuan.model import Outcome

RULE = "PP-08"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per such indicator."""
    yield from proportional_scores(context, "PP")
