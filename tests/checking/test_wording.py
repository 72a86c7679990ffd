"""L-07…L-10, C-07, F-09, N05-22: what was left of a template, names, pairs, characters; and good Chinese that must be left alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.model import Disclosure, Passage, Piece, Place, Section, Severity, State
from tests import made
from tests.checking.judging import failures, section, states
from tests.checking.performance.sheets import disclosure, project

UNIT = "青禾市数据资源管理局"


def text(*paragraphs: str, name: str = "N05", heading: str = "五、支出说明") -> Disclosure:
    return named(section(name, *paragraphs, heading=heading))


def named(*sections: Section, unit: str = UNIT) -> Disclosure:
    document = made.disclosure(sections=sections)
    return replace(document, info=replace(document.info, unit=unit))


@pytest.mark.parametrize(
    "left",
    [
        "比上年度减少2.64万元，下降（增长）2.28%。",
        "与上年相比增加/减少5.00万元。",
        "决算数大于（小于）预算数的主要原因是项目增加。",
        "三公经费减少（增加）的主要原因是压减。",
        "2022年期末，青禾市数据资源管理局部门（单位）共有车辆3辆。",
        "本部门（单位）2022年度没有政府性基金。",
        "是（否）涉密：否。",
        "三公经费增（减）额为2.00万元。",
    ],
)
def test_l_07_both_words_of_a_template(left: str) -> None:
    (outcome,) = failures("L-07", text(left))

    assert "没有取舍" in outcome.message


@pytest.mark.parametrize(
    "left",
    [
        "无国有资本经营预算的，仍保留该表格式，并在本表下方作下述说明：本部门没有收入。",
        "主要用于接待，列明公务接待批次、人次。",
        "2019年，局（部、委、办）机关及下属1个单位共接待3批次。",
        "对0个项目开展了重点绩效评价（如有）。",
        "由主管部门根据三定方案等相关规定中有关主要职能填写。",
        "主要原因是项目增加。（如持平作持平表述）",
        "请根据本部门情况填写。",
        "主要成效（说明项目产出和效益情况）。",
        "主要原因是压减办公费（具体说明增减变动原因）。",
        "如无机关运行经费，应作出说明并删除本段。",
        "结合实际情况填写。",
    ],
)
def test_l_07_what_a_template_says(left: str) -> None:
    assert states("L-07", text(left)) == {State.FAIL}


def test_l_07_a_heading_that_says_what_to_write_below_it() -> None:
    heading = "二、部门决算单位构成（仅有一个单位的部门，本部分内容为“机构设置”）"

    assert states("L-07", named(section("units", "本级。", heading=heading))) == {State.FAIL}


def test_what_is_left_in_many_places_is_told_by_its_pages() -> None:
    words = "比上年度减少2.64万元，下降（增长）2.28%。"
    passages = (Passage(words, pieces=(Piece(0, Place(page=page)),)) for page in (3, 9))
    sections = (Section(f"N0{n}", f"第{n}节", Place(), p, (p,)) for n, p in enumerate(passages, 1))

    (outcome,) = failures("L-07", named(*sections))

    assert outcome.message.startswith("第 3 页至第 9 页备选词语")


@pytest.mark.parametrize(
    "good",
    [
        "审核批复部门（单位）的年度预决算。组织部门（单位）整体支出绩效自评。",
        "各部门（单位）没有发生变化，与上年增减情况一致。",
        "支出增加或减少的情况见附表，增减变动的原因如下。",
        "报批准后，列明清单并向社会公布。已列明各项支出，请示市政府同意后重新申请。",
        "办公用房（说明见附件）",
        "增加（含追加）5.00万元，下降（不含一次性支出）2.00%。",
        "需要说明的是，部分数据存在尾差。",
        "根据实际情况调整预算，结合实际情况选择服务方式，是否涉密由保密办确定。",
        "原文（具体说明见附件），有无变化均应公开。",
    ],
)
def test_l_07_good_chinese(good: str) -> None:
    assert states("L-07", text(good)) == {State.PASS}


def with_names(heading: str = "", head: str = UNIT, prose: str = f"{UNIT}支出。") -> Disclosure:
    known = section("part1", f"{UNIT}是市政府工作部门。{UNIT}成立。", heading=f"第一部分{UNIT}概况")
    document = named(
        known, section("N04" if not heading else "part2", prose, heading=heading or f"第二部分{UNIT}2022年度部门决算表")
    )
    tables = {
        form: replace(table, unit_name=head)
        for form, table in made.disclosure({"T03": {("*", "C1"): "1.00"}}).tables.items()
    }
    return replace(document, tables=tables)


@pytest.mark.parametrize(
    "wrong",
    [
        {"heading": "第二部分青禾数据资源管理局2022年度部门决算表"},
        {"heading": "第二部分云岭市水利局2022年度部门决算表"},
        {"head": "青禾市数据管理局"},
        {"prose": "青禾市数据资源管埋局2022年度支出。"},
        {"prose": "青禾市水利局2022年度财政拨款收入支出总计1.00万元。"},
    ],
)
def test_l_08_another_name(wrong: dict[str, str]) -> None:
    (outcome,) = failures("L-08", with_names(**wrong))

    assert f"“{UNIT}”" in outcome.message


@pytest.mark.parametrize(
    "good",
    [
        {},
        {"heading": "第二部分2022年度部门决算表"},
        {"heading": "第二部分数据资源管理局2022年度部门决算表"},
        {"heading": f"第二部分云岭省{UNIT}2022年度部门决算表"},
        {"heading": "第二部分青禾市数据局2022年度部门决算表"},
        {"head": f"{UNIT}（汇总）"},
        {"head": f"{UNIT}本级"},
        {"prose": "市数据资源管理局2022年度财政拨款收入支出总计1.00万元。各部门2022年度收入增加。"},
        {"prose": "青禾市大数据资源管理局、云岭市数据资源管理局与我局共同承担。"},
    ],
)
def test_l_08_other_ways_to_write_the_name(good: dict[str, str]) -> None:
    assert State.FAIL not in states("L-08", with_names(**good))


def test_l_08_a_short_form_on_the_cover_and_units_of_its_own() -> None:
    sentence = "青禾市大数据中心2022年度收入合计1.00万元。"
    own = section("units", "纳入范围的单位包括：青禾市大数据中心。", heading="二、单位构成")
    document = with_names(prose=sentence, head="青禾市数据局")

    assert State.FAIL in states("L-08", document)
    assert State.FAIL not in states("L-08", replace(document, sections=(*document.sections, own)))


def test_l_08_bodies_that_are_told_apart_by_a_number() -> None:
    own = "青禾市第一人民医院"
    document = named(section("duties", f"{own}与青禾市第二人民医院合作。{own}设三科。"), unit=own)

    assert State.FAIL not in states("L-08", document)


def test_l_08_without_a_name() -> None:
    assert states("L-08", named(section("N05", "支出。"), unit="")) == {State.UNDECIDABLE}


@pytest.mark.parametrize(
    "wrong",
    [
        "0个项目自评等级为差（其中，平均得分98.00分。",
        "落实《条例，开展检查。",
        "“三公经费支出减少。",
        "（一（二）总体情况。",
        "压减差旅费）。",
        "落实条例》要求。",
    ],
)
def test_l_09_never_closed(wrong: str) -> None:
    assert len(failures("L-09", text(wrong))) == 1


@pytest.mark.parametrize(
    "good",
    [
        "1）支出（含结转）增加；2）项目（见《条例》（试行））完成。",
        "“三公”经费(不含外宾)支出，（以合同签订为准)为80.00万元。",
        "支出决算1.00万元。",
    ],
)
def test_l_09_pairs(good: str) -> None:
    assert states("L-09", text(good)) == {State.PASS}


def test_l_09_a_bracket_may_be_closed_in_the_next_paragraph() -> None:
    assert states("L-09", text("支出增加（含", "结转）。")) == {State.PASS}


def test_l_09_the_one_item_without_its_stop() -> None:
    items = ["（1）拟订规划。", "（2）统筹归集", "（3）指导建设。", "（4）承担管理。"]
    (outcome,) = failures("L-09", text(*items, name="duties", heading="一、部门职责"))

    assert (outcome.severity, "统筹归集" in outcome.message) == (Severity.INFO, True)
    (outcome,) = failures("L-09", text("1．拟订规划；", "2．统筹归集", "3．指导建设；", "4．承担管理。", name="duties"))
    assert "统筹归集" in outcome.message
    assert states("L-09", text("1．某中心", "2．某站", "3．某所。", name="units")) == {State.PASS}
    assert states("L-09", text(items[0], items[1], name="duties")) == {State.PASS}


def test_l_10_a_character_that_looks_like_another() -> None:
    often = "土地整治和土地收储，土地出让，土地复垦，土地调查。"
    (outcome,) = failures("L-10", text(often, "用于士地收储。"))

    assert "“士地”疑为“土地”" in outcome.message
    assert states("L-10", text(often, "慰问战士，护士节。")) == {State.PASS}
    assert states("L-10", text("土地整治，士地收储。")) == {State.PASS}


def test_l_10_words_that_are_right_both_ways() -> None:
    both = "2022年末结转，2021年末结余，上年末数，本年末数，2022年未发生，2022年12月26日完成，项目完成，科目完成，题目完成。"

    assert states("L-10", text(both)) == {State.PASS}


@pytest.mark.parametrize(
    "slip", ["较上一度增加2.00万元", "比上度减少", "完成年初算的10%", "主要原是项目增加", "一般公共算财政拨款"]
)
def test_l_02_a_grammar_word_that_lost_a_character(slip: str) -> None:
    assert len(failures("L-02", text(slip))) == 1


def glossary(said: str, year: int | None = 2022) -> Disclosure:
    document = named(section("glossary", said, heading="第四部分名词解释"))
    return replace(document, info=replace(document.info, year=year))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("社会保障和就业支出（类）行政事业单位离退休（款）：反映离退休。", "行政事业单位离退休"),
        ("信息产业大发展（2150517）：反映产业发展。", "产业发展"),
    ],
)
def test_c_07_names_of_other_years(said: str, shown: str) -> None:
    assert any(shown in outcome.message for outcome in failures("C-07", glossary(said)))


@pytest.mark.parametrize(
    "good",
    [
        "社会保障和就业（类）行政事业单位养老支出（款）：反映养老。",
        "从未见过的名称（款）：反映支出。",
        "住房公积金（2210201）：反映住房公积金。",
        "十四、机关事业单位基本养老保险缴费支出（2080505）：反映养老保险。",
        "主要原因：年中按实际需要调整（20805）。",
        "完成任务（2022）。",
    ],
)
def test_c_07_names_of_the_year_and_words_that_are_no_names(good: str) -> None:
    assert State.FAIL not in states("C-07", glossary(good))


def test_c_07_an_old_name_is_right_in_its_year() -> None:
    said = "社会保障和就业支出（类）行政事业单位离退休（款）：反映离退休。"

    assert State.FAIL not in states("C-07", glossary(said, 2018))
    assert states("C-07", glossary(said, None)) == {State.UNDECIDABLE}


def purposes(*items: tuple[str, str, str]) -> Disclosure:
    paragraphs = [
        f"{n}．某支出（类）{of}（款）{name}（项）。主要用于：{what}。年初预算为1.00万元。"
        for n, (of, name, what) in enumerate(items, 1)
    ]
    claims = tuple(
        made.claim("item", "N05.3", Place(), f"某支出（类）{of}（款）{name}（项）", n, names=("某支出", of, name))
        for n, (of, name, _) in enumerate(items, 1)
    )
    return replace(made.disclosure(sections=(section("N05.3", *paragraphs),)), claims=claims)


@pytest.mark.parametrize(
    "items",
    [
        [("住房改革支出", "住房公积金", "事业人员基本医疗保险缴费")],
        [("行政事业单位养老支出", "机关事业单位职业年金缴费支出", "在职人员基本养老保险缴费")],
        [("技术研究", "其他技术支出", "公共数据开放和安全监测"), ("产业监管", "产业发展", "公共数据开放和安全监测")],
    ],
)
def test_n05_22_a_purpose_of_another_item(items: list[tuple[str, str, str]]) -> None:
    assert len(failures("N05-22", purposes(*items))) == 1


@pytest.mark.parametrize(
    "items",
    [
        [("住房改革支出", "住房公积金", "在职人员住房公积金和购房补贴")],
        [("财政事务", "行政运行", "人员工资、医疗保险和住房公积金")],
        [("养老支出", "行政单位离退休", "退休人员经费支出"), ("养老支出", "其他养老支出", "退休人员经费支出")],
        [("行政运行款", "行政运行", "人员经费和公用经费支出"), ("财政事务", "行政运行", "人员经费和公用经费支出")],
        [("医疗", "行政单位医疗", "机关人员缴费")],
    ],
)
def test_n05_22_purposes_of_their_own(items: list[tuple[str, str, str]]) -> None:
    assert State.FAIL not in states("N05-22", purposes(*items))


HEADINGS = ("一、总体情况说明", "二、收入情况说明", "三、支出情况说明", "四、采购情况说明", "五、资产情况说明")


def listed(*entries: str, pages: tuple[int | None, ...] = (None,) * 5) -> Disclosure:
    body = tuple(
        replace(section(f"N0{n}", "说明。", heading=heading), place=Place(page=page))
        for n, (heading, page) in enumerate(zip(HEADINGS, pages, strict=True), 1)
    )
    return named(section("toc", *entries, heading="目录"), *body)


def test_f_09_order_and_numbers() -> None:
    assert states("F-09", listed(*HEADINGS)) == {State.PASS}
    turned = ("一、总体情况说明", "二、支出情况说明", "三、收入情况说明", *HEADINGS[3:])
    said = [outcome.message for outcome in failures("F-09", listed(*turned))]
    assert [("次序" in message, "序号" in message) for message in said] == [(True, False), (False, True)]
    moved = (*HEADINGS[1:], HEADINGS[0])
    assert ["总体情况说明" in outcome.message for outcome in failures("F-09", listed(*moved))] == [True]


def test_f_09_pages_are_counted_from_where_most_entries_say() -> None:
    def paged(*numbers: int) -> list[str]:
        return [f"{heading}……{number}" for heading, number in zip(HEADINGS, numbers, strict=True)]

    assert states("F-09", listed(*paged(1, 2, 3, 4, 5), pages=(4, 5, 6, 7, 8))) == {State.PASS}
    (outcome,) = failures("F-09", listed(*paged(1, 2, 3, 9, 5), pages=(4, 5, 6, 7, 8)))
    assert ("采购情况说明" in outcome.message, outcome.severity) == (True, Severity.INFO)
    assert states("F-09", listed(*paged(1, 1, 2, 2, 3), pages=(4, 5, 6, 7, 8))) == {State.PASS}


def test_f_09_contents_whose_entries_were_read_as_headings() -> None:
    document = listed(HEADINGS[0])
    empty = [replace(section(f"N0{n}", heading=heading), paragraphs=()) for n, heading in enumerate(HEADINGS[1:], 2)]
    turned = [empty[1], empty[0], *empty[2:]]

    assert states("F-09", replace(document, sections=(document.sections[0], *empty, *document.sections[1:]))) == {
        State.PASS
    }
    assert failures("F-09", replace(document, sections=(document.sections[0], *turned, *document.sections[1:])))


@pytest.mark.parametrize(("name", "state"), [(UNIT, State.PASS), ("青禾市数据资源管埋局", State.FAIL)])
def test_l_08_the_name_in_a_performance_form(name: str, state: State) -> None:
    forms = disclosure(project(head={"project": "数据治理", "authority": UNIT, "implementer": name}))

    assert states("L-08", replace(with_names(), performance=forms.performance)) == {state}


@pytest.mark.parametrize(
    ("name", "state"), [("清溪县文化旅游体育局", State.NOT_APPLICABLE), ("清河县文化旅游体育局", State.FAIL)]
)
def test_the_name_without_its_superior_in_a_form(name: str, state: State) -> None:
    own = section("N05", "湖南省清溪县文化旅游体育局支出。湖南省清溪县文化旅游体育局收入。")
    told = section("N13", f"主管部门{name}。")

    assert state in states("L-08", named(own, told, unit="湖南省清溪县文化旅游体育局"))
