"""A rate off by one in its last decimal is a tail, further off it is wrong; and other rates that cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from juesuan.model import Band, Finding, Severity
from tests.checking.narrative.told import alarms_of, report_of
from tests.examples import examples

_CENT = Decimal("0.01")
_NEAR = Decimal("0.003")
"""A rate so near to its rounding that the rounding of its operands does not matter."""


def _found(section: str, text: str, printed: str) -> list[Finding]:
    report = report_of([(section, text)])
    return [f for f in report.findings if f.root is None and f.terms and f.terms[0].text == f"{printed}%"]


@settings(max_examples=examples(12), deadline=None)
@given(
    now=st.integers(500_000, 900_000), moved=st.integers(10_000, 90_000), off=st.integers(-3, 3), share=st.booleans()
)
def test_a_nudged_rate_is_a_warning_and_one_further_off_an_error(now: int, moved: int, off: int, share: bool) -> None:
    part, whole = Decimal(moved) / 100, Decimal(now) / 100
    exact = 100 * part / (whole if share else whole - part)
    rounded = exact.quantize(_CENT)
    assume(abs(exact - rounded) < _NEAR)
    printed = f"{rounded + off * _CENT:.2f}"
    if share:
        text = f"2023年度支出合计{whole:.2f}万元，其中：基本支出{part:.2f}万元，占{printed}%。"
    else:
        text = f"2023年度机关运行经费支出{whole:.2f}万元，比上年度增加{part:.2f}万元，增长{printed}%，主要原因是工作任务增加。"
    found = _found("N03" if share else "N10", text, printed)

    assert [(f.severity, f.band) for f in found] == {
        0: [],
        1: [(Severity.WARNING, Band.COPY_TAIL)],
    }.get(abs(off), [(Severity.ERROR, Band.ERROR)])


@pytest.mark.parametrize("printed", ["10", "12"])
def test_a_rate_without_decimals_is_not_nudged(printed: str) -> None:
    text = f"2023年度机关运行经费支出1110.00万元，比上年度增加110.00万元，增长{printed}%，主要原因是工作任务增加。"

    assert [f.severity for f in _found("N10", text, printed)] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("减少0.00万元，下降100.00%", True),
        ("增加0.00万元，增长5.00%", True),
        ("减少0.00万元，下降0.00%", False),
        ("减少3.00万元，下降100.00%", False),
    ],
)
def test_nothing_that_has_not_changed_has_no_rate(said: str, wrong: bool) -> None:
    text = f"因公出国（境）费支出决算为0.00万元，比上年{said}，主要原因是没有出国任务。"
    found = [message for _, message in alarms_of([("N09", text)]) if "没有变动" in message]

    assert bool(found) is wrong


@settings(max_examples=examples(10), deadline=None)
@given(opening=st.integers(1_000, 90_000), moved=st.integers(100, 900), up=st.booleans(), off=st.sampled_from((0, 200)))
def test_the_end_of_the_year_against_its_beginning(opening: int, moved: int, up: bool, off: int) -> None:
    before, by = Decimal(opening) / 100, Decimal(moved) / 100
    after = before + by if up else before - by
    rate = (100 * by / before).quantize(_CENT) + off * _CENT
    word = ("增加", "增长") if up else ("减少", "下降")
    text = (
        f"2023年度收、支总计均为920.00万元。年末结转和结余{after:.2f}万元，较年初结转和结余{before:.2f}万元"
        f"{word[0]}{by:.2f}万元，{word[1]}{rate:.2f}%，主要原因是项目跨年实施。"
    )

    assert bool(alarms_of([("N01", text)], {"N01-02"})) is bool(off)


@pytest.mark.parametrize(("operating", "wrong"), [("94.00", False), ("49.00", True)])
def test_parts_of_basic_spending_make_it_up_wherever_they_are_told(operating: str, wrong: bool) -> None:
    text = (
        "2023年度收、支总计均为920.00万元。本年支出按用途分：基本支出537.00万元，其中人员经费443.00万元、"
        f"公用经费{operating}万元；项目支出355.50万元。"
    )

    assert bool(alarms_of([("N01", text)], {"N01-07"})) is wrong


@pytest.mark.parametrize(("spent", "wrong"), [("920.00", False), ("902.00", True)])
def test_income_and_spending_come_to_the_same(spent: str, wrong: bool) -> None:
    text = f"2023年度收入总计920.00万元，支出总计{spent}万元。"

    assert bool(alarms_of([("N01", text)], {"N01-07"})) is wrong
