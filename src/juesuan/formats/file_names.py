"""Names for files that we make after something in a document or after its file: every system bears them, and no two are one file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["apart", "safe_stem", "same_file"]

_FORBIDDEN = frozenset('\\/:*?"<>|')
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that nobody sees, that turn the text around, or that no encoding has."""
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""Names of devices on Windows, whatever follows the dot."""
_MOST_BYTES = 230
"""Of a name; systems bear 255, and what is kept under another name gets some more."""


def safe_stem(wanted: str, around: int = 0) -> str:
    """A name, without suffix, that is as near to the one wanted as every system bears.

    What is forbidden or cannot be seen is replaced by ``_``; it neither begins with a dot, which hides it, nor ends in a dot or a blank,
    which Windows drops; names of devices get a ``_`` before them, and what is too long is cut.

    Args:
        wanted: may be any text.
        around: bytes that stand before and behind it in the whole name.
    """
    shown = "".join("_" if _is_unfit(character) else character for character in wanted)
    stem = _without_edges(_cut(_without_edges(shown), _MOST_BYTES - around))
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem or "_"


def _without_edges(text: str) -> str:
    """Without dots and blanks of any kind at its beginning and end, in any order."""
    start, end = 0, len(text)
    while end and _is_of_edges(text[end - 1]):
        end -= 1
    while start < end and _is_of_edges(text[start]):
        start += 1
    return text[start:end]


def _is_of_edges(character: str) -> bool:
    return character == "." or character.isspace()


def apart(stems: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names, of which those that another file has already get numbers.

    Args:
        stems: names without suffix; each comes out in its order.
        taken: names that none of them may have.
    """
    found: list[str] = []
    known = set(map(same_file, taken))
    numbers: dict[str, int] = {}
    for stem in stems:
        name, key = stem, same_file(stem)
        number = numbers.get(key, 1)
        while same_file(name) in known:
            number += 1
            name = f"{stem}-{number}"
        numbers[key] = number
        known.add(same_file(name))
        found.append(name)
    return found


def same_file(name: str) -> str:
    """The same text for two names that a system may take for one: it need not tell case, nor one form of a character from another."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_unfit(character: str) -> bool:
    return character in _FORBIDDEN or unicodedata.category(character) in _INVISIBLE


def _cut(text: str, most: int) -> str:
    return text.encode()[: max(most, 1)].decode(errors="ignore")
