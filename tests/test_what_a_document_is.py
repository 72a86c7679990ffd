"""What a document is: a disclosure or a part of one, or none; whose and of which year, by its titles and heads and never by a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import juesuan
from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Page, Paragraph, Source
from juesuan.model import Disclosure, Place
from juesuan.recognising.identity import identify
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.json_report import report_object
from juesuan.standard import builtin
from tests.checking.performance.sheets import overall
from tests.laws import page as disclosed
from tests.not_disclosures import KINDS, page


def read(text: str, folder: Path) -> Disclosure:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return juesuan.read(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_is_no_disclosure_is_called_so_and_nothing_else(kind: str, tmp_path: Path) -> None:
    for seed in range(3):
        document = read(page(kind, seed), tmp_path)
        dossier = Dossier(document, juesuan.check(document), builtin())
        said = report_object(dossier)

        assert [dossier.verdict, document.info.kind, document.info.unit] == ["not_a_disclosure", "none", ""]
        assert [said["findings"], [rule for rule in said["rules"] if rule["applied"]]] == [[], []]


PARTS = {
    "tables alone": r"(?s)<p.*?</p>(?=.*<table)",
    "without tables": r"(?s)<table.*?</table>",
}


@pytest.mark.parametrize("cut", PARTS)
@pytest.mark.parametrize("seed", [1, 5, 7])
def test_a_part_of_a_disclosure_is_one(cut: str, seed: int, tmp_path: Path) -> None:
    part = re.sub(PARTS[cut], "", disclosed(seed))
    document = read(part, tmp_path)

    assert part != disclosed(seed)
    assert document.info.kind == "final_accounts"


_UNKNOWN_HEADINGS = ("十三、其他重要事项", "（四）世行贷款项目", "一、需要说明的问题", "十、专项债券资金使用情况")


@pytest.mark.parametrize("heading", _UNKNOWN_HEADINGS)
@pytest.mark.parametrize(
    "part", ["第三部分 2023年度部门决算情况说明", "第三部分 部门决算情况说明", "第三部分 2023年度单位决算说明"]
)
def test_a_fragment_of_an_explanation_is_one_whatever_its_sections_are_called(
    part: str, heading: str, tmp_path: Path
) -> None:
    lines = ("石桥县水利局2023年度部门决算", part, heading, "水库除险加固累计完成投资1.30亿元，其中本年4,000万元。")
    document = read(f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>", tmp_path)

    assert [document.info.kind, document.info.unit, document.info.year] == ["final_accounts", "石桥县水利局", 2023]
    assert {finding.category for finding in juesuan.check(document).findings} <= {"structure"}


BODIES = {
    "石桥县水利局": "石桥县",
    "中共石桥县委员会办公室": "石桥县",
    "共青团云岭省委员会": "云岭省",
    "国家税务总局云岭省税务局": "云岭省",
    "政协云岭市青禾区委员会": "云岭市青禾区",
    "云岭市青禾区城市管理局（本级）": "云岭市青禾区",
    "云岭大学": "",
}
COVERS = (
    "<p>{unit}2023年度部门决算</p>",
    "<p>2023年度</p><p>{unit}</p><p>部门决算公开</p>",
    "<p>{unit}</p><p>2023年度部门决算</p>",
    "<p>2023年度{unit}部门决算</p><p>2024年8月</p>",
)
_BODY = """<p>第三部分 2023年度部门决算情况说明</p><p>一、收入支出决算总体情况说明</p>
<p>纳入本部门2022年度部门决算编报范围的单位2个，比2021年度部门决算减少1个，经费决算数未超过2022年度部门预算。2021年度部门决算已经公开。</p>
<p>2023年度收、支总计均为100.00万元。与2022年度相比，收、支总计各增加10.00万元，增长11.11%。主要原因是项目增加。</p>"""


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("unit", BODIES)
def test_unit_place_and_year_are_those_of_the_title(unit: str, cover: str, tmp_path: Path) -> None:
    document = read(f"<html><body>{cover.format(unit=unit)}{_BODY}</body></html>", tmp_path)
    bare = unit.replace("（本级）", "")

    assert [document.info.kind, document.info.unit, document.info.year] == ["final_accounts", bare, 2023]
    assert document.info.place == BODIES[unit]


def test_a_sentence_names_nobody(tmp_path: Path) -> None:
    document = read(f"<html><body><p>部门决算情况说明</p>{_BODY}</body></html>", tmp_path)

    assert document.info.unit == ""


def test_a_template_is_that_of_the_place_in_front_of_the_name_that_is_left_out() -> None:
    lines = ("上海市XX局2024年度部门决算", "第一部分 上海市XX局概况")
    blocks = tuple(Paragraph(passage_of(line, Place(line=number)), line) for number, line in enumerate(lines, 1))
    source = Source(path="template", format="pdf", sha256="", pages=(Page(1, 595, 842, blocks),))

    info = identify(source, (), {}, (), builtin().forms)

    assert (info.unit, info.place) == ("", "上海市")


@pytest.mark.parametrize(
    ("other", "unit", "year"), [("示例市商务局", "示例市商务局", 2024), ("示例市水务局", "", 2024)]
)
def test_evaluation_forms_alone_say_whose_and_of_which_year_they_are(other: str, unit: str, year: int) -> None:
    """The heads of the forms are all that there is to tell it; heads that differ tell nothing."""
    forms = [overall(head={"unit": name})[0] for name in ("示例市商务局", other)]
    source = Source(path="forms", format="pdf", sha256="", pages=())

    info = identify(source, (), {}, forms, builtin().forms)

    assert (info.kind, info.unit, info.year) == ("performance", unit, year)
