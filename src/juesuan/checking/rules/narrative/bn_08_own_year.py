"""BN-08 与本年度自己作比较.

A budget is compared with that of a year before. 比2026年预算增加 in the budget of 2026 compares it with itself: the year was left wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import explanation
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression

RULE = "BN-08"
_COMPARED = expression(
    r"(?:与|比|较|同)(?P<year>20\d\d)年(?:度)?(?:当年)?(?:年初)?(?:预算|决算)?(?:执行)?(?:数|安排数?)?"
    r"(?:相比|比较|增加|减少|增长|下降|上升|持平|相同|一致)"
)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per comparison with a year that is named."""
    own, seen = context.disclosure.info.year, False
    if own is None:
        yield undecidable("没有读到预算年度")
        return
    for text in explanation(context):
        for match in _COMPARED.finditer(text.passage.text):
            seen = True
            if int(match["year"]) != own:
                yield passed()
                continue
            message = f"{text.where}中写“{match[0]}”：{own} 年就是本年度，应与上年比较。"
            yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
    if not seen:
        yield not_applicable("文字中没有写明与哪一年比较")
