"""N10-03 行政单位称没有机关运行经费.

Only a plain 事业单位 has no 机关运行经费 (预算法 第十四条). Where the 科目 do not show what kind of unit it is, the sentence is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.unit_kind import has_institutions
from juesuan.model import DenialClaim, Outcome, State, Term

RULE = "N10-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the sentence that says so."""
    denied = context.standard.bookkeeping.facts.running_costs
    claims = [claim for claim in context.claims("N10", DenialClaim) if denied in claim.facts]
    administrative = has_institutions(context) is False
    if not claims:
        yield not_applicable("文中没有“没有机关运行经费”的表述")
    elif administrative:
        claim = claims[0]
        message = "文中写没有机关运行经费，但从科目看本部门是行政单位，应有机关运行经费。"
        yield Outcome(State.FAIL, terms=(Term(1, claim.word, None, claim.place, claim.text),), message=message)
    else:
        yield passed()
