"""What a document prints beside what evidence shows: what agrees passes, what differs is named, what nobody can say accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, EvidencedValue, Outcome, State
from juesuan.model.spelling import normalise
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from juesuan.standard.quantity import is_percent, parse_quantity
from tests.examples import examples

STANDARD = builtin()
RESULT = "公共数据归集率"
"""A measure of the whole that the example's results tell (96.40%) and its form prints."""


@lru_cache(maxsize=16)
def document(results: str = "", section: str = "") -> Disclosure:
    books = example_books(STANDARD)
    if results and books.overall is not None:
        books = replace(books, overall=replace(books.overall, results=(results,)))
    if section:
        books = replace(books, texts=(("机构设置", section),))
    return compose(books, STANDARD.layouts.prepared["henan-2022"])


def said(rule: str, *values: EvidencedValue, of: Disclosure | None = None) -> list[Outcome]:
    context = Context(of or document(), evidence=values, standard=STANDARD)
    return list(outcomes(STANDARD.rules[rule], context))


def shown() -> list[EvidencedValue]:
    """What the evidence of a consistent document shows: every number that its forms print as an actual value."""
    found = []
    for form in document().performance:
        project = form.project.text if form.kind == "PP" and form.project is not None else ""
        for indicator in form.indicators:
            name, actual = indicator.level3, indicator.actual
            quantity = parse_quantity(normalise(actual.text)) if actual is not None else None
            if name is None or quantity is None or sum(i.level3 == name for i in form.indicators) > 1:
                continue
            exact, money = Fraction(quantity.value), quantity.amount.unit.is_money
            what = "share" if is_percent(quantity) else "money" if money else "count"
            exact = exact / 100 if what == "share" else exact * 10000 if money else exact
            found.append(EvidencedValue(project, name.text, value="有", exact=f"{exact}", what=what, basis="算式"))
    return found


SHOWN = shown()


def test_all_that_a_consistent_document_prints_passes() -> None:
    assert len(SHOWN) > 20
    assert {outcome.state for outcome in said("PX-21", *SHOWN)} == {State.PASS}
    assert {outcome.state for outcome in said("PX-22", *SHOWN)} == {State.PASS}


@settings(max_examples=examples(20), deadline=None)
@given(st.integers(0, len(SHOWN) - 1), st.sampled_from([Fraction(2), Fraction(1, 2), Fraction(-1), Fraction(21, 20)]))
def test_one_value_that_is_another_fails_alone(number: int, by: Fraction) -> None:
    wrong = SHOWN[number]
    changed = EvidencedValue(
        wrong.project, wrong.name, value="别的", exact=f"{Fraction(wrong.exact) * by}", what=wrong.what, basis="算式"
    )
    values = [changed if one is wrong else one for one in SHOWN]
    failing = [outcome for outcome in said("PX-21", *values) if outcome.state is State.FAIL]

    assert len(failing) == 1
    assert f"“{wrong.name}”" in failing[0].message and "佐证算出" in failing[0].message


def test_a_value_beyond_what_is_printed_fails() -> None:
    of = [
        EvidencedValue("", RESULT, value="有", exact=exact, what="share")
        for exact in ("96405/100000", "964051/1000000")
    ]

    assert [outcome.state for value in of for outcome in said("PX-21", value)] == [State.PASS, State.FAIL]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (EvidencedValue("", RESULT, reason="没有这张表"), "没有从佐证算出：没有这张表"),
        (EvidencedValue("", RESULT, value="9家", exact="9", what="count"), "不是同样的数"),
        (EvidencedValue("", "谁也不知道的指标", value="9", exact="9", what="count"), "都没有找到"),
        (EvidencedValue("没有的项目", RESULT, value="9", exact="9", what="count"), "都没有找到"),
    ],
)
def test_what_nobody_can_say_accuses_nobody(value: EvidencedValue, reason: str) -> None:
    (outcome,) = said("PX-21", value)

    assert outcome.state is State.UNDECIDABLE and reason in outcome.reason


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("公共数据归集率96.40%。", State.PASS),
        ("公共数据归集率达到96.4%。", State.PASS),
        ("公共数据归集率96.5%。", State.FAIL),
        ("年度目标是公共数据归集率95%。", State.UNDECIDABLE),
        ("计划公共数据归集率95%以上。", State.UNDECIDABLE),
        ("2021年公共数据归集率90%。", State.UNDECIDABLE),
        ("2022年公共数据归集率90%。", State.FAIL),
        ("上年公共数据归集率90%。", State.UNDECIDABLE),
        ("收入比上年增长5%，公共数据归集率90%。", State.FAIL),
        ("公共数据归集工作完成90%。", State.NOT_APPLICABLE),
    ],
)
@pytest.mark.parametrize("in_form", [True, False])
def test_numbers_behind_the_name(text: str, state: State, *, in_form: bool) -> None:
    value = EvidencedValue("", RESULT, value="96.40%", exact="482/500", what="share", basis="算式")
    of = document(text) if in_form else document("全部完成。", text)

    assert {outcome.state for outcome in said("PX-22", value, of=of)} == {state}


def test_a_measure_of_the_whole_behind_the_name_of_a_project_is_not_judged() -> None:
    project = example_books(STANDARD).projects[0].name
    value = EvidencedValue("", RESULT, value="96.40%", exact="482/500", what="share", basis="算式")
    of = document("全部完成。", f"“{project}”项目公共数据归集率90%。")
    own = EvidencedValue(project, RESULT, value="96.40%", exact="482/500", what="share", basis="算式")

    assert {outcome.state for outcome in said("PX-22", value, of=of)} == {State.UNDECIDABLE}
    assert {outcome.state for outcome in said("PX-22", own, of=of)} == {State.FAIL}
    assert {outcome.state for outcome in said("PX-22", own, value, of=of)} == {State.FAIL}


def test_without_evidence_the_rules_do_not_apply() -> None:
    for rule in ("PX-21", "PX-22"):
        (outcome,) = outcomes(STANDARD.rules[rule], Context(document(), standard=STANDARD))

        assert outcome.state is State.NOT_APPLICABLE
