"""Preparing in the browser: the workbook as tables, what is wrong with it at its cells, the document as it will be, and what was published."""
