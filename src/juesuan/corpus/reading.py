"""The jobs that read a file: the document itself, or the document packed for another job."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import packed
from juesuan.model import Disclosure, DocumentInfo

__all__ = ["Pack", "Packed", "Read", "document_of"]


def document_of(path: bytes, layout: str | None, tools: Tools) -> Disclosure | str:
    """The document in a file, or the message for the user why it cannot be read.

    Args:
        path: as the system spells it, in bytes: names are not always text.
        layout: its layout; None: the one recognised.
        tools: what it is read with.
    """
    from juesuan.formats.errors import ReadError
    from juesuan.recognising.file_to_disclosure import read

    try:
        return read(Path(os.fsdecode(path)), tools.standard, layout, tools.convert)
    except ReadError as error:
        return str(error)


class Read(Job["Disclosure | str"], frozen=True, tag=True):
    """Reads a file; see :func:`document_of`."""

    path: bytes
    layout: str | None = None
    answer: ClassVar[Any] = Disclosure | str

    def do(self, tools: Tools) -> Disclosure | str:
        """Reads it."""
        return document_of(self.path, self.layout, tools)


class Packed(Struct, frozen=True):
    """A document that was read, packed: hundreds of them wait in little memory (some 100 KB for one of 25 pages).

    Attributes:
        info: what it is.
        data: the whole of it, for another job, which decodes it by type like all that comes from a process.
    """

    info: DocumentInfo
    data: bytes

    @classmethod
    def of(cls, document: Disclosure) -> Packed:
        """A document, packed."""
        return cls(document.info, zlib.compress(packed(document), 1))

    def unpacked(self) -> Disclosure:
        """The document."""
        return msgspec.msgpack.decode(zlib.decompress(self.data), type=Disclosure)


class Pack(Job["Packed | str"], frozen=True, tag=True):
    """Reads a file for later jobs; see :func:`document_of`."""

    path: bytes
    layout: str | None = None
    answer: ClassVar[Any] = Packed | str

    def do(self, tools: Tools) -> Packed | str:
        """Reads it."""
        document = document_of(self.path, self.layout, tools)
        return document if isinstance(document, str) else Packed.of(document)
