"""C-05 政府性基金表、国有资本经营预算表列有别的预算的科目.

公开07表 holds a 款 of the general budget, or 公开08表 anything but 223. Codes nobody knows are left undecided; the special treasury bonds
(…98) may be reported under either budget. The other way round is T05-06. Source: 政府收支分类科目.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Outcome, State

RULE = "C-05"
_FORMS = ("T07", "T08")
_SPECIAL_BONDS = "98"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per 款 and 项 of the two forms."""
    said, codes = False, context.standard.codes
    names = {fund: value.brief for fund, value in context.standard.vocabulary.values("fund").items()}
    for form in _FORMS:
        fund = context.standard.forms[form].fund
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
                belongs = f"属于{names[actual]}" if actual else f"不属于{names[fund]}"
                message = f"“{table.title}”中的 {row.key} {row.label} {belongs}，不应列在本表。"
                yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
    if not said:
        yield not_applicable("政府性基金表和国有资本经营预算表没有科目")
