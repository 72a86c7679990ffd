"""Whether not a few figures but nearly all of a book were typed in another unit.

To divide some figures and to multiply all the others brings them into line with one another just as well. What tells the two apart is
what no change of the unit of money touches (people, cars, last year's disclosure), how much a year of a unit can be at the least, and
that 万元 for 元 is what people do, never the other way round.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.preparing.magnitudes.figures import TypedFigure
from juesuan.preparing.magnitudes.suspicion import HeldFigures, UnitSlip
from juesuan.standard.comparisons import Comparisons

__all__ = ["WholeSlip", "whole_slip"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class WholeSlip:
    """A book that was probably typed in 万元.

    Attributes:
        figures: its amounts that were. apart: those that were not.
        sure: whether nothing speaks for the other reading, that only ``apart`` is wrong.
        told: what gives it away: words and yuan.
    """

    figures: tuple[TypedFigure, ...]
    apart: tuple[TypedFigure, ...]
    sure: bool
    told: tuple[str, Decimal]

    @property
    def fingerprint(self) -> str:
        """The same on every run while the figures are the same."""
        names = sorted(repr(figure.name) for figure in self.figures)
        return hashlib.sha256(repr(("whole", *names)).encode()).hexdigest()[:16]


def whole_slip(
    figures: Sequence[TypedFigure],
    known: Comparisons,
    last: Mapping[str, Decimal],
    found: Sequence[UnitSlip],
    money: frozenset[tuple[str, str]],
) -> WholeSlip | None:
    """The whole as the suspect, where it is as good a reading as the slips that were found, or a better one.

    Args:
        figures, known, last: as slips were looked for in. found: these.
        money: the sheets and fields that hold amounts.
    """
    typed = {index for index, figure in enumerate(figures) if figure.row is not None}
    amounts = {index for index in typed if (figures[index].sheet, figures[index].field) in money}
    at = {id(figures[index]): index for index in typed}
    changed = {at[id(slip.figure)]: slip for slip in found}
    apart = {index for index in changed if index in amounts}
    if any(changed[index].meant > figures[index].amount for index in apart):
        return None
    for rest in _readings(HeldFigures(figures, known, last), apart, amounts):
        few, many = HeldFigures(figures, known, last), HeldFigures(figures, known, last)
        for index in apart:
            few.change(index, 1 / Decimal(known.slip))
        for index in rest:
            many.change(index, Decimal(known.slip))
        gained = len(few.broken()) - len(many.broken())
        year = sum((figures[index].amount for index in rest if _is_of_year(figures[index], known)), _ZERO)
        tiny = bool(year) and year < known.least
        if len(rest) <= len(apart) or gained < 0 or not (apart or gained > 1 or tiny):
            continue  # of one thing that is off the count may be wrong as well
        return WholeSlip(
            tuple(figures[index] for index in sorted(rest)),
            tuple(figures[index] for index in sorted(apart)),
            gained > 0 or tiny,
            (known.year_called, year) if tiny or not found else (found[-1].than, found[-1].held),
        )
    return None


def _readings(held: HeldFigures, apart: set[int], amounts: set[int]) -> Iterator[set[int]]:
    """What may have been typed in 万元: all, what hangs together with the year, or with what the figures apart are held against."""
    groups = [{*group.left, *group.right} & amounts for group in held.groups]
    broken = set(held.broken())
    if apart:
        yield _tied(groups, broken, {index for one in broken if groups[one] & apart for index in groups[one] - apart})
        return
    yield amounts
    yield _tied(groups, broken, {index for index in amounts if _is_of_year(held.figures[index], held.known)})


def _is_of_year(figure: TypedFigure, known: Comparisons) -> bool:
    return any((figure.sheet, figure.field) == (one.sheet, one.field) for one in known.year)


def _tied(groups: Sequence[set[int]], broken: set[int], some: set[int]) -> set[int]:
    """The amounts that are in line with some, and those that are in line with these."""
    seen: set[int] = set()
    while some:
        seen |= some
        near = [group for number, group in enumerate(groups) if number not in broken and group & some]
        some = set().union(*near) - seen
    return seen
