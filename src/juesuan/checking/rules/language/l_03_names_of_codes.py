"""L-03 文字说明的科目名称与表格不一致.

Names marked （类）, （款） or （项） in the explanation are names of codes, and are written as in the tables. A name that no
table has but the code list knows is right: the code may have had a budget only. Words before a name (应使用卫生健康支出（类）)
belong to the sentence. 一般公共服务（类） is 一般公共服务支出: the last word of a name says nothing, and its absence is another way to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from juesuan.checking.coded import coded_rows
from juesuan.checking.context import Context, not_applicable, passed, without_accounts
from juesuan.checking.wording import Text, explanation
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression
from juesuan.standard.codes import Codes, plain_name

RULE = "L-03"
_NAME = expression(
    r"(?:^|(?<=[）)。；：，、\d．.]))([一-鿿][^（）()。；：，．.\d]{1,40}?(?:[（(][^（）()类款项]{1,6}[）)][^（）()。；：，]{0,20})?)"
    r"[（(]([类款项])[）)]"
)
_DIGITS = {"类": 3, "款": 5, "项": 7}
_ALIKE = 0.6
_LAST = "支出"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per marked name; the same wrong name is reported once."""
    listed: dict[int, dict[str, Term]] = {3: {}, 5: {}, 7: {}}
    for table, row in coded_rows(context):
        place = Term(-1, table.title, None, row.place, row.label)
        listed.get(len(row.key), {}).setdefault(plain_name(row.label), place)
    if not listed[7]:
        yield without_accounts(context, "未读到按科目编码列示的表")
        return
    judged: dict[tuple[str, str], Outcome] = {}
    for text in explanation(context):
        for match in _NAME.finditer(text.passage.text):
            judged.setdefault((match[1], match[2]), _judge(text, match, listed, context.standard.codes))
    if not judged:
        yield not_applicable("文字说明中没有标明类、款、项的科目名称")
    yield from judged.values()


def _judge(text: Text, match: re.Match[str], listed: dict[int, dict[str, Term]], codes: Codes) -> Outcome:
    level, name = _DIGITS[match[2]], plain_name(match[1])
    endings = [name[start:] + last for start in range(len(name) - 1) for last in ("", _LAST)]
    if any(ending in listed[level] or _is_name(ending, level, codes) for ending in endings):
        return passed()
    near = get_close_matches(name, listed[level], n=1, cutoff=_ALIKE)
    terms = (text.term(match.start(1), match.end(1)), *(listed[level][found] for found in near))
    hint = f"，表中有“{listed[level][near[0]].text}”" if near else ""
    message = f"{text.where}中的“{match[1]}（{match[2]}）”不是表中的科目名称{hint}。"
    return Outcome(State.FAIL, terms=terms, message=message)


def _is_name(name: str, level: int, codes: Codes) -> bool:
    """Whether the code list has the name at that level."""
    asked = {digits: name if digits == level else "" for digits in _DIGITS.values()}
    return bool(codes.lookup(*asked.values()))
