"""Whatever a document says, it is read: no text stops the reader, no number is lost, no operand points nowhere."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.recognising.narrative.telling import HEADINGS, tell

PIECES = st.sampled_from(
    [
        "支出", "收入", "决算", "预算", "年初预算为", "完成预算的", "占", "增加", "下降", "持平", "主要原因是", "其中：", "，", "。", "、", "；",
        "（", "）", "教育支出（类）普通教育（款）", "小学教育（项）", "（项）", "小学教育（2050202）", "1,234.56万元", "12.5%", "2023年度", "2022年",
        "3个", "15人次", "2辆", "第", "“三公”经费", "公务接待费", "一般公共预算财政拨款", "比上年", "比2023年年初预算数", "决算数大于预算数",
        "没有", "主要包括：", "基本工资", "某某", "123", "1．", "（二）", "自评得分", "99.5分", "涉及预算资金", "整体支出", "其中",
    ]
)  # fmt: skip

KINDS = {"amount", "percent", "count", "year", "date", "number", "code", "score", "other"}


@settings(deadline=None, max_examples=examples(200))
@given(st.sampled_from(sorted(HEADINGS)), st.lists(st.lists(PIECES, max_size=25).map("".join), max_size=4))
def test_any_text_is_read(section: str, lines: list[str]) -> None:
    read = tell("\n".join([HEADINGS[section], *lines]))
    ids = [statement.id for statement in read.statements]
    digits = len(re.findall(r"\d", "".join(lines)))

    assert len(ids) == len(set(ids))
    assert {operand for claim in read.claims for operand in claim.operands if operand} <= set(ids)
    assert sum(len(re.findall(r"\d", number.text)) for number in read.numbers) == digits
    assert all(number.kind in KINDS for number in read.numbers)
