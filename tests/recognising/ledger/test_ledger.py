"""Detail lines of any usual shape are added up exactly, and those that cannot be are named with their place."""

from __future__ import annotations

import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.formats.errors import ReadError, TooLarge
from juesuan.recognising.ledger import Labels, read_ledger
from tests.examples import examples
from tests.hostile.books import workbook

FIELDS = {"日期": "date", "科目": "function", "单位": "agency", "金额": "amount", "收入": "receipt", "摘要": "note"}
LABELS = Labels(
    field=lambda text: FIELDS.get(text.strip(), ""),
    amounts=("amount", "receipt"),
    needed=("function",),
    marks=("date", "receipt", "note"),
    dated="date",
    ignored=("note",),
    totals=("合计", "小计"),
    debits=(),
    clearing=(),
)
HEADER = "日期,科目,单位,金额,摘要"


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def sums(path: Path) -> dict[tuple[str, ...], Decimal]:
    return {
        (posting.words["function"], posting.words.get("agency", "")): posting.amount
        for ledger in read_ledger(path, LABELS)
        for posting in ledger.postings
    }


def test_lines_that_say_the_same_are_one_posting_with_the_row_of_the_first(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", "某局明细账", HEADER, "2022-1-5,2010301,甲,10.50,办公", "2022/2/1,2010301,甲,0.25,邮电",
        "2022年3月1日,2010302,甲,7,印刷",
    )  # fmt: skip
    (ledger,) = read_ledger(path, LABELS)

    assert [(p.amount, p.lines, p.row, p.words) for p in ledger.postings] == [
        (Decimal("10.75"), 2, 3, {"function": "2010301", "agency": "甲", "date": "2022"}),
        (Decimal("7.00"), 1, 5, {"function": "2010302", "agency": "甲", "date": "2022"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters_of_offices(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [line.replace(",", delimiter) for line in (HEADER, "2022-1-5,2010301,甲单位,10.50,办公")]
    path = written(tmp_path / "a.csv", *lines, encoding=encoding)

    assert sums(path) == {("2010301", "甲单位"): Decimal("10.50")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"1,234.50"', "1234.50"),
        ("１２３．４５", "123.45"),
        ("（12.00）", "-12.00"),
        ("¥8", "8"),
        ("-", "0"),
        ("3.50元", "3.50"),
    ],
)
def test_amounts_as_they_are_written(tmp_path: Path, text: str, value: str) -> None:
    path = written(tmp_path / "a.csv", HEADER, f"2022-1-5,2010301,甲,{text},x", "2022-1-5,2010301,甲,1.00,x")

    assert sums(path) == {("2010301", "甲"): Decimal(value) + 1}


def test_what_is_no_amount_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", HEADER, "2022-1-5,2010301,甲,1.00,x", ",2010301,甲,十元,x", ",2010301,甲,1.005,x"
    )
    (ledger,) = read_ledger(path, LABELS)

    assert [(p.place.line, p.place.column, p.message.partition("。")[0]) for p in ledger.problems] == [
        (3, "第4栏", "金额“十元”不是数字"),
        (4, "第4栏", "金额“1.005”小数超过两位"),
    ]
    assert ledger.postings[0].amount == Decimal("1.00")


def test_totals_are_left_aside_and_lines_without_amounts_are_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv",
        HEADER,
        "2022-1-5,2010301,甲,1.00,x",
        "小 计,,,1.00,",
        "合计,,,1.00,",
        ",2010302,甲,,无",
        ",,,,",
    )
    (ledger,) = read_ledger(path, LABELS)

    assert sums(path) == {("2010301", "甲"): Decimal("1.00")}
    assert list(ledger.notes) == ["略去 2 行合计、小计，不重复计算"]
    assert [problem.place.line for problem in ledger.problems] == [5]


def test_quoted_cells_may_hold_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", HEADER, '2022-1-5,2010301,甲,1.00,"两\n行"', "2022-1-5,2010301,甲,2.00,x")

    assert sums(path) == {("2010301", "甲"): Decimal("3.00")}


def test_worksheets_with_a_title_above_and_dates_and_numbers_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("封面").write(0, 0, "某局")
        sheet = book.add_worksheet("明细")
        sheet.write(1, 1, "支出明细账")
        for column, text in enumerate(["日期", "科目", "单位", "金额"], 1):
            sheet.write(3, column, text)
        sheet.write_row(4, 1, [44562, 2010301, "甲", 0.1])
        sheet.write_row(5, 1, [44562, 2010301, "甲", 0.2])
        sheet.write_row(6, 1, [44562, 2010301, "甲", "错"])
    (ledger,) = read_ledger(path, LABELS)

    assert [(p.words["function"], p.amount, p.row) for p in ledger.postings] == [("2010301", Decimal("0.30"), 5)]
    assert [(p.place.sheet, p.place.cell) for p in ledger.problems] == [("明细", "E7")]


def test_a_file_without_the_columns_of_a_ledger_is_none(tmp_path: Path) -> None:
    assert read_ledger(written(tmp_path / "a.csv", "姓名,电话", "甲,1"), LABELS) == ()


def test_a_line_with_more_cells_than_the_header_is_named_and_not_counted(tmp_path: Path) -> None:
    """A thousands separator without quotes would make 1,000.50 one yuan."""
    path = written(tmp_path / "a.csv", HEADER, "2022-1-5,2010301,甲,1,000.50,x", "2022-1-5,2010301,甲,2.00,x")
    (ledger,) = read_ledger(path, LABELS)

    assert [(p.place.line, "栏数比表头多" in p.message) for p in ledger.problems] == [(2, True)]
    assert [p.amount for p in ledger.postings] == [Decimal("2.00")]


def test_a_damaged_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")

    with pytest.raises(ReadError, match="已损坏"):
        read_ledger(path, LABELS)


@settings(max_examples=examples(25), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2010301", "2010302", "2080505"]),
            st.sampled_from(["甲", "乙"]),
            st.integers(-(10**11), 10**11),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_sums_are_exact(lines: list[tuple[str, str, int]]) -> None:
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for code, agency, fen in lines:
        expected[code, agency] += Decimal(fen).scaleb(-2)
    with TemporaryDirectory() as folder:
        rows = [f",{code},{agency},{Decimal(fen).scaleb(-2)},x" for code, agency, fen in lines]
        found = sums(written(Path(folder) / "a.csv", HEADER, *rows))

    assert {key: value for key, value in found.items() if value} == {
        key: value for key, value in expected.items() if value
    }


@settings(deadline=None, max_examples=examples(40))
@given(
    st.text(
        st.sampled_from("明细12[]!-{}'~ %#&=^,") | st.sampled_from("" if os.name == "nt" else '*?"\\:'),
        min_size=1,
        max_size=8,
    )
)
def test_a_path_is_no_pattern(name: str) -> None:
    """Whatever a file and its folder are called, its own lines are added up, and no other file's beside it."""
    with TemporaryDirectory() as folder:
        inside = Path(folder) / f"年={name.strip()}"
        inside.mkdir()
        for other in ("明细1", "1", "明", "2", "明细"):
            written(inside / f"{other}.csv", HEADER, "2022-1-5,2010301,甲,99.00,办公")
        path = written(inside / f"{name}.csv", HEADER, "2022-1-5,2010302,甲,1.00,办公")

        assert sums(path) == {("2010302", "甲"): Decimal("1.00")}


def test_a_ledger_is_read_as_it_stands(tmp_path: Path) -> None:
    """A name that ends like a packed file's says nothing of the content."""
    assert sums(written(tmp_path / "明细.csv.gz", HEADER, "2022-1-5,2010302,甲,1.00,办公"))


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        '<row><c r="A1048576"/><c r="CZ1"/></row>',
    ],
)
def test_two_cells_make_no_large_ledger(tmp_path: Path, sheet: str) -> None:
    """They would be held as a rectangle of millions of cells."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(sheet))

    with pytest.raises(TooLarge, match="1048576 行"):
        read_ledger(path, LABELS)


def test_a_ledger_that_inflates_to_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(" " * 50_000_000))

    with pytest.raises(TooLarge, match="压缩炸弹"):
        read_ledger(path, LABELS)


@pytest.mark.parametrize("code", [2010301, "2010301"])
@pytest.mark.parametrize("amount", [30, "30.00"])
def test_a_merged_code_stands_in_each_row_and_a_merged_amount_in_the_first(
    tmp_path: Path, code: int | str, amount: int | str
) -> None:
    """Codes are no amounts, however they are kept; headers over two rows stay headers."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("明细账")
        for column, text in enumerate(("日期", "科目", "单位", "金额")):
            sheet.merge_range(0, column, 1, column, text)
        for row, money in enumerate((10, 5, None), 2):
            sheet.write(row, 0, "2022-01-05")
            sheet.write(row, 2, "甲")
            if money is not None and row == 2:
                sheet.write(row, 3, money)
        sheet.merge_range(2, 1, 4, 1, code)
        sheet.merge_range(3, 3, 4, 3, amount)
    (ledger,) = read_ledger(tmp_path / "a.xlsx", LABELS)

    assert sums(tmp_path / "a.xlsx") == {("2010301", "甲"): Decimal("40.00")}
    assert any("竖着合并" in note for note in ledger.notes)
