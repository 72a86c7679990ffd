"""Excerpts: what is shown holds what is printed, is a part of what stands there, and begins and ends with no half of a number."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Passage
from juesuan.model.excerpt import quoted, shortened

_PIECES = [
    "本年收入",
    "支出决算为",
    "1234.56万元",
    "2023年度",
    "，",
    "。",
    "其中：",
    "（",
    "）",
    "占",
    "84.19%",
    "12辆",
    "、",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=16).map("".join)
_NUMBER = re.compile(r"\d[\d.]*")


@given(text=_TEXTS, data=st.data())
def test_no_number_is_torn(text: str, data: st.DataObject) -> None:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return
    chosen = data.draw(st.sampled_from(numbers))
    excerpt = Passage(text).place(chosen.start(), chosen.end()).text
    shown = quoted(excerpt, chosen[0])

    assert chosen[0] in shown
    assert shown in excerpt
    whole = {number[0] for number in numbers}
    assert set(_NUMBER.findall(shown)) <= whole


@given(text=_TEXTS, limit=st.integers(12, 40))
def test_a_beginning_ends_with_a_whole_number(text: str, limit: int) -> None:
    shown = shortened(text, limit)

    assert len(shown) <= limit + 1
    assert text.startswith(shown.removesuffix("…"))
    assert (shown == text) == (len(text) <= limit)
    assert set(_NUMBER.findall(shown)) <= {number[0] for number in _NUMBER.finditer(text)}


def test_whole_clauses_are_shown() -> None:
    text = "2022年度财政拨款基本支出781.43万元，其中：人员经费601.45万元，占基本支出的76.97%"
    at = text.index("781.43")

    assert quoted(Passage(text).place(at, at + 6).text, "781.43") == "财政拨款基本支出781.43万元，其中"
    assert shortened("本部门2023年度机关运行经费支出179.98万元，比上年决算数增加61.78万元", 30) == (
        "本部门2023年度机关运行经费支出179.98万元…"
    )
