"""F-…: units, decimals, zeros, placeholders, years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.model import BoundTo, Cell, Disclosure, NumberKind, NumberSeen, Place, Severity, State
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


def percentages(*texts: str, quoted: tuple[str, ...] = ()) -> Disclosure:
    bound = BoundTo(words="占")
    rates = [NumberSeen(text, NumberKind.PERCENT, "N02", bound, Place()) for text in texts]
    others = [NumberSeen(text, NumberKind.PERCENT, "N02", None, Place()) for text in quoted]
    return made.disclosure(numbers=(*rates, *others))


def test_f_03_decimals_of_percentages() -> None:
    assert states("F-03", percentages("71.65%", "28.35%")) == {State.PASS}
    assert len(failures("F-03", percentages("71.65%", "28.35%", "5%", "3.1%"))[0].terms) == 2
    assert states("F-03", percentages()) == {State.NOT_APPLICABLE}


@given(st.lists(st.decimals(0, 300, places=3).map(lambda rate: f"{rate.normalize():f}%"), max_size=4))
def test_f_03_what_was_not_understood_is_not_compared(quoted: list[str]) -> None:
    """The rate of a policy, a target or another body is printed as it was found."""
    assert states("F-03", percentages("71.65%", "28.35%", quoted=tuple(quoted))) == {State.PASS}
    assert len(failures("F-03", percentages("71.65%", "28.35%", "5%", quoted=tuple(quoted)))[0].terms) == 1


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


NOTHING = "说明：本部门2023年度没有{}预算财政拨款收入、支出和结转结余，故本表为空表。"
GOVERNMENT_FUNDS, STATE_CAPITAL = "政府性基金", "国有资本经营"


@given(st.sampled_from(["T07", "T08"]), st.booleans(), st.booleans(), st.booleans())
def test_f_07_a_note_that_denies_money_speaks_of_its_own_form(
    form: str, names_own: bool, names_other: bool, other_has_figures: bool
) -> None:
    cells = {
        "T07": {("*", "C2"): "0.00", ("*", "C3"): "0.00"},
        "T08": {("*", "C3"): "0.00"},
    }
    own, other = (GOVERNMENT_FUNDS, STATE_CAPITAL) if form == "T07" else (STATE_CAPITAL, GOVERNMENT_FUNDS)
    elsewhere = "T08" if form == "T07" else "T07"
    if other_has_figures:
        cells[elsewhere] = dict.fromkeys(cells[elsewhere], "5.00")
    document = made.disclosure(cells)
    said = tuple(NOTHING.format(word) for word, named in ((own, names_own), (other, names_other)) if named)
    noted = {
        key: replace(table, notes=("".join(said),) if key == form and said else ("注：本表反映收支情况。",))
        for key, table in document.tables.items()
    }

    wrong = names_other and (other_has_figures or not names_own)
    assert bool(failures("F-07", replace(document, tables=noted))) is wrong


def test_f_07_money_for_a_purpose_is_not_the_money_of_a_fund() -> None:
    document = made.disclosure(
        {"T05": {("*", "C1"): "5.00"}, "T07": {("*", "C2"): "0.00"}, "T09": {("*", "C7"): "0.00"}}
    )
    note = ("说明：本部门2023年度没有使用一般公共预算财政拨款安排的“三公”经费支出，故本表无数据。",)
    tables = {
        form: replace(table, notes=note if form == "T09" else ("注：略。",)) for form, table in document.tables.items()
    }

    assert states("F-07", replace(document, tables=tables)) == {State.PASS}


@pytest.mark.parametrize(
    "title",
    [
        "某局{}年度部门决算",
        "{}年度部门决算",
        "{}年某局部门决算公开",
        "某局部门决算（{}年度）",
        "某局{}年度部门决算2024年8月",
    ],
)
@given(st.integers(2015, 2035), st.lists(st.integers(2015, 2035), max_size=2))
def test_f_08_the_year_on_the_cover(title: str, year: int, others: list[int]) -> None:
    cover = section("cover", *(title.format(one) for one in (year, *others)), "2023年度部门决算编制工作已经完成。")
    document = made.disclosure(sections=(replace(cover, heading=""),))
    own = document.info.year

    assert bool(failures("F-08", document)) is (own not in {year, *others})


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


@given(st.lists(st.sampled_from(["N03", "N09", "N09.1", "N09.2", "N10"]), min_size=1, max_size=20))
def test_f_10_a_section_without_units_is_one_cause(sections: list[str]) -> None:
    """Every number is told, once, and numbers of one section together."""
    seen = tuple(
        NumberSeen(f"{at}.25", NumberKind.OTHER, name, BoundTo.inside("为"), Place(text=f"为{at}.25。", line=at))
        for at, name in enumerate(sections)
    )
    found = failures("F-10", made.disclosure(numbers=seen))

    assert len(found) == len({name.partition(".")[0] for name in sections})
    assert sorted(term.text for outcome in found for term in outcome.terms) == sorted(number.text for number in seen)


@given(place=st.integers(1, 8))
def test_f_09_a_heading_that_repeats_the_number_before_it(place: int) -> None:
    numbers = "一二三四五六七八九"
    titles = [f"{name}情况说明" for name in ("粮棉", "油煤", "铁盐", "渔林", "牧窑", "陶瓷", "丝绢", "茶药", "木石")]
    listed = section("toc", *(f"{number}、{title}" for number, title in zip(numbers, titles, strict=True)))
    printed = [numbers[place - 1] if n == place else number for n, number in enumerate(numbers)]
    body = [section("other", "无。", heading=f"{n}、{title}") for n, title in zip(printed, titles, strict=True)]

    (found,) = failures("F-09", made.disclosure(sections=(listed, *body)))
    assert f"{titles[place]}”的序号与前一个标题重复，按目录应为“{numbers[place]}”" in found.message


def dated(*paragraphs: str) -> Disclosure:
    cover = section("cover", *paragraphs)
    return made.disclosure(sections=(replace(cover, heading=""),))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 99), st.integers(0, 99))
def test_f_12_a_day_is_one_that_the_calendar_has(day: date, month_number: int, day_number: int) -> None:
    assert states("F-12", dated(f"某局{day.year}年{day.month}月{day.day}日印发。")) == {State.PASS}
    try:
        date(day.year, month_number, day_number)
        there_is = True
    except ValueError:
        there_is = False
    found = failures(
        "F-12", dated(f"某局{day.year}年{month_number}月{day_number}日印发，{day.month}月{day.day}日公开。")
    )
    assert bool(found) is not there_is


@pytest.mark.parametrize(
    ("day", "there_is"),
    [
        ("2023年2月28日", True), ("2023年2月29日", False), ("2024年2月29日", True), ("2000年2月29日", True), ("2024年2月30日", False),
        ("2月29日", True), ("2月30日", False), ("4月30日", True), ("4月31日", False), ("1月1日", True), ("1月0日", False), ("0月1日", False),
        ("12月31日", True), ("12月32日", False), ("13月1日", False),
    ],
)  # fmt: skip
def test_f_12_days_at_the_ends_of_months(day: str, there_is: bool) -> None:
    assert states("F-12", dated(f"于{day}印发。")) == {State.PASS if there_is else State.FAIL}


@pytest.mark.parametrize(
    ("paragraphs", "state"),
    [
        (("某局2022年度部门决算", "2022年8月18日"), State.FAIL),
        (("某局2022年度部门决算", "2021年8月18日"), State.FAIL),
        (("某局2022年度部门决算2022年12月31日",), State.FAIL),
        (("某局2022年度部门决算", "二〇二二年八月"), State.FAIL),
        (("某局2022年度部门决算", "二〇二三年八月"), State.PASS),
        (("某局2022年度部门决算", "公开时间：2023年8月18日"), State.PASS),
        (("2022年8月18日", "某局2022年度部门决算", "2023年8月18日"), State.PASS),
        (("某局2022年度部门决算", "2022年8月18日召开会议。"), State.NOT_APPLICABLE),
    ],
)
def test_f_13_accounts_are_made_when_the_year_is_over(paragraphs: tuple[str, ...], state: State) -> None:
    document = dated(*paragraphs)

    assert states("F-13", replace(document, info=replace(document.info, year=2022))) == {state}


@pytest.mark.parametrize(
    ("headings", "state"),
    [
        ((("N06", "六、基本支出"), ("N07", "六、政府性基金")), State.FAIL),
        ((("N06", "六、基本支出"), ("N07", "七、政府性基金")), State.PASS),
        ((("N06", "六、基本支出"), ("N06", "六、基本支出")), State.PASS),
        ((("N09", "九、三公经费"), ("N09.1", "（一）总体情况"), ("N09.2", "（一）具体情况")), State.FAIL),
        ((("N05", "五、支出"), ("N05.1", "（一）总体情况"), ("N09", "九、三公"), ("N09.1", "（一）总体")), State.PASS),
        ((("N06", "基本支出"), ("N07", "政府性基金")), State.NOT_APPLICABLE),
    ],
)
def test_f_14_headings_count_on(headings: tuple[tuple[str, str], ...], state: State) -> None:
    document = made.disclosure(sections=tuple(section(name, "有关情况。", heading=text) for name, text in headings))

    assert states("F-14", document) == {state}


def test_f_09_contents_list_each_part_between_parts() -> None:
    names = ("概况", "决算表", "决算情况说明", "重点工作", "名词解释")
    titles = [f"第{number}部分{name}" for number, name in zip("一二三四五", names, strict=True)]
    body = [section("other", "正文。", heading=title) for title in titles]

    for gone in range(5):
        toc = section("toc", *(title for n, title in enumerate(titles) if n != gone), heading="目录")
        found = [o for o in failures("F-09", made.disclosure(sections=(toc, *body))) if "没有列出" in o.message]
        assert [titles[gone] in outcome.message for outcome in found] == ([True] if 0 < gone < 4 else [])
    damaged = section("toc", *(title.replace("第三部分", "第三\ufffd分") for title in titles), heading="目录")
    assert not any("没有列出" in o.message for o in failures("F-09", made.disclosure(sections=(damaged, *body))))
    whole = section("toc", *titles, heading="目录")
    assert states("F-09", made.disclosure(sections=(whole, *body))) == {State.PASS}


@pytest.mark.parametrize("where", [Place(), Place(form="T01"), Place(form="T99")])
def test_a_letter_in_a_number_is_of_the_table_that_holds_it_whatever_its_place_says(where: Place) -> None:
    table, statements = made.table("T02", {("*", "C1"): "12.50"})
    odd = Cell("l2.50", made.amount("12.50"), where)
    read = made.disclosure(tables_made={"T02": (replace(table, cells={("*", "C1"): odd}), statements)})

    (found,) = failures("F-11", read)
    assert table.title in found.message and found.suspects[0].suggestion == "12.50"


@pytest.mark.parametrize(("year", "state"), [("2024", State.PASS), ("2021", State.FAIL)])
def test_f_08_a_year_in_the_contents(year: str, state: State) -> None:
    contents = made.section("toc", f"第二部分 {year}年度部门决算表", "目录")

    assert states("F-08", made.disclosure(sections=(contents,))) == {state}
