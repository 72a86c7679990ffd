"""Good documents with a few changes, at random but the same for the same seed.

What is packed is changed inside, too: a part of a package, a stream of a PDF. A flipped byte of a packed part only breaks the packing.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.publishing.package import publish_package
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import builtin

__all__ = ["Edit", "Mutant", "documents", "minimised", "mutant"]

MOST_EDITS = 6
LONGEST = 64

_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
_NUMBERS = (
    b"0", b"-1", b"1", b"255", b"65535", b"65536", b"2147483648", b"-2147483649", b"4294967296", b"99999999999999999999", b"9" * 5000,
    b"1E+999999999", b"1e-400", b"NaN", b"Infinity", b"0.1", b"-0", b"1_0", b"\xd9\xa3",
)  # fmt: skip
_TOKENS = (
    b"", b" ", b"\0", b"\xff", b"<", b">", b"&", b'"', b"'", b"(", b")", b"[", b"]", b"{", b"}", b"/", b"\\", b"\n", b"\f", b"null", b"true",
    "　".encode(), "：".encode(), "（".encode(), "万元".encode(), "合计".encode(), "其中：".encode(), b"\\ud800", b"\xed\xa0\x80", b"%", b",", b"-",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")


class Edit(Struct, frozen=True):
    """So many bytes at a place give way to others; ``part`` is the number of the part that is changed, 0 for the whole file."""

    part: int
    at: int
    removed: int
    put: bytes


class Mutant(Struct, frozen=True):
    """A document and how it is changed."""

    name: str
    original: bytes
    edits: tuple[Edit, ...]

    @property
    def content(self) -> bytes:
        """The file."""
        parts = _parts(self.original)
        changed = dict(parts)
        for edit in self.edits:
            if edit.part in changed:
                held = changed[edit.part]
                changed[edit.part] = held[: edit.at] + edit.put + held[edit.at + edit.removed :]
        return _joined(self.original, {part: held for part, held in changed.items() if held != parts[part]})


def documents() -> dict[str, bytes]:
    """The example department's disclosure, with errors, in every format: file name to content."""
    standard = builtin()
    layout = standard.layouts.named("henan-2022").style
    disclosure = flawed(demo_disclosure(standard))
    found: dict[str, bytes] = {}
    with TemporaryDirectory() as name:
        for suffix in ("pdf", "docx", "xlsx", "html", "txt"):
            path = Path(name) / f"a.{suffix}"
            publish(disclosure, layout, path, standard)
            found[path.name] = path.read_bytes()
        path = Path(name) / "a.zip"
        publish_package(disclosure, layout, path, standard)
        found[path.name] = path.read_bytes()
    found["a.json"] = dumps(disclosure_object(disclosure)).encode()
    return found


def mutant(name: str, original: bytes, seed: str) -> Mutant:
    """A document with some changes."""
    chance = random.Random(f"{seed} {name}")
    parts = _parts(original)
    inner = [part for part, held in parts.items() if part and held]
    edits: list[Edit] = []
    for _ in range(chance.randint(1, MOST_EDITS)):
        part = chance.choice(inner) if inner and chance.random() < 0.8 else 0
        edits.append(_edit(chance, part, parts[part]))
        if part == 0:  # what is packed can no longer be told from what is not
            break
    return Mutant(name, original, tuple(edits))


def minimised(mutant: Mutant, crashes: object) -> Mutant:
    """The mutant without the changes that it does not take; ``crashes`` says of a mutant whether it still ends badly."""
    assert callable(crashes)
    for edit in mutant.edits:
        smaller = replace(mutant, edits=tuple(other for other in mutant.edits if other is not edit))
        if smaller.edits and crashes(smaller):
            mutant = smaller
    return mutant


def _edit(chance: random.Random, part: int, held: bytes) -> Edit:
    at = chance.randrange(len(held) + 1)
    match chance.randrange(8):
        case 0:
            flipped = held[at : at + 1] or b"\0"
            return Edit(part, at, 1, bytes([flipped[0] ^ 1 << chance.randrange(8)]))
        case 1:
            return Edit(part, at, 1, bytes([chance.randrange(256)]))
        case 2:
            return Edit(part, at, chance.randint(1, LONGEST), b"")
        case 3:
            return Edit(part, at, 0, held[at : at + chance.randint(1, LONGEST)] * chance.choice((1, 2, 50)))
        case 4:
            return Edit(part, at, chance.choice((0, 1)), chance.choice(_TOKENS))
        case 5:
            other = chance.randrange(len(held) + 1)
            return Edit(part, at, chance.choice((0, 20)), held[other : other + chance.randint(1, 10 * LONGEST)])
        case 6 if chance.random() < 0.1:
            return Edit(part, at, len(held), b"")
        case _:
            number = _NUMBER.search(held, at) or _NUMBER.search(held)
            if number is None:
                return Edit(part, at, 0, chance.choice(_NUMBERS))
            return Edit(part, number.start(), len(number[0]), chance.choice(_NUMBERS))


def _parts(original: bytes) -> Mapping[int, bytes]:
    """The whole file, and what can be changed inside it."""
    if original.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(original)) as archive:
            inside = [archive.read(info) for info in archive.infolist()]
    elif original.startswith(b"%PDF"):
        inside = [_unpacked(original, span) for span in _streams(original)]
    else:
        inside = []
    return {0: original, **dict(enumerate(inside, 1))}


def _joined(original: bytes, changed: Mapping[int, bytes]) -> bytes:
    if 0 in changed or not changed:
        return changed.get(0, original)
    if original.startswith(b"PK"):
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(original)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for number, info in enumerate(source.infolist(), 1):
                archive.writestr(info.filename, changed[number] if number in changed else source.read(info))
        return target.getvalue()
    content = bytearray(original)
    for number, (start, end) in reversed(list(enumerate(_streams(original), 1))):
        if number in changed:
            packed = zlib.compress(changed[number], 9) if _is_packed(original, (start, end)) else changed[number]
            # As long as it was where that can be, so that the places that the file names stay right.
            content[start:end] = packed.ljust(end - start, b"\0")
    return bytes(content)


def _streams(original: bytes) -> Sequence[tuple[int, int]]:
    return [
        (match.end(), match.end() + int(match[1]))
        for match in _STREAM.finditer(original)
        if b"/Image" not in match[0] and b"/FontFile" not in match[0]
    ]


def _is_packed(original: bytes, span: tuple[int, int]) -> bool:
    return original[span[0] : span[0] + 1] == b"x"


def _unpacked(original: bytes, span: tuple[int, int]) -> bytes:
    held = original[span[0] : span[1]]
    try:
        return zlib.decompress(held) if _is_packed(original, span) else held
    except zlib.error:
        return held
