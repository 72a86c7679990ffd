"""N09-06 “三公”经费的金额与数量不能相互印证.

Money without a count of what it bought is a contradiction; a count without money may have been paid by others: a warning. Counts that
are not stated at all are N09-05. Source: 财预〔2016〕143号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.three_public import stated_counts
from juesuan.model import Band, Outcome, Severity, State, Term

RULE = "N09-06"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per amount of 公开09表 that must have bought what is counted, where its counts are stated."""
    said = False
    for bought, *facts in context.rules[RULE].subjects:
        money = next((s for s in context.by_fact.get(str(bought), ()) if s.source == "T09"), None)
        counts = [statement for fact in facts for statement in stated_counts(context, fact)]
        if money is None or not counts:
            continue
        said = True
        if context.is_unfilled(money):
            yield undecidable(f"“{money.label}”没有填写，表中没有一个数", [money, *counts])
            continue
        counted = any(statement.value for statement in counts)
        if bool(money.value) == counted:
            yield passed([money, *counts])
            continue
        shown = "、".join(f"“{statement.label}”{statement.amount.raw}" for statement in counts)
        message = f"“{money.label}”为 {money.amount.raw or '0'}，而{shown}，金额与数量不能相互印证。"
        terms = (Term.of(money), *(Term.of(statement, -1) for statement in counts))
        severity = Severity.WARNING if counted else None
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, severity=severity)
    if not said:
        yield not_applicable("没有可以相互印证的金额和数量")
