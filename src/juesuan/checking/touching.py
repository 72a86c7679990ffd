"""Which rules looked at which printed number, and how each ended: what a reader asks who points at a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from juesuan.checking.closing import number_of, numbers_of
from juesuan.model import Outcome, PrintedSumOf, State, Touch

__all__ = ["Touching", "together"]

_ORDER = (State.FAIL, State.UNDECIDABLE, State.WITHIN_ROUNDING, State.PASS)
"""How a rule can end on numbers; one that is not for a document says nothing of any."""


class Touching:
    """Keeps what outcomes say of the numbers that they speak of."""

    def __init__(self) -> None:
        self._said: dict[str, list[Touch]] = {}
        self._sums: dict[str, dict[tuple[str, ...], PrintedSumOf]] = {}

    def note(self, rule: str, outcome: Outcome) -> None:
        """An outcome of a rule."""
        if outcome.state in _ORDER:
            touch = Touch(rule, outcome.state, 1, outcome.reason)
            for number in numbers_of(outcome.terms):
                self._said.setdefault(number, []).append(touch)
        if outcome.state in _ORDER and outcome.relation == "=":
            self._note_sum(rule, outcome)

    def _note_sum(self, rule: str, outcome: Outcome) -> None:
        """What stands alone on its side of an equation is the sum of what stands on the other; of a copy it is no sum."""
        for sign in (1, -1):
            alone = [term for term in outcome.terms if term.sign == sign]
            addends = tuple(number_of(term) for term in outcome.terms if term.sign != sign)
            if len(alone) == 1 and len(addends) > 1:
                made = PrintedSumOf(rule, outcome.state, addends)
                self._sums.setdefault(number_of(alone[0]), {}).setdefault(addends, made)
                return

    @property
    def touches(self) -> Mapping[str, tuple[Touch, ...]]:
        """What was said of each number."""
        return {number: together(said) for number, said in self._said.items()}

    @property
    def sums(self) -> Mapping[str, tuple[PrintedSumOf, ...]]:
        """What numbers are made of."""
        return {number: tuple(made.values()) for number, made in self._sums.items()}


def together(touches: Iterable[Touch]) -> tuple[Touch, ...]:
    """Counts what the same rule said alike; failures first, then what could not be judged, else in the order given."""
    counts: dict[tuple[str, State, str], int] = {}
    for touch in touches:
        said = touch.rule, touch.state, touch.reason
        counts[said] = counts.get(said, 0) + touch.count
    told = (Touch(rule, state, count, reason) for (rule, state, reason), count in counts.items())
    return tuple(sorted(told, key=lambda touch: _ORDER.index(touch.state)))
