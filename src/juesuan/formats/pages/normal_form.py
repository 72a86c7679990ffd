"""Printed text and its normal form: the rules every adapter shares, so that recognisers see one spelling.

The normal form is that of :attr:`juesuan.model.Passage.text`. It is made character by character, so that each
character of the result knows which printed character, and so which place, it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from juesuan.model import Passage, Piece, Place
from juesuan.model.expressions import expression
from juesuan.model.spelling import SPELLING, in_context, normalise

__all__ = ["Run", "collapsed", "join_runs", "normalise", "occurrences", "passage_of", "printed_lines"]

_BLANKS = expression(r"\s+")


def collapsed(raw: str) -> str:
    """One line as printed, white space collapsed to one blank."""
    return _BLANKS.sub(" ", raw).strip()


def printed_lines(raw: str) -> tuple[str, ...]:
    """The non-empty lines as printed, white space inside a line collapsed to one blank."""
    words = raw.split()
    if len(words) < 2:  # most cells
        return tuple(words)
    return tuple(line for line in map(collapsed, raw.splitlines()) if line)


def occurrences(text: str, wanted: str) -> Iterator[int]:
    """Where the wanted words stand in a text, also where they overlap; nothing stands nowhere.

    The only search that goes on behind a hit: an empty string is found at every place for ever.
    """
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


class Run(Struct, frozen=True):
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
        return run.text.translate(SPELLING), None
    if run.text.translate(SPELLING) == run.text:  # nearly always, and much faster
        return run.text, run.edges
    spelt: list[str] = []
    edges: list[float] = []
    right = run.edges[0]
    for index, character in enumerate(run.text):
        spelling = SPELLING[ord(character)]
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
    return Passage(in_context("".join(texts)), tuple(pieces))


def passage_of(raw: str, place: Place) -> Passage:
    """The passage of text that has one place for all of it; a blank cell keeps its place too."""
    return Passage(normalise(raw), (Piece(0, place),))
