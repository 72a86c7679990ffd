"""The words: terms, glossary, patterns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from juesuan.standard import builtin


def test_no_term_is_wrong_by_its_own_pattern() -> None:
    written_right = "，".join(term.term for term in builtin().terms)

    assert not [term.term for term in builtin().terms if term.wrong is not None and term.wrong.search(written_right)]


def test_slips_are_only_allowed_in_terms_long_enough_to_be_told_from_other_words() -> None:
    assert all(len(term.term) >= 5 for term in builtin().terms if term.slips)


def test_glossary_entries_explain() -> None:
    assert all(entry.definition.endswith("。") and entry.english and entry.name for entry in builtin().glossary)


def test_a_particle_printed_twice() -> None:
    found = builtin().language.doubled_word.findall("主管的的资金，目的的明确，标的的价格，的的确确")

    assert len(found) == 1


def test_good_chinese_is_left_alone() -> None:
    text = "公务接待项目项目支出的目的的确如此……往往刚刚，谢谢；以及及时研究研究（含XX年以外）MAXXI"

    assert builtin().language.doubled_word.search(text) is None
    assert builtin().language.doubled_punctuation.search(text) is None
    assert builtin().language.placeholder.findall(text) == ["XX"]
    assert builtin().language.contradiction.search("比上年增加3.00万元，增长1.20%") is None


@given(
    st.lists(
        st.sampled_from(
            [
                "增加",
                "减少",
                "增",
                "减",
                "是",
                "否",
                "部门",
                "单位",
                "（",
                "）",
                "(",
                "/",
                "或",
                "3",
                "我",
                "没有",
                "原因",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_two_words_of_a_template_are_found_wherever_their_expression_finds_them(text: str) -> None:
    language = builtin().language
    for offered in (language.alternative, language.own_alternative("某某局")):
        found = [match.span() for match in offered.finditer(text)]

        assert found == [match.span() for match in offered.pattern.finditer(text)]
