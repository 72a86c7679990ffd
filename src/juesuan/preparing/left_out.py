"""Columns of the indicator table that a form leaves out: in the workbook a dash stands in each of their cells."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.preparing.books import LEFT_OUT, Target

__all__ = ["LEFT_OUT", "columns_left_out"]


def columns_left_out(targets: Sequence[Target]) -> frozenset[str]:
    """二级指标, 三级指标, 年度指标值, 实际完成值 and 偏差原因, where every indicator of the form has a dash there."""
    columns = {
        "level2": [target.levels[1] for target in targets],
        "level3": [target.levels[2] for target in targets],
        "target": [target.target for target in targets],
        "actual": [target.actual for target in targets],
        "reason": [target.reason for target in targets],
    }
    return frozenset(name for name, texts in columns.items() if texts and all(text == LEFT_OUT for text in texts))
