"""Width of Chinese on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from juesuan.formats.text.width import padded, width, wrapped


def test_a_chinese_character_takes_two_columns() -> None:
    """Digits take one."""
    assert width("收入12.50") == 9


def test_padding_counts_columns() -> None:
    """Left and right."""
    assert padded("收入", 6) == "收入  "
    assert padded("12", 4, right=True) == "  12"


def test_a_number_is_not_broken() -> None:
    """A wrapped line begins with the whole number."""
    assert wrapped("应为 1,235.70 万元", 12) == ["应为", "1,235.70 万", "元"]


def test_punctuation_does_not_begin_a_line() -> None:
    """It stays with the word in front of it."""
    assert wrapped("收入支出，合计", 8) == ["收入支出，", "合计"]


@given(st.text(alphabet="收入支出，。1234567890. ", max_size=60), st.integers(8, 40))
def test_wrapping_keeps_every_character(text: str, columns: int) -> None:
    """Only blanks at the breaks are lost."""
    assert "".join(wrapped(text, columns)).replace(" ", "") == text.replace(" ", "")
