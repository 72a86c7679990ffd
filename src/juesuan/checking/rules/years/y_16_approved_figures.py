"""Y-16 公布的数与批复不一致.

What was published must be what was approved: the 批复, or the internal accounts (财决) that were reported. Each fact that the forms of both state is
compared, whatever unit of money they print; what only one of them states is listed and not compared. Another body or another year is
not compared at all. Source: 《预算法》第八十九条、财预〔2016〕143号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.approved import (
    approved_facts,
    differs,
    judged_of_code,
    not_understood,
    of_unclear_codes,
    published_of,
    unlike,
)
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Outcome, Statement

RULE = "Y-16"
_SHOWN = 8


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per fact that both state, and one for what only one of them does."""
    if context.against is None:
        yield not_applicable("未提供批复或财决报表")
        return
    reason = unlike(context)
    if reason:
        yield undecidable(reason)
        return
    approved = approved_facts(context)
    compared, alone = 0, []
    for statement in approved.values():
        published = published_of(statement, context)
        if not published:
            alone += [statement] if statement.value else []
            continue
        compared += 1
        wrong = differs(statement, published, context)
        yield wrong if wrong is not None else passed(published[:1])
    for statement in of_unclear_codes(context):
        outcome = judged_of_code(statement, context)
        alone += [statement] if outcome is None and statement.value else []
        compared += outcome is not None
        if outcome is not None:
            yield outcome
    unknown = not_understood(context)
    if unknown:
        yield undecidable(f"批复中没有认出是哪个数，没有对照：{_listed(unknown)}")
    if not compared:
        yield undecidable("批复或财决报表中没有读出可以与公布的数对照的数")
    if alone:
        yield undecidable(f"只在批复或财决报表中有，没有对照：{_listed(alone)}")
    own = [s for s in context.disclosure.statements if s.source in context.disclosure.tables and s.value]
    only_published = [s for s in own if s.fact is not None and str(s.fact) not in approved]
    if compared and only_published:
        yield undecidable(f"只在公布的文件中有，没有对照：{_listed(only_published)}")


def _listed(statements: Sequence[Statement]) -> str:
    """The first of some numbers by name, and how many they are."""
    names = list(dict.fromkeys(f"“{statement.label}”" for statement in statements))
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 个数" if len(names) > _SHOWN else "")
