"""Points of one text: a line each where they count from one on; nothing else is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.numbered_lines import in_lines, joined_points

SENTENCES = st.text(alphabet="建成数据平台提高服务率达到八成一二", min_size=1, max_size=12).map("{}。".format)


@given(st.lists(SENTENCES, min_size=2, max_size=12), st.sampled_from(["{}．", "目标{}：", "（{}）", "{}、"]))
def test_numbered_points_have_a_line_each(points: list[str], mark: str) -> None:
    numbered = [f"{mark.format(number)}{point}" for number, point in enumerate(points, 1)]

    assert in_lines("".join(numbered)).split("\n") == numbered
    assert in_lines(in_lines("".join(numbered))).split("\n") == numbered
    assert joined_points(numbered) == "".join(numbered)


@given(st.lists(SENTENCES, min_size=2, max_size=12))
def test_points_without_numbers_get_some(points: list[str]) -> None:
    assert len(in_lines(joined_points(points)).split("\n")) == len(points)


@pytest.mark.parametrize(
    "text", ["", "建成。", "完成2项：一是甲；二是乙。", "增长1.5万元。2.5万元未付。", "其中1、2项。", "3．甲。4．乙。"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert in_lines(text) == text
