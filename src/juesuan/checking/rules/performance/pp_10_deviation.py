"""PP-10 项目自评表的偏差度计算有误.

偏差度 is the actual value less the target, over the target, where the form prints such a column. Some systems print 0 once a one-sided
target is met: accepted. Without an actual value the deviation is held against the score. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.deviations import recomputed_deviations
from juesuan.model import Outcome

RULE = "PP-10"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator that prints one."""
    yield from recomputed_deviations(context, "PP")
