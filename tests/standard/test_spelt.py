"""A pattern that is spelt out says what the regular expression says, whether or not it was compiled for it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from juesuan.standard import builtin
from juesuan.standard.spelt import SpeltPattern, spelt

_CHARACTERS = '收入支出决算年（(）)、，,：:“”"12'
_WORDS = st.text("收入支出决算年、：12", min_size=1, max_size=3)
_CLASSES = st.text('（(）)、，,：:“”"12年', min_size=1, max_size=4).map(lambda text: f"[{text}]")
_CONDITIONS = st.sampled_from(["(?!年)", "(?<=收)", "(?=[支出])", "^", "$"])
_OTHERS = st.sampled_from([r"\d", r"\d{4}", r"\d{1,2}", ".", "[^年]", "[一-鿿]", r"\.", ".*", r"\d+", "年*"])
_SIGNS = st.sampled_from(["", "", "?", "??", "{2}", "{0,2}", "{1,2}"])


def _bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    groups = st.tuples(st.sampled_from(["(?:", "(", "(?P<g>"]), inner).map(lambda pair: f"{pair[0]}{pair[1]})")
    items = st.one_of(st.tuples(st.one_of(_WORDS, _CLASSES, groups), _SIGNS).map("".join), _OTHERS, _CONDITIONS)
    return st.lists(st.lists(items, max_size=4).map("".join), min_size=1, max_size=3).map("|".join)


_PATTERNS = st.recursive(_WORDS, _bracketed, max_leaves=6).filter(lambda text: text.count("(?P<g>") <= 1)
_TEXTS = st.text(_CHARACTERS + '，：:“"3.٣', max_size=8)


@given(_PATTERNS, st.data())
def test_it_matches_where_the_expression_does(pattern: str, data: st.DataObject) -> None:
    whole, plain = re.compile(pattern), SpeltPattern([pattern])
    near = st.from_regex(whole, alphabet=_CHARACTERS + "3.一") if not re.search(r"\(\?[<=!]|[\^$]", pattern) else _TEXTS
    text = data.draw(st.one_of(_TEXTS, st.tuples(_TEXTS, near, _TEXTS).map("".join), near))
    start = data.draw(st.integers(0, len(text)))
    assert plain.fullmatch(text) == (whole.fullmatch(text) is not None)
    assert plain.is_possible(text) or whole.search(text) is None
    for bar in "年收":
        assert plain.is_possible(text.replace(bar, ""), bar) or whole.search(text) is None
    assert _span(plain.match(text, start)) == _span(whole.match(text, start))
    assert _span(plain.search(text)) == _span(whole.search(text))
    assert [*map(_span, plain.finditer(text))] == [*map(_span, whole.finditer(text))]


def test_what_holds_no_word_of_a_pattern_is_impossible_with_bars_too() -> None:
    pattern = SpeltPattern(["收入/决算数", "支出"])
    assert not any(pattern.is_possible(text, "/") for text in ("收入", "决算/数", "支/决算"))
    assert all(pattern.is_possible(text, "/") for text in ("收/入决算数", "支/出"))


@given(st.lists(_WORDS, min_size=1, max_size=4), _TEXTS)
def test_of_several_the_first_that_matches_counts(words: list[str], text: str) -> None:
    whole, plain = re.compile("|".join(words)), SpeltPattern(words)
    assert [*map(_span, plain.finditer(text))] == [*map(_span, whole.finditer(text))]
    assert _span(plain.match(text)) == _span(whole.match(text))


def test_what_is_plain_is_spelt_to_its_end() -> None:
    found = spelt("(?:上年)?结转(?:和|及)?结余[（(]款[）)]")
    assert found.exact and not found.begun
    assert {"结转结余(款)", "上年结转及结余(款)"} <= set(found.whole)
    assert spelt(r"\d{4}年.*收入").begun == ("0000年",)
    assert ("收入",) in spelt(r"\d{4}年.*收入").needs


def test_conditions_and_digits_are_left_to_the_expression() -> None:
    assert not spelt("支出(?!预算)").exact
    assert not spelt("100万元").exact
    assert SpeltPattern(["100万元"]).fullmatch("100万元")
    assert not SpeltPattern(["100万元"]).fullmatch("200万元")


def test_what_stands_around_is_part_of_a_whole_match_alone() -> None:
    title = SpeltPattern(["收入决算表"], around=("(?:附)?", r"(?:\(\d\))?"))
    assert all(map(title.fullmatch, ["收入决算表", "附收入决算表(1)"]))
    assert not any(map(title.fullmatch, ["某收入决算表", "附", "支出决算表"]))


_AROUND = ("(?:附?[(（])?(?:(?!收入|决算).){0,2}(?:(?<=年))?", r"(?:[)）]|年)*")


@given(_PATTERNS.filter(lambda text: "^" not in text and "$" not in text), st.data())
def test_one_frame_does_for_all_that_stand_in_it(pattern: str, data: st.DataObject) -> None:
    framed = re.compile(f"{_AROUND[0]}(?:{pattern}){_AROUND[1]}")
    near = (
        st.from_regex(re.compile(pattern), alphabet=_CHARACTERS + "3.一")
        if "(?" not in pattern.replace("(?:", "")
        else _TEXTS
    )
    around = st.text("附(（）)年入", max_size=3)
    text = data.draw(st.one_of(_TEXTS, st.tuples(around, near, around).map("".join)))
    assert SpeltPattern([pattern], around=_AROUND).fullmatch(text) == (framed.fullmatch(text) is not None)


def test_the_titles_of_the_standard_are_recognised() -> None:
    assert all(form.has_title(form.title.replace("（", "(").replace("）", ")")) for form in builtin().forms.values())


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    return match.span() if match is not None else None
