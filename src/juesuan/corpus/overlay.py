"""Pages drawn with everything that was read from them: which number was taken for what."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Packed
from juesuan.model import Disclosure
from juesuan.model.place import BBox

__all__ = ["Draw"]

_IN_FORM = "#1f6fb2"
_IN_PROSE = "#1f7145"
_TYPED = "#7a7a7a"
_UNBOUND = "#b3261e"
_NOT_A_MEASURE = frozenset({"year", "date", "number", "code"})

Box = tuple[BBox, str, str]


class Draw(Job["Mapping[int, str] | str"], frozen=True, tag=True):
    """Draws every page with a number on it: the drawings (SVG) by page, or the message why there are none.

    Attributes:
        path: the file, as the system spells it.
        document: what was read from it.
    """

    path: bytes
    document: Packed
    answer: ClassVar[Any] = Mapping[int, str] | str

    def do(self, tools: Tools) -> Mapping[int, str] | str:
        """Draws them."""
        from juesuan.formats.errors import ReadError
        from juesuan.formats.pdf.pictures import overlay

        path, pages = Path(os.fsdecode(self.path)), _boxes(self.document.unpacked())
        try:
            return {number: overlay(path, number, pages[number]) for number in sorted(pages)}
        except ReadError as error:
            return str(error)


def _boxes(disclosure: Disclosure) -> dict[int, list[Box]]:
    """The boxes of each page: forms blue, bound prose green, years and numbering grey, what nobody understood red."""
    pages: dict[int, list[Box]] = {}
    for statement in disclosure.statements:
        place = statement.place
        if not statement.in_prose and place.page is not None and place.bbox is not None:
            pages.setdefault(place.page, []).append((place.bbox, _IN_FORM, statement.id))
    for number in disclosure.numbers:
        place = number.place
        if place.page is None or place.bbox is None:
            continue
        colour = _IN_PROSE if number.bound else _TYPED if number.kind in _NOT_A_MEASURE else _UNBOUND
        pages.setdefault(place.page, []).append((place.bbox, colour, str(number.bound or number.kind)))
    return pages
