"""PO-19 没有政府采购而政府采购执行率得分.

No procurement, no rate of it. The budget for procurement is not published, so only that can be told. A note. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import performance_forms
from juesuan.model import Outcome, Severity, State, Term

RULE = "PO-19"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    told = context.by_fact.get(str(context.standard.bookkeeping.facts.procurement), ())
    total = next((s for s in told if s.source.startswith("N11")), None)
    rows = [
        row
        for view in performance_forms(context, "PO")
        for row in view.rows
        if row.name.strip("“”") == "政府采购执行率"
    ]
    if not rows:
        yield not_applicable("没有政府采购执行率指标")
    for row in rows:
        if total is None:
            yield undecidable("文字说明中没有找到政府采购支出总额")
        elif total.value or row.score is None or not row.score.value:
            yield passed([total])
        else:
            message = f"{row.view.name}指标“{row.name}”得分 {row.score.amount.raw}，但政府采购支出总额为 {total.amount.raw}，该指标不适用。"
            terms = (Term.of(row.score), Term.of(total, -1))
            yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
