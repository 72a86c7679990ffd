"""The accountant's workbook: a human form of Books, written and read by one schema."""

from juesuan.preparing.workbook.cells import InputCell, InputSheet
from juesuan.preparing.workbook.from_books import filled_sheets
from juesuan.preparing.workbook.placing import Placed, placed
from juesuan.preparing.workbook.to_books import OVERALL, WorkbookRead, is_workbook, read_books
from juesuan.preparing.workbook.values import Value, same_name

__all__ = [
    "OVERALL",
    "InputCell",
    "InputSheet",
    "Placed",
    "Value",
    "WorkbookRead",
    "filled_sheets",
    "is_workbook",
    "placed",
    "read_books",
    "same_name",
]
