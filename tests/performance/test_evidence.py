"""Evidence tables: recognised by their columns, every cell with its place, people kept out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan.formats.errors import NotFound, TooLarge
from juesuan.model import Problem
from juesuan.performance.evidence import engine, sources
from juesuan.performance.evidence.loading import loaded_evidence
from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.people import has_account, has_identity, has_phone
from juesuan.publishing.evidence_template import evidence_template
from juesuan.standard import builtin
from tests.examples import examples
from tests.performance.tables import evidence, kind_rows, written

KINDS = builtin().evidence.kinds
IDENTITY, PHONE, CARD = "11010519491231002X", "13800138000", "6222021234567890128"
"""The card's last digit is that of Luhn; the identity is the example of GB 11643."""


def told(problem: Problem) -> str:
    place = problem.place
    at = place.cell or f"{place.line}{place.column or ''}"
    return f"{problem.file} {place.sheet or ''}!{at} {problem.message}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_ready_made_table_is_known_by_its_columns(tmp_path: Path, kind: sources.EvidenceKind, encoding: str) -> None:
    written(tmp_path, "x.csv", kind_rows(kind.id), encoding)

    found = evidence(tmp_path)

    assert [(name, table.rows) for name, table in found.tables.items()] == [(kind.name, len(kind.examples))]
    assert [told(problem) for problem in found.problems] == []
    assert {column.title for column in found.tables[kind.name].columns if column.type == "person"} == {
        field.title for field in kind.fields if field.person
    }


def test_the_template_with_its_examples_is_read_without_a_problem(tmp_path: Path) -> None:
    (tmp_path / "佐证表.xlsx").write_bytes(evidence_template(builtin(), filled=True))

    found = evidence(tmp_path)

    assert {name: table.rows for name, table in found.tables.items()} == {kind.name: 2 for kind in KINDS}
    assert found.problems == ()


def test_the_empty_template_has_every_table_and_no_row(tmp_path: Path) -> None:
    (tmp_path / "佐证表.xlsx").write_bytes(evidence_template(builtin()))

    found = evidence(tmp_path)

    assert {table.rows for table in found.tables.values()} == {0}
    assert len(found.tables) == len(KINDS)
    assert found.problems == ()


def test_parquet_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "补助发放.parquet"
    duckdb.sql(
        "COPY (SELECT '甲' AS 受补单位, '丙' AS 补助项目, 0.1::DOUBLE AS \"核定金额（万元）\", DATE '2022-03-01' AS 发放日期 "
        f"UNION ALL SELECT '乙', '丙', 0.2, '2022-03-02') TO '{path}'"
    )

    found = evidence(tmp_path)
    shown = measured(EvidenceMeasure("补助发放", "sum", "核定金额"), found, 2022, "≥1元")

    assert (shown.value, shown.rows, shown.last) == ("3000元", 2, "补助发放.parquet 第2行")


def test_what_is_wrong_with_rows_is_said_with_their_place(tmp_path: Path) -> None:
    rows = [
        ["问题编号", "企业名称", "反映日期", "办理状态", "解决日期", "办理天数"],
        ["1", "甲", "2022-03-02", "已解决", "2022-03-01", "14"],
        ["2", "甲", "2022-03-02", "已解决", "", ""],
        ["3", "", "昨天", "办理中", "", "十天"],
        ["1", "乙", "2022-04-02", "办理中", "2022-04-05", "3"],
    ]
    written(tmp_path, "问题台账.csv", rows)

    found = evidence(tmp_path)

    assert [told(problem) for problem in found.problems] == [
        "问题台账.csv !4“反映日期”栏 “昨天”不是日期，请写成 2022-03-15 的样子",
        "问题台账.csv !4“办理天数”栏 “十天”不是数字",
        "问题台账.csv !4“企业名称”栏 没有填“企业名称”",
        "问题台账.csv !5“问题编号”栏 与 问题台账.csv 第2行 重复：“问题编号”都相同，"
        "但“企业名称”、“反映日期”、“办理状态”、“解决日期”、“办理天数”不同：只数一行，用到这些栏的先不算",
        "问题台账.csv !2“解决日期”栏 解决日期早于反映日期",
        "问题台账.csv !3“解决日期”栏 已解决的问题没有解决日期",
        "问题台账.csv !5“办理状态”栏 有解决日期，办理状态却不是已解决",
    ]


@pytest.mark.parametrize(
    ("reported", "late"), [("2022-02-15", False), ("2022-02-16", True), ("2022-01-31", False), ("", False)]
)
def test_a_report_is_late_behind_its_day(tmp_path: Path, reported: str, late: bool) -> None:
    rows = [["企业名称", "月份", "营业收入（万元）", "报送日期"], ["甲", "2022-01", "1", reported]]
    written(tmp_path, "月报.csv", rows)

    assert ["15 日前" in problem.message for problem in evidence(tmp_path).problems] == [True] * late


@pytest.mark.parametrize(("approved", "paid", "wrong"), [("10", "10", 0), ("10", "10.01", 1), ("10", "9.99", 0)])
def test_no_more_is_paid_than_was_approved(tmp_path: Path, approved: str, paid: str, wrong: int) -> None:
    rows = [["受补单位", "补助项目", "核定金额（万元）", "发放金额（万元）"], ["甲", "丙", approved, paid]]
    written(tmp_path, "补助.csv", rows)

    assert sum("大于核定金额" in problem.message for problem in evidence(tmp_path).problems) == wrong


def test_money_without_a_unit_is_no_money(tmp_path: Path) -> None:
    """Two files, one of which does not say its unit: nobody adds them up."""
    written(tmp_path, "a.csv", [["受补单位", "补助项目", "核定金额（万元）"], ["甲", "丙", "1"]])
    written(tmp_path, "b.csv", [["受补单位", "补助项目", "核定金额"], ["甲", "丁", "10000"]])

    shown = measured(EvidenceMeasure("补助发放", "sum", "核定金额"), evidence(tmp_path), 2022)

    assert shown.value is None and "单位" in shown.reason


def test_numbers_of_people_are_known_by_their_check_digit() -> None:
    assert has_identity(f"身份证{IDENTITY}。") == [IDENTITY]
    assert has_identity("1101051949 12310 02X") == [IDENTITY]
    assert has_identity("110105194912310021") == []
    assert has_phone("电话138-0013-8000") == [PHONE]
    assert has_phone("23800138000 138001380001") == []
    assert has_account(CARD) == [CARD]
    assert has_account("6222021234567890123 0000000000000000") == []


@pytest.mark.parametrize("secret", [IDENTITY, PHONE, CARD])
@pytest.mark.parametrize("column", range(3))
def test_planted_numbers_reach_no_question(tmp_path: Path, secret: str, column: int) -> None:
    """In whatever column, in the middle of a text, in one row of many: the column counts people and tells nothing."""
    cells = ["甲街道", "收到意见", "无"]
    planted = [*cells]
    planted[column] = f"{cells[column]} 联系{secret}"
    written(tmp_path, "我的表.csv", [["街道", "事项", "备注"], *([cells] * 30), planted, *([cells] * 30)])

    found = evidence(tmp_path)
    everything = found.engine.ask('SELECT * FROM "我的表"')
    titles = [item.title for item in found.tables["我的表"].columns if item.type == "person"]

    assert secret not in str(everything)
    assert titles == [("街道", "事项", "备注")[column]]
    assert titles[0] in found.notes[0].message and secret not in found.notes[0].message
    assert list(found.secrets.within([f"…{secret}…", "别的"])) != []


def test_people_are_counted_and_never_told(tmp_path: Path) -> None:
    rows = [
        ["培训名称", "培训日期", "姓名", "联系电话"],
        ["班", "2022-05-01", "李四光", PHONE],
        ["班", "2022-05-01", "李四光", ""],
        ["班", "2022-05-02", "王小明", ""],
    ]
    written(tmp_path, "签到.csv", rows)

    found = evidence(tmp_path)

    assert measured(EvidenceMeasure("培训签到", "distinct", "姓名"), found, 2022, "≥20人").value == "2人"
    assert {masked for masked, _ in found.secrets.within(["项目由李四光负责", f"电话{PHONE}"])} == {"李**", "138***00"}
    assert list(found.secrets.within(["李四 光大银行", "班 2022-05-01", f"1{PHONE}"])) == []
    for problem in (*found.problems, *found.notes):
        assert "李四光" not in problem.message and PHONE not in problem.message


def test_a_name_in_a_wrong_column_is_not_told(tmp_path: Path) -> None:
    written(tmp_path, "x.csv", [["问题编号", "企业名称", "反映日期", "办理状态"], ["1", "甲", "李四光", "办理中"]])

    (problem,) = evidence(tmp_path).problems

    assert problem.message.startswith("这一格不是日期")


HOSTILE = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "=1+1",
        '"; DROP TABLE x; --',
        "'",
        '""',
        "NaN",
        "Infinity",
        "1e400",
        "-",
        "9" * 40,
        "1" * 5 + "," * 5,
        "\u202e",
        "0" * 30,
        "%",
        "2022-02-30",
    ]
)


@given(
    st.lists(st.lists(HOSTILE, min_size=1, max_size=5), min_size=1, max_size=6),
    st.lists(HOSTILE, min_size=5, max_size=5),
)
@settings(max_examples=examples(25), deadline=None, phases=[Phase.generate])
def test_a_table_hostile_in_every_column_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], asked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    head = [field.label for field in KINDS[0].fields][:5]
    written(folder, "a.csv", [head, *rows])
    written(folder, "b.csv", [["".join(cell.split()) for cell in rows[0]], *rows])
    found = evidence(folder)

    for table in [*found.tables, *asked]:
        for statistic in ("count", "sum", "latest"):
            shown = measured(EvidenceMeasure(table, statistic, *asked[:4]), found, 2022, asked[4])
            assert (shown.value is None) == bool(shown.reason)
    assert found.engine.ask("SELECT 1") == [(1,)]
    found.engine.close()


def test_the_bounds_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        evidence(tmp_path / "none")
    written(tmp_path, "a.csv", kind_rows("trips"))
    written(tmp_path, "b.csv", kind_rows("trips"))
    monkeypatch.setattr(sources, "MOST_FILES", 1)
    with pytest.raises(TooLarge):
        evidence(tmp_path)
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    assert ["超过" in problem.message for problem in evidence(tmp_path).problems] == [True, True]


def test_what_does_not_fit_into_memory_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head, *_ = kind_rows("trips")
    written(tmp_path, "出差.csv", [head, *([f"{number}" * 40] * len(head) for number in range(4000))])
    monkeypatch.setattr(engine, "_LIMIT", "2MB")

    try:
        told = [problem.message for problem in evidence(tmp_path).problems]
    except TooLarge as error:
        told = [error.reason]

    assert any("内存装不下" in message for message in told)


def test_only_the_files_that_are_named_count_and_none_outside(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    written(tmp_path, "outside.csv", kind_rows("trips"))
    written(tmp_path / "inside", "登记.csv", [["谁", "何处", "次"], ["甲", "乙", "1"]])

    called = {"登记.csv": "外出", "../outside.csv": "出差"}
    found = loaded_evidence(tmp_path / "inside", builtin(), called, [*called, "没有.csv"])

    assert list(found.tables) == ["外出"]
    assert [problem.file for problem in found.problems] == ["../outside.csv", "没有.csv"]


def test_amounts_are_exact_decimals(tmp_path: Path) -> None:
    written(
        tmp_path, "x.csv", [["受补单位", "补助项目", "核定金额（元）"], *(["甲", f"{n}", "0.1"] for n in range(10))]
    )

    ((total,),) = evidence(tmp_path).engine.ask('SELECT sum("核定金额") FROM "补助发放"')

    assert total == Decimal(1)
