"""Tables filled in sloppily: whatever stands in a cell for a name, a code or a unit, the document is read and judged to the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import juesuan
from juesuan.formats.pages.normal_form import occurrences
from juesuan.model import Row
from juesuan.model.whole_numbers import whole_number
from juesuan.recognising.narrative.grammar_tokens import tokens_of
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.performance.flat_words import Stream
from juesuan.standard import builtin
from tests.examples import examples
from tests.made import table

ODD = st.sampled_from(
    ["", " ", "\u3000", "\u200b", "/", "—", "-", "、", "，", "（类）", "①", "²", "0", "9" * 5000, "1" * 20, "单位：", "合计", "\ufeff", "#REF!"]
)  # fmt: skip
DOCUMENT = """<html><body><p>{unit}2022年度部门决算</p><p>收入支出决算总表</p><p>单位：{money}</p>
<table><tr><td colspan=3>收入</td><td colspan=3>支出</td></tr>
<tr><td>项目</td><td>行次</td><td>决算数</td><td>项目</td><td>行次</td><td>决算数</td></tr>
<tr><td>{label}</td><td>{line}</td><td>10.00</td><td>{label}</td><td>{line}</td><td>10.00</td></tr>
<tr><td>本年收入合计</td><td>{line}</td><td>10.00</td><td>本年支出合计</td><td>2</td><td>10.00</td></tr></table>
<p>一般公共预算财政拨款支出决算表</p><p>单位：{money}</p>
<table><tr><td colspan=2>项目</td><td rowspan=2>本年支出合计</td><td rowspan=2>基本支出</td><td rowspan=2>项目支出</td></tr>
<tr><td>功能分类科目编码</td><td>科目名称</td></tr>
<tr><td colspan=2>{label}</td><td>10.00</td><td>6.00</td><td>4.00</td></tr>
<tr><td>213</td><td>{name}</td><td>10.00</td><td>6.00</td><td>4.00</td></tr>
<tr><td>21303</td><td>{name}</td><td>10.00</td><td>6.00</td><td>4.00</td></tr>
<tr><td>{code}</td><td>{name}</td><td>10.00</td><td>6.00</td><td>4.00</td></tr></table>
<p>第三部分 2022年度部门决算情况说明</p><p>五、一般公共预算财政拨款支出决算情况说明</p>
<p>2022年度一般公共预算财政拨款支出10.00万元，主要用于{name}（类）支出、{label}。（{line}）{line}．</p></body></html>"""
FIELDS = ("unit", "money", "label", "line", "name", "code")


@settings(deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, ODD)))
def test_any_cell_is_read_to_the_end(tmp_path: Path, cells: dict[str, str]) -> None:
    path = tmp_path / "表.html"
    path.write_text(DOCUMENT.format(**cells), encoding="utf-8")
    disclosure = juesuan.read(path)
    report = juesuan.check(disclosure)

    assert disclosure.numbers
    assert report.results


@pytest.mark.parametrize("name", ["", "/", "、", "—", "0"])
def test_what_is_no_name_is_not_looked_for_in_prose(name: str) -> None:
    printed, _ = table("T05", {("213", "C1"): "10.00"}, rows=(Row("213", name, "213"),))
    found = Lexicon.of(builtin(), {"T05": printed})

    assert name not in found.functions.classes
    assert not [
        token for token in tokens_of("农林水支出10.00万元、/—0。", "N05", found) if token.text == name and token.names
    ]


def test_where_words_stand() -> None:
    assert list(occurrences("支出支出", "支出")) == [0, 2]
    assert list(occurrences("ＡＡＡ", "ＡＡ")) == [0, 1]
    assert list(occurrences("支出", "")) == []
    assert list(occurrences("", "")) == []


def test_no_token_begins_behind_the_end() -> None:
    assert Stream(()).index_at(7) == 0


@given(st.text(max_size=30) | st.integers(0).map(str) | st.sampled_from(["9" * 5000, "①", "²", "٣"]))
def test_a_whole_number_or_none(text: str) -> None:
    value = whole_number(text)

    assert value is None or value == int(text)
    assert whole_number("9" * 5000) is None
    assert whole_number("007") == 7
