"""Excel workbooks: a visible sheet is a page."""

from juesuan.reading.workbook.xls import read_xls
from juesuan.reading.workbook.xlsx import read_xlsx

__all__ = ["read_xls", "read_xlsx"]
