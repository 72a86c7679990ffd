"""C-…, and the rules on codes of tables 05, 06 and across tables: one document that fails, one that passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.model import Disclosure, FormReading, State
from tests import made
from tests.checking.judging import failures, relabelled, section, states

NAMES = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "2080502": "事业单位离退休",
}


def coded(*codes: str, form: str = "T03", year: int = 2024, **names: str) -> Disclosure:
    """A form with these codes, each with an amount, named as they should be."""
    document = made.disclosure({form: {(code, column): "1.00" for code in codes for column in ("C1", "C3")}})
    labels = {(form, code): names.get(f"n{code}", NAMES.get(code, f"科目{code}")) for code in codes}
    return relabelled(replace(document, info=replace(document.info, year=year)), labels)


def test_c_01_shape_and_class_of_codes() -> None:
    assert states("C-01", coded("208", "20805", "2080501")) == {State.PASS}
    assert "4 位" in failures("C-01", coded("2080"))[0].message
    assert "234" in failures("C-01", coded("234", year=2019))[0].message
    assert states("C-01", coded("234", year=2020)) == {State.PASS}
    assert states("C-01", made.disclosure()) == {State.UNDECIDABLE}


def test_c_02_names_of_codes() -> None:
    assert states("C-02", coded("208", "20805", "2080501")) == {State.PASS}
    old = failures("C-02", coded("20805", n20805="行政事业单位离退休"))
    assert "应为“行政事业单位养老支出”" in old[0].message
    assert states("C-02", coded("20805", year=2019, n20805="行政事业单位离退休")) == {State.PASS}
    assert "应为“社会保障和就业支出”" in failures("C-02", coded("208", n208="社会保障支出"))[0].message
    assert states("C-02", coded("2160299", n2160299="某项")) <= {State.FAIL, State.UNDECIDABLE}
    assert states("C-02", coded("2999999")) == {State.UNDECIDABLE}


def test_c_03_rows_below_their_parents() -> None:
    assert states("C-03", coded("208", "20805", "2080501", "20808", "2080801")) == {State.PASS}
    moved = failures("C-03", coded("208", "20805", "20808", "2080801", "2080501"))
    assert "2080501" in moved[0].message and "20808" in moved[0].message


def test_c_04_administrative_items_of_a_unit_that_denies_it() -> None:
    denial = section("N10", "我单位不是行政机关，也不是参照公务员法管理的事业单位，没有机关运行经费支出。")
    administrative = coded("2010301", n2010301="行政运行")
    assert failures("C-04", replace(administrative, sections=(denial,)))
    assert states("C-04", replace(coded("2010350", n2010350="事业运行"), sections=(denial,))) == {State.PASS}
    assert states("C-04", administrative) == {State.NOT_APPLICABLE}


def test_fund_codes_in_the_general_budget() -> None:
    assert states("T05-06", coded("208", "20805", form="T05")) == {State.PASS}
    assert "政府性基金预算" in failures("T05-06", coded("212", "21208", "2120803", form="T05"))[0].message
    assert failures("T05-06", coded("223", form="T05"))
    unread = made.disclosure(readings=(FormReading("T05", "一般公共预算财政拨款支出决算表", "absent"),))
    assert states("T05-06", unread) == {State.UNDECIDABLE}
    assert states("T05-06", made.disclosure()) == {State.NOT_APPLICABLE}


def test_c_05_codes_of_the_own_budget() -> None:
    assert states("C-05", coded("212", "21208", "2120803", form="T07")) == {State.PASS}
    assert failures("C-05", coded("208", "20805", form="T07"))
    assert failures("C-05", coded("22960", form="T08"))
    assert states("C-05", coded("21298", form="T07")) == {State.PASS}
    assert states("C-05", coded("20399", form="T03")) == {State.NOT_APPLICABLE}


def economic(year: int = 2024, **amounts: str) -> Disclosure:
    document = made.disclosure({"T06": {(code[1:], "C1"): amount for code, amount in amounts.items()}})
    return replace(document, info=replace(document.info, year=year))


def test_t06_07_names_of_economic_codes() -> None:
    right = economic(c301="2.00", c30101="2.00")
    assert states("T06-07", right) == {State.PASS}
    assert "应为“基本工资”" in failures("T06-07", relabelled(right, {("T06", "30101"): "津贴补贴"}))[0].message
    assert "30198" in failures("T06-07", relabelled(economic(c30198="1.00"), {("T06", "30198"): "补助"}))[0].message


def test_t06_08_capital_construction() -> None:
    assert failures("T06-08", economic(c309="1.00", c30902="1.00"))
    assert states("T06-08", economic(c309="0.00", c310="1.00")) == {State.PASS}


def test_c_06_codes_of_other_years() -> None:
    assert failures("C-06", economic(2022, c39906="1.00"))
    assert states("C-06", economic(2022, c39906="0.00")) == {State.PASS}
    assert states("C-06", economic(2019, c39906="1.00")) == {State.PASS}
    assert failures("C-06", economic(2019, c30311="1.00"))


def test_t06_10_amounts_below_a_hundred_yuan() -> None:
    assert len(failures("T06-10", economic(c30201="4.64", c30207="0.0088", c30206="0.00"))) == 1
    assert states("T06-10", economic(c30201="4.64")) == {State.PASS}


def test_x_15_codes_of_appropriations_are_codes_of_all_expenditure() -> None:
    def both(code: str, amount: str) -> Disclosure:
        return made.disclosure({"T03": {("2080501", "C1"): "1.00"}, "T05": {(code, "C1"): amount}})

    assert states("X-15", both("2080501", "1.00")) == {State.PASS}
    assert failures("X-15", both("2080502", "1.00"))
    assert states("X-15", both("2080502", "0.00")) == {State.UNDECIDABLE}


def test_x_28_one_unit_is_of_one_type() -> None:
    names = {"n2010301": "行政运行", "n2010350": "事业运行"}
    both = coded("2010301", "2010350", **names)
    one_unit = replace(both, info=replace(both.info, level="单位"))
    said = replace(both, sections=(section("units", "纳入决算编制范围的仅包括局本级。"),))

    assert len(failures("X-28", one_unit)) == 1
    assert len(failures("X-28", said)) == 1
    below = section("organisation", "本部门共有下属单位1个。")
    assert states("X-28", replace(both, sections=(below,))) == {State.NOT_APPLICABLE}
    assert states("X-28", both) == {State.NOT_APPLICABLE}
    only = coded("2010350", **names)
    assert states("X-28", replace(only, info=replace(only.info, level="单位"))) == {State.PASS}


@given(
    odd=st.sampled_from(("T02", "T03", "T05")),
    names=st.lists(st.text("粮棉油煤铁盐渔林牧窑陶瓷", min_size=3, max_size=8), min_size=2, max_size=2, unique=True),
)
def test_c_02_the_form_that_calls_a_code_by_another_s_name_is_the_odd_one(odd: str, names: list[str]) -> None:
    forms, (code, other) = ("T02", "T03", "T05"), ("2999901", "2999902")
    document = made.disclosure({form: {(row, "C1"): "1.00" for row in (code, other)} for form in forms})
    right = {(form, row): name for form in forms for row, name in zip((code, other), names, strict=True)}

    assert not failures("C-02", relabelled(document, right))
    (found,) = failures("C-02", relabelled(document, {**right, (odd, code): names[1]}))
    assert names[0] in found.message
    assert found.terms[0].text == f"{code} {names[1]}"


@given(code=st.integers(2130301, 2130398).map(str))
def test_c_07_a_name_of_the_tables_has_their_code(code: str) -> None:
    printed = coded("213", "21303", "2130399", year=2023, n213="农林水支出", n21303="水利", n2130399="其他水利支出")
    glossary = section("glossary", f"一、其他水利支出（{code}）：反映除上述项目以外其他用于水利方面的支出。")

    (found,) = failures("C-07", replace(printed, sections=(glossary,)))
    assert "2130399" in found.message
    right = section("glossary", "一、其他水利支出（2130399）：反映除上述项目以外其他用于水利方面的支出。")
    assert not failures("C-07", replace(printed, sections=(right,)))


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("九、卫生健康支出", True),
        ("卫生健康支出", True),
        ("九、医疗卫生与计划生育支出", False),
        ("九、医疗卫生支出", False),
        ("九、卫生建康支出", False),
        ("九、其他卫生事业费用", True),  # a place may have lines of its own
    ],
)
def test_c_02_lines_bear_the_names_of_their_classes(label: str, right: bool) -> None:
    document = made.disclosure({"T01": {("L40", "C2"): "5.00"}})
    document = relabelled(replace(document, info=replace(document.info, year=2023)), {("T01", "L40"): label})

    found = failures("C-02", document)
    assert bool(found) is not right
    assert all("卫生健康支出" in outcome.message for outcome in found)
