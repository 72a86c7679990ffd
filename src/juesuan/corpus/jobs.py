"""The jobs that a process is given: each is a message with what it needs, and does its work where it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from juesuan.formats.doc.kinds import Converter
    from juesuan.standard import Standard

__all__ = ["Job", "Tools"]

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
