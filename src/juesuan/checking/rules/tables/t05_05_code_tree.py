"""T05-05 一般公共预算支出表的科目缺少上级.

Every 款 and 项 of 一般公共预算财政拨款支出决算表 needs its parents above it, printed as rows of their own. Which codes there are is
C-01, whether they go down to the 项 is T02-06. Source: 预算法实施条例 第六条.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.code_tree import orphans
from juesuan.checking.context import Context
from juesuan.model import Outcome

RULE = "T05-05"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per row without a parent."""
    yield from orphans(context, "T05")
