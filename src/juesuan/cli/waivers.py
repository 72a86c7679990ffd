"""The file of explanations that ``--waivers`` names: a CSV with the columns 指纹, 说明, 作者, 日期, as Excel saves it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from juesuan.checking.waivers import Waiver
from juesuan.cli.console import complain
from juesuan.cli.status import Refusal
from juesuan.formats.errors import ReadError
from juesuan.formats.files import load
from juesuan.formats.text.decoding import decode

__all__ = ["read_waivers", "tell_unused"]

_LONGEST = 32_767
"""Characters: what a cell of a spreadsheet can hold."""
_COLUMNS = ("指纹", "说明")


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The explanations in a file; rows without a fingerprint are left out, as a list that is being filled in has them.

    Raises:
        Refusal: when the file cannot be read, lacks a column, or has fingerprints without an explanation; names all of these.
    """
    try:
        text = decode(path, load(path)).text
    except ReadError as error:
        raise Refusal(str(error)) from error
    rows = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        return _waivers(path, rows)
    except csv.Error as error:
        where = f"第 {rows.line_num} 行（或它前面的行）"
        raise Refusal(
            f"{path.name} {where}：引号没有成对，或者有一格太长。请用 Excel 或 WPS 打开改好，另存为 CSV。"
        ) from error


def _waivers(path: Path, rows: csv.DictReader[str]) -> tuple[Waiver, ...]:
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise Refusal(f"{path.name}：缺少“{'”、“'.join(missing)}”栏。第一行应为：指纹,说明,作者,日期。")
    found, unexplained = [], []
    for row in rows:
        if any(
            isinstance(cell, str) and len(cell) > _LONGEST for cell in row.values()
        ):  # whatever the reader of CSV allows
            raise csv.Error("a cell is too long")
        number = rows.line_num  # lines that are quite empty are no rows
        finding, reason = ((row[column] or "").strip() for column in _COLUMNS)
        if finding and not reason:
            unexplained.append(f"{path.name} 第 {number} 行：指纹 {finding} 没有写说明。")
        elif finding:
            author, date = ((row.get(column) or "").strip() for column in ("作者", "日期"))
            found.append(Waiver(finding, reason, author, date, number))
    if unexplained:
        raise Refusal("\n".join(unexplained))
    return tuple(found)


def tell_unused(path: Path, waivers: Iterable[Waiver], held: Iterable[Mapping[str, Waiver]]) -> None:
    """Says, once all documents are judged, which rows of a list of explanations held nowhere, and which are to be renewed.

    Args:
        path: the list.
        waivers: its rows.
        held: for each document the rows that hold there, by the fingerprint of the finding each explains.
    """
    for remark in _remarks(path, tuple(waivers), held):
        complain(remark)


def _remarks(path: Path, waivers: tuple[Waiver, ...], held: Iterable[Mapping[str, Waiver]]) -> Iterator[str]:
    names: dict[int, dict[str, None]] = {}
    for document in held:
        for finding, waiver in document.items():
            names.setdefault(waiver.row, {})[finding] = None
    idle = [str(waiver.row) for waiver in waivers if waiver.row not in names]
    if idle:
        rows = "、".join(idle)
        yield (
            f"{path.name} 第 {rows} 行：核对的文件中没有这样的问题，说明没有用上。"
            "可能是数字改了、问题已经消除，或指纹抄错了，请核对。"
        )
    for waiver in waivers:
        now = names.get(waiver.row, {})
        if now and waiver.finding not in now:
            yield f"{path.name} 第 {waiver.row} 行：指纹 {waiver.finding} 是旧版本的，这次仍然有效，请改为 {'、'.join(now)}。"
