"""What comes back from a unit, and what letters are written on: read in processes with limits, as everything that others sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from juesuan.corpus.jobs import Job, Tools

if TYPE_CHECKING:
    from juesuan.preparing.workbook import InputSheet

__all__ = ["CheckLetterhead", "ReadReply", "Replied"]


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
