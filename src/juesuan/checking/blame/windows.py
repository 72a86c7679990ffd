"""Runs of a column or row that may have been moved by one although no cell of theirs is wanted to be its neighbour.

Where the sums of a table span the run, or a number was overwritten, the failed equations say of single cells nothing that fits. So
every run of a few cells is moved back, and it is asked how many failed equations would then hold: cheaply, on those that failed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.wishes import Wishes

__all__ = ["windows"]

_LONGEST = 5
_LEAST = 2
_ZERO = Decimal(0)


def windows(line: Sequence[str], wishes: Wishes) -> Iterator[tuple[int, int, int]]:
    """Runs of a line that, moved back, leave most failed equations that speak of them satisfied: step, first, last.

    ``step`` is 1 where each cell should have what stands one further. The cell past the run was overwritten: it may be anything.
    The cell that the run left is empty, or has the overwritten number, or has been filled twice.
    """
    failed = [wishes.failed.get(key, ()) for key in line]
    printed = [wishes.printed[key] for key in line]
    for step in (1, -1):
        for first in range(len(line)):
            if not 0 <= first + step < len(line) or printed[first] == printed[first + step]:
                continue  # a run begins with a cell that changes
            before = first - step
            twice = 0 <= before < len(line) and printed[before] == printed[first]
            told: dict[Constraint, None] = dict.fromkeys(failed[first])
            change: dict[str, Decimal] = {}
            for end in range(first + step, first + step * (_LONGEST + 1), step):
                if not 0 <= end < len(line):
                    break
                change[line[end - step]] = printed[end] - printed[end - step]
                told.update(dict.fromkeys(failed[end]))
                left = not printed[first] or (twice and len(change) > 1)  # one number twice is a copied number
                run = _Run(change, line[end], None if left else printed[first])
                if len(told) >= _LEAST and run.explains(told, wishes):
                    yield step, min(first, end - step), max(first, end - step)


class _Run(Struct, frozen=True):
    """A run moved back: by how much its cells change, the cell that was overwritten and, if known, with what it should have."""

    change: Mapping[str, Decimal]
    end: str
    lost: Decimal | None

    def explains(self, told: Collection[Constraint], wishes: Wishes) -> bool:
        """Whether at least two of the failed equations hold after the change, and most of them do, if the end is what they want."""
        settled, wanted = 0, list[tuple[Decimal, Decimal]]()
        for constraint in told:
            moved = (self.change[key] * w for key, w in constraint.weights.items() if key in self.change)
            total, slack = sum(moved, wishes.total(constraint)), constraint.slack or _ZERO
            weight = constraint.weights.get(self.end)
            if weight is None:
                settled += abs(total) <= slack
            else:
                middle, half = wishes.printed[self.end] - total / weight, slack / abs(weight)
                wanted.append((middle - half, middle + half))
        values = ((low + high) / 2 for low, high in wanted) if self.lost is None else (self.lost,)
        agreed = max((sum(low <= value <= high for low, high in wanted) for value in values), default=0)
        return settled + agreed >= _LEAST and settled + agreed > len(told) // _LEAST
