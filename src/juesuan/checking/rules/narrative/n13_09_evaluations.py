"""N13-09 没有说明部门评价或财政评价.

The section on performance should say whether the department or the finance bureau evaluated projects itself, or that none did.
A note: few places have the sentence in their format. Source: 财预〔2020〕10号, 中发〔2018〕34号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import first_word
from juesuan.model import Outcome, State, Term

RULE = "N13-09"
_EVALUATED = ("部门评价", "财政评价", "重点评价", "重点绩效评价", "重点项目绩效评价", "第三方")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the section."""
    sections = context.sections("N13")
    if not sections:
        yield undecidable("没有找到预算绩效的文字说明")
    elif first_word(_EVALUATED, sections) is not None:
        yield passed()
    else:
        message = "绩效部分没有说明是否开展部门评价或财政（重点）评价；没有开展的也应写明。"
        place = sections[0].place
        term = Term(1, sections[0].heading, None, place, sections[0].heading)
        yield Outcome(State.FAIL, terms=(term,), message=message)
