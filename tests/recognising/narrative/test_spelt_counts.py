"""Counts in Chinese numerals are counts, where words say what is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.whole_numbers import spelt_number
from tests.recognising.narrative.telling import amounts, one

_NUMERALS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def _spelt(number: int) -> str:
    """A number below ten thousand as Chinese writes it."""
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + _NUMERALS[digit] + name
        gap = not digit
    return text or "零"


@given(st.integers(0, 9999))
def test_a_number_is_read_as_it_is_spelt(number: int) -> None:
    assert spelt_number(_spelt(number)) == number
    assert spelt_number(_spelt(number).translate(_FORMAL)) == number
    assert spelt_number(_spelt(number).removeprefix("一") if 10 <= number < 20 else _spelt(number)) == number


@pytest.mark.parametrize("text", ["", "十百", "三四", "第一", "一百千", "零十"])
def test_what_is_no_number(text: str) -> None:
    assert spelt_number(text) is None


@given(held=st.integers(1, 99), groups=st.integers(1, 99), people=st.integers(1, 999), formal=st.booleans())
def test_spelt_counts_of_the_three_public(held: int, groups: int, people: int, formal: bool) -> None:
    def spelt(number: int) -> str:
        return _spelt(number).translate(_FORMAL) if formal else _spelt(number)

    read = one(
        "N09",
        f"公务用车运行支出5.50万元，公务用车保有量为{spelt(held)}辆。国内接待支出1.60万元，"
        f"共接待国内来访团组{spelt(groups)}个、来宾{spelt(people)}人次，其中一个是第一批。",
    )

    stated = {fact: spelt_number(amount) for fact, amount in amounts(read).items() if "three_public" not in fact}
    assert stated == {"vehicles[item=held]": held, "receptions": groups, "guests": people}
