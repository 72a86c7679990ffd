"""Chinese characters, told without a regular expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.characters import has_chinese, is_chinese, leading_chinese

texts = st.text(st.sampled_from("一鿿龥㐀ꀀ〇中a1（。々"), max_size=8)


@given(texts)
def test_they_are_those_of_the_range(text: str) -> None:
    assert is_chinese(text) == (re.fullmatch(r"[一-鿿]*", text) is not None)
    assert has_chinese(text) == (re.search(r"[一-鿿]", text) is not None)
    assert leading_chinese(text) == re.match(r"[一-鿿]*", text)[0]  # type: ignore[index]
