"""The sheets of the cycle as an accountant types them: one cause is one message, and what other sheets say is not asked for again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from juesuan.model.numbered_lines import in_lines, joined_points
from juesuan.performance.cycle.from_sheets import CycleRead, read_cycle
from juesuan.performance.cycle.record import CycleWork
from juesuan.performance.cycle.results import fund_rows, judged, total_money
from juesuan.performance.cycle.stages import lacking
from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.preparing.workbook import InputCell, InputSheet, Value
from juesuan.standard import builtin
from tests.performance.tables import evidence, written
from tests.performance.year import PROJECT, rows_of_year, sheets_from, with_work, work, year

Rows = Mapping[str, Sequence[Mapping[str, Value]]]


def read_with(
    name: str, cells: Mapping[tuple[int, int], str], rows: Rows | None = None, **changes: object
) -> CycleRead:
    """The record with other texts in cells of a sheet."""

    def retyped(sheet: InputSheet) -> InputSheet:
        filled = {row: dict(line) for row, line in sheet.rows.items()}
        for (row, column), text in cells.items():
            filled.setdefault(row, {})[column] = InputCell(text)
        return replace(sheet, rows=filled, **changes)

    sheets = sheets_from(rows or rows_of_year())
    return read_cycle([retyped(sheet) if sheet.name == name else sheet for sheet in sheets], builtin())


def test_a_project_with_a_slip_in_its_row_is_still_spoken_of() -> None:
    """Other sheets name it, and rows below its name are left blank: nothing of that is a mistake."""
    read = read_with("项目", {(2, 4): "130万元"})

    assert [problem.message for problem in read.problems] == [
        "“130万元”不是金额，单位是元，不要写“万元”：应填 1300000.00"
    ]


def test_a_name_that_nobody_knows_is_told_once_for_the_rows_that_follow_it() -> None:
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    own = [row for row in rows["monitored"] if row["project"] == PROJECT]
    assert len(own) > 2
    for row in own[1:]:
        del row["project"]
        del row["date"]
    read = read_with("绩效监控", {(2, 0): "不认识的项目"}, {**rows, "monitored": own})

    assert len(read.problems) == 1 and "不认识的项目" in read.problems[0].message


def test_totals_are_left_aside_and_merged_names_are_read() -> None:
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    count = len(rows["reviewed"])
    bottom = 2 + count
    merged = read_with(
        "部门评价评分", {(bottom, 0): "合计", (bottom, 4): "100", (bottom, 5): "94"}, merged=((2, 0, bottom - 1, 0),)
    )

    assert merged.problems == ()
    assert any("合计" in remark.message for remark in merged.remarks)
    assert any("合并" in remark.message for remark in merged.remarks)
    assert merged.cycle == year()


def test_what_lines_of_spending_say_of_a_project_is_not_asked_for_again() -> None:
    """全年执行数 left blank is what was spent on it, for the forms of the cycle as for the published one."""
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    executed = total_money(work()).executed
    own = next(row for row in rows["projects"] if row["name"] == PROJECT)
    kept = {key: own.pop(key) for key in list(own) if key.endswith(".executed")}
    for row in rows["spending"]:
        row.pop("project", None)
    missing = read_cycle(sheets_from(rows), builtin())
    line = dict(rows["spending"][0]) | {
        "project": PROJECT,
        "amount": Decimal(str(sum(map(Decimal, map(str, kept.values()))))),
    }
    rows["spending"].append(line)
    read = read_cycle(sheets_from(rows), builtin())

    assert missing.cycle is not None and read.cycle is not None, read.problems
    assert next(total_money(item).executed for item in missing.cycle.works if item.name == PROJECT) is None
    assert next(total_money(item).executed for item in read.cycle.works if item.name == PROJECT) == executed


def test_the_score_of_the_execution_is_said_in_one_place() -> None:
    """As a cell of the published form it is that of the cycle's forms, too."""
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    rows["evaluated"] = []
    rows["form_cells"] = [
        {"project": PROJECT, "row": "年度资金总额", "column": "得分", "value": "9.5", "reason": "批复"}
    ]
    read = read_cycle(sheets_from(rows), builtin())

    assert read.cycle is not None
    assert next(item.execution_score for item in read.cycle.works if item.name == PROJECT) == Decimal("9.5")


def test_a_work_of_one_year_has_the_money_of_its_year() -> None:
    several = replace_term(term_goal="三年")
    one = replace_term(term_goal="")

    assert fund_rows(one)["total"].term == total_money(work()).initial
    assert fund_rows(several)["total"].term is None
    form = builtin().stage_forms.by_id["mof-2022-goals-project"]
    assert any("没有填实施期资金" in item.message for item in lacking(with_work(several), form, several))
    assert not any("没有填实施期资金" in item.message for item in lacking(with_work(one), form, one))


def replace_term(**changes: object) -> CycleWork:
    """The work with no money for its term."""
    funds = {source: changed(money, term=None) for source, money in work().funds.items()}
    return changed(work(), funds=funds, **changes)


def test_a_score_that_is_not_decided_is_not_printed_in_a_list() -> None:
    open_one = changed(work(), indicators=tuple(changed(item, actual="") for item in work().indicators))
    form = builtin().stage_forms.by_id["mof-2022-application-all"]

    assert judged(work(), form.template).total.score is not None
    assert judged(open_one, form.template).total.score is None
    assert any("没有填实际完成值" in item.message for item in lacking(with_work(open_one), form, None))


def test_points_without_a_mark_at_their_end_have_a_line_each() -> None:
    assert in_lines(joined_points(["目标1：修复湿地", "2.培训渔民"])) == "目标1：修复湿地\n2.培训渔民"
    assert in_lines(joined_points(["修复湿地", "培训渔民"])) == "1．修复湿地\n2．培训渔民"
    assert joined_points(["修复湿地。", "培训渔民。"]) == "1．修复湿地。2．培训渔民。"


@pytest.mark.parametrize("mark", ["√", "是", "Y"])
def test_an_answer_is_the_same_however_it_is_spelt(tmp_path: Path, mark: str) -> None:
    header = ("培训名称", "培训日期", "姓名", "是否到课")
    rows = [("班", "2023-05-01", f"学员{number}", mark if number else "×") for number in range(4)]
    written(tmp_path, "签到表.csv", [header, *rows])
    found = evidence(tmp_path)

    assert measured(EvidenceMeasure("培训签到", "share", share="是否到课 是 是"), found, 2023).value == "75%"
    assert measured(EvidenceMeasure("培训签到", conditions="是否到课 不是 否"), found, 2023).value == "3"


def test_a_value_that_no_row_has_is_told_with_those_there_are(tmp_path: Path) -> None:
    """A share of nothing is not silent: the word may be another one."""
    written(
        tmp_path, "签到表.csv", [("培训名称", "培训日期", "姓名", "是否到课"), ("班", "2023-05-01", "甲某", "已签到")]
    )
    found = evidence(tmp_path)
    share = measured(EvidenceMeasure("培训签到", "share", share="是否到课 是 是"), found, 2023)
    nobody = measured(EvidenceMeasure("培训签到", "distinct", "姓名", "是否到课 是 是"), found, 2023)

    assert share.value == "0%" and share.notes == ("“是否到课”一栏没有一行是“是”，有的是：“已签到”",)
    assert nobody.value is None and "有的是：“已签到”" in nobody.reason


def test_who_filled_in_a_table_is_no_row_of_it_and_stays_unknown(tmp_path: Path) -> None:
    header = ("受补单位", "补助项目", "核定金额（万元）", "发放日期", "说明")
    rows = [("示例合作社", "补助", "5", "2023-05-01", ""), ("填表人：王建国", "", "联系电话：13809171234", "", "")]
    written(tmp_path, "补助发放.csv", [header, *rows, ("备注：以上为全部", "补助", "3", "2023-05-02", "")])
    found = evidence(tmp_path)

    assert measured(EvidenceMeasure("补助发放"), found, 2023).value == "2"
    assert found.problems == ()
    assert any("第3行是表下的填表人、注等" in note.message for note in found.notes)
    assert [masked for masked, _ in found.secrets.within(["由王建国办理，电话13809171234"])] == ["王**", "138***34"]


def test_cells_alike_but_for_their_digits_are_told_once(tmp_path: Path) -> None:
    """Twelve months without a year are one cause, with how many rows it has."""
    header = ("企业名称", "月份", "营业收入（万元）")
    rows = [("甲公司", f"{month}月", "1") for month in range(1, 13)] + [
        ("乙公司", "2023年1-5月", "约3"),
        ("乙公司", "2023-06", "约4"),
    ]
    written(tmp_path, "企业月报.csv", [header, *rows])
    found = [problem.message for problem in evidence(tmp_path).problems]

    assert len(found) == 3
    assert sum("这样的共 12 行，这是第一行" in message for message in found) == 1
    assert sum("“约3”不是金额" in message and "这样的共 2 行" in message for message in found) == 1
