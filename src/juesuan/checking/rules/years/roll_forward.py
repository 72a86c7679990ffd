"""Y-01, Y-02, Y-03 年初结转结余与上年年末结转结余.

This year's opening balance is last year's closing balance. Corrections, recovered money and transfers inside the department may
move it (决算附表“年初结转和结余调整情况表”), so a difference is a warning that asks for the explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.model import Band, Outcome, State, Statement, Term


def _opening(source: str, context: Context) -> list[Statement]:
    return [
        s
        for s in context.disclosure.statements
        if s.source == source and s.fact is not None and s.fact.measure == "balance" and s.fact.get("at") == "opening"
    ]


def _check(sources: tuple[str, ...], context: Context) -> Iterator[Outcome]:
    openings = [statement for source in sources for statement in _opening(source, context)]
    if not openings:
        yield undecidable("；".join(context.why_absent(source) for source in sources))
        return
    for opening in openings:
        if opening.fact is None or opening.ambiguous:
            continue
        before = context.previous_value(opening.fact.but(at="closing"))
        if before is None:
            if opening.value:
                yield undecidable(f"上年决算中没有找到与“{opening.label}”对应的年末数")
            continue
        yield _compare(opening, before, context)


def _compare(opening: Statement, before: Decimal, context: Context) -> Outcome:
    now = context.in_document_unit(opening).value
    if now == before:
        return passed([opening])
    message = (
        f"“{opening.label}”为 {money(now)}，上年决算的年末数为 {money(before)}，相差 {money(abs(now - before))} "
        f"{context.unit.value}；如有年初调整，应在说明中解释。"
    )
    return Outcome(
        State.FAIL,
        terms=(Term.of(opening),),
        message=message,
        band=Band.ERROR,
        stated=now,
        expected=before,
        difference=abs(now - before),
        allowed=Decimal(0),
    )


def _funds(context: Context) -> Iterator[Outcome]:
    if not any(_opening(source, context) for source in ("T07", "T08")):
        yield not_applicable("政府性基金和国有资本经营预算表没有年初结转栏")
        return
    yield from _check(("T07", "T08"), context)


RULES = {"Y-01": partial(_check, ("T01",)), "Y-02": partial(_check, ("T04",)), "Y-03": _funds}
