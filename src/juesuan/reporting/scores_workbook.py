"""The scores of a department's performance forms as a workbook: the forms, every line with what it rests on, the findings on evidence."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.performance.scores import ScoreReport
from juesuan.reporting.scores_told import basis, conclusion, outlook, place_of, remarks, said

__all__ = ["scores_workbook"]

_FORMS = (("表", 34), ("项目", 30), ("结论", 34), ("得分", 9), ("未评定分值", 9), ("等级", 8), ("距上一等级", 44))
_LINES = (
    ("项目", 24),
    ("一级指标", 14),
    ("二级指标", 16),
    ("三级指标", 26),
    ("年度指标值", 12),
    ("实际完成值", 12),
    ("来源", 7),
    ("佐证算出", 12),
    ("佐证行数", 9),
    ("首行", 26),
    ("末行", 26),
    ("公式", 48),
    ("分值", 7),
    ("得分", 7),
    ("偏差度", 8),
    ("失分", 7),
    ("偏差原因", 34),
    ("注意", 48),
)
_ENTERED = (("项目", 24), ("行", 26), ("栏", 14), ("印的数", 14), ("算出的数", 14), ("原因", 50))
_SAID = (("位置", 34), ("文字", 60), ("名称", 24), ("写的数", 14), ("佐证算出", 14), ("公式", 60))
_FINDINGS = (("级别", 8), ("位置", 44), ("说明", 70))
_OVERALL = "整体绩效"


def scores_workbook(report: ScoreReport) -> bytes:
    """The .xlsx file."""
    book = ListBook()
    book.list("得分", _FORMS, _form_rows(report))
    book.list("指标", _LINES, _line_rows(report))
    if any(form.entered for form in report.forms):
        book.list("照填", _ENTERED, _entered_rows(report))
    if report.said:
        book.list("文字", _SAID, _said_rows(report))
    book.list("佐证问题", _FINDINGS, _finding_rows(report))
    return book.finished()


def _form_rows(report: ScoreReport) -> Iterator[list[Value]]:
    for form in report.forms:
        whole = form.unscored or None
        yield [form.title, form.name, conclusion(form), form.total, whole, form.grade, outlook(form)]


def _line_rows(report: ScoreReport) -> Iterator[list[Value]]:
    for form in report.forms:
        for line in form.lines:
            shown = line.shown
            found: list[Value] = [None] * 5
            if shown is not None:
                formula = shown.formula if shown.value is not None else basis(shown)
                found = [shown.value, shown.rows, shown.first, shown.last, formula]
            yield [
                form.name or _OVERALL,
                *line.levels,
                line.target,
                line.actual,
                line.source,
                *found,
                line.points,
                line.score,
                line.deviation,
                line.lost or None,
                line.reason,
                "；".join(remarks(line)),
            ]


def _entered_rows(report: ScoreReport) -> Iterator[list[Value]]:
    for form in report.forms:
        for cell in form.entered:
            yield [form.name or _OVERALL, cell.row, cell.column, cell.value, cell.computed, cell.reason]


def _said_rows(report: ScoreReport) -> Iterator[list[Value]]:
    for number in report.said:
        yield [number.where, said(number), number.name, number.printed, number.computed, basis(number.shown)]


def _finding_rows(report: ScoreReport) -> Iterator[list[Value]]:
    for level, problems in (("问题", report.findings), ("提示", report.notes), ("工作簿", report.unfinished)):
        for item in problems:
            yield [level, place_of(item), item.message]
