"""F-…: units, decimals, zeros, placeholders, years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.model import BoundTo, Disclosure, NumberKind, NumberSeen, Place, Severity, State
from tests import made
from tests.checking.judging import failures, section, states

TABLE = {"T01": {("L27", "C1"): "3878.84"}}


def written(amount: str) -> Disclosure:
    return made.disclosure(TABLE, prose=(made.statement("N02#1", "income", amount, "N02"),))


def test_f_01_unit_of_the_text() -> None:
    assert states("F-01", written("3878.84")) == {State.PASS}
    assert "大一万倍" in failures("F-01", written("38788400.00"))[0].message
    assert (
        "小一万倍"
        in failures(
            "F-01", made.disclosure({"T01": {("L27", "C1"): "38788.40"}}, prose=written("3.88").statements[-1:])
        )[0].message
    )
    assert states("F-01", written("3000.00")) == {State.PASS}
    assert states("F-01", written("0.4")) == {State.PASS}
    assert states("F-01", made.disclosure()) == {State.UNDECIDABLE}


def test_f_01_a_table_without_a_unit_is_noted() -> None:
    document = made.disclosure(TABLE)
    bare = replace(document, tables={"T01": replace(document.tables["T01"], amount_unit=None)})

    assert failures("F-01", bare)[0].severity is Severity.INFO


def percentages(*texts: str) -> Disclosure:
    return made.disclosure(numbers=tuple(NumberSeen(text, NumberKind.PERCENT, "N02", None, Place()) for text in texts))


def test_f_03_decimals_of_percentages() -> None:
    assert states("F-03", percentages("71.65%", "28.35%")) == {State.PASS}
    assert len(failures("F-03", percentages("71.65%", "28.35%", "5%", "3.1%"))[0].terms) == 2
    assert states("F-03", percentages()) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (("1.00", "0.00", "0.00"), State.PASS),
        (("1.00", "", ""), State.PASS),
        (("1.00", "0.00", ""), State.FAIL),
        (("1.00", "0.00", "0"), State.FAIL),
        (("1.00", "2.00", "3.00"), State.NOT_APPLICABLE),
    ],
)
def test_f_04_zero_style(cells: tuple[str, ...], state: State) -> None:
    document = made.disclosure({"T03": {("*", f"C{n}"): cell for n, cell in enumerate(cells, 1)}})

    assert states("F-04", document) == {state}


@pytest.mark.parametrize("text", ["某市XX局概况", "支出#REF!万元", "决算××万元", "占……%", "预算____万元", "请填写原因"])
def test_f_05_placeholders(text: str) -> None:
    assert failures("F-05", made.disclosure(sections=(section("N01", text),)))


@pytest.mark.parametrize("text", ["EXXON设备一台", "第二十届", "人均3×5元", "主要包括办公费、印刷费……等"])
def test_f_05_text_that_is_no_placeholder(text: str) -> None:
    assert states("F-05", made.disclosure(sections=(section("N01", text),))) == {State.PASS}


def test_f_05_placeholders_and_negative_zeros_in_tables() -> None:
    assert failures("F-05", made.disclosure({"T03": {("*", "C1"): "XXX"}}))
    assert failures("F-05", made.disclosure({"T03": {("*", "C1"): "-0.00"}}))
    assert states("F-05", made.disclosure()) == {State.UNDECIDABLE}


def test_f_06_thousands_separators() -> None:
    def document(*amounts: str) -> Disclosure:
        return made.disclosure({"T03": {("*", f"C{n}"): amount for n, amount in enumerate(amounts, 1)}})

    assert "1200.00" in failures("F-06", document("2,940.05", "1,740.05", "1200.00"))[0].message
    assert State.FAIL not in states("F-06", document("2,940.05", "1,740.05", "200.00"))


def test_f_07_notes_below_tables() -> None:
    document = made.disclosure(TABLE)
    noted = replace(document, tables={"T01": replace(document.tables["T01"], notes=("注：本表反映收支情况。",))})

    assert failures("F-07", document)
    assert states("F-07", noted) == {State.PASS}


def explained(text: str, heading: str = "五、说明") -> Disclosure:
    return made.disclosure(sections=(section("N12", text, heading=heading),))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("本部门共有车辆2辆。", "第三部分2023年度部门决算情况说明"),
        ("截至2023年12月31日，共有车辆2辆。", "十二、说明"),
        ("202年度收支情况。", "十二、说明"),
        ("2023年度收、支总计均为5.00万元。", "一、说明"),
        ("2023年度一般公共预算财政拨款支出年初预算为5.00万元。", "五、说明"),
        ("2023年度政府性基金预算财政拨款本年收入5.00万元，本年支出4.00万元。", "七、说明"),
        ("2022年度“三公”经费支出预算为5.00万元，完成预算的80.00%。", "九、说明"),
    ],
)
def test_f_08_wrong_years(text: str, heading: str) -> None:
    assert len(failures("F-08", explained(text, heading))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年12月31日，共有车辆2辆。",
        "2024年度收、支总计均为5.00万元，与2023年度相比增加1.00万元。",
        "比2023年度减少1.00万元，2023年度一般公共预算财政拨款支出较多。",
        "支出2024万元。",
        "执行财预〔2016〕143号。",
        "2023年度机关运行经费支出5.00万元，2024年度为4.00万元。",
    ],
)
def test_f_08_right_years(text: str) -> None:
    assert states("F-08", explained(text)) == {State.PASS}


def test_f_09_contents() -> None:
    contents = section("toc", "一、收入支出决算总表.......5", "十、机关运行经费支出情况说明……12")
    body = section("N10", "没有机关运行经费。", heading="十、机关运行经费支出情况说明")

    assert states("F-09", made.disclosure(TABLE, sections=(contents, body))) == {State.PASS}
    assert len(failures("F-09", made.disclosure(sections=(contents, body)))[0].terms) == 1
    assert states("F-09", made.disclosure(sections=(body,))) == {State.NOT_APPLICABLE}


def test_f_10_numbers_without_a_unit() -> None:
    seen = tuple(
        NumberSeen(text, kind, "N03", BoundTo.inside(bound), Place(text=f"…下降{text}。…"))
        for text, kind, bound in (
            ("4.25", NumberKind.OTHER, "下降4.25"),
            ("4.26", NumberKind.OTHER, ""),
            ("4.27%", NumberKind.PERCENT, "下降4.27%"),
            ("3", NumberKind.OTHER, "N03.projects"),
        )
    )
    (outcome,) = failures("F-10", made.disclosure(numbers=seen))

    assert "4.25" in outcome.message
    assert states("F-10", made.disclosure(numbers=seen[1:])) == {State.PASS}


@given(place=st.integers(1, 8))
def test_f_09_a_heading_that_repeats_the_number_before_it(place: int) -> None:
    numbers = "一二三四五六七八九"
    titles = [f"{name}情况说明" for name in ("粮棉", "油煤", "铁盐", "渔林", "牧窑", "陶瓷", "丝绢", "茶药", "木石")]
    listed = section("toc", *(f"{number}、{title}" for number, title in zip(numbers, titles, strict=True)))
    printed = [numbers[place - 1] if n == place else number for n, number in enumerate(numbers)]
    body = [section("other", "无。", heading=f"{n}、{title}") for n, title in zip(printed, titles, strict=True)]

    (found,) = failures("F-09", made.disclosure(sections=(listed, *body)))
    assert f"{titles[place]}”的序号与前一个标题重复，按目录应为“{numbers[place]}”" in found.message
