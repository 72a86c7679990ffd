"""L-11 原因与增减方向相反.

Less was spent because something became dearer (减少2.15万元…主要原因是物业费上涨), more because it became cheaper. Only where the reason is one
clause, of costs and prices, and nothing in it goes the other way: people, transfers and earlier years have their own directions.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import explanation
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression

RULE = "L-11"
_SAID = expression(
    r"(?P<way>增加|增长|减少|下降)(?:了)?[\d,.]+(?:万元|元|%)(?:，(?:增长|下降|增加|减少)[\d,.]+%)?[，。](?:主要)?原因(?:是|为)(?:由于)?(?P<why>[^，。；、]{2,24})(?=[。；])"
)
_DEARER = expression(r"(?:费|费用|价格|单价|成本|标准|工资)(?:等)?(?:有所|大幅)?(?:上涨|提高|上调|增加|增长|上升)$")
_CHEAPER = expression(r"(?:费|费用|价格|单价|成本|标准|工资)(?:等)?(?:有所|大幅)?(?:下降|降低|下调|减少|下跌)$")
_OTHERWISE = expression(r"上年|去年|以前|上期|基数|退|缴|收回|节约|压减|划转|转出|单位承担|自行|个人")
_MORE = frozenset({"增加", "增长"})


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per reason of one clause that speaks of costs."""
    seen = False
    for text in explanation(context):
        for match in _SAID.finditer(text.passage.text):
            dearer, cheaper = _DEARER.search(match["why"]), _CHEAPER.search(match["why"])
            if dearer is None and cheaper is None:
                continue
            seen = True
            against = cheaper if match["way"] in _MORE else dearer
            if against is None or _OTHERWISE.search(match["why"]):
                yield passed()
                continue
            message = f"文中写“{match['way']}”，原因却是“{match['why']}”，方向相反，请核对。"
            yield Outcome(State.FAIL, terms=(text.term(match.start("why"), match.end("why")),), message=message)
    if not seen:
        yield not_applicable("没有只说费用或价格升降的原因")
