"""Finding a number by the words around it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.formats.pages.printed_words import best_match, folded
from tests.examples import examples

PARAGRAPH = "年初预算为80.00万元，支出决算为80.00万元，完成年初预算的180.00%。"


def test_of_equal_numbers_the_one_with_the_same_surroundings() -> None:
    """The excerpt of a place tells which one is meant."""
    second = PARAGRAPH.index("80.00万元，完成")

    assert best_match(PARAGRAPH, "80.00", "元，支出决算为80.00万元，完成年") == (second, second + 5)
    assert best_match(PARAGRAPH, "80.00", "年初预算为80.00万元，支") == (5, 10)


def test_a_number_is_found_whole() -> None:
    """Never inside a longer one."""
    assert best_match("共180.00元", "80.00", "") is None
    assert best_match("共1,280.00元", "280.00", "") is None
    assert best_match("共80.005元", "80.00", "") is None


def test_spelling_and_white_space_do_not_matter() -> None:
    """Full-width digits and blanks are printed in many documents."""
    text, at = folded("共 １２ ．5 万元")

    assert text == "共12.5万元"
    assert at == [0, 2, 3, 5, 6, 8, 9]
    assert best_match(text, "12.5", "") == (1, 5)


@settings(max_examples=examples(60), deadline=None)
@given(st.text("1,.零五 万元", max_size=12), st.text("15.占", min_size=1, max_size=4), st.text("1.元 ", max_size=12))
def test_what_is_found_is_what_was_wanted(before: str, wanted: str, after: str) -> None:
    """Wherever it stands."""
    text = folded(before + wanted + after)[0]
    found = best_match(text, wanted, before[-3:] + wanted + after[:3])

    assert found is None or text[slice(*found)] == wanted
