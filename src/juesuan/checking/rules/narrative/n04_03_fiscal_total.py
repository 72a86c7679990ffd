"""N04-03 文字说明中财政拨款总计大于收支总计.

财政拨款 is a part of all the money; a larger 财政拨款总计 means that the two were written the wrong way round.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Band, Outcome, State, Statement, Term

RULE = "N04-03"


def _total(section: str, fact: str, context: Context) -> Statement | None:
    return next((s for s in context.by_fact.get(fact, ()) if s.source.partition(".")[0] == section), None)


def check(context: Context) -> Iterator[Outcome]:
    """Compares the two totals as the prose states them."""
    whole = _total("N01", "total[side=income]", context)
    part = _total("N04", "total[fund=fiscal,side=income]", context)
    if whole is None or part is None:
        yield not_applicable("文字说明没有同时写明收支总计和财政拨款收支总计")
        return
    larger, smaller = context.in_document_unit(whole), context.in_document_unit(part)
    tables = context.cell("T01", "L31", "C1"), context.cell("T04", "L32", "C1")
    if any(
        cell is not None and cell.value != amount.value for cell, amount in zip(tables, (larger, smaller), strict=True)
    ):
        yield not_applicable("总计与报表不一致，由 N01-01、N04-01 检查")
    elif smaller.interval.low <= larger.interval.high:
        yield passed([whole, part])
    else:
        message = f"财政拨款收支总计 {part.amount.raw} 大于收支总计 {whole.amount.raw}。"
        yield Outcome(
            State.FAIL,
            terms=(Term.of(part), Term.of(whole, -1)),
            message=message,
            band=Band.ERROR,
            stated=smaller.value,
            expected=larger.value,
            difference=smaller.value - larger.value,
        )
