"""N13-08 绩效自评的范围用词前后不一.

"全面自评" and "部分项目" in one section contradict each other. Whether the forms cover all that is claimed is PX-01. Source:
财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import first_word
from juesuan.model import Outcome, State

RULE = "N13-08"
_ALL = ("全面自评", "全部项目", "全面开展")
_SOME = ("部分预算项目", "部分项目")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the section."""
    sections = context.sections("N13")
    if not sections:
        yield undecidable("没有找到预算绩效的文字说明")
        return
    everything, some = first_word(_ALL, sections), first_word(_SOME, sections)
    if everything is not None and some is not None:
        message = f"同一部分既写“{everything.text}”，又写“{some.text}”，自评范围的用词不一致。"
        yield Outcome(State.FAIL, terms=(everything, some), message=message)
    else:
        yield passed()
