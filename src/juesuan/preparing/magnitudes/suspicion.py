"""Which figure is a slip of magnitude: the one that, once undone, brings into line what it is compared with, and nothing out of it.

A comparison (:mod:`juesuan.standard.comparisons`) that is off by hundreds does not say which of its sides is wrong. Each figure has
several; the slip is that change of one figure by the factor which mends most of them and breaks fewest. Where two do equally well both
are named.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.preparing.magnitudes.figures import TypedFigure
from juesuan.standard.comparisons import CellComparison, CellSum, Comparisons

__all__ = ["HeldFigures", "UnitSlip", "incomparable", "slips"]

_ZERO, _FEN = Decimal(0), Decimal("0.01")
_MOST = 200
"""Slips that are looked for one after another."""


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A figure that was probably typed in another unit.

    Attributes:
        figure: it. meant: what it should be.
        than: what it was held against, in words, and how much that is.
        others: figures of which each may be the slip instead.
        against: the typed figures that it was held against.
    """

    figure: TypedFigure
    meant: Decimal
    than: str
    held: Decimal
    others: tuple[TypedFigure, ...] = ()
    against: tuple[TypedFigure, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same on every run while the figure is the same."""
        return hashlib.sha256(repr(("magnitude", *self.figure.name)).encode()).hexdigest()[:16]


@dataclass(slots=True)
class _HeldGroup:
    """A comparison for one group of rows: the figures of each side, by their index, and what is added to the right that nobody typed."""

    line: CellComparison
    left: list[int]
    right: list[int]
    fixed: Decimal = _ZERO


class HeldFigures:
    """All figures with what they are held against, and what the two sides of each comparison come to."""

    def __init__(self, figures: Sequence[TypedFigure], known: Comparisons, last: Mapping[str, Decimal]) -> None:
        self.known = known
        self.figures = figures
        self.factors = (Decimal(known.slip), 1 / Decimal(known.slip))  # 万元 for 元 first: it is what people do
        self.groups = [group for line in known.all for group in _groups(line, figures, last)]
        amounts = [
            [sum((figures[index].amount for index in side), _ZERO) for side in (g.left, g.right)] for g in self.groups
        ]
        self.sums = [(left, right + group.fixed) for (left, right), group in zip(amounts, self.groups, strict=True)]
        self.changed: dict[int, Decimal] = {}
        self.of: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for on_left, side in ((True, group.left), (False, group.right)):
                for index in side:
                    self.of[index].append((number, on_left))
        self.off = {number for number in range(len(self.groups)) if self._is_off(number)}

    def amount(self, index: int) -> Decimal:
        """What a figure is, as far as slips are undone."""
        return self.changed.get(index, self.figures[index].amount)

    def change(self, index: int, factor: Decimal) -> None:
        """Multiplies a figure."""
        more = self.amount(index) * (factor - 1)
        self.changed[index] = self.amount(index) * factor
        for number, on_left in self.of[index]:
            self.sums[number] = self._with(number, more, on_left=on_left)
        concerned = {number for number, _ in self.of[index]}
        self.off -= concerned
        self.off |= set(filter(self._is_off, concerned))

    def _with(self, number: int, more: Decimal, *, on_left: bool) -> tuple[Decimal, Decimal]:
        left, right = self.sums[number]
        return (left + more, right) if on_left else (left, right + more)

    def broken(self, numbers: Iterable[int] | None = None) -> list[int]:
        """The comparisons that are off as by a slip."""
        return sorted(self.off if numbers is None else self.off.intersection(numbers))

    def _is_off(self, number: int) -> bool:
        return not self._state(number, self.sums[number])[0]

    def most(self, index: int) -> int:
        """What would be gained at most by a change of a figure: all of its comparisons that are off."""
        return sum(_WEIGHTS[self.groups[number].line.kind] for number, _ in self.of[index] if number in self.off)

    def gain(self, index: int, factor: Decimal, least: int) -> int:
        """What is mended less what is broken once a figure is multiplied, 0 where that is less than ``least``.

        A sum to the fen tells more than a likeness.
        """
        gained, more = 0, self.amount(index) * (factor - 1)
        for mended in (True, False):
            for number, on_left in self.of[index]:
                if (number in self.off) is not mended:
                    continue
                after, well = self._state(number, self._with(number, more, on_left=on_left), factor)
                weight = _WEIGHTS[self.groups[number].line.kind]
                gained += weight if well and mended else -weight if not (after or mended) else 0
            if gained < least:
                return 0
        return gained

    def _state(self, number: int, sums: tuple[Decimal, Decimal], factor: Decimal = _ZERO) -> tuple[bool, bool]:
        """Whether a comparison may be right, and whether it is well in line; nothing is held against nothing."""
        line, known, (left, right) = self.groups[number].line, self.known, sums
        if line.kind == "same":
            allowed = factor * _FEN / 2 if factor > 1 else _FEN
            return left == right, abs(left - right) <= allowed
        left *= line.each
        if left <= 0 or right <= 0:
            return True, False
        if line.kind == "part":
            return left <= known.contained * right, left <= right
        if line.kind == "most":
            return left <= known.far * right, left <= known.near * right
        ratio = max(left, right) / min(left, right)
        return ratio <= known.far, ratio <= known.near


_WEIGHTS = {"same": 3, "alike": 1, "part": 1, "each": 1, "most": 1}


def slips(figures: Sequence[TypedFigure], known: Comparisons, last: Mapping[str, Decimal]) -> list[UnitSlip]:
    """The slips, the surest first.

    Args:
        figures: all of the books. known: what they are held against.
        last: last year's disclosure, yuan by fact; empty where there is none.
    """
    held, found = HeldFigures(figures, known, last), list[UnitSlip]()
    for _ in range(_MOST):
        best = _best(held)
        if not best:
            break
        (index, factor), *others = best
        found.append(_slip(held, index, factor, [figures[other] for other, _ in others if other != index]))
        held.change(index, factor)
    return found


def _best(held: HeldFigures, numbers: Iterable[int] | None = None) -> list[tuple[int, Decimal]]:
    """The changes that mend most, those of the first kind alone where there are any; where only some comparisons can be off, of these."""
    groups = [held.groups[number] for number in held.broken(numbers)]
    suspects = {index for group in groups for index in (*group.left, *group.right)}
    hopeful = ((held.most(index), index) for index in suspects if held.figures[index].row is not None)
    most, best = 1, list[tuple[int, int]]()
    for hope, index in sorted(hopeful, reverse=True):
        if hope < most:
            break
        for kind, factor in enumerate(held.factors):
            gain = held.gain(index, factor, most)
            if gain > most:
                most, best = gain, []
            if gain == most:
                best.append((kind, index))
    first = min((kind for kind, _ in best), default=0)
    return [(index, held.factors[kind]) for kind, index in sorted(best) if kind == first]


def _slip(held: HeldFigures, index: int, factor: Decimal, others: Sequence[TypedFigure]) -> UnitSlip:
    figure, broken = held.figures[index], set(held.broken())
    number, on_left = next((number, on_left) for number, on_left in held.of[index] if number in broken)
    line, (left, right) = held.groups[number].line, held.sums[number]
    meant = (figure.amount * factor).quantize(_FEN)
    other = held.groups[number].right if on_left else held.groups[number].left
    against = tuple(held.figures[one] for one in other if held.figures[one].row is not None)
    return UnitSlip(figure, meant, line.what[1 if on_left else 0], right if on_left else left, tuple(others), against)


def incomparable(figures: Sequence[TypedFigure], known: Comparisons, last: Mapping[str, Decimal]) -> list[TypedFigure]:
    """The typed figures in which a slip would not be seen, of figures in which there is none: each is tried."""
    held, found = HeldFigures(figures, known, last), []
    for index, figure in enumerate(figures):
        if figure.row is not None and not all(_seen(held, index, factor) for factor in held.factors):
            found.append(figure)
    return found


def _seen(held: HeldFigures, index: int, factor: Decimal) -> bool:
    kept = held.amount(index)
    held.change(index, factor)
    seen = any(other == index for other, _ in _best(held, [number for number, _ in held.of[index]]))
    held.change(index, kept / held.amount(index))
    return seen


def _groups(line: CellComparison, figures: Sequence[TypedFigure], last: Mapping[str, Decimal]) -> Iterator[_HeldGroup]:
    """One for each value of the keys that both sides have."""
    left, right = (_sums(side, line.by, figures) for side in (line.left, line.right))
    facts = [addend.last for addend in line.right if addend.last]
    for keys in left:
        fixed = sum((last.get(_filled(fact, dict(zip(line.by, keys, strict=True))), _ZERO) for fact in facts), _ZERO)
        if keys in right or fixed:
            yield _HeldGroup(line, left[keys], right.get(keys, []), fixed)


def _sums(
    side: Iterable[CellSum], by: Sequence[str], figures: Sequence[TypedFigure]
) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for addend in side:
        for index, figure in enumerate(figures):
            if (figure.sheet, figure.field) == (addend.sheet, addend.field) and _fits(figure, addend):
                keys = tuple(figure.keys.get(key, "") for key in by)
                if all(keys[by.index(key)] for key in by if key != "agency"):  # books need not be kept by unit
                    found.setdefault(keys, []).append(index)
    return found


def _fits(figure: TypedFigure, addend: CellSum) -> bool:
    return all(figure.keys.get(key, "") in values for key, values in addend.where.items())


def _filled(fact: str, keys: Mapping[str, str]) -> str:
    for key, value in keys.items():
        fact = fact.replace(f"${key}", value)
    return fact
