"""The jobs that read a file: the document in it, packed for other jobs, and what files an archive has."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import packed
from juesuan.model import Disclosure, DocumentInfo

__all__ = ["Contained", "Pack", "Packed", "approved_of", "document_of"]


def document_of(path: bytes, layout: str | None, tools: Tools, others: tuple[bytes, ...] = ()) -> Disclosure | str:
    """The document in a file, or the message for the user why it cannot be read.

    Args:
        path: as the system spells it, in bytes: names are not always text.
        layout: its layout; None: the one recognised.
        tools: what it is read with.
        others: further files of the same document.
    """
    from juesuan.formats.errors import ReadError
    from juesuan.recognising.file_to_disclosure import read, read_together

    files = [Path(os.fsdecode(each)) for each in (path, *others)]
    try:
        if others:
            return read_together(files, tools.standard, layout, tools.convert)
        return read(files[0], tools.standard, layout, tools.convert)
    except ReadError as error:
        return str(error)


def approved_of(path: bytes, tools: Tools) -> Disclosure | None:
    """The approved figures of a plain sheet; None when the file holds none."""
    from juesuan.formats.errors import ReadError
    from juesuan.recognising.approved_sheets import read_approved_sheets

    try:
        return read_approved_sheets(Path(os.fsdecode(path)), tools.standard)
    except ReadError:
        return None


class Packed(Struct, frozen=True):
    """A document that was read, packed: hundreds of them wait in little memory (some 100 KB for one of 25 pages).

    Attributes:
        info: what it is.
        contents: what is in it: ids of forms and of sections with facts, and ``PO`` or ``PP`` where there are evaluation forms.
        named: whose evaluation forms it has, and of which years, as these say.
        data: the whole of it, for another job, which decodes it by type like all that comes from a process.
    """

    info: DocumentInfo
    data: bytes
    contents: tuple[str, ...] = ()
    named: tuple[tuple[str, int | None], ...] = ()

    @classmethod
    def of(cls, document: Disclosure) -> Packed:
        """A document, packed."""
        return cls(
            document.info, zlib.compress(packed(document), 1), tuple(_contents(document)), tuple(_named(document))
        )

    def unpacked(self) -> Disclosure:
        """The document, under the name that its file has now."""
        document: Disclosure = msgspec.msgpack.decode(zlib.decompress(self.data), type=Disclosure)
        if document.info.file == self.info.file:
            return document
        return replace(document, info=replace(document.info, file=self.info.file))


def _contents(document: Disclosure) -> list[str]:
    told = {s.source.partition(".")[0] for s in document.statements if s.amount.raw}
    return sorted(told | set(document.tables))


def _named(document: Disclosure) -> list[tuple[str, int | None]]:
    fields = (
        (field, form.year) for form in document.performance for field in (form.unit, form.authority, form.implementer)
    )
    return list(dict.fromkeys((field.text, year) for field, year in fields if field is not None and field.text))


class Pack(Job["Packed | str"], frozen=True, tag=True):
    """Reads a file for later jobs; see :func:`document_of`.

    Attributes:
        others: further files of the same document.
        is_approved: whether it holds approved figures, which may be in a plain sheet of names and amounts.
    """

    path: bytes
    layout: str | None = None
    others: tuple[bytes, ...] = ()
    is_approved: bool = False
    answer: ClassVar[Any] = Packed | str

    def do(self, tools: Tools) -> Packed | str:
        """Reads it."""
        document = document_of(self.path, self.layout, tools, self.others)
        if self.is_approved and (isinstance(document, str) or not document.tables):
            document = approved_of(self.path, tools) or document
        return document if isinstance(document, str) else Packed.of(document)


class Contained(Job["tuple[str, ...] | str | None"], frozen=True, tag=True):
    """What files are in an archive, by their paths in it; None when it is a document itself; a text: why nobody can say."""

    path: bytes
    answer: ClassVar[Any] = tuple[str, ...] | str | None

    def do(self, tools: Tools) -> tuple[str, ...] | str | None:
        """Looks into it."""
        from juesuan.formats.archives.bundles import listed
        from juesuan.formats.errors import ReadError
        from juesuan.formats.files import check_readable

        path = Path(os.fsdecode(self.path))
        try:
            check_readable(path)
            return listed(path)
        except ReadError as error:
            return str(error)
