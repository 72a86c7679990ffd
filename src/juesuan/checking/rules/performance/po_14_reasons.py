"""PO-14 整体自评表失分而没有说明原因.

Every indicator that loses points needs 偏差原因分析及改进措施; stock words such as 无 or 完成 explain no loss. A form without the column is
PO-21. One finding a form, listing the indicators. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.lost_points import unexplained_losses
from juesuan.model import Outcome

RULE = "PO-14"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form."""
    yield from unexplained_losses(context, "PO")
