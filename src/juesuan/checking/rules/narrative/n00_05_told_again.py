"""N00-05 同一事项两处数字不同.

排查隐患1392处，整改1356处 in one place, 排查隐患1392处，整改1365处 in another: under the same words one number stayed and its neighbour did not. What
is told of a time of its own (上半年, 截至6月) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.sentences.again import told_again
from juesuan.model import Outcome

RULE = "N00-05"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number that is told again."""
    found = list(told_again(context))
    yield from found or [not_applicable("文中没有前后两处写明的同一事项")]
