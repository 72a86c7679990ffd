"""N00-01 文中所列各项之和与总数不符.

Whatever a sentence speaks of, parts that it says to be all of a whole (由…构成, 具体包括, …，合计) add up to it. Lists of which the words do not say
that they are all, that say 等 or 主要, or compare with something, are left alone; but parts that are called by the noun of the whole
(公务用车2辆，其中：越野车1辆、载客汽车2辆) and do not add up to it are asked to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.sentences.lists import parts_of_wholes
from juesuan.model import Outcome

RULE = "N00-01"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per list."""
    found = list(parts_of_wholes(context))
    yield from found or [not_applicable("文中没有写明总数和各项之和的句子")]
