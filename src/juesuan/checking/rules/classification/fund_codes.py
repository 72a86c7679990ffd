"""T05-06, C-05 科目与预算不符.

T05-06: a 款 that exists only in the government-fund or the capital budget stands in table 05.
C-05: table 07 holds a 款 of the general budget, or table 08 anything but 223. Codes nobody knows are left undecided; the
special treasury bonds (…98) may be reported under either budget (DOMAIN 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, State

_FUND_NAMES = {"gf": "政府性基金预算", "sc": "国有资本经营预算"}
_OWN_TABLE = {"gf": "政府性基金预算财政拨款收入支出决算表", "sc": "国有资本经营预算财政拨款支出决算表"}
_SPECIAL_BONDS = "98"


def _general_budget(context: Context) -> Iterator[Outcome]:
    if context.table("T05") is None:
        yield absent(context, "T05")
        return
    year = context.disclosure.info.year
    for table, row in coded_rows(context, "T05"):
        fund = context.standard.codes.fund_of(row.key, year) if len(row.key) > 3 or row.key in {"223", "234"} else ""
        if not fund:
            yield passed()
            continue
        message = (
            f"{row.key} {row.label} 只属于{_FUND_NAMES[fund]}，不应列入“{table.title}”，应列入{_OWN_TABLE[fund]}。"
        )
        yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)


def _own_budgets(context: Context) -> Iterator[Outcome]:
    said, codes = False, context.standard.codes
    for form, fund in (("T07", "gf"), ("T08", "sc")):
        for table, row in coded_rows(context, form):
            if len(row.key) == 3:
                continue
            said = True
            actual = context.standard.codes.fund_of(row.key, context.disclosure.info.year)
            if actual == fund or row.key[3:5] == _SPECIAL_BONDS:
                yield passed()
            elif not actual and (not codes.is_known(row.key[:5]) or codes.uncertain(row.key[:5])):
                yield undecidable(f"没有可靠依据判断 {row.key} {row.label} 属于哪一类预算")
            else:
                belongs = f"属于{_FUND_NAMES[actual]}" if actual else f"不属于{_FUND_NAMES[fund]}"
                message = f"“{table.title}”中的 {row.key} {row.label} {belongs}，不应列在本表。"
                yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
    if not said:
        yield not_applicable("政府性基金表和国有资本经营预算表没有科目")


RULES = {"T05-06": _general_budget, "C-05": _own_budgets}
