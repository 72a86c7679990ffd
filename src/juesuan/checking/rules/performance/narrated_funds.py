"""N13-05 整体自评资金＝整体自评表.

The money that the text gives for the overall evaluation is the budget of the year or the executed amount of the form; which of the two is
often not said, so both are accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import Instance, judge
from juesuan.checking.performance import performance_forms
from juesuan.model import Outcome, State

RULE = "N13-05"


def check(context: Context) -> Iterator[Outcome]:
    """Compares the stated money with the funds of the only overall form."""
    views = performance_forms(context, "PO")
    stated = next((s for s in context.by_fact.get("performance[item=overall]", ()) if s.source.startswith("N13")), None)
    cells = [s for c in ("executed", "adjusted") if len(views) == 1 and (s := views[0].cell("total", c)) is not None]
    if stated is None or not cells:
        yield not_applicable("文中没有写整体自评资金，或没有整体自评表")
        return
    outcomes = [judge(Instance(((1, stated), (-1, cell)), "="), context) for cell in cells]
    yield next((outcome for outcome in outcomes if outcome.state is not State.FAIL), outcomes[0])
