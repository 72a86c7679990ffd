"""The file of explanations that ``--waivers`` names: a CSV with the columns 指纹, 说明, 作者, 日期, as Excel saves it."""

from __future__ import annotations

import csv
from pathlib import Path

from juesuan.checking.waivers import Waiver
from juesuan.cli.status import Refusal
from juesuan.reading.decoding import decode
from juesuan.reading.errors import ReadError
from juesuan.reading.files import load

__all__ = ["read_waivers"]

_COLUMNS = ("指纹", "说明")


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The explanations in a file; rows without a fingerprint are left out, as a list that is being filled in has them.

    Raises:
        Refusal: when the file cannot be read, lacks a column, or has a fingerprint without an explanation.
    """
    try:
        text = decode(path, load(path)).text
    except ReadError as error:
        raise Refusal(str(error)) from error
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise Refusal(f"{path.name}：缺少“{'”、“'.join(missing)}”栏。第一行应为：指纹,说明,作者,日期。")
    found = []
    for number, row in enumerate(rows, start=2):
        finding, reason = ((row[column] or "").strip() for column in _COLUMNS)
        if finding and not reason:
            raise Refusal(f"{path.name} 第 {number} 行：指纹 {finding} 没有写说明。")
        if finding:
            found.append(Waiver(finding, reason, (row.get("作者") or "").strip(), (row.get("日期") or "").strip()))
    return tuple(found)
