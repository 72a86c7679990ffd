"""PX-20 文字所说的评价得分与所附报告一致.

What the explanation tells of the score in a report that it attaches (评价得分83.06…详见所附报告) stands in one of the reports. Where fewer reports
with a score were read than are told of, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.evaluation_reports import reported_scores
from juesuan.model import Outcome, State

RULE = "PX-20"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per score told of."""
    scores = reported_scores(context)
    told, own = ([item for item in scores if item.told is kind] for kind in (True, False))
    if not told:
        yield not_applicable("文字没有说到所附评价报告的得分")
    elif len(own) < len(told):
        yield undecidable("所附的评价报告没有都读出得分")
    else:
        for item in told:
            if any(item.score.interval.intersects(other.score.interval) for other in own):
                yield passed()
                continue
            shown = "、".join(dict.fromkeys(other.score.raw for other in own))
            message = f"文字写评价得分 {item.score.raw}，所附评价报告的得分是 {shown}。"
            yield Outcome(State.FAIL, terms=(item.term, *(other.term for other in own)), message=message)
