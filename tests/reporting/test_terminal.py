"""The report for a terminal."""

from __future__ import annotations

import pytest
from msgspec import structs
from msgspec.structs import replace

from juesuan.checking.closing import number_of
from juesuan.formats.text.width import width
from juesuan.model import DocumentInfo, Term
from juesuan.reporting.style import Style
from juesuan.reporting.terminal import render
from juesuan.reporting.words import extent
from tests.reporting.made import clean_dossier, dossier, unreadable_dossier


def test_the_summary_comes_first() -> None:
    """Verdict, tally, how much was read and what was not, before any finding."""
    lines = render(dossier()).splitlines()

    assert lines[0] == "青禾市档案馆 2024 年度部门决算"
    assert lines[2:4] == ["结论  有错误", "问题  错误 2 · 警告 1 · 提示 1 · 已说明 1（另有 3 处由它们引起）"]
    assert "应有的加总和相等关系 98.8% 成立" in lines[4]
    assert "表格  应有 3 张，读出 1 张" in lines
    assert any("未见 收入决算表" in line for line in lines)


def test_a_sum_shows_each_addend_with_its_place() -> None:
    """The equation stands one operand a line; zero addends are only counted."""
    lines = [line.strip() for line in render(dossier()).splitlines()]

    start = lines.index("1,236.70  第 5 页 · 收入支出决算总表 · 本年收入合计 · 金额")
    assert lines[start + 1] == "= 1200.50  第 5 页 · 收入支出决算总表 · 一般公共预算财政拨款收入 · 金额"
    assert lines[start + 2] == "+ 35.20  第 5 页 · 收入支出决算总表 · 其他收入 · 金额"
    assert lines[start + 3] == "其余 2 项为零或空白"


def test_consequences_take_one_line() -> None:
    """What follows from a cause is counted under it, and listed only on request."""
    short, long = render(dossier()), render(dossier(), Style(everything=True))

    assert "由此引起  2 处（N02-01、N02-04）" in short
    assert "N02-01  “收入合计”" not in short
    assert "N02-01  “收入合计”为 1,236.70 万元" in long


def test_tails_stand_below_the_first_one() -> None:
    """Copy tails of a document are one finding."""
    text = render(dossier())

    assert "另有 1 处尾差" in text
    assert text.count("同一数据应一致") == 1


def test_hints_are_collapsed() -> None:
    """Findings of severity info do not stand in the way, but the report says how to see them."""
    short, long = render(dossier()), render(dossier(), Style(everything=True))

    assert "加 --all 逐条列出" in short
    assert "有的行印两位小数" not in short
    assert "有的行印两位小数" in long


def test_what_was_not_judged_and_not_read_is_said_with_the_reason() -> None:
    """Nothing is skipped silently."""
    text = render(dossier())

    assert "未找到“收入决算表”：X-01、X-03" in text
    assert "第 19 页：没有文字层" in text
    assert "支出决算表：未识别的行或栏：上缴财政专户 12.00" in text
    assert "2.85%" in text


def test_numbers_that_were_only_held_to_limits_are_said() -> None:
    """Another value would have passed as well: who reads the terminal must know, and not only who reads the data."""
    whole = dossier()
    keys = frozenset(number_of(Term.of(statement)) for statement in whole.disclosure.statements)
    limited = replace(whole, report=structs.replace(whole.report, decided=keys, limited=keys))

    assert limited.coverage.limited
    assert f"另有 {len(limited.coverage.limited)} 个数字只核对了界限或有无" in render(limited)
    assert "只核对了界限或有无" not in render(whole)


def test_accepted_findings_stay_visible() -> None:
    """A waived finding is no longer counted, and still shown with its explanation."""
    text = render(dossier())

    assert "已说明并接受 1" in text
    assert "说明：人大批准时已说明" in text


def test_a_clean_report_is_short() -> None:
    """Without findings there are no sections of findings."""
    text = render(clean_dossier())

    assert "结论  未发现问题" in text
    assert "【" not in text


def test_an_unreadable_document_is_not_clean() -> None:
    """No finding on a scan does not mean that nothing is wrong."""
    text = render(unreadable_dossier())

    assert "结论  未能读取" in text
    assert "第 1、2 页：没有文字层" in text


def test_colours_only_when_asked() -> None:
    """Pipes get plain text."""
    assert "\033" not in render(dossier())
    assert "\033[31;1m" in render(dossier(), Style(colour=True))


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_asked(columns: int) -> None:
    """Chinese characters take two columns; a line may exceed by the punctuation that must not begin the next."""
    assert all(width(line) <= columns + 4 for line in render(dossier(), Style(columns=columns)).splitlines())


@pytest.mark.parametrize(
    ("file", "pages", "said"),
    [("决算.pdf", 1, "1 页"), ("决算.docx", 1, ""), ("决算.xlsx", 17, "17 张工作表"), ("决算.txt", 31, "31 页")],
)
def test_length_is_said_as_the_program_of_the_file_counts(file: str, pages: int, said: str) -> None:
    """Only Word knows the pages of a Word file."""
    assert extent(DocumentInfo(file=file, pages=pages)) == said


@pytest.mark.parametrize(("layout", "told"), [("mof-2022", True), ("henan-2022", False), ("budget", False)])
def test_the_reference_format_is_called_so(layout: str, told: bool) -> None:
    """For want of a layout of the place the document is judged by what any place prints."""
    shown = dossier()
    disclosure = structs.replace(shown.disclosure, info=structs.replace(shown.disclosure.info, profile=layout))
    text = "".join(render(replace(shown, disclosure=disclosure)).split())

    assert f"版式{layout}" in text
    assert (f"版式{layout}（参考格式）" in text) is told
