"""Y-12 整体自评表的年初预算数与公开的部门预算不一致.

The 年初预算 of the overall performance form is that of the budget that was published, or its 支出总计 where a place counts 结转下年 as
spending of the year. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.initial_budget import as_published
from juesuan.model import Outcome

RULE = "Y-12"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per initial budget of the form."""
    yield from as_published(context, RULE, "PO")
