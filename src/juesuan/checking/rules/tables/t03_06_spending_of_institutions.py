"""T03-06 行政部门有上缴上级、经营或对附属单位补助支出.

上缴上级支出, 经营支出 and 对附属单位补助支出 belong to 事业单位: a department whose 科目 show none has none of them. Where the 科目 do
not show the kind of unit nothing is decided. Source: 部门决算编审惯例.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.unit_kind import of_institutions_only
from juesuan.model import Outcome

RULE = "T03-06"
_CELLS = (("T03", "*", "C4"), ("T03", "*", "C5"), ("T03", "*", "C6"))


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per cell that is filled although no 科目 shows an 事业单位."""
    yield from of_institutions_only(context, *_CELLS)
