"""Text in which characters were lost: what stands in its paragraph was not understood, and accuses nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.context import Context
from juesuan.model import Outcome, Passage, Place, Problem, State

__all__ = ["damaged_text", "held_back"]

_LOST = "\ufffd"
_REASON = "所在的文字有无法识别的字符，没有读懂"

_Where = tuple[int | str | None, ...]


def held_back(outcomes: Sequence[Outcome], context: Context) -> list[Outcome]:
    """The outcomes; of those that fail by what stands in a damaged paragraph nothing can be said."""
    if all(outcome.state is not State.FAIL for outcome in outcomes):
        return list(outcomes)
    damaged = {_where(piece.place) for passage in _damaged(context) for piece in passage.pieces} - {None}
    return [
        Outcome(State.UNDECIDABLE, terms=outcome.terms, reason=_REASON)
        if outcome.state is State.FAIL
        and any(_LOST in term.place.text or _where(term.place) in damaged for term in outcome.terms)
        else outcome
        for outcome in outcomes
    ]


def damaged_text(context: Context) -> Iterator[Problem]:
    """The sections with damaged paragraphs, and how many characters were lost in each."""
    for section in context.disclosure.sections:
        lost = [passage for passage in section.paragraphs if _LOST in passage.text]
        if lost:
            count = sum(passage.text.count(_LOST) for passage in lost)
            name = f"“{section.heading}”" if section.heading and _LOST not in section.heading else "文字"
            yield Problem(f"{name}中有 {count} 个字符无法识别，所在的 {len(lost)} 段没有读懂", lost[0].place(0, 1))


def _damaged(context: Context) -> list[Passage]:
    return [
        passage for section in context.disclosure.sections for passage in section.paragraphs if _LOST in passage.text
    ]


def _where(place: Place) -> _Where | None:
    """Which paragraph it is, in formats that tell."""
    if place.line is None and place.paragraph is None and place.cell is None:
        return None
    return (
        place.file,
        place.page,
        place.sheet,
        place.cell,
        place.line,
        place.paragraph,
        place.table_row,
        place.table_column,
    )
