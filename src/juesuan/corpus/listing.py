"""What comes beside documents: which units should have sent one, or whose file is which and where it is from; what units answer; a template."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from juesuan.corpus.jobs import Job, Tools

if TYPE_CHECKING:
    from juesuan.preparing.workbook import InputSheet

__all__ = ["CheckLetterhead", "Listed", "ReadList", "ReadReply", "Replied"]

_HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位名称", "部门", "部门名称", "名称", "预算单位", "部门单位"),
    "file": ("文件", "文件名", "文件名称", "路径"),
    "region": ("地区", "区划", "行政区划", "地市", "所在地"),
    "source": ("网址", "来源", "地址", "公开网址", "来源网址", "链接"),
    "date": ("日期", "公开日期", "下载日期", "发布日期"),
    "due": ("截止日期", "截止时间", "报送期限", "报送截止日期", "期限", "最迟日期"),
    "person": ("审核人", "审核人员", "负责人", "经办人"),
}
_HEADER_WITHIN = 10
"""Rows above the header: a title, a date."""


class Listed(Struct, frozen=True):
    """A line of a list; what it does not say is empty."""

    unit: str = ""
    file: str = ""
    region: str = ""
    source: str = ""
    date: str = ""
    due: str = ""
    person: str = ""


class ReadList(Job["tuple[Listed, ...] | str"], frozen=True, tag=True):
    """Reads a list: a workbook, a CSV file, or lines of text with a name each; a text says why it cannot be used."""

    path: bytes
    answer: ClassVar[Any] = tuple[Listed, ...] | str

    def do(self, tools: Tools) -> tuple[Listed, ...] | str:
        """Reads the first sheet that has lines."""
        from juesuan.formats.errors import ReadError
        from juesuan.recognising.workbook_input import open_input

        path = Path(os.fsdecode(self.path))
        try:
            opened = open_input(path)
        except ReadError as error:
            return str(error)
        for sheet in opened.sheets:
            found = tuple(_lines(sheet))
            if found:
                return found
        heads = "、".join(names[0] for names in _HEADS.values())
        return f"{path.name}：名单里没有一行。第一行写栏名（{heads}，至少有单位或文件），下面每行一个。"


def _lines(sheet: InputSheet) -> Iterator[Listed]:
    columns: dict[int, str] = {}
    for number, cells in sorted(sheet.rows.items()):
        texts = {column: re.sub(r"\s+", " ", cell.text).strip() for column, cell in cells.items()}
        if not columns:
            heads = {column: head for column, text in texts.items() if (head := _head(text))}
            if {"unit", "file"} & set(heads.values()):
                columns = heads
                continue
            if number >= _HEADER_WITHIN or not _has_header(sheet):
                columns = {min(texts): "unit"} if texts else {}
            else:
                continue
        told = {head: texts[column] for column, head in columns.items() if texts.get(column)}
        if told.get("unit") or told.get("file"):
            yield Listed(**told)


def _has_header(sheet: InputSheet) -> bool:
    first = sorted(sheet.rows)[:_HEADER_WITHIN]
    return any(_head(cell.text.strip()) in {"unit", "file"} for row in first for cell in sheet.rows[row].values())


def _head(text: str) -> str:
    plain = re.sub(r"\s", "", text)
    return next((head for head, names in _HEADS.items() if plain in names), "")


class Replied(Struct, frozen=True):
    """What a unit answers to a finding, by its fingerprint."""

    finding: str
    text: str


class ReadReply(Job["tuple[Replied, ...] | str"], frozen=True, tag=True):
    """Reads the form that went out with a letter; a text says why it cannot be used."""

    path: bytes
    answer: ClassVar[Any] = tuple[Replied, ...] | str

    def do(self, tools: Tools) -> tuple[Replied, ...] | str:
        """Reads the sheet with the columns of the form."""
        from juesuan.formats.errors import ReadError
        from juesuan.recognising.workbook_input import open_input

        path = Path(os.fsdecode(self.path))
        try:
            opened = open_input(path)
        except ReadError as error:
            return str(error)
        found = [reply for sheet in opened.sheets for reply in _replies(sheet)]
        return tuple(found) or "回执里没有填写的行，或者不是从这里下载的回执（要有“整改情况”“说明”“指纹”三栏）。"


def _replies(sheet: InputSheet) -> Iterator[Replied]:
    from juesuan.reporting.reply_form import COLUMNS

    heads = [name for name, _ in COLUMNS]
    state, said, mark = heads[-3:]
    columns: dict[str, int] = {}
    for _, cells in sorted(sheet.rows.items()):
        texts = {column: cell.text.strip() for column, cell in cells.items()}
        if not columns:
            named = {text: column for column, text in texts.items() if text in heads}
            columns = named if {state, said, mark} <= named.keys() else {}
            continue
        parts = (texts.get(columns[name], "") for name in (state, said))
        if (told := "：".join(filter(None, parts))) and (finding := texts.get(columns[mark], "")):
            yield Replied(finding, told)


class CheckLetterhead(Job[str], frozen=True, tag=True):
    """Looks whether a file can be the bureau's template for letters: why not; empty: it can."""

    path: bytes
    answer: ClassVar[Any] = str

    def do(self, tools: Tools) -> str:
        """Looks at it."""
        from juesuan.reporting.letterhead import letterhead_complaint

        return letterhead_complaint(Path(os.fsdecode(self.path)).read_bytes())
