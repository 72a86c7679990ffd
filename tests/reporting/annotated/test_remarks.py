"""Which notes go where, whatever the format."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest

from juesuan.reporting.annotated.finding_remarks import marked_cases, remarks
from juesuan.reporting.html import render as render_html
from juesuan.reporting.review_workbook import render as render_workbook
from juesuan.reporting.terminal import render
from tests.reporting.annotated.made import example
from tests.reporting.made import clean_dossier, dossier, unreadable_dossier

FORMATS = ("pdf", "docx", "xlsx")


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_cause_is_explained_once(suffix: str) -> None:
    """At a place, or at the start when it has none."""
    found = example(suffix).remarks
    explained = [note.number for mark in found.marks for note in mark.notes if note.full]
    explained += [note.number for note in found.unplaced]

    assert sorted(explained) == list(marked_cases(example(suffix).dossier))
    assert len(found.unplaced) == 1, "the missing table, and nothing else"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_cause_is_explained_at_the_number_that_is_probably_wrong(suffix: str) -> None:
    """The planted figures, as they are printed."""
    found = example(suffix).remarks
    printed = {mark.printed for mark in found.marks if mark.full}

    assert {"412.00", "205.76", "76.59%", "4452.73", "82.00", "科学科术支出"} <= printed


def test_numbers_are_those_of_the_text_report() -> None:
    """So that a note and the report can be laid side by side."""
    made = example("pdf")
    report = "".join(render(made.dossier).split())
    for number, case in marked_cases(made.dossier).items():
        assert f"{number}." + "".join(case.finding.message.split()) in report


def test_every_operand_refers_to_the_cause() -> None:
    """Also what follows from it; a place that comes twice is noted once."""
    found = remarks(dossier())
    notes = {(mark.place.page, mark.printed): mark.text for mark in found.marks}

    assert notes[5, "1,236.70"].startswith("问题1（错误）：“本年收入合计”为 1,236.70 万元")
    assert notes[5, "1200.50"].startswith("见问题1（第5页）：")
    assert "见问题1（第5页），由它引起" in notes[12, "1236.70"]
    for mark in found.marks:
        assert len(mark.numbers) == len(mark.notes)


def test_a_full_note_says_what_to_do() -> None:
    """The suggestion, where the other numbers are, what to do, the basis."""
    text = next(note.text for mark in remarks(dossier()).marks for note in mark.notes if note.number == 1 and note.full)

    assert "疑为：“1,236.70”应为 1,235.70（一位数字有误）" in text
    assert "· 第 5 页 · 收入支出决算总表 · 一般公共预算财政拨款收入 · 金额：1200.50" in text
    assert "处理：把“收入支出决算总表 本年收入合计 金额”由 1,236.70 改为 1,235.70。" in text
    assert "依据：《预算法》第七十五条" in text


def test_accepted_findings_and_hints_are_not_marked() -> None:
    """Hints are, when everything is asked for."""
    few, all_of_them = remarks(dossier()), remarks(dossier(), everything=True)

    assert "人大批准" not in str(few)
    assert len(all_of_them.listed) == len(few.listed) + 1
    assert "提示不影响结论" in few.opening
    assert "提示不影响结论" not in all_of_them.opening


def test_the_opening_says_what_was_not_looked_at() -> None:
    """A page without marks may be one that could not be read."""
    opening = remarks(dossier()).opening

    assert "第 19 页没有文字层" in opening
    assert "“支出决算表”未能完整读出" in opening
    assert "已说明并接受的 1 个问题没有标出" in opening


def test_a_clean_and_an_unreadable_document_say_so() -> None:
    """No marks, but a note at the start."""
    assert remarks(clean_dossier()).opening.startswith("核对结论：未发现问题")
    assert remarks(unreadable_dossier()).opening.startswith("核对结论：未能读取")


def test_all_reports_number_alike() -> None:
    """The web page and the reviewer's workbook too."""
    made = example("pdf")
    page = render_html(made.dossier)
    workbook = openpyxl.load_workbook(io.BytesIO(render_workbook(made.dossier)))
    listed = {row[0]: row for row in workbook["问题清单"].iter_rows(values_only=True)}
    for number, case in marked_cases(made.dossier).items():
        assert re.search(
            rf">{number}\. (<b[^>]*>[^<]*</b>)?{re.escape(html.escape(case.finding.message, quote=False))}<", page
        )
        assert case.finding.message in listed[number][5]
