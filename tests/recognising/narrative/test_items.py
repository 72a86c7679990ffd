"""The list of 科目: names to codes, one item at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.model import Table
from juesuan.recognising.narrative.functions import FunctionNames, edit_distance
from juesuan.standard import builtin, load
from tests import made
from tests.examples import examples
from tests.recognising.narrative.telling import amounts, claims, one, unbound

NAMES = {
    "205": "教育支出",
    "20502": "普通教育",
    "2050202": "小学教育",
    "2050299": "其他普通教育支出",
    "20599": "其他教育支出",
    "2059999": "其他教育支出",
    "206": "科学技术支出",
    "20604": "技术研究与开发",
    "2060404": "科技成果转化与扩散",
    "20601": "科学技术管理事务",
    "2060101": "行政运行",
}


@pytest.fixture
def tables() -> dict[str, Table]:
    cells = {(code, "C1"): "1.00" for code in NAMES}
    return {"T05": made.table("T05", cells, labels=NAMES)[0]}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("教育支出", "普通教育", "小学教育"), "2050202"),
        (("教育", "普通教育", "小学教育"), "2050202"),
        (("科学科术支出", "技术研究与开发", "科技成果转化与扩散"), "2060404"),
        (("科学技术支出", "技术研究与开发", "科技成果转化和扩散"), "2060404"),
        (("教育支出", "其他教育支出", "其他教育支出"), "2059999"),
        (("", "其他教育支出", ""), "20599"),
        (("教育支出", "", ""), "205"),
        (("教育支出", "普通教育", "高中教育"), "2050204"),
        (("教育支出", "普通教育", "不存在的科目"), None),
        (("科学技术支出", "科学技术普及", "其他科学技术普及支出"), "2060799"),
        (("科学技术支出", "普通教育", "小学教育"), "2050202"),
        (("教育支出", "成人教育", "其他教育支出"), "2059999"),
        (("教育支出", "教育管理事务", "行政运行"), "2050101"),
        (("", "", ""), None),
    ],
)
def test_names_to_codes(tables: dict[str, Table], names: tuple[str, str, str], code: str | None) -> None:
    """Rows of the document first, the official list for what has only a budget."""
    assert FunctionNames(tables, builtin().codes).resolve(names) == code


def test_a_class_of_the_standard_is_known_by_its_name(tmp_path: Path) -> None:
    """Whatever its number: lists of 类 are told by the standard, none by a range of codes."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "functional_classes.csv").write_text(
        "code,name,valid_from,valid_to,fund\n241,低空经济支出,,,gpb\n242,外债支出,,,government\n", encoding="utf-8"
    )
    found = FunctionNames({}, load(tmp_path).codes).classes

    assert found["低空经济支出"] == "241"
    assert "外债支出" not in found
    assert "低空经济支出" not in FunctionNames({}, builtin().codes).classes


def test_a_printed_code_decides(tables: dict[str, Table]) -> None:
    assert FunctionNames(tables, builtin().codes).resolve(("", "", "小学校教育"), "2050202") == "2050202"


@pytest.mark.parametrize(
    ("one_word", "other", "distance"), [("科学", "科学", 0), ("科学技术", "科学科术", 1), ("甲", "乙丙丁", 2)]
)
def test_edit_distance(one_word: str, other: str, distance: int) -> None:
    assert min(edit_distance(one_word, other, 1), 2) == distance


def test_items(tables: dict[str, Table]) -> None:
    read = one(
        "N05",
        "（三）具体情况。\n"
        "一般公共预算财政拨款支出年初预算为9.00万元，支出决算为8.00万元，完成年初预算的88.89%。其中：\n"
        "1．教育支出（类）普通教育（款）小学教育（项）。主要用于校舍维修200万元等支出。年初预算为4.00万元，支出决算为3.00万元，"
        "完成年初预算的75.00%。决算数小于年初预算数的主要原因是压减。\n"
        "2．科学科术支出（类）技术研究与开发（款）科技成果转化与扩散（项）。年初预算为5.00万元，支出决算为5.00万元。\n",
        tables=tables,
    )
    first, second = claims(read, "item")

    assert first.names == ("教育支出", "普通教育", "小学教育")
    assert (first.word, first.item, first.operands) == ("2050202", 1, ("N05.3#1.final", "N05.3#1.initial"))
    assert (second.names[0], second.word) == ("科学科术支出", "2060404")
    assert amounts(read)["spend[stage=initial,fund=gpb,function=2060404]"] == "5.00"
    assert next(s.label for s in read.statements if s.id == "N05.3#1.initial") == "说明五（三）第1项 年初预算"
    assert unbound(read) == ["200万元"]


@pytest.mark.parametrize("printed", ["“三西”农业建设", "“教育支出", "教育支出”", "“教育支出”", "政务“一网通办”"])
def test_marks_around_a_name_are_no_part_of_it_but_those_in_it_are(printed: str) -> None:
    told = (
        f"（三）具体情况。\n1．农林水支出（类）农业农村（款）{printed}（项）。年初预算为4.00万元，支出决算为3.00万元。"
    )
    read = one("N05", told)
    name = claims(read, "item")[0].names[2]

    assert name == (printed if "”" in printed[:-1] or "“" in printed[1:] else printed.strip("“”"))


def test_items_of_a_section_that_is_not_divided(tables: dict[str, Table]) -> None:
    read = one("N05", "1.教育支出（类）普通教育（款）小学教育（项）。年初预算0万元，支出决算5万元。", tables=tables)

    assert [statement.id for statement in read.statements] == ["N05.3#1.initial", "N05.3#1.final"]
    assert {statement.source for statement in read.statements} == {"N05.3"}


def test_items_with_codes() -> None:
    read = one(
        "N05",
        "1.小学教育（2050202），2023年度决算数为7.00万元，比2022年度决算数增长0.39%。\n2.高中教育（2050204），2023年度决算数为9.00万元。",
    )

    assert amounts(read) == {"spend[fund=gpb,function=2050202]": "7.00", "spend[fund=gpb,function=2050204]": "9.00"}
    assert [claim.operands for claim in claims(read, "change")] == [("N05.3#1.final", "")]


def test_names_in_a_reason_open_no_item(tables: dict[str, Table]) -> None:
    read = one(
        "N05",
        "1.教育支出（类）普通教育（款）小学教育（项）。年初预算0万元，支出决算5万元，决算数大于年初预算数的主要原因是："
        "科目使用错误，实际应使用科学技术支出（类）技术研究与开发（款）科技成果转化与扩散（项）追加。",
        tables=tables,
    )

    assert [claim.word for claim in claims(read, "item")] == ["2050202"]


def test_an_item_that_means_no_row_still_has_its_rate(tables: dict[str, Table]) -> None:
    read = one(
        "N05",
        "1.某某支出（类）某某事务（款）某某运行（项）。年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%。",
        tables=tables,
    )
    (rate,) = claims(read, "completion")

    assert [statement.fact for statement in read.statements] == [None, None]
    assert rate.operands == ("N05.3#1.final", "N05.3#1.initial")


def test_classes_of_the_structure(tables: dict[str, Table]) -> None:
    read = one(
        "N05",
        "（二）结构情况。\n支出6.00万元，主要用于以下方面：教育支出（类）4.00万元，占66.67%；科学技术支出2.00万元，占33.33%。",
        tables=tables,
    )

    assert [(claim.names[0], claim.word) for claim in claims(read, "item")] == [
        ("教育支出", "205"),
        ("科学技术支出", "206"),
    ]
    assert [claim.operands[1] for claim in claims(read, "share")] == ["N05.2.spend"] * 2
    assert len(claims(read, "sum")) == 1


PARAGRAPHS = (
    "2023年度一般公共预算财政拨款支出年初预算为19.00万元，支出决算为17.00万元，完成年初预算的89.47%。其中：",
    "1．教育支出（类）普通教育（款）小学教育（项）。年初预算为9.00万元，支出决算为7.00万元，完成年初预算的77.78%。",
    "2．科学技术支出（类）科学技术管理事务（款）行政运行（项）。",
    "年初预算为10.00万元，支出决算为10.00万元，完成年初预算的100.00%。",
)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(3)), yearless=st.booleans())
def test_an_item_has_its_own_amounts_wherever_the_paragraph_of_the_whole_stands(
    tables: dict[str, Table], order: list[int], *, yearless: bool
) -> None:
    """A paragraph about what the section is about ends the item before it; one that only says 支出决算 goes on with it."""
    blocks = (PARAGRAPHS[0].removeprefix("2023年度" if yearless else ""), PARAGRAPHS[1], "\n".join(PARAGRAPHS[2:]))

    read = one("N05", "（三）具体情况。\n" + "\n".join(blocks[index] for index in order), tables=tables)

    assert amounts(read) == {
        "spend[fund=gpb]": "17.00",
        "spend[stage=initial,fund=gpb]": "19.00",
        "spend[fund=gpb,function=2050202]": "7.00",
        "spend[stage=initial,fund=gpb,function=2050202]": "9.00",
        "spend[fund=gpb,function=2060101]": "10.00",
        "spend[stage=initial,fund=gpb,function=2060101]": "10.00",
    }
    assert not unbound(read)


WAYS = (
    "{0}（类）{1}（款）{2}（项）",
    "{0}（类）{1}（款）{2}（项）{c2}",
    "{0}（类）{1}（款）{2}（项）（{c2}）",
    "{0}（{c0}）{1}（{c1}）{2}（{c2}）",
    "{0}（{c0}）—{1}（{c1}）—{2}（{c2}）",
    "{c0}{0}—{c1}{1}—{c2}{2}",
    "（{c0}）{0}（{c1}）{1}（{c2}）{2}",
    "{c0}{0}/{c1}{1}/{c2}{2}",
    "{2}（{c2}）",
    "{c2}{2}",
)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=st.sampled_from(WAYS),
    number=st.sampled_from(["1．", "1.", "（1）", "12.", "3、", ""]),
    code=st.sampled_from([code for code in NAMES if len(code) == 7]),
    said=st.sampled_from(["支出3.00万元", "。年初预算为4.00万元，支出决算为3.00万元"]),
)
def test_a_code_parts_the_names_wherever_it_stands(
    tables: dict[str, Table], way: str, number: str, code: str, said: str
) -> None:
    """However names and codes of 类, 款 and 项 are joined: the same item with the same names, and no digit is left over."""
    codes = (code[:3], code[:5], code)
    printed = way.format(*(NAMES[one] for one in codes), c0=codes[0], c1=codes[1], c2=codes[2])
    read = one("N05", f"（三）具体情况。\n{number}{printed}{said}。", tables=tables)
    (item,) = claims(read, "item")

    assert item.word == code
    assert item.names == tuple(NAMES[one] if "{" + str(level) + "}" in way else "" for level, one in enumerate(codes))
    assert amounts(read)[f"spend[fund=gpb,function={code}]"] == "3.00"
    assert not [number.text for number in read.numbers if not number.bound and number.kind not in {"number", "code"}]


@pytest.mark.parametrize("text", ["1.201万元用于教育支出", "支出3.205万元，教育支出2.00万元"])
def test_what_only_looks_like_a_code_is_none(tables: dict[str, Table], text: str) -> None:
    read = one("N05", f"（三）具体情况。\n{text}。", tables=tables)

    assert not [claim for claim in claims(read, "item") if claim.names[1] or claim.names[2]]
    assert unbound(read) or amounts(read)


@pytest.mark.parametrize(
    ("numbers", "items"),
    [
        (("（1）", "（2）", "（3）"), [1, 2, 3]),
        (("（1）", "（2）", "（4）"), [1, 2, 4]),
        (("（1）", "（2）", "（1）"), [1, 2, 3]),
        (("1．", "2．", "4．"), [1, 2, 4]),
        (("", "", ""), [1, 2, 3]),
    ],
)
def test_items_have_the_numbers_that_they_are_given(numbers: tuple[str, str, str], items: list[int]) -> None:
    codes = ("2050202", "2060101", "2060404")
    told = "\n".join(
        f"{number}{NAMES[code]}（{code}）：年初预算4.00万元，支出决算3.00万元。"
        for number, code in zip(numbers, codes, strict=True)
    )

    assert [claim.item for claim in claims(one("N05", f"（三）具体情况。\n{told}"), "item")] == items
