"""PX-18 评价报告的得分率.

得分率 of a part of an evaluation is its score over its points, by the intervals of the three numbers. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import ratio
from juesuan.checking.performance.evaluation_reports import reported_shares
from juesuan.checking.rendering import percent
from juesuan.model import Outcome, State

RULE = "PX-18"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per share."""
    shares = reported_shares(context)
    if not shares:
        yield not_applicable("没有绩效评价报告，或者没有写得分率")
    for share in shares:
        computed = ratio(share.score, share.points)
        if computed is None or computed.intersects(share.rate.interval):
            yield passed()
            continue
        due = percent((computed.low + computed.high) / 2)
        told = f"赋分{share.points.raw}分、得分{share.score.raw}分"
        message = f"评价报告写{told}，得分率应为 {due}，印为 {share.rate.raw}%。"
        yield Outcome(State.FAIL, terms=(share.term,), message=message)
