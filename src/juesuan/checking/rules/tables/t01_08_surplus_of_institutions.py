"""T01-08 行政部门使用结余或分配结余.

使用非财政拨款结余 and 结余分配 are of 事业单位: a department whose 科目 show none has neither. Which kind of unit it is shows in the
科目 (X-28); where they do not show it nothing is decided. Source: 部门决算编审惯例.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.unit_kind import of_institutions_only
from juesuan.model import Outcome

RULE = "T01-08"
_CELLS = (("T01", "L28", "C1"), ("T01", "L59", "C2"))


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per cell that is filled although no 科目 shows an 事业单位."""
    yield from of_institutions_only(context, *_CELLS)
