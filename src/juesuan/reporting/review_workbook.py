"""The workbook a reviewer hands in: his checklist first, then the findings with every operand, the reading and the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import PurePath

from xlsxwriter.format import Format

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.formats.text.width import width
from juesuan.model import Finding, NumberSeen, Place
from juesuan.model.excerpt import quoted
from juesuan.reporting.checklist import NO, VERIFY, YES, checklist
from juesuan.reporting.dossier import Dossier, doubts, suspected
from juesuan.reporting.extract_workbook import forms_sheet
from juesuan.reporting.words import BAND, CATEGORY, SEVERITY, STATE, reasons

__all__ = ["Clip", "render"]

_FINDINGS = (
    ("序号", 6),
    ("级别", 6),
    ("规则", 9),
    ("类别", 10),
    ("问题", 26),
    ("说明", 52),
    ("位置", 36),
    ("印出", 13),
    ("应为", 13),
    ("相差", 11),
    ("允许", 9),
    ("建议", 26),
    ("处理办法", 34),
    ("依据", 30),
    ("起因", 8),
    ("已作说明", 18),
    ("整改情况", 18),
    ("指纹", 18),
)
_PICTURES = (("问题", 6), ("检查内容", 24), ("级别", 6), ("说明", 40), ("截图", 106))
_PICTURE_WIDTH = 730
_REMARK_COLUMNS, _LINE_HEIGHT = 58, 13
_TERMS = (
    ("问题", 6),
    ("规则", 9),
    ("符号", 6),
    ("项目", 44),
    ("数值", 14),
    ("单位", 7),
    ("页", 6),
    ("表", 28),
    ("行", 30),
    ("栏", 20),
    ("原文", 50),
)
_RULES = (("规则", 9), ("名称", 40), ("类别", 12), ("结果", 12), ("核对处数", 10), ("相符处数", 10), ("原因", 60))


Clip = tuple[bytes, int, int]
"""A picture of a place in the document: PNG, width and height in pixels."""


def render(dossier: Dossier, clip: Callable[[Place], Clip | None] | None = None) -> bytes:
    """The .xlsx file.

    Args:
        dossier: what to report.
        clip: draws a place of the document, for the formats that have pages.
    """
    book = ListBook()
    _checklist_sheet(book, dossier)
    if clip is not None:
        _pictures_sheet(book, dossier, clip)
    book.list("问题清单", _FINDINGS, _finding_rows(dossier))
    book.list("算式明细", _TERMS, _term_rows(dossier))
    _reading_sheets(book, dossier)
    book.list("规则", _RULES, _rule_rows(dossier))
    return book.finished()


def _checklist_sheet(book: ListBook, dossier: Dossier) -> None:
    info = dossier.disclosure.info
    kind = "预算" if info.kind == "budget" else "决算"
    year = f"{info.year} 年度" if info.year else ""
    sheet = book.sheet("检查表")
    for column, wide in enumerate((12, 19, 42, 11, 62)):
        sheet.set_column(column, column, wide)
    title = book.format(bold=True, font_size=15, align="center", valign="vcenter")
    cell = book.format(border=1, text_wrap=True, valign="vcenter")
    sheet.merge_range(0, 0, 0, 4, f"{year}{info.place}部门{kind}公开情况检查表", title)
    sheet.set_row(0, 30)
    sheet.merge_range(2, 0, 2, 4, f"部门名称：{info.unit}", book.text)
    sheet.merge_range(3, 0, 3, 4, "公开网址：", book.text)
    others = "".join(f"　{what}：{name}" for what, name in dossier.compared_with)
    document = f"核对文件：{PurePath(info.file).name}{others}　结论：{dossier.conclusion}"
    sheet.merge_range(4, 0, 4, 4, document, book.text)
    sheet.merge_range(5, 0, 5, 2, f"{year}部门{kind}公开检查内容", book.header)
    sheet.write_string(5, 3, "符合要求", book.header)
    sheet.write_string(5, 4, "问题说明", book.header)
    looks = _verdict_looks(book)
    row = 6
    for group, items in groupby(checklist(dossier), key=lambda item: item.group):
        first = row
        for item in items:
            sheet.merge_range(row, 1, row, 2, item.name, cell)
            sheet.write_string(row, 3, item.verdict, looks.get(item.verdict, cell))
            remarks = (
                [f"{n}.{text}" for n, text in enumerate(item.remarks, 1)] if len(item.remarks) > 1 else item.remarks
            )
            book.write(sheet, row, 4, "\n".join(remarks), cell)
            # Beside merged cells not every program makes a row as high as its text.
            lines = sum(-(-width(text) // _REMARK_COLUMNS) or 1 for text in remarks)
            sheet.set_row(row, min(max(_LINE_HEIGHT * lines + 4, 18), 400))
            row += 1
        if row - first > 1:
            sheet.merge_range(first, 0, row - 1, 0, group, cell)
        else:
            sheet.write_string(first, 0, group, cell)
    sheet.freeze_panes(6, 0)
    sheet.repeat_rows(5)
    book.printed(sheet, landscape=False)


def _pictures_sheet(book: ListBook, dossier: Dossier, clip: Callable[[Place], Clip | None]) -> None:
    """What is wrong as the page shows it: reviewers hand pictures in with their checklist."""
    numbers, row = _numbers(dossier), 0
    sheet = book.list("问题截图", _PICTURES, ())
    drawn_before: set[str] = set()
    for item in checklist(dossier):
        for case in item.cases:
            finding = case.finding
            if finding.id in drawn_before:
                continue
            drawn_before.add(finding.id)
            drawn = clip(suspected(finding).place) if finding.terms else None
            if drawn is None:
                continue
            row += 1
            png, wide, high = drawn
            book.picture(sheet, row, len(_PICTURES) - 1, png, size=(wide, high), wide=_PICTURE_WIDTH)
            values: tuple[Value, ...] = (numbers[finding.id], item.name, SEVERITY[finding.severity], finding.message)
            for column, value in enumerate(values):
                book.write(sheet, row, column, value)


def _verdict_looks(book: ListBook) -> dict[str, Format]:
    common = {"border": 1, "align": "center", "valign": "vcenter"}
    colours = {YES: "#1B6E3C", NO: "#B3261E", VERIFY: "#8A5A00"}
    return {
        verdict: book.format(font_color=colour, bold=verdict != YES, **common) for verdict, colour in colours.items()
    }


def _finding_rows(dossier: Dossier) -> Iterator[list[Value]]:
    numbers = _numbers(dossier)
    for finding in _listed(dossier):
        place = finding.terms[0].place if finding.terms else None
        yield [
            numbers[finding.id],
            SEVERITY[finding.severity],
            finding.rule,
            CATEGORY[finding.category],
            finding.title,
            finding.message + (f"（{BAND[finding.band]}）" if finding.band else ""),
            dossier.where(place) if place else "",
            finding.stated,
            finding.expected,
            finding.difference,
            finding.allowed,
            "；".join(doubts(finding)),
            finding.advice,
            finding.basis,
            numbers.get(finding.root) if finding.root else None,
            finding.waived,
            "",
            finding.id,
        ]


def _listed(dossier: Dossier) -> tuple[Finding, ...]:
    """All findings: the causes in the order that gives them their number in every report, then the others."""
    causes = [case.finding for case in dossier.numbered.values()]
    numbered = {finding.id for finding in causes}
    return (*causes, *(finding for finding in dossier.report.findings if finding.id not in numbered))


def _numbers(dossier: Dossier) -> dict[str, int]:
    """The findings' serial numbers, by which the sheets refer to one another."""
    return {finding.id: number for number, finding in enumerate(_listed(dossier), start=1)}


def _term_rows(dossier: Dossier) -> Iterator[list[Value]]:
    numbers = _numbers(dossier)
    for finding in _listed(dossier):
        for term in finding.terms:
            amount = term.statement.amount if term.statement else None
            place = term.place
            yield [
                numbers[finding.id],
                finding.rule,
                "+" if term.sign > 0 else "-",
                term.label,
                amount.value if amount else term.text,
                amount.unit.value if amount else "",
                place.page,
                dossier.title(place.form) if place.form else (place.sheet or ""),
                place.row,
                place.column,
                place.text,
            ]


def _reading_sheets(book: ListBook, dossier: Dossier) -> None:
    disclosure, seen = dossier.disclosure, dossier.coverage
    forms_sheet(book, disclosure)
    left: list[list[Value]] = [
        ["没有读全", gap.message, dossier.where(gap.place), gap.place.text] for gap in dossier.gaps
    ]
    left += [["未读懂", problem.message, dossier.where(problem.place), ""] for problem in disclosure.problems]
    left += [["没有文字层", "", f"第 {page} 页", ""] for page in disclosure.textless_pages]
    left += [
        ["未对应", number.text, dossier.where(number.place), quoted(number.place.text, number.text)]
        for number in seen.unbound
    ]
    left += [["只作描述", number.text, dossier.where(number.place), number.place.text] for number in seen.described]
    for number in seen.unchecked:
        text = number.text if isinstance(number, NumberSeen) else number.amount.raw
        left.append(["未核对", text, dossier.where(number.place), number.place.text])
    book.list("未核对的内容", (("情况", 12), ("内容", 40), ("位置", 60), ("原文", 50)), left)


def _rule_rows(dossier: Dossier) -> Iterator[list[Value]]:
    register = dossier.standard.rules
    for result in dossier.report.results:
        rule = register.get(result.rule)
        yield [
            result.rule,
            rule.title if rule else "",
            CATEGORY[rule.category] if rule else "",
            STATE[result.state],
            result.applied,
            result.passed,
            reasons(result),
        ]
