"""The same told twice: two numbers that follow each other under the same words, of which one is the same and the other is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.sentences.told import Sentence, ToldNumber, sentences, summed
from juesuan.model import NumberKind, Outcome, State
from juesuan.model.expressions import expression

__all__ = ["told_again"]

_PIECES = expression(r"[；;]")
_OF_A_TIME = expression(r"\d月|季度|半年|截[至止]|上年|去年|同期|预计|计划|目标|20\d\d年")
_LEAST = 2


def told_again(context: Context) -> Iterator[Outcome]:
    """One outcome for each number that is told again beside another that stayed the same."""
    known: dict[tuple[str, ...], tuple[ToldNumber, ToldNumber]] = {}
    for sentence in sentences(context):
        for first, second in _neighbours(sentence):
            for told, other, order in ((first, second, "1"), (second, first, "2")):
                words = (order, _words(told), str(told.value), _words(other))
                before = known.setdefault(words, (told, other))[1]
                if before.start != other.start or before.statement.id != other.statement.id:
                    outcome = summed(((1, before.statement), (-1, other.statement)), context)
                    yield _differs(outcome, before, other, told) if outcome.state is State.FAIL else outcome


def _neighbours(sentence: Sentence) -> Iterator[tuple[ToldNumber, ToldNumber]]:
    """Counts that follow each other in one piece of a sentence that speaks of no time of its own."""
    for piece in _PIECES.split(sentence.outer):
        if _OF_A_TIME.search(piece):
            continue
        for first, second in pairwise(sentence.of(piece)):
            if all(n.seen.kind is NumberKind.COUNT and n.is_exact and n.value for n in (first, second)) and all(
                len(n.statement.label) >= _LEAST and n.statement.label != n.seen.text for n in (first, second)
            ):
                yield first, second


def _words(number: ToldNumber) -> str:
    return f"{number.statement.label} {number.measure}"


def _differs(outcome: Outcome, before: ToldNumber, again: ToldNumber, same: ToldNumber) -> Outcome:
    label = again.statement.label
    message = f"“{same.statement.label}{same.seen.text}”两处相同，而“{label}”一处写 {before.seen.text}，一处写 {again.seen.text}。"
    return replace(outcome, message=message)
