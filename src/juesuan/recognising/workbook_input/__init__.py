"""The accountant's own files: workbooks and CSV tables as sheets of cells, exact numbers kept.

The published documents' reader (:mod:`juesuan.formats.excel.reading`) sees what a sheet shows; here the numbers behind count too:
a cell that shows 1234.57 may hold 1234.567, which is no amount.
"""

from juesuan.recognising.workbook_input.input_files import OpenedInput, open_input

__all__ = ["OpenedInput", "open_input"]
