"""N13-08, N13-09 绩效自评的范围用词和重点评价.

"全面自评" and "部分项目" in one section contradict each other; and the section should say whether the department or the finance
bureau evaluated projects itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, Section, State, Term

_ALL = ("全面自评", "全部项目", "全面开展")
_SOME = ("部分预算项目", "部分项目")
_EVALUATED = ("部门评价", "财政评价", "重点评价", "重点绩效评价", "重点项目绩效评价", "第三方")


def _find(words: tuple[str, ...], sections: tuple[Section, ...]) -> Term | None:
    for section in sections:
        for word in words:
            start = section.body.text.find(word)
            if start >= 0:
                return Term(1, word, None, section.body.place(start, start + len(word)), word)
    return None


def _scope(context: Context) -> Iterator[Outcome]:
    sections = context.sections("N13")
    if not sections:
        yield undecidable("没有找到预算绩效的文字说明")
        return
    everything, some = _find(_ALL, sections), _find(_SOME, sections)
    if everything is not None and some is not None:
        message = f"同一部分既写“{everything.text}”，又写“{some.text}”，自评范围的用词不一致。"
        yield Outcome(State.FAIL, terms=(everything, some), message=message)
    else:
        yield passed()


def _evaluation(context: Context) -> Iterator[Outcome]:
    sections = context.sections("N13")
    if not sections:
        yield undecidable("没有找到预算绩效的文字说明")
    elif _find(_EVALUATED, sections) is not None:
        yield passed()
    else:
        message = "绩效部分没有说明是否开展部门评价或财政（重点）评价；没有开展的也应写明。"
        place = sections[0].place
        yield Outcome(
            State.FAIL, terms=(Term(1, sections[0].heading, None, place, sections[0].heading),), message=message
        )


RULES = {"N13-08": _scope, "N13-09": _evaluation}
