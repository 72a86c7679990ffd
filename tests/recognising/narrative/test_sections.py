"""Sections by their headings, whatever numbers a place gives them; the 目录 is not taken for headings."""

from __future__ import annotations

import pytest

from juesuan.recognising.narrative.headings import heading_of
from juesuan.standard import builtin
from tests.recognising.narrative.telling import tell

SHANGHAI = """
目录
第一部分 示例市商务局概况
一、主要职能
二、部门决算单位构成
第三部分 示例市商务局2023年度部门决算情况说明
一、收入支出决算总体情况说明
七、财政拨款“三公”经费支出决算情况说明
十一、其他重要事项说明
第四部分 名词解释
第一部分 示例市商务局概况
一、主要职能
负责商务工作。
二、部门决算单位构成
包括本级。
第三部分 示例市商务局2023年度部门决算情况
说明
一、收入支出决算总体情况说明
收入支出总计1.00万元。
七、财政拨款“三公”经费支出决算情况说明
（一）“三公”经费财政拨款支出决算总体情况说明。
总体。
（二）“三公”经费财政拨款支出决算具体情况说明。
具体。
八、政府性基金预算财政拨款收入支出决算情况说明
没有。
九、国有资本经营预算财政拨款收入支出决算情况说明
没有。
十、预算绩效管理情况
开展。
十一、其他重要事项的情况说明
（一）机关运行经费支出情况
没有。
（二）政府采购支出情况
没有。
（三）国有资产占有使用情况说明
没有。
第四部分 名词解释
一、财政拨款收入：指单位取得的财政拨款。
十、“三公”经费
指三项经费。
"""

FLATTENED = """
第三部分 2023 年度部门决算情况说明
- 26 -
五、一般公共预算财政拨款支出决算情况说明
（一）总体情况。
2023 年度一般公共预算财政拨款支出 3878.84
万元，占支出合计的 100.00%。
（二）结构情况。
2023 年度一般公共预算财政拨款支出 3878.84 万元，主要
用于以下方面：教育支出 3878.84 万元，占 100.00%。
- 27 -
十三、预算绩效情况说明
（一）绩效管理工作开展情况
对项目进行自评。
（二）项目绩效自评结果
通过科学、规范的方法，基于项目的预算执行情况，开展自评。
"""


def ids(text: str) -> list[str]:
    return [section.id for section in tell(text).sections]


def test_shanghai_order() -> None:
    assert ids(SHANGHAI) == [
        "toc", "part1", "duties", "units", "part3", "N01", "N09", "N09.1", "N09.2", "N07", "N08", "N13", "other",
        "N10", "N11", "N12", "glossary",
    ]  # fmt: skip


def test_a_contents_list_is_no_heading() -> None:
    toc = tell(SHANGHAI).sections[0]

    assert toc.heading == "目录"
    assert "收入支出决算总体情况说明" in toc.body.text


def test_lines_are_joined_and_page_numbers_left_out() -> None:
    read = tell(FLATTENED)
    bodies = {section.id: section.body.text for section in read.sections}

    assert ids(FLATTENED) == ["part3", "N05", "N05.1", "N05.2", "N13", "N13.1", "N13.2"]
    assert bodies["N05.1"] == "2023年度一般公共预算财政拨款支出3878.84万元，占支出合计的100.00%。"
    assert bodies["N05.2"].endswith("主要用于以下方面：教育支出3878.84万元，占100.00%。")
    assert [number.kind for number in read.numbers if number.text == "-26-"] == ["number"]


def test_places_stay_with_their_lines() -> None:
    section = next(s for s in tell(FLATTENED).sections if s.id == "N05.1")
    text = section.body.text

    assert section.body.place(text.index("3878"), text.index("万元")).line == 5
    assert section.body.place(text.index("100.00"), len(text)).line == 6


def test_a_heading_that_ran_into_its_paragraph() -> None:
    text = (
        "八、政府性基金预算财政拨款收入支出决算情况说明\n"
        "没有收支。九、国有资本经营预算财政拨款收入支出决算情况说明没有收支。\n"
    )
    bodies = {section.id: section.body.text for section in tell(text).sections}

    assert bodies == {"N07": "没有收支。", "N08": "没有收支。"}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("一、收入支出决算总体情况说明", "N01"),
        ("一、2019年度收入支出决算总体情况说明", "N01"),
        ("（一）高等学校收支决算总表说明", "N01"),
        ("二、收入决算情况说明", "N02"),
        ("（三）高等学校支出决算表说明", "N03"),
        ("二、示例市商务局2019年度财政拨款收入支出总表说明", "N04"),
        ("三、一般公共预算财政拨款支出决算情况说明", "N05"),
        ("（四）高等学校财政拨款支出决算表说明", "N05"),
        ("六、财政拨款基本支出决算情况说明", "N06"),
        ("八、政府性基金预算收入支出决算情况", "N07"),
        ("九、国有资本经营预算财政拨款支出决算情况说明", "N08"),
        ("七、财政拨款三公经费支出决算情况说明", "N09"),
        ("九、财政拨款“三公”经费及会议费、培训费支出决算情况说明", "N09"),
        ("十、关于机关运行经费支出说明", "N10"),
        ("十二、关于政府采购支出说明", "N11"),
        ("十二、国有资产占用及购置情况说明", "N12"),
        ("（四）预算绩效管理工作开展情况。", "N13"),
        ("十四、关于2023年度预算绩效管理情况的说明", "N13"),
        ("一、主要职责及内设机构", "duties"),
        ("第四部分 名词解释", "glossary"),
    ],
)
def test_headings(heading: str, section: str) -> None:
    found = heading_of(heading.replace(" ", ""), builtin().grammar)

    assert found is not None
    assert section in {kind.id for kind in found.kinds}


@pytest.mark.parametrize(
    "text",
    [
        "（一）2023年度政府采购支出总额共27.69万元，其中：政府采购货物支出18.86万元。",
        "财政拨款“三公”经费支出决算表",
        "一、财政拨款收入：单位从同级政府财政部门取得的财政预算资金。",
        "（14）完成上级交办的其他任务。",
    ],
)
def test_prose_and_tables_are_no_headings_of_the_narrative(text: str) -> None:
    found = heading_of(text, builtin().grammar)

    assert found is None or not found.kinds


def test_numbers_of_headings() -> None:
    marks = {
        mark: heading_of(f"{mark}、其他重要事项的情况说明", builtin().grammar) for mark in ("一", "十", "十一", "二十")
    }

    assert {mark: found.number for mark, found in marks.items() if found} == {"一": 1, "十": 10, "十一": 11, "二十": 20}


def test_a_line_that_ends_a_reference_to_a_part_is_no_heading() -> None:
    """Where the lines of a PDF became text, 详见“第五部分 附件”。 may break before its number."""
    assert heading_of("第五部分附件”。", builtin().grammar) is None
    assert heading_of("第五部分附件", builtin().grammar) is not None
    assert heading_of("七、财政拨款“三公”经费支出决算情况说明", builtin().grammar) is not None
