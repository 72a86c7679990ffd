"""User data never raises: whatever stands in grids and lines, a result comes back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.recognising.forms import recognise_forms
from juesuan.standard import builtin
from tests.examples import examples
from tests.recognising.forms.pages import grid, paragraph, source, text_source

TITLES = [
    "收入支出决算总表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
]
WORDS = st.sampled_from([
    "", "项目", "行次", "栏次", "金额", "决算数", "预算数", "科目编码", "科目名称", "合计", "总计", "本年支出合计",
    "基本支出", "项目支出", "类", "款", "项", "201", "20101", "2010101", "301", "01", "1", "2", "3", "31", "0.00", "12.30",
    "1,234.50", "-", "—", "XX", "（1.00）", "一、一般公共服务支出", "一、一般公共预算财政拨款", "办公费", "人员经费合计",
    "公用经费合计", "因公出国（境）费", "公务接待费", "教育支出", "注：本表", "单位：万元", "第三部分", "9" * 40,
])  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_grids(data: st.DataObject) -> None:
    blocks = []
    for _ in range(data.draw(st.integers(1, 3))):
        blocks.append(paragraph(data.draw(st.sampled_from(TITLES))))
        width = data.draw(st.integers(1, 7))
        rows = data.draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8))
        blocks.append(grid(rows, ruled=data.draw(st.booleans())))
        blocks += [paragraph(word) for word in data.draw(st.lists(WORDS, max_size=3)) if word]
    found = recognise_forms(source(blocks), builtin())

    assert len({s.id for s in found.statements}) == len(found.statements)
    assert found.grade is None or 0 <= found.grade <= 1


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_lines(data: st.DataObject) -> None:
    lines = ["单位：万元"]
    for title in data.draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=3)):
        lines += [title, "单位：万元", "项目 金额"]
        body = data.draw(st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=10))
        gap = data.draw(st.sampled_from([" ", "   ", "\t"]))
        lines += [gap.join(words) for words in body]
    found = recognise_forms(text_source("\n".join(lines)), builtin())

    assert len({s.id for s in found.statements}) == len(found.statements)
    assert len(found.readings) >= 10
