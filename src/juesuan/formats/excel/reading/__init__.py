"""Excel workbooks: a visible sheet is a page."""

from juesuan.formats.excel.reading.xls import read_xls
from juesuan.formats.excel.reading.xlsx import read_xlsx

__all__ = ["read_xls", "read_xlsx"]
