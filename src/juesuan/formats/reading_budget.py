"""How much of its limits one file has used, counted where things are made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from juesuan.formats.errors import TooLarge
from juesuan.formats.limits import USUAL, Limits
from juesuan.model import Place, Problem

__all__ = ["Budget", "Kind"]

Kind = Literal[
    "package_bytes", "items", "characters", "numbers", "positions", "cells", "tables", "all_columns", "formula_steps", "objects",
    "streams_bytes", "drawn_bytes", "glyphs",
]  # fmt: skip
"""What is counted over a whole file."""

_NUMBER = re.compile(r"\d+")
_MEGABYTE = 2**20
_WORDS: Mapping[Kind, tuple[str, str]] = {
    "package_bytes": ("解压后的内容", "MB"),
    "items": ("段落和表格单元格", "个"),
    "characters": ("文字", "字"),
    "numbers": ("文字里的数字", "个"),
    "positions": ("表格单元格跨越的行列", "格"),
    "cells": ("设有格式或内容的单元格", "个"),
    "tables": ("表格", "张"),
    "all_columns": ("各表的列", "列"),
    "formula_steps": ("公式的计算", "步"),
    "objects": ("PDF 内部的对象", "个"),
    "streams_bytes": ("PDF 解压后的内容", "MB"),
    "drawn_bytes": ("各页画出的内容", "MB"),
    "glyphs": ("各页的字符", "个"),
}


class Budget:
    """Counts what is made of one file, and stops the reading when it is too much.

    Attributes:
        path: the file. limits: what it may hold.
        left_out: what was too large, or too deep, and was left out for it, for the user.
    """

    def __init__(self, path: Path, limits: Limits = USUAL) -> None:
        self.path = path
        self.limits = limits
        self.left_out: list[Problem] = []
        self._spent: dict[Kind, int] = dict.fromkeys(_WORDS, 0)

    def spend(self, kind: Kind, count: int = 1) -> None:
        """Counts for good.

        Raises:
            TooLarge: when there is more than the limit of this kind.
        """
        self.check(kind, count)
        self._spent[kind] += count

    def spend_text(self, text: str) -> None:
        """Counts a text: its characters, and the numbers in it.

        Raises:
            TooLarge: when there is more than the limits allow.
        """
        self.spend("characters", len(text))
        self.spend("numbers", len(_NUMBER.findall(text)))

    def check(self, kind: Kind, count: int = 1) -> None:
        """Whether so many more could be spent.

        Raises:
            TooLarge: when they could not.
        """
        if not self.has(kind, count):
            raise TooLarge(self.path, self.reason(kind))

    def has(self, kind: Kind, count: int = 1) -> bool:
        """The same as an answer."""
        most: int = getattr(self.limits, kind)
        return self._spent[kind] + count <= most

    def reason(self, kind: Kind) -> str:
        """What is too much, in Chinese."""
        what, unit = _WORDS[kind]
        return f"{what}超过 {shown(getattr(self.limits, kind), unit)}，不像决算公开文件"

    def fits(self, columns: int, place: Place) -> bool:
        """Whether a table is narrow enough to be one; names it as left out when it is not."""
        if columns > self.limits.columns:
            self.leave_out(f"表格有 {columns} 列，超过 {self.limits.columns} 列，不像决算公开表，没有读取", place)
        return columns <= self.limits.columns

    def leave_out(self, what: str, place: Place | None = None) -> None:
        """Names something that was not read; the same is named once."""
        problem = Problem(what, place or Place())
        if problem not in self.left_out:
            self.left_out.append(problem)


def shown(most: int, unit: str) -> str:
    """A limit for the user: 15 万个, 256 MB."""
    if unit == "MB":
        return f"{most // _MEGABYTE} MB"
    return f"{most // 10_000} 万{unit}" if most >= 10_000 and most % 10_000 == 0 else f"{most} {unit}"
