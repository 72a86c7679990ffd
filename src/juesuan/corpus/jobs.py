"""The jobs that a process is given: each is a message with what it needs, and does its work where it arrives."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from msgspec import Struct

from juesuan.model import Disclosure

if TYPE_CHECKING:
    from juesuan.reading.conversion import Converter
    from juesuan.standard import Standard

__all__ = ["Job", "Jobs", "Read", "Tools"]

Answer_co = TypeVar("Answer_co", covariant=True)


class Tools(Struct, frozen=True):
    """What a job works with: the standard, and whoever converts old Word documents."""

    standard: Standard
    convert: Converter


class Job(Struct, Generic[Answer_co], frozen=True, tag=True):
    """Something to be done.

    Attributes:
        answer: the type of what comes out; by it the answer is decoded.
    """

    answer: ClassVar[Any]

    def do(self, tools: Tools) -> Answer_co:
        """Does it."""
        raise NotImplementedError


class Read(Job["Disclosure | str"], frozen=True, tag=True):
    """Reads a file: the document, or the message for the user why it cannot be read.

    Attributes:
        path: as the system spells it, in bytes: names are not always text.
        layout: its layout; None: the one recognised.
    """

    path: bytes
    layout: str | None = None
    answer: ClassVar[Any] = Disclosure | str

    def do(self, tools: Tools) -> Disclosure | str:
        """Reads it."""
        from juesuan.reading.document import read
        from juesuan.reading.errors import ReadError

        try:
            return read(Path(os.fsdecode(self.path)), tools.standard, self.layout, tools.convert)
        except ReadError as error:
            return str(error)


Jobs = Read
