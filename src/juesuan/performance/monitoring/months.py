"""Months of the calendar, and what is printed of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from msgspec import Struct

from juesuan.performance.evidence.periods import day_span

__all__ = ["Month", "month_of"]


class Month(Struct, frozen=True, order=True):
    """A month; ``number`` from 1."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    def moved(self, months: int) -> Month:
        """So many months later, or earlier."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def since(self, other: Month) -> int:
        """How many months later it is than another."""
        return (self.year - other.year) * 12 + self.number - other.number

    @property
    def last_year(self) -> Month:
        """The same month a year before."""
        return self.moved(-12)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def so_far(self) -> tuple[Month, ...]:
        """The months of its year up to it."""
        return tuple(Month(self.year, number) for number in range(1, self.number + 1))

    @property
    def year_so_far(self) -> str:
        """In words: ``1—9月``, or the month alone in January."""
        return f"1—{self.number}月" if self.number > 1 else "1月"

    def __str__(self) -> str:
        """In words."""
        return f"{self.year}年{self.number}月"


def month_of(text: str) -> Month | None:
    """The month that a text says: ``2023-09``, ``2023年9月``; None when it says none."""
    span = day_span(text)
    if span is None or span.start is None or span.end is None:
        return None
    month = Month.of(span.start)
    return month if (span.start, span.end) == (month.first_day, month.last_day) else None
