"""Detail lines become the lines of the books; what they lack or say wrong is named with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.formats.errors import Damaged
from juesuan.preparing.books import Basic, Income, Opening, Spending
from juesuan.preparing.example import example_books
from juesuan.preparing.ledger import LedgerBooks, books_of_ledgers
from juesuan.preparing.workbook.values import Known
from juesuan.recognising.ledger import Labels, read_ledger
from juesuan.standard import builtin
from tests.ledgers import COLUMNS, write_ledger

KNOWN = Known(builtin(), 2022, ("示例局",))
LINE = {
    "日期": "2022-03-01", "单位": "示例局", "收支类别": "支出", "资金性质": "一般公共预算", "收入来源": "", "功能科目": "2010301 行政运行",
    "经济科目": "30201", "支出性质": "基本支出", "项目名称": "", "金额": "10.00", "摘要": "x",
    "内部往来单位": "",
}  # fmt: skip


def of(path: Path, known: Known = KNOWN) -> LedgerBooks:
    return books_of_ledgers(read_ledger(path, Labels.of(builtin().ledger)), known)


def written(path: Path, *changes: dict[str, str]) -> Path:
    rows = [",".join({**LINE, **change}[name] for name in COLUMNS) for change in changes]
    path.write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize("pieces", [1, 7])
def test_the_books_come_back_from_their_detail_lines(tmp_path: Path, pieces: int) -> None:
    made = example_books(builtin())
    write_ledger(made, tmp_path / "明细.csv", pieces, "gb18030")
    found = of(tmp_path / "明细.csv", Known(builtin(), made.year, made.department.agencies))

    assert found.problems == ()
    lines = {name: getattr(found, name) for name in ("income", "spending", "basic", "opening")}
    assert {name: money(lines[name]) for name in lines} == {name: money(getattr(made, name)) for name in lines}


def money(lines: Iterable[Income | Spending | Basic | Opening]) -> dict[tuple[str, ...], Decimal]:
    """The sum of the lines that say the same."""
    sums: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[tuple(str(getattr(line, item.name)) for item in fields(line) if item.name != "amount")] += line.amount
    return dict(sums)


def test_basic_spending_of_the_general_budget_has_both_codes(tmp_path: Path) -> None:
    found = of(
        written(
            tmp_path / "a.csv", {}, {"金额": "-2.50"}, {"支出性质": "项目支出", "项目名称": "甲项目", "经济科目": ""}
        )
    )

    assert [(item.economic, item.amount) for item in found.basic] == [("30201", Decimal("7.50"))]
    assert found.spending == (
        Spending("2010301", "gpb", "basic", Decimal("7.50"), "示例局"),
        Spending("2010301", "gpb", "project", Decimal("10.00"), "示例局", "", "甲项目"),
    )


def test_income_is_what_its_fund_is_or_what_it_says(tmp_path: Path) -> None:
    appropriated = {"收支类别": "收入", "支出性质": "", "经济科目": ""}
    found = of(
        written(tmp_path / "a.csv", appropriated, {**appropriated, "资金性质": "单位资金", "收入来源": "事业收入"})
    )

    assert found.income == (
        Income("2010301", "gpb", Decimal("10.00"), "示例局"),
        Income("2010301", "business", Decimal("10.00"), "示例局"),
    )


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"功能科目": "20103"}, "第6栏", "7位编码"),
        ({"功能科目": "2019998"}, "第6栏", "不存在"),
        ({"功能科目": ""}, "第6栏", "没有填“功能科目”"),
        ({"经济科目": ""}, "第7栏", "没有填“经济科目”"),
        ({"支出性质": "人员"}, "第8栏", "不认识"),
        ({"资金性质": ""}, "第4栏", "没有填“资金性质”"),
        ({"收支类别": ""}, "第3栏", "收入、支出还是年初结转"),
        ({"日期": "2021-12-31"}, "第1栏", "不在 2022 年度"),
        ({"单位": "别的局"}, "第2栏", "不在“决算单位”表中"),
        ({"收支类别": "收入", "资金性质": "单位资金"}, "第5栏", "没有写来源"),
        ({"收支类别": "年初结转", "资金性质": "政府性基金", "功能科目": ""}, "第6栏", "没有填“功能科目”"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_column(
    tmp_path: Path, change: dict[str, str], place: str, words: str
) -> None:
    found = of(written(tmp_path / "a.csv", {}, change, change))

    (problem,) = found.problems
    assert (problem.file, problem.place.line, problem.place.column) == ("a.csv", 3, place)
    assert words in problem.message
    assert "这样的共 2 行" in problem.message
    assert [item.amount for item in found.spending] == [Decimal("10.00")]


def test_lines_of_several_units_name_theirs(tmp_path: Path) -> None:
    found = of(written(tmp_path / "a.csv", {"单位": ""}), Known(builtin(), 2022, ("示例局", "示例中心")))

    assert ["没有写是哪个单位的" in problem.message for problem in found.problems] == [True]


def test_receipts_and_payments_may_have_columns_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "记账日期,支出功能分类科目,部门预算支出经济分类,支出类型,资金性质,收入金额,支出金额\n"
        "2022-1-1,2010301,,,一般公共预算,30.00,\n2022-1-2,2010301,30201,基本支出,一般公共预算,,12.00\n",
        encoding="utf-8",
    )
    found = of(path)

    assert found.problems == ()
    assert [item.amount for item in found.income] == [Decimal("30.00")]
    assert [item.amount for item in found.spending] == [Decimal("12.00")]


LINES = [",".join({**LINE, "摘要": f"付{number}"}[name] for name in COLUMNS) for number in range(5)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", ["\n", "\r\n", "\r"])
def test_no_line_is_lost_whatever_ends_it(tmp_path: Path, end: str, odd: str) -> None:
    path = tmp_path / "明细.csv"
    path.write_bytes((end.join([",".join(COLUMNS), *LINES[:3]]) + odd + end.join(LINES[3:])).encode())
    (ledger,) = read_ledger(path, Labels.of(builtin().ledger))

    assert (ledger.lines, ledger.problems) == (5, ())
    assert [(posting.amount, posting.words["date"]) for posting in ledger.postings] == [(Decimal("50.00"), "2022")]


@pytest.mark.parametrize("late", [b"\xff\xfe\xfd", b"\0", b"\xed\xa0\x80"])
def test_bytes_that_are_no_text_far_behind_the_beginning_cost_no_line(tmp_path: Path, late: bytes) -> None:
    path = tmp_path / "明细.csv"
    many = "\n".join([",".join(COLUMNS), *LINES * 3000]).encode()
    path.write_bytes(many + b"\n" + LINES[0].encode().replace("付0".encode(), "付".encode() + late))
    (ledger,) = read_ledger(path, Labels.of(builtin().ledger))

    assert (ledger.lines, ledger.problems) == (15_001, ())


def test_a_quote_without_its_other_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "明细.csv"
    torn = LINES[1].replace("付1", '"付1')
    path.write_text("\n".join([",".join(COLUMNS), LINES[0], torn, *LINES[2:]]), encoding="utf-8")
    (ledger,) = read_ledger(path, Labels.of(builtin().ledger))

    assert [(problem.place.line, "引号" in problem.message) for problem in ledger.problems] == [(3, True)]


def test_a_line_that_is_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "明细.csv"
    path.write_text("\n".join([",".join(COLUMNS), *LINES * 10, "x" * 11_000_000]), encoding="utf-8")

    with pytest.raises(Damaged, match="第 52 行"):
        read_ledger(path, Labels.of(builtin().ledger))


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "明细.csv"
    several = LINES[1].replace("付1", '"付1，\n甲,乙，\n丙"')
    path.write_text("\n".join([",".join(COLUMNS), LINES[0], several, *LINES[2:]]), encoding="utf-8")
    (ledger,) = read_ledger(path, Labels.of(builtin().ledger))

    assert (ledger.lines, ledger.problems) == (5, ())
