"""An update appended to a PDF file: new objects and new versions of old ones, and an index of them that leads on to the old one.

PDFium can save such updates too, but writes every object again that it has looked at, which doubles the file, and an index
stream without its type, which strict readers reject. So only parsing is left to a library.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
)

from juesuan.formats.pdf.annotating.page_coordinates import Box
from juesuan.formats.refusal import Unmarkable

__all__ = ["Increment", "OldPage"]

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it has to say is not for our users

_BROKEN = "这份 PDF 的内部结构有错误，无法在其中加批注。请用阅读器打开后另存一份（或打印为 PDF）再试。"
_LOCKED = "这份 PDF 设有加密，无法在其中加批注。请向制作单位索取未加密的文件，或打印为 PDF 后再试。"
_STARTS = re.compile(rb"startxref\s+(\d+)")
_STREAM_START = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_CARRIED = ("/Root", "/Info", "/ID", "/Encrypt")
"""Entries of a file's trailer that every update repeats."""

_DAMAGE = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError)
"""How pypdf stumbles over files that are not what they say."""

Number = tuple[int, int]
"""Number and generation of an object."""


@dataclass(frozen=True, slots=True)
class OldPage:
    """A page of the file as it is.

    Attributes:
        reference: to its object.
        entries: what it says.
        annotations: those that it has.
        crop, media: its boxes: left, bottom, right, top.
        rotation: clockwise, in degrees.
    """

    reference: IndirectObject
    entries: DictionaryObject
    annotations: tuple[PdfObject, ...]
    crop: Box
    media: Box
    rotation: int


class Increment:
    """Gathers objects and writes them behind the file."""

    def __init__(self, data: bytes) -> None:
        """Raises:
        Unmarkable: when the file cannot be updated.
        """
        self._data = data
        self._objects: dict[Number, PdfObject] = {}
        self._head = max(data.find(b"%PDF-"), 0)
        starts = _STARTS.findall(data[-2048:])
        if not starts:
            raise Unmarkable(_BROKEN)
        self._previous = int(starts[-1])
        self._streamed = self._index_is_stream()
        try:
            self.reader = PdfReader(io.BytesIO(data))
            if self.reader.is_encrypted and not self.reader.decrypt(""):
                raise Unmarkable(_LOCKED)
            self._trailer = self.reader.trailer
            self.next_number = self._first_free()
            self.pages = len(self.reader.pages)
        except DependencyError as error:
            raise Unmarkable(_LOCKED) from error
        except _DAMAGE as error:
            raise Unmarkable(_BROKEN) from error

    def _index_is_stream(self) -> bool:
        """Whether the file's last index is an object of its own; offsets count from the header, where that is not at 0."""
        start = self._previous + self._head
        if re.match(rb"\s*xref\b", self._data[start : start + 32]):
            return False
        if _STREAM_START.match(self._data[start : start + 64]):
            return True
        raise Unmarkable(_BROKEN)

    def _first_free(self) -> int:
        listed = [number for numbers in self.reader.xref.values() for number in numbers]
        size = self._trailer.get("/Size", 0)
        return max([*listed, *self.reader.xref_objStm, int(size) - 1], default=0) + 1

    def page(self, number: int) -> OldPage:
        """A page, from 1.

        Raises:
            Unmarkable: when it is damaged.
        """
        try:
            page = self.reader.pages[number - 1]
            there = page.get("/Annots")
            there = there.get_object() if there is not None else ()
            there = list.__iter__(there) if isinstance(there, ArrayObject) else ()
            crop, media = _corners(page.cropbox), _corners(page.mediabox)
            if page.indirect_reference is None:
                raise Unmarkable(_BROKEN)
            return OldPage(page.indirect_reference, page, tuple(there), crop, media, page.rotation)
        except _DAMAGE as error:
            raise Unmarkable(_BROKEN) from error

    def add(self, thing: PdfObject) -> IndirectObject:
        """A new object; the result refers to it."""
        number = self.next_number
        self.next_number += 1
        self._objects[number, 0] = thing
        return IndirectObject(number, 0, self.reader)

    def replace(self, reference: IndirectObject, thing: PdfObject) -> None:
        """A new version of an object of the file."""
        self._objects[reference.idnum, reference.generation] = thing

    def written(self) -> bytes:
        """The file with the update.

        Raises:
            Unmarkable: when it has to be encrypted in a way for which the library is not there.
        """
        out = io.BytesIO()
        out.write(self._data)
        if not self._data.endswith((b"\n", b"\r")):
            out.write(b"\n")
        offsets: dict[Number, int] = {}
        for at, thing in sorted(self._objects.items()):
            offsets[at] = out.tell() - self._head
            self._write(out, at, thing)
        start = out.tell() - self._head
        if self._streamed:
            self._write_stream(out, offsets, start)
        else:
            self._write_table(out, offsets)
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()

    def _write(self, out: io.BytesIO, at: Number, thing: PdfObject, locked: bool = True) -> None:
        encryption = self.reader._encryption  # pypdf has no public way to encrypt one object
        if locked and encryption is not None:
            try:
                thing = encryption.encrypt_object(thing, *at)
            except DependencyError as error:
                raise Unmarkable(_LOCKED) from error
        out.write(b"%d %d obj\n" % at)
        thing.write_to_stream(out)
        out.write(b"\nendobj\n")

    def _index(self) -> DictionaryObject:
        entries: dict[str, PdfObject] = {
            name: self._trailer.raw_get(name) for name in _CARRIED if name in self._trailer
        }
        entries["/Prev"] = NumberObject(self._previous)
        return DictionaryObject({NameObject(name): value for name, value in entries.items()})

    def _write_table(self, out: io.BytesIO, offsets: dict[Number, int]) -> None:
        trailer = self._index()
        trailer[NameObject("/Size")] = NumberObject(self.next_number)
        out.write(b"xref\n0 1\n0000000000 65535 f\r\n")  # some readers take the first number for the least one
        for run in _runs(sorted(offsets)):
            out.write(b"%d %d\n" % (run[0][0], len(run)))
            out.writelines(b"%010d %05d n\r\n" % (offsets[at], at[1]) for at in run)
        out.write(b"trailer\n")
        trailer.write_to_stream(out)
        out.write(b"\n")

    def _write_stream(self, out: io.BytesIO, offsets: dict[Number, int], start: int) -> None:
        at = (self.next_number, 0)
        listed = {**offsets, at: start}
        index = DecodedStreamObject()
        index.update(self._index())
        runs = list(_runs(sorted(listed)))
        index[NameObject("/Type")] = NameObject("/XRef")
        index[NameObject("/Size")] = NumberObject(self.next_number + 1)
        index[NameObject("/W")] = ArrayObject(map(NumberObject, (1, 5, 2)))
        index[NameObject("/Index")] = ArrayObject(NumberObject(n) for run in runs for n in (run[0][0], len(run)))
        index.set_data(
            b"".join(b"\x01" + listed[at].to_bytes(5) + at[1].to_bytes(2) for run in runs for at in run),
        )
        self._write(out, at, index, locked=False)


def _corners(box: RectangleObject) -> Box:
    left, bottom, right, top = (float(value) for value in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _runs(numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Objects with consecutive numbers."""
    run: list[Number] = []
    for at in numbers:
        if run and at[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run
