"""What the accountant hands over: which file is what, and why one is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.cli.status import Refusal

if TYPE_CHECKING:
    from juesuan.model import Problem
    from juesuan.preparing.workbook import InputSheet

__all__ = ["recognised"]

_CSV = ".csv"


def recognised(files: Sequence[Path]) -> tuple[Sequence[InputSheet], Sequence[Problem]]:
    """The sheets of workbooks and of CSV files named like one, and what was not read of them.

    Raises:
        Refusal: when one cannot be read or is not recognised; says so of every one.
    """
    from juesuan.preparing.workbook import is_workbook
    from juesuan.reading.errors import ReadError
    from juesuan.reading.workbook_input import open_input

    sheets: list[InputSheet] = []
    problems: list[Problem] = []
    refusals: list[str] = []
    for path in files:
        try:
            opened = open_input(path, named=len(files) > 1)
        except ReadError as error:
            refusals.append(str(error))
            continue
        if not is_workbook(opened.sheets):
            refusals.append(f"{path.name}：没有认出这是什么文件。{_why(path, opened.sheets)}")
            continue
        sheets += opened.sheets
        problems += opened.problems
    if refusals:
        raise Refusal("\n".join(refusals))
    return sheets, problems


def _why(path: Path, sheets: Sequence[InputSheet]) -> str:
    from juesuan.standard.workbook import workbook_schema

    names = "、".join(form.name for form in workbook_schema().sheets[:4])
    if path.suffix.lower() == _CSV:
        return f"CSV 文件要以工作簿中的工作表命名（如 支出.csv），文件名可以是{names}等；或者把内容粘贴到工作簿中。"
    found = "、".join(sheet.name for sheet in sheets[:4]) or "无"
    return f"工作簿应有{names}等工作表，这份文件的工作表是：{found}。请用 juesuan template 生成模板后填写。"
