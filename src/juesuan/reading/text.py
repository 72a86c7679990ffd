"""Printed text and its normal form: the rules every adapter shares, so that recognisers see one spelling.

The normal form is that of :attr:`juesuan.model.Passage.text`. It is made character by character, so that each
character of the result knows which printed character, and so which place, it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from juesuan.model import Passage, Piece, Place

__all__ = ["Run", "collapsed", "join_runs", "normalise", "passage_of", "printed_lines"]

_KEPT = frozenset("！（），．：；？～…‥")
"""Compatibility characters that are punctuation of Chinese text and stay as they are printed."""

_ENCLOSED = range(0x2460, 0x2500)
"""①, ⑴, ⒈: item marks. NFKC would make digits of them, which run into the number that follows."""

_NOT_DIGITS = ("<super>", "<sub>", "<fraction>", "<square>")
"""Decompositions that would put a digit into the text that is no part of a number: m², ½, ㎡."""

# Some PDF producers map glyphs to the radical instead of the character. NFKC repairs the Kangxi block, though it makes
# the traditional 戶 of ⼾, and leaves the supplement block alone.
_RADICALS = dict(
    zip(
        "⺎⺟⺠⺩⺫⺬⺮⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳戶",
        "兀母民王目示竹虎西见角贝车长长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户",
        strict=True,
    )
)

_POINT = re.compile(r"(?<=\d)．(?=\d)")
_COMMA = re.compile(r"(?<!\d)\d{1,3}(?:，\d{3})+(?=\.\d)")
_BLANKS = re.compile(r"\s+")


class _Spelling(dict[int, str]):
    """``str.translate`` table that works out a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        spelling = self[code] = _spelt(chr(code))
        return spelling


def _spelt(character: str) -> str:
    """How one printed character is spelt in the normal form; empty for white space and invisible characters."""
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return ""
    if character in _KEPT or ord(character) in _ENCLOSED:
        return character
    if unicodedata.decomposition(character).startswith(_NOT_DIGITS):
        return character
    folded = "".join(unicodedata.normalize("NFKC", character).split())
    return "".join(_RADICALS.get(part, part) for part in folded)


_SPELLING = _Spelling()


def _in_context(text: str) -> str:
    """Full-width points and commas inside a number made half-width. Never changes the length."""
    text = _POINT.sub(".", text)
    return _COMMA.sub(lambda match: match[0].replace("，", ","), text)


def normalise(raw: str) -> str:
    """The normal form of printed text (see :attr:`juesuan.model.Passage.text`)."""
    return _in_context(raw.translate(_SPELLING))


def collapsed(raw: str) -> str:
    """One line as printed, white space collapsed to one blank."""
    return _BLANKS.sub(" ", raw).strip()


def printed_lines(raw: str) -> tuple[str, ...]:
    """The non-empty lines as printed, white space inside a line collapsed to one blank."""
    words = raw.split()
    if len(words) < 2:  # most cells
        return tuple(words)
    return tuple(line for line in map(collapsed, raw.splitlines()) if line)


@dataclass(frozen=True, slots=True)
class Run:
    """Printed characters on one line of the source.

    Attributes:
        text: as printed, blanks included.
        place: of the whole run.
        edges: for geometry formats, the ``len(text) + 1`` x-coordinates of the characters; else None.
    """

    text: str
    place: Place
    edges: tuple[float, ...] | None = None


def _aligned(run: Run) -> tuple[str, tuple[float, ...] | None]:
    """The spelling of a run with an edge before every character of it and one after the last."""
    if run.edges is None:
        return run.text.translate(_SPELLING), None
    if run.text.translate(_SPELLING) == run.text:  # nearly always, and much faster
        return run.text, run.edges
    spelt: list[str] = []
    edges: list[float] = []
    right = run.edges[0]
    for index, character in enumerate(run.text):
        spelling = _SPELLING[ord(character)]
        if not spelling:
            continue
        left, right = run.edges[index], run.edges[index + 1]
        edges += [left + (right - left) * part / len(spelling) for part in range(len(spelling))]
        spelt.append(spelling)
    return "".join(spelt), (*edges, right)


def join_runs(runs: Iterable[Run]) -> Passage:
    """One passage from runs in reading order, edges kept aligned where characters were dropped or expanded.

    Runs of nothing but white space leave no piece.
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for run in runs:
        text, edges = _aligned(run)
        if not text:
            continue
        pieces.append(Piece(length, run.place, edges))
        texts.append(text)
        length += len(text)
    return Passage(_in_context("".join(texts)), tuple(pieces))


def passage_of(raw: str, place: Place) -> Passage:
    """The passage of text that has one place for all of it; a blank cell keeps its place too."""
    return Passage(normalise(raw), (Piece(0, place),))
