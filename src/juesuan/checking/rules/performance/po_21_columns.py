"""PO-21 整体自评表的指标栏目不全或没有填写.

Without 年度指标值 and 实际完成值 side by side, or without 得分, nobody can verify a score. Which columns belong to a form is said by the
template of the place; single blank cells are a warning; sheets that score by printed standards are of another kind. Source:
财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.columns import filled_columns
from juesuan.model import Outcome

RULE = "PO-21"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """Looks at every form of the kind."""
    yield from filled_columns(context, "PO")
