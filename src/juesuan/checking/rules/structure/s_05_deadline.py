"""S-05 批复后二十日内公开.

The dates of 批复 and of publication are not in the document; only its user knows them.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.model import Outcome

RULE = "S-05"


def check(context: Context) -> Iterator[Outcome]:
    """Not applicable until the dates are supplied."""
    yield not_applicable("文件中没有批复日期和公开日期")
