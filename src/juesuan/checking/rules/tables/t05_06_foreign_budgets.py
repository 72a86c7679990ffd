"""T05-06 一般公共预算表列有别的预算的科目.

A 款 that exists only in the government-fund or in the state-capital budget stands in 公开05表. The other way round is C-05. Source:
政府收支分类科目.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State
from juesuan.standard.forms import ACCOUNTS

RULE = "T05-06"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per row with a code."""
    if context.table("T05") is None:
        yield absent(context, "T05")
        return
    year, forms = context.disclosure.info.year, context.standard.forms
    own_table = {form.fund: form.title for form in forms.values() if form.document == ACCOUNTS and form.kind == "codes"}
    for table, row in coded_rows(context, "T05"):
        fund = context.standard.codes.fund_of(row.key, year)
        if fund in {"", forms["T05"].fund}:
            yield passed()
            continue
        name = context.standard.vocabulary.values("fund")[fund].brief
        message = f"{row.key} {row.label} 只属于{name}，不应列入“{table.title}”，应列入{own_table[fund]}。"
        yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
