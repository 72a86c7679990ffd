"""L-…: slips of the pen, and good Chinese that must be left alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.model import Disclosure, Place, State
from tests import made
from tests.checking.judging import failures, relabelled, section, states


def text(*paragraphs: str) -> Disclosure:
    return made.disclosure(sections=(section("N05", *paragraphs, heading="五、支出说明"),))


@pytest.mark.parametrize(
    "slip", ["公务用车运行费反映反映单位支出", "办理其他任务。。", "增加3.00万元，。原因是", "主要主要用于"]
)
def test_l_01_doubled(slip: str) -> None:
    assert len(failures("L-01", text(slip))) == 1


@pytest.mark.parametrize(
    "good",
    [
        "谢谢，刚刚往往",
        "某某项目项目支出",
        "实现目的的情况",
        "办公费、印刷费……等",
        "研究研究",
        "信息化——建设",
        "（一）。",
    ],
)
def test_l_01_legitimate_repetition(good: str) -> None:
    assert states("L-01", text(good)) == {State.PASS}


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("1．科学科术支出（类）应用研究（款）", "科学技术支出"),
        ("不是行政机关，也不是参照公务员管理事业部门", "参照公务员法管理的事业单位"),
        ("部门价值100万元（含）以上设备0台", "单位价值"),
        ("机要通信用车0辆、应急保障车0辆、执法执勤用车0辆", "应急保障用车"),
        ("三级指标实际值完成值分值", "实际完成值"),
        ("二十六、抗役特别国债安排的支出", "抗疫特别国债安排的支出"),
        ("附属部门上缴收入", "附属单位上缴收入"),
        ("机关事业单位基本养老保险徼费", "机关事业单位基本养老保险缴费"),
    ],
)
def test_l_02_slips_in_fixed_terms(slip: str, right: str) -> None:
    found = failures("L-02", text(slip))

    assert [f"“{right}”" in outcome.message for outcome in found] == [True]


@pytest.mark.parametrize(
    "good",
    [
        "科学技术支出、教育支出、资源勘探信息等支出、国土海洋气象等支出",
        "政府性基金预算财政拨款收入和国有资本经营预算财政拨款支出",
        "对个人和家庭补助、商品及服务支出、对个人与家庭的补助",
        "公务用车购置和运行费、公务用车购置及运行维护费",
        "机关事业单位职业年金缴费、行政单位离退休、事业单位离退休",
        "应急保障车辆2辆，单位价值100万元以上设备",
        "主管部门、事业单位、行政单位、财政部门",
        "十、机构运行经费支出情况说明",
        "公务员医疗补助经费标准提高，住房公积金项目",
    ],
)
def test_l_02_neighbours_that_are_right(good: str) -> None:
    assert states("L-02", text(good)) == {State.PASS}


def test_l_02_one_slip_in_many_places_is_one_finding() -> None:
    found = failures("L-02", text("1．科学科术支出（类）", "2．科学科术支出（类）"))

    assert [len(outcome.terms) for outcome in found] == [2]


def named(prose: str) -> Disclosure:
    document = made.disclosure({"T05": {(code, "C1"): "1.00" for code in ("206", "20603", "2060399")}})
    labels = {("T05", "206"): "科学技术支出", ("T05", "20603"): "应用研究", ("T05", "2060399"): "其他应用研究支出"}
    return relabelled(replace(document, sections=(section("N05.3", prose),)), labels)


def test_l_03_names_of_codes() -> None:
    assert states("L-03", named("1．科学技术支出（类）应用研究（款）其他应用研究支出（项）。年初预算为1.00万元")) == {
        State.PASS
    }
    assert states("L-03", named("实际应使用科学技术支出（类），1、科学技术支出（类）1.00万元")) == {State.PASS}
    assert states("L-03", named("2．教育支出（类）普通教育（款）小学教育（项）。")) == {State.PASS}
    assert State.FAIL not in states("L-03", named("1．科学技术（类）应用研究（款）其他应用研究（项）。"))
    assert State.FAIL not in states("L-03", named("一般公共服务（类）1.00万元，住房保障（类）1.00万元"))
    wrong = failures("L-03", named("1．科学科术支出（类）应用研究（款）其他应用研究支出（项）。"))
    assert len(wrong) == 1 and "表中有“科学技术支出”" in wrong[0].message
    assert states("L-03", text("没有科目")) == {State.UNDECIDABLE}


def test_l_04_mixed_punctuation() -> None:
    assert states("L-04", text("支出增加，主要原因是人员增加；（含税）1,234.00万元")) == {State.PASS}
    mixed = failures("L-04", text("支出增加，主要原因是,人员增加", "其中：基本支出，项目支出"))
    assert len(mixed) == 1 and "半角 1 处" in mixed[0].message


def test_l_05_self_reference() -> None:
    assert states("L-05", text("我部门2024年度收入合计5.00万元。")) == {State.PASS}
    assert "单位" in failures("L-05", text("我部门有车辆1辆。", "本单位没有外事。"))[0].message
    assert states("L-05", text("没有自称")) == {State.NOT_APPLICABLE}


def test_l_06_nearly_the_same_may_have_moved() -> None:
    """基本持平，增加0.21万元 is one movement; 持平，增加 is two."""
    changes = (("基本持平", "增加"), ("增加", "基本持平"), ("持平", "增加"))
    found = []
    for words in changes:
        said = "，".join(words)
        claims = tuple(
            made.claim("change", "N05", Place(), said, operands=("N05#0", ""), word=word, base="previous")
            for word in words
        )
        found.append(len(failures("L-06", replace(text("机关运行经费有变化。"), claims=claims))))

    assert found == [0, 0, 1]


def test_l_06_a_sentence_is_found_once() -> None:
    """Its words and what they claim are two ways to the same slip."""
    said = "比上年度增加0.84万元，下降2.03%"
    claims = tuple(
        made.claim("change", "N05", Place(), said, operands=("N05#0", ""), word=word, base="previous")
        for word in ("增加", "下降")
    )

    assert len(failures("L-06", replace(text(f"机关运行经费{said}。"), claims=claims))) == 1
    assert len(failures("L-06", replace(text("机关运行经费有变化。"), claims=claims))) == 1


def test_l_06_contradictory_directions() -> None:
    assert failures("L-06", text("与上年相比，支出增加12.00万元，下降3.00%。"))
    assert failures("L-06", text("减少1,012.00万元，同比增长3.00%。"))
    assert states("L-06", text("增加12.00万元，增长3.00%；减少2.00万元，下降1.00%。")) == {State.PASS}


@pytest.mark.parametrize("before", ["纳入同级财政预决算", "纳入本级财政预算"])
def test_l_02_what_stands_in_front_of_a_term_stays(before: str) -> None:
    """A proposal replaces the wrong words, none of those that only tell that they are wrong."""
    printed = f"{before}管理“三公”经费，指财政拨款安排的支出。"
    (outcome,) = failures("L-02", text(printed))
    (wrong, right) = outcome.hint.removeprefix("把“").removesuffix("”。").split("”改为“")

    assert printed.replace(wrong, right) == f"{before}管理的“三公”经费，指财政拨款安排的支出。"
