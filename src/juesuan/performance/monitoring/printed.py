"""How figures of the month are printed: money in 万元 with two decimals, other figures with the unit of their column, rates in per cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from juesuan.performance.evidence.tables import TableColumn

__all__ = ["amount", "in_unit", "percent", "plain", "signed", "unit_of"]

_CENT = Decimal("0.01")


def unit_of(column: TableColumn | None) -> str:
    """The unit in which a measure is printed."""
    if column is None:
        return ""
    return "万元" if column.type == "money" else column.unit or ""


def in_unit(value: Decimal, column: TableColumn | None) -> Decimal:
    """A figure in the unit that is printed, with two decimals."""
    scaled = value.scaleb(-4) if column is not None and column.type == "money" else value
    return scaled.quantize(_CENT, ROUND_HALF_UP)


def amount(value: Decimal | None, column: TableColumn | None) -> str:
    """A figure with its unit."""
    return f"{in_unit(value, column):,} {unit_of(column)}".rstrip() if value is not None else ""


def plain(value: Decimal | None, column: TableColumn | None) -> str:
    """A figure without its unit."""
    return f"{in_unit(value, column):,}" if value is not None else ""


def percent(value: Decimal | None) -> str:
    """A rate."""
    return f"{value:.2f}%" if value is not None else ""


def signed(value: Decimal | None, unit: str = "") -> str:
    """A change with its sign, also where it is up."""
    if value is None:
        return ""
    return f"{value:+.2f}{unit}" if value else f"0.00{unit}"
