"""S-05 批复后二十日内公开.

A department publishes within twenty days after the finance bureau approved its accounts (预算法 art. 14). The two dates are not in
the document: the user gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, Place, State, Term

RULE = "S-05"
_DAYS = 20


def check(context: Context) -> Iterator[Outcome]:
    """Fails when publication came later, or before the approval."""
    days = context.days_to_publication
    if days is None:
        yield not_applicable("没有给出批复日期和公开日期")
    elif 0 <= days <= _DAYS:
        yield passed()
    else:
        when = f"批复后第 {days} 日才公开，超过二十日" if days > 0 else "公开日期早于批复日期"
        term = Term(1, "公开日期", None, Place(), f"批复后 {days} 日")
        yield Outcome(State.FAIL, terms=(term,), message=f"{when}。")
