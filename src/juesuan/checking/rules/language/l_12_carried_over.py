"""L-12 原因说到的结转与报表不符.

Who spent more because of what was carried over from last year (使用上年结转资金) had something at the beginning of the year, of the fund
that the section speaks of; who says that nothing was carried over had nothing. Only where every number of the
section was understood; what was carried over of one project the tables do not tell, so only a balance of nothing contradicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import Text, prose
from juesuan.model import FactKey, NumberKind, Outcome, State, Statement, Term
from juesuan.model.expressions import expression

RULE = "L-12"
_CARRIED = r"(?:财政拨款|资金|项目|专项|一般公共预算|政府性基金)*(?:结转和结余|结转结余|结转|结余)"
_USED = expression(
    rf"(?:使用|动用|安排|列支|消化|支付|支出)(?:了)?(?:以前年度|上年(?:度)?|年初|历年|往年)(?!没有|无|未){_CARRIED}"
)
_NONE = expression(rf"(?:没有|无|未(?:使用|动用|发生))(?:以前年度|上年(?:度)?|年初|历年|往年){_CARRIED}")
_OTHERS = expression(r"非财政|不含|除|若|如有|应|可")
_REACH = 8
_MAIN = tuple(f"N{number:02}" for number in range(1, 9))


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per such phrase of the sections about money."""
    seen = False
    for main in _MAIN:
        for text in prose(context, main):
            for outcome in _told(text, main, context):
                seen = True
                yield outcome
    if not seen:
        yield not_applicable("文字说明没有用结转解释增减")


def _told(text: Text, main: str, context: Context) -> Iterator[Outcome]:
    for pattern, denied in ((_USED, False), (_NONE, True)):
        for match in pattern.finditer(text.passage.text):
            if not _OTHERS.search(text.passage.text[max(0, match.start() - _REACH) : match.start()]):
                yield _judged(text.term(match.start(), match.end()), main, context, denied=denied)


def _judged(said: Term, main: str, context: Context, *, denied: bool) -> Outcome:
    balances = _balances(main, context)
    if unsure := why_unsure_in(main, context) or _unread(main, context):
        return undecidable(unsure)
    if not balances:
        return undecidable("表中没有读出这项资金的结转和结余")
    there = any(balance.value for balance in balances)
    if there is not denied:
        return passed(list(balances))
    printed = balances[0]
    shown = f"为 {printed.amount.raw}" if printed.amount.raw else "没有金额"
    message = f"文中写“{said.text}”，“{printed.label}”{shown}，请核对。"
    return Outcome(State.FAIL, terms=(said, Term.of(printed, -1)), message=message)


def _balances(main: str, context: Context) -> list[Statement]:
    """What the tables print of the balance at the beginning of the year, of the fund that a section speaks of."""
    kind = context.standard.grammar.section(main)
    fund = kind.scope.get("fund") if kind is not None and kind.scope is not None else None
    fact: FactKey = context.rules[RULE].subjects[0][0].but(fund=fund)
    return [statement for statement in context.by_fact.get(str(fact), ()) if not statement.in_prose]


def _unread(main: str, context: Context) -> str:
    """Why a section is not understood as a whole: a number of money in it is tied to nothing."""
    money = {NumberKind.AMOUNT, NumberKind.PERCENT}
    left = [n for n in context.disclosure.numbers if n.kind in money and n.section.startswith(main) and n.bound is None]
    return f"这一节有数字没有读懂：{left[0].text}" if any(not number.described for number in left) else ""
