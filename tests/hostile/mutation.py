"""Good documents with a few changes, at random but the same for the same seed.

What is packed is changed inside, too: a part of a package, a stream of a PDF. A flipped byte of a packed part only breaks the packing.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.formats.files import DESCRIPTOR

__all__ = ["Edit", "Mutant", "minimised", "mutant"]

MOST_EDITS = 6
LONGEST = 64
WHOLE = 0.15
"""How often the file itself is changed, not what is packed in it."""
STIFF = 0.9
"""How often what says at which byte things are keeps its length."""

_COUNTED = (b"%PDF", b"\xd0\xcf\x11\xe0")
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
_ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?>[^<>]*</\1>|<[\w:]+(?: [^<>]*)?/>")
_QUOTED = re.compile(rb'(?<=[=:\[,])\s*"[^"<>]{0,80}"')
_LINE = re.compile(rb"[^\n]*\n")
_WORDS = (
    b"", b"0", b"-1", b"999999999", b"9" * 5000, b"1E999", b"NaN", b"A1:XFD1048576", b"XFD1048577", "合计".encode(), "一、".encode() * 40,
    "1,234.56万元".encode(), "（".encode() * 300, "2022年".encode(), b" " * 99, "\u202e".encode(), "其中：".encode(), b"true", b"../../x", b"#REF!",
)  # fmt: skip
_VALUES = (b"null", b"true", b"[]", b"{}", b"0", b"-1", b"1e400", b'""', b"[[[[]]]]", b"9" * 400)


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


def mutant(name: str, original: bytes, seed: str) -> Mutant:
    """A document with some changes."""
    chance = random.Random(f"{seed} {name}")
    parts = _parts(original)
    inner = [part for part, held in parts.items() if part and held]
    if not inner or chance.random() < WHOLE:  # what is packed can no longer be told from what is not
        inner = [0]
    edits = [_edit(chance, part, parts[part]) for part in chance.choices(inner, k=chance.randint(1, MOST_EDITS))]
    if inner == [0] and original.startswith(_COUNTED) and chance.random() < STIFF:
        edits = [
            replace(edit, removed=len(edit.put)) if edit.put else replace(edit, put=b"\0" * edit.removed)
            for edit in edits
        ]
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
    match chance.randrange(11):
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
        case 6:
            return _whole(chance, part, held, at)
        case 7 if (quoted := _QUOTED.search(held, at)) is not None:
            put = (
                b'"' + chance.choice(_WORDS) + b'"'
                if chance.random() < 0.7 or held[:1] == b"<"
                else chance.choice(_VALUES)
            )
            return Edit(part, quoted.start(), len(quoted[0]), put)
        case 8 if chance.random() < 0.1:
            return Edit(part, at, len(held), b"")
        case _:
            number = _NUMBER.search(held, at) or _NUMBER.search(held)
            if number is None:
                return Edit(part, at, 0, chance.choice(_NUMBERS))
            return Edit(part, number.start(), len(number[0]), chance.choice(_NUMBERS))


def _whole(chance: random.Random, part: int, held: bytes, at: int) -> Edit:
    """An element or a line taken out, doubled, or put where another is: what stays is still well formed."""
    pattern = _ELEMENT if held[:1] == b"<" else _LINE
    found, other = pattern.search(held, at), pattern.search(held, chance.randrange(len(held) + 1))
    if found is None or other is None:
        return Edit(part, at, 1, b"")
    match chance.randrange(4):
        case 0:
            return Edit(part, found.start(), len(found[0]), b"")
        case 1:
            return Edit(part, found.start(), 0, found[0] * chance.choice((1, 3, 200)))
        case 2:
            return Edit(part, found.start(), len(found[0]), other[0])
        case _:
            return Edit(part, found.start(), 0, other[0])


def _parts(original: bytes) -> Mapping[int, bytes]:
    """The whole file, and what can be changed inside it."""
    if original.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(original)) as archive:
            ours = DESCRIPTOR in archive.namelist()  # of which the tables are for others, only the data are read
            inside = [
                b"" if ours and not info.filename.endswith(".json") else archive.read(info)
                for info in archive.infolist()
            ]
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
            parts = {
                info.filename: changed[number] if number in changed else source.read(info)
                for number, info in enumerate(source.infolist(), 1)
            }
            for name, held in _described(parts, source).items():
                archive.writestr(
                    zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED
                )  # of no time: the same of the same seed
        return target.getvalue()
    content = bytearray(original)
    for number, (start, end) in reversed(list(enumerate(_streams(original), 1))):
        if number in changed:
            packed = zlib.compress(changed[number], 9) if _is_packed(original, (start, end)) else changed[number]
            # As long as it was where that can be, so that the places that the file names stay right.
            content[start:end] = packed.ljust(end - start, b"\0")
    return bytes(content)


def _described(parts: Mapping[str, bytes], source: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts of a data package with the description that fits them: one that does not fit is refused before they are read."""
    described = dict(parts)
    for name, held in parts.items() if DESCRIPTOR in parts else ():
        was, now = (hashlib.sha256(data).hexdigest().encode() for data in (source.read(name), held))
        described[DESCRIPTOR] = described[DESCRIPTOR].replace(was, now)
    return described


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
