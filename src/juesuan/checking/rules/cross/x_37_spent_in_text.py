"""X-37 文中的会议费、培训费等小于基本支出表.

What the text says that the department spent in the year on 会议费 or 培训费 is at least what the table of basic spending has of it: money of projects
may only add to it. Only sentences that speak of the department and its year are meant, in which the name stands right before the amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.coded import code_rows
from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.sentences.told import NUMBER, sentences
from juesuan.model import Outcome, Statement
from juesuan.model.expressions import expression
from juesuan.standard.codes import plain_name

RULE = "X-37"
_OF_THE_YEAR = expression(r"(?:20\d\d年(?:度)?|全年|本年(?:度)?)(?:，)?(?:本部门|本单位|我部门|我单位|部门|全年)?")
_OF_A_PART = expression(r"其中|项目|比|较|预算|计划|超|节约|人均|平均")
_LONGEST = 4


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per amount that is told of a 款 of the table of basic spending."""
    rows = {plain_name(row.label): row.key for row in code_rows(context, context.rules[RULE].scope)}
    pairs = [pair for name, row in rows.items() if len(name) <= _LONGEST for pair in _pairs(name, row, context)]
    if not pairs:
        yield not_applicable("文中没有写全年会议费、培训费等支出")
    for told, printed in pairs:
        yield judge(equation_of(((1, told), (-1, printed)), ">="), context)


def _pairs(name: str, row: str, context: Context) -> Iterator[tuple[Statement, Statement]]:
    form = context.rules[RULE].scope
    printed = [s for s in context.stated_in(form) if s.row == row and s.value and not s.ambiguous]
    pattern = re.compile(
        rf"(?:^|[；，。])[^；，。]{{0,16}}?(?:开支|支出|发生)(?:了)?{re.escape(name)}(?:支出)?(?:共计|合计|共)?(?:为)?({NUMBER})"
    )
    for sentence in sentences(context) if len(printed) == 1 else ():
        if not _OF_THE_YEAR.match(sentence.outer):
            continue
        for piece in sentence.outer.split("；"):
            match = pattern.search(piece) if _OF_A_PART.search(piece) is None else None
            number = sentence.numbers[match[1]] if match is not None else None
            if (
                number is not None
                and number.is_exact
                and not number.seen.bound
                and number.statement.amount.unit.is_money
            ):
                yield number.statement, printed[0]
