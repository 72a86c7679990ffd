"""N06-03 六、人员经费所列科目与基本支出表不一致.

人员经费 is said to include exactly the 款 of 301 and 303 that have an amount in 基本支出表. A list that ends in 等 may leave some out;
a 类 named in it stands for all its 款. Source: 部门决算公开参考格式.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.listings import listed_economic
from juesuan.model import Outcome

RULE = "N06-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per list."""
    yield from listed_economic(context, RULE)
