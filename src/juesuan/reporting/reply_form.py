"""The form in which a unit answers a letter: each problem with its number, and room for what was done. It is read back by its last column."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.model import Severity
from juesuan.reporting.dossier import Dossier, suspected
from juesuan.reporting.words import SEVERITY

__all__ = ["CHOICES", "COLUMNS", "reply_form"]

COLUMNS = (
    ("序号", 6),
    ("级别", 6),
    ("位置", 34),
    ("问题", 60),
    ("整改情况", 16),
    ("说明", 50),
    ("指纹（请勿改动）", 20),
)
CHOICES = ("已改正", "不需改正，见说明")
_STATE, _SAID = 4, 5


def reply_form(dossier: Dossier) -> bytes:
    """The .xlsx file: what the letter tells, under the same numbers."""
    book = ListBook()
    rows = list(_rows(dossier))
    sheet = book.list("整改回执", COLUMNS, rows)
    if rows:
        sheet.data_validation(1, _STATE, len(rows), _STATE, {"validate": "list", "source": list(CHOICES)})
    open_cell = book.format(text_wrap=True, bg_color="#FFF8E1", border=1)
    for row in range(1, len(rows) + 1):
        for column in (_STATE, _SAID):
            book.write(sheet, row, column, None, open_cell)
    return book.finished()


def _rows(dossier: Dossier) -> Iterator[list[Value]]:
    for number, case in dossier.numbered.items():
        finding = case.finding
        if finding.severity is not Severity.INFO:
            where = dossier.where(suspected(finding).place) if finding.terms else ""
            yield [number, SEVERITY[finding.severity], where, finding.message, "", "", finding.id]
