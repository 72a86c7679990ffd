"""Dates and months as people type them: understood, or named with their row; never dropped, and never another day."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.tables import Evidence
from juesuan.preparing.workbook.cells import InputCell
from juesuan.preparing.workbook.values import Known, Mistake, parsed
from juesuan.standard import builtin
from tests.performance.tables import evidence, written

DAYS = (
    *("2023.5.1", "2023.05.01", "2023. 5. 1", "2023年5月1日", "2023年5月1号", "20230501", "2023/5/1", "2023-5-1 "),
    *("2023-05-01 00:00:00", "２０２３．５．１", "2023年05月01日（周一）"),
)
NO_DAYS = (
    "2023年5月",
    "45047",
    "45047.5",
    "二〇二三年五月一日",
    "5月1日",
    "23.5.1",
    "1/5/2023",
    "约2023年5月",
    "202305",
)
MONTHS = (
    *("2023.5", "2023.05", "2023年5月", "2023年5月份", "202305", "2023-05", "2023/5", "2023.5.1", "20230531"),
    *("2023-05-31", "2023年5月31日", "２０２３．０５"),
)
NO_MONTHS = (
    *("5月", "5", "45047", "2023年1-5月", "2023年1至5月", "2023年1月-5月", "2023年5月累计", "2023年二季度", "2023年"),
    *("2023.1", "二〇二三年五月", "May-23"),
)


def table(folder: Path, *texts: str, months: bool) -> Evidence:
    """A table with a row a text, behind one that is plain."""
    rows: list[tuple[str, ...]]
    if months:
        rows = [("企业名称", "月份", "营业收入（万元）"), ("甲", "2023-04", "1")]
        rows += [(f"企业{number}", text, "1") for number, text in enumerate(texts)]
    else:
        rows = [("问题编号", "企业名称", "反映日期", "办理状态"), ("甲", "甲", "2023-05-02", "办理中")]
        rows += [(f"{number}", "乙", text, "办理中") for number, text in enumerate(texts)]
    written(folder, "企业月报.csv" if months else "问题台账.csv", rows)
    return evidence(folder)


@pytest.mark.parametrize(("texts", "months"), [(DAYS, False), (MONTHS, True)], ids=["days", "months"])
def test_what_is_understood_is_the_day_that_was_meant(tmp_path: Path, texts: tuple[str, ...], months: bool) -> None:
    found = table(tmp_path, *texts, months=months)
    when = "月份 等于 2023-05-01" if months else "反映日期 等于 2023-05-01"
    value = measured(EvidenceMeasure("重点企业月报" if months else "问题台账", conditions=when), found, 2023)

    assert found.problems == ()
    assert value.value == f"{len(texts)}"


@pytest.mark.parametrize(("texts", "months"), [(NO_DAYS, False), (NO_MONTHS, True)], ids=["days", "months"])
def test_what_is_not_understood_is_named_and_nothing_is_computed_without_it(
    tmp_path: Path, texts: tuple[str, ...], months: bool
) -> None:
    found = table(tmp_path, *texts, months=months)
    value = measured(EvidenceMeasure("重点企业月报" if months else "问题台账"), found, 2023)
    serials = [row for row, text in enumerate(texts, 3) if text.startswith("45047")]
    others = [row for row in range(3, 3 + len(texts)) if row not in serials]

    assert sorted(problem.place.line or 0 for problem in found.problems) == sorted([*others, serials[0]])
    assert value.value is None and f"第3行等 {len(texts)} 行" in value.reason


def test_a_number_of_days_says_which_day_and_2023_1_which_months(tmp_path: Path) -> None:
    found = table(tmp_path, "45047", "2023.1", "2023年1-5月", months=True)
    told = {problem.place.line: problem.message for problem in found.problems}

    assert "2023-05-01" in told[3] and "格式设为日期" in told[3]
    assert "10 月" in told[4] and "累计" in told[5]


def test_a_row_without_its_date_is_told_by_who_does_not_count_it(tmp_path: Path) -> None:
    value = measured(EvidenceMeasure("问题台账"), table(tmp_path, "", months=False), 2023)

    assert value.value == "1"
    assert value.notes == ("另有 1 行没有填“反映日期”，没有计入，如 问题台账.csv 第3行",)


def test_dates_of_the_workbook_are_the_same_days() -> None:
    field = next(field for sheet in builtin().workbook.sheets for field in sheet.fields if field.type == "date")
    for text in DAYS[:-1]:
        assert (text, parsed(field, InputCell(text), Known(builtin()))) == (text, "2023-05-01")
    for text in ("二〇二三年五月一日", "二○二三年五月一日", "2０２３年五月1号".replace("五", "5")):
        assert (text, parsed(field, InputCell(text), Known(builtin()))) == (text, "2023-05-01")
    assert parsed(field, InputCell("2024年2月底"), Known(builtin())) == "2024-02-29"
    for text in {*NO_DAYS} - {"二〇二三年五月一日"}:
        assert isinstance(parsed(field, InputCell(text), Known(builtin())), Mistake)
    for text in ("20231301", "20230230", "二〇二三年二月三十日", "2024年13月底"):
        assert isinstance(parsed(field, InputCell(text), Known(builtin())), Mistake)


def test_a_day_without_its_year_is_told_with_that_of_the_workbook() -> None:
    field = next(field for sheet in builtin().workbook.sheets for field in sheet.fields if field.type == "date")
    found = parsed(field, InputCell("7月31日"), Known(builtin(), 2023))

    assert found == Mistake("“7月31日”没有写年份，是本年的应写成 2023-07-31")
