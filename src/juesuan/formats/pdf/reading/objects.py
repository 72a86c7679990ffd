"""The objects of a PDF as far as it takes to say what reading it will cost: dictionaries, arrays, references, streams.

PDFium believes what a file says of itself, so this is looked at first. Objects are found by their heads (``7 0 obj``) wherever they
stand, the last one of a number counts; nothing here fails on a damaged file, what cannot be understood is just not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from juesuan.formats.pdf.reading.filters import FLATE, MOST_INFLATED, inflated
from juesuan.formats.reading_budget import Budget

__all__ = ["Dictionary", "Objects", "PdfStream", "Ref", "Value"]


class Ref(NamedTuple):
    """A reference to an object."""

    number: int


Dictionary = dict[str, "Value"]
Value = Dictionary | list["Value"] | Ref | str | bytes
"""Names are texts without their slash; whatever else is no container is left as its bytes."""

MOST_LEVELS = 50
"""Containers within containers; what is deeper is not looked at."""

MOST_REFERENCES = 20
"""References that lead to references."""

_HEAD = re.compile(rb"(\d{1,8})[\0\t\n\f\r ]{1,8}\d{1,5}[\0\t\n\f\r ]{1,8}$")
_HEAD_BYTES = 32
_STREAM = re.compile(rb"[\0\t\n\f\r ]*stream(?:\r\n|\n|\r)?")
_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*"
    rb"(?:(?P<open><<|\[)|(?P<close>>>|\])|(?P<ref>\d{1,8})[\0\t\n\f\r ]{1,8}\d{1,5}[\0\t\n\f\r ]{1,8}R(?![A-Za-z0-9])"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)|(?P<text>\()|<(?P<hex>[^<>]*)>|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+|[{}]))"
)
_BRACKET = re.compile(rb"[()\\]")
_ESCAPE = re.compile(r"#([0-9A-Fa-f]{2})")


class PdfStream(Struct, frozen=True):
    """A stream: its dictionary, and where in the file its packed bytes stand."""

    dictionary: Dictionary
    start: int
    end: int


class Objects:
    """The objects of a file."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Finds them; those in object streams, too.

        Raises:
            TooLarge: when there are too many, or they inflate to too much.
        """
        self.data = data
        self._budget = budget
        self._places: dict[int, tuple[bytes, int]] = {}
        self._parsed: dict[int, Value] = {}
        for number, place in _heads(data):
            budget.spend("objects")
            self._places[number] = (data, place)
            self._unpack(place)

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def get(self, number: int) -> Value:
        """An object; empty bytes when there is none."""
        if number not in self._parsed:
            content, place = self._places.get(number, (b"", 0))
            self._parsed[number] = self._parse(content, place)[0] if content else b""
        return self._parsed[number]

    def resolved(self, value: Value | None) -> Value:
        """What a value refers to, or the value itself; empty bytes for nothing."""
        for _ in range(MOST_REFERENCES):
            if not isinstance(value, Ref):
                break
            value = self.get(value.number)
        return b"" if value is None or isinstance(value, Ref) else value

    def dictionary(self, value: Value | None) -> Dictionary:
        """The dictionary that a value is or refers to; an empty one when it is none."""
        found = self.resolved(value)
        return found if isinstance(found, dict) else {}

    def stream(self, number: int) -> PdfStream | None:
        """The stream of this number."""
        content, place = self._places.get(number, (b"", 0))
        if content is not self.data or self.data.find(b"stream", place, self.data.find(b"endobj", place)) < 0:
            return None
        return self._stream(place)

    def content(self, stream: PdfStream, most: int) -> bytes | None:
        """The inflated bytes of a stream; None when there are more than ``most``, however packed.

        Raises:
            TooLarge: when with it more has been inflated than a whole file may have.
        """
        packed = self.data[stream.start : stream.end]
        content = inflated(packed, self._filters(stream), most)
        self._budget.spend("streams_bytes", most if content is None else len(content))
        return content

    def most_bytes(self, stream: PdfStream) -> int | None:
        """How many bytes a stream inflates to at most, told without inflating it; None when its filters do not tell."""
        filters = self._filters(stream)
        if any(name not in FLATE for name in filters) or len(filters) > 1:
            return None
        return (stream.end - stream.start) * (MOST_INFLATED if filters else 1)

    def _filters(self, stream: PdfStream) -> list[str]:
        found = self.resolved(stream.dictionary.get("Filter"))
        names = [self.resolved(name) for name in (found if isinstance(found, list) else [found])]
        return [name for name in names if isinstance(name, str)]

    def _stream(self, place: int) -> PdfStream | None:
        dictionary, end = self._parse(self.data, place)
        match = _STREAM.match(self.data, end)
        if match is None or not isinstance(dictionary, dict):
            return None
        start = match.end()
        stop = self.data.find(b"endstream", start)
        said = self.resolved(dictionary.get("Length"))
        length = int(said) if isinstance(said, bytes) and said.isdigit() and len(said) < 12 else 0
        return PdfStream(dictionary, start, max(stop if stop >= 0 else len(self.data), start + length))

    def _unpack(self, place: int) -> None:
        """The objects that a stream holds: pairs of number and place, then the objects themselves."""
        if b"/ObjStm" not in self.data[place : place + 512]:
            return
        stream = self._stream(place)
        if stream is None:
            return
        content = self.content(stream, self._budget.limits.stream_bytes) or b""
        said = self.resolved(stream.dictionary.get("First"))
        first = int(said) if isinstance(said, bytes) and said.isdigit() and len(said) < 12 else 0
        numbers = content[:first].split()
        self._budget.spend("objects", len(numbers) // 2)
        for number, at in zip(numbers[::2], numbers[1::2], strict=False):
            if number.isdigit() and at.isdigit() and len(number) < 9 and len(at) < 12:
                self._places[int(number)] = (content, first + int(at))

    def _parse(self, content: bytes, at: int) -> tuple[Value, int]:
        """The value that begins at a place, and the place behind it."""
        open_: list[tuple[list[Value], bool]] = []
        while True:
            match = _TOKEN.match(content, at)
            if match is None:
                return b"", at
            self._budget.spend("objects")
            at = match.end()
            value: Value = b""
            match match.lastgroup:
                case "open":
                    if len(open_) == MOST_LEVELS:
                        return b"", at
                    open_.append(([], match["open"] == b"<<"))
                    continue
                case "close":
                    if not open_:
                        return b"", at
                    items, is_dictionary = open_.pop()
                    value = _dictionary(items) if is_dictionary else items
                case "ref":
                    value = Ref(int(match["ref"]))
                case "name":
                    value = _name(match["name"])
                case "text":
                    at = _end_of_text(content, at)
                case "word":
                    value = match["word"]
                    if value in {b"endobj", b"stream", b"endstream"}:
                        return b"", match.start()
            if not open_:
                return value, at
            open_[-1][0].append(value)


def _heads(data: bytes) -> Iterator[tuple[int, int]]:
    """Number and place of every object, in the order of the file."""
    at = data.find(b"obj")
    while at >= 0:
        head = _HEAD.search(data, max(at - _HEAD_BYTES, 0), at)
        if head is not None:
            yield int(head[1]), at + 3
        at = data.find(b"obj", at + 3)


def _dictionary(items: list[Value]) -> Dictionary:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}


def _name(spelt: bytes) -> str:
    name = spelt.decode("latin-1")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), name) if "#" in name else name


def _end_of_text(content: bytes, at: int) -> int:
    """The place behind a text in brackets, which may have brackets within."""
    level = 1
    while level:
        match = _BRACKET.search(content, at)
        if match is None:
            return len(content)
        at = match.end() + (match[0] == b"\\")
        level += {b"(": 1, b")": -1}.get(match[0], 0)
    return at
