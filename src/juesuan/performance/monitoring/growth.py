"""Totals and growth of a month, or of a year so far, and who contributed how many points of it.

Two scopes. *Comparable* (同口径): the enterprises that have a figure in both years, month by month; growth and contributions are of it, as
official statistics have them. *Whole* (全口径): all figures of either year; where enterprises came or left the two differ, and who came
and left is told. The contribution of a part is its change over the whole base, in percentage points: all of them add up to the growth
exactly, and so they do as printed: what rounding leaves goes to those with the largest remainders, within each sector, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.series import Enterprise, ReportSeries

__all__ = ["Growth", "GrowthLine", "WholeSum", "apportioned", "growth_of", "whole_sum"]

_ZERO = Decimal(0)
_POINTS = 10_000
"""Growth is printed with two decimals of a per cent."""


class WholeSum(Struct, frozen=True):
    """A sum over all enterprises; ``value`` None where it cannot be told, with the ``reason``."""

    value: Decimal | None
    count: int
    reason: str = ""


class GrowthLine(Struct, frozen=True):
    """A sector or an enterprise: sums of both years; growth in per cent, None without a positive base; contribution in points."""

    name: str
    sector: str
    now: Decimal
    base: Decimal
    growth: Decimal | None
    points: Decimal | None


class Growth(Struct, frozen=True):
    """A measure in a month or a year so far.

    Attributes:
        period: in words. now, base: all figures of this year and of the last one. growth: of them, in per cent; None without a base.
        total: the comparable ones. sectors, enterprises: its parts, the largest contribution first.
        joined, left: enterprises with figures this year only, or last year only. doubtful: left out, each with why.
        reason: why there is no growth; empty when there is one.
    """

    measure: str
    period: str
    now: WholeSum
    base: WholeSum
    growth: Decimal | None
    total: GrowthLine | None
    sectors: tuple[GrowthLine, ...] = ()
    enterprises: tuple[GrowthLine, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    reason: str = ""


def growth_of(series: ReportSeries, measure: str, months: Sequence[Month], period: str) -> Growth:
    """The growth of a measure over some months against the same of the year before."""
    now, base = (whole_sum(series, measure, of) for of in (months, [month.last_year for month in months]))
    if reason := series.uncounted(measure):
        return Growth(measure, period, now, base, None, None, reason=reason)
    pairs: dict[str, tuple[Decimal, Decimal]] = {}
    joined, left, doubtful = [], [], []
    for enterprise in series.enterprises:
        sums, alone_now, alone_base, doubts = _pairs(enterprise, measure, months)
        doubtful += doubts
        if sums is not None:
            pairs[enterprise.name] = sums
        elif alone_now:
            joined.append(enterprise.name)
        elif alone_base:
            left.append(enterprise.name)
    whole = _percent(now.value, base.value) if now.value is not None and base.value is not None else None
    found = Growth(measure, period, now, base, whole, None, (), (), tuple(joined), tuple(left), tuple(doubtful))
    return _with_parts(found, series, pairs)


def _with_parts(found: Growth, series: ReportSeries, pairs: Mapping[str, tuple[Decimal, Decimal]]) -> Growth:
    """The same with the comparable total and its parts, or with the reason why there are none."""
    if not pairs:
        return replace(found, reason="没有两年同月都有数的企业，不能算增速")
    total_now, total_base = (sum((pair[side] for pair in pairs.values()), _ZERO) for side in (0, 1))
    if total_base <= 0:
        return replace(found, reason="上年同期的合计不是正数，不能算增速")
    change = {name: Fraction(now - base) / Fraction(total_base) for name, (now, base) in pairs.items()}
    sectors: dict[str, list[str]] = {}
    for enterprise in series.enterprises:
        if enterprise.name in pairs:
            sectors.setdefault(enterprise.sector, []).append(enterprise.name)
    whole = _rounded(Fraction(total_now - total_base) / Fraction(total_base) * _POINTS)
    of_sectors = apportioned(
        {name: sum((change[item] for item in names), Fraction(0)) for name, names in sectors.items()}, whole
    )
    sector_lines, lines = [], []
    for sector, names in sectors.items():
        of_members = apportioned({name: change[name] for name in names}, of_sectors[sector])
        sums = [sum((pairs[name][side] for name in names), _ZERO) for side in (0, 1)]
        sector_lines.append(_line(sector, sector, sums[0], sums[1], of_sectors[sector]))
        lines += [_line(name, sector, *pairs[name], of_members[name]) for name in names]
    return replace(
        found,
        total=_line("", "", total_now, total_base, whole),
        sectors=_ordered(sector_lines),
        enterprises=_ordered(lines),
    )


def _ordered(lines: Sequence[GrowthLine]) -> tuple[GrowthLine, ...]:
    return tuple(sorted(lines, key=lambda line: -(line.points or _ZERO)))


def _line(name: str, sector: str, now: Decimal, base: Decimal, points: int) -> GrowthLine:
    return GrowthLine(name, sector, now, base, _percent(now, base), Decimal(points).scaleb(-2))


def _percent(now: Decimal, base: Decimal) -> Decimal | None:
    """The growth in per cent with two decimals, halves away from zero."""
    if base <= 0:
        return None
    return Decimal(_rounded(Fraction(now - base) / Fraction(base) * _POINTS)).scaleb(-2)


def _rounded(value: Fraction) -> int:
    """To a whole number, halves away from zero."""
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size


def apportioned(parts: Mapping[str, Fraction], whole: int) -> dict[str, int]:
    """Parts (of one) as ten-thousandths that add up to a whole: each rounded down, what is left to those with the largest remainders."""
    scaled = {name: part * _POINTS for name, part in parts.items()}
    shares = {name: value.numerator // value.denominator for name, value in scaled.items()}
    order = sorted(scaled, key=lambda name: shares[name] - scaled[name])
    for name in order[: whole - sum(shares.values())]:
        shares[name] += 1
    return shares


def whole_sum(series: ReportSeries, measure: str, months: Sequence[Month]) -> WholeSum:
    """The sum of all figures of some months; none where one of them is in doubt or a month has none at all."""
    if reason := series.uncounted(measure):
        return WholeSum(None, 0, reason)
    wanted = set(months)
    found: list[Decimal] = []
    names: set[str] = set()
    for enterprise in series.enterprises:
        for month in sorted(wanted & enterprise.rows.keys()):
            row = enterprise.rows[month]
            if row.is_doubled or measure in row.unread:
                return WholeSum(None, 0, f"{enterprise.name}{month}{row.doubt(measure)}，合计算不出来")
            if (figure := row.figure(measure)) is not None:
                found.append(figure)
                names.add(enterprise.name)
    lacking = [str(month) for month in sorted(wanted) if not any(month in item.rows for item in series.enterprises)]
    if lacking:
        return WholeSum(None, 0, f"没有{'、'.join(lacking)}的月报")
    return WholeSum(sum(found, _ZERO), len(names)) if found else WholeSum(None, 0, "没有一个数")


def _pairs(
    enterprise: Enterprise, measure: str, months: Sequence[Month]
) -> tuple[tuple[Decimal, Decimal] | None, bool, bool, list[str]]:
    """The comparable sums of both years, whether there are figures of one year alone, and what is in doubt."""
    now = base = _ZERO
    both = alone_now = alone_base = False
    doubts = []
    for month in months:
        this, last = enterprise.figure(measure, month), enterprise.figure(measure, month.last_year)
        for at in (month, month.last_year):
            row = enterprise.rows.get(at)
            if row is not None and row.figure(measure) is None:
                doubts.append(f"{enterprise.name}{at}{row.doubt(measure)}")
        if this is not None and last is not None:
            now, base, both = now + this, base + last, True
        alone_now = alone_now or this is not None
        alone_base = alone_base or last is not None
    return ((now, base) if both else None), alone_now, alone_base, doubts
