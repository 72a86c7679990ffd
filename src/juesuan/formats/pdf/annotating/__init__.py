"""PDF files with highlights: the given bytes, and an update after them that adds annotations to the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from juesuan.formats.pdf.annotating.appearance import Appearances
from juesuan.formats.pdf.annotating.increment import Increment, OldPage
from juesuan.formats.pdf.annotating.page_coordinates import Box, PageCoordinates
from juesuan.formats.remarks import AUTHOR, MarkedPlace, Note, Remarks
from juesuan.model import Place, Severity

__all__ = ["annotate_pdf"]

_PRINTED = 4
"""Annotation flag: shown on paper too."""
_ICON, _STEP, _EDGE = 16.0, 20.0, 10.0
"""Size of a note without a box, the distance to the next one and to the page's edge, in points."""


def annotate_pdf(data: bytes, remarks: Remarks) -> bytes:
    """The file with a highlight for every mark and notes at the top of the first page for what has no place.

    Raises:
        Unmarkable: when nothing can be appended to the file.
    """
    increment = Increment(data)
    drawing = Appearances(increment)
    for number, marks in _by_page(remarks.marks, increment.pages).items():
        page = _Page(increment.page(number), increment, drawing)
        if number == 1:
            page.pin(Severity.INFO, "", remarks.opening)
            for note in remarks.unplaced:
                page.pin(note.severity, str(note.number), note.text)
        page.mark(marks)
        page.close()
    return increment.written()


def _by_page(marks: Sequence[MarkedPlace], pages: int) -> dict[int, list[MarkedPlace]]:
    """The marks of each page that has any, and of the first page."""
    found: dict[int, list[MarkedPlace]] = {1: []}
    for mark in marks:
        number = mark.place.page or 1
        if number > pages:  # another program counts fewer pages in a damaged file: the note is kept, without its box
            number, mark = 1, replace(mark, place=Place())  # noqa: PLW2901
        found.setdefault(number, []).append(mark)
    return found


class _Page:
    """A page that is given annotations."""

    def __init__(self, page: OldPage, increment: Increment, drawing: Appearances) -> None:
        self._page, self._increment, self._drawing = page, increment, drawing
        self._frame = PageCoordinates.of(page.crop, page.media, page.rotation)
        self._added: list[IndirectObject] = []
        self._pins = self._free_pins()

    def _free_pins(self) -> Iterator[Box]:
        """Where notes without a box go: along the top edge, then in further rows."""
        columns = max(int((self._frame.width - 2 * _EDGE) // _STEP), 1)
        number = 0
        while True:
            row, column = divmod(number, columns)
            left, top = _EDGE + column * _STEP, _EDGE + row * _STEP
            yield left, top, left + _ICON, top + _ICON
            number += 1

    def mark(self, marks: Sequence[MarkedPlace]) -> None:
        """Highlights, those that explain a cause above those that only refer to one."""
        for mark in sorted(marks, key=lambda mark: mark.full):
            box = mark.place.bbox
            if box is None:
                self.pin(mark.severity, _numbers(mark.notes), mark.text)
            else:
                self._highlight(mark, (box, *mark.place.further))

    def pin(self, severity: Severity, label: str, text: str) -> None:
        """A note at the page's edge."""
        box = next(self._pins)
        appearance = self._drawing.pin(severity, label, box, self._frame)
        self._add("Text", box, appearance, {**self._says(severity, text), "/Name": NameObject("/Comment")})

    def _highlight(self, mark: MarkedPlace, boxes: tuple[Box, ...]) -> None:
        label = _numbers(mark.notes)
        appearance = self._drawing.highlight(mark, label, boxes, self._frame)
        corners = [corner for box in boxes for corner in self._frame.quad(box)]
        quads = ArrayObject([FloatObject(round(value, 3)) for corner in corners for value in corner])
        says = self._says(mark.severity, mark.text)
        self._add("Highlight", self._drawing.extent(boxes, label), appearance, {**says, "/QuadPoints": quads})

    def _says(self, severity: Severity, text: str) -> dict[str, PdfObject]:
        return {
            "/Contents": TextStringObject(text),
            "/C": ArrayObject([FloatObject(part) for part in self._drawing.colour(severity)]),
        }

    def _add(self, subtype: str, box: Box, appearance: IndirectObject, more: dict[str, PdfObject]) -> None:
        entries = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject(f"/{subtype}"),
            "/Rect": ArrayObject([FloatObject(round(value, 3)) for value in self._frame.rectangle(box)]),
            "/T": TextStringObject(AUTHOR),
            "/NM": TextStringObject(f"juesuan-{self._increment.next_number}"),
            "/F": NumberObject(_PRINTED),
            "/P": self._page.reference,
            "/AP": DictionaryObject({NameObject("/N"): appearance}),
            **more,
        }
        annotation = DictionaryObject({NameObject(name): value for name, value in entries.items()})
        self._added.append(self._increment.add(annotation))

    def close(self) -> None:
        """Puts the annotations on the page, behind those that it has."""
        changed = DictionaryObject(self._page.entries)
        changed[NameObject("/Annots")] = ArrayObject([*self._page.annotations, *self._added])
        self._increment.replace(self._page.reference, changed)


def _numbers(notes: Sequence[Note]) -> str:
    """The causes at one place, as they are printed beside it."""
    return ",".join(dict.fromkeys(str(note.number) for note in notes))
