"""T05-06 一般公共预算表列有别的预算的科目.

A 款 that exists only in the government-fund or in the state-capital budget stands in 公开05表. The other way round is C-05. Source:
政府收支分类科目.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State

RULE = "T05-06"
_OWN_TABLE = {"gf": "政府性基金预算财政拨款收入支出决算表", "sc": "国有资本经营预算财政拨款支出决算表"}


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per row with a code."""
    if context.table("T05") is None:
        yield absent(context, "T05")
        return
    year = context.disclosure.info.year
    for table, row in coded_rows(context, "T05"):
        fund = context.standard.codes.fund_of(row.key, year) if len(row.key) > 3 or row.key in {"223", "234"} else ""
        if not fund:
            yield passed()
            continue
        name = context.standard.vocabulary.values("fund")[fund].brief
        message = f"{row.key} {row.label} 只属于{name}，不应列入“{table.title}”，应列入{_OWN_TABLE[fund]}。"
        yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
