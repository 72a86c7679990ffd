"""How numbers and equations are written in messages."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from juesuan.model import Amount, Row, Statement, Table, Unit
from juesuan.model.expressions import expression

__all__ = ["SIGNS", "allowance", "equation", "figure", "figures_of", "money", "nested", "percent", "worth"]

_FINEST = 4
_PLAIN = expression(r"-?\d[\d,]*(?:\.\d+)?")
SIGNS = {"=": "=", "<=": "≤", ">=": "≥"}
"""How the relation of an equation is written."""


def money(value: Decimal) -> str:
    """An amount as Chinese documents print it: at least two decimals, no exponent, thousands separated."""
    exponent = value.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{value:,.{places}f}"


def allowance(bound: Decimal) -> str:
    """What rounding allows: to four decimals, and never less than it is."""
    exponent = bound.normalize().as_tuple().exponent
    fine = isinstance(exponent, int) and exponent < -_FINEST
    return money(bound.quantize(Decimal(1).scaleb(-_FINEST), ROUND_CEILING) if fine else bound)


def figure(statement: Statement, amount: Amount) -> str:
    """A number as the document prints it; in another unit, or where what is printed is no plain number, its value."""
    raw = statement.amount.raw
    return raw if amount.unit is statement.amount.unit and _PLAIN.fullmatch(raw) else worth(amount.value, amount.unit)


def worth(value: Decimal, unit: Unit) -> str:
    """A value that is not printed, as it would be: a count has no decimals."""
    return f"{value.normalize():f}" if unit is Unit.COUNT else money(value)


def percent(value: Decimal) -> str:
    """A percentage with two decimals."""
    return f"{value:.2f}%"


def equation(terms: tuple[tuple[int, Statement], ...], relation: str) -> str:
    """The equation with labels and values, addends that are blank or zero left out."""
    sides = []
    for wanted in (1, -1):
        parts = [
            f"{statement.label or statement.id} {statement.amount.raw or '空'}"
            for sign, statement in terms
            if sign == wanted and (statement.value != 0 or len(terms) <= 3)
        ]
        sides.append(" + ".join(parts) or "0")
    return f"{sides[0]} {SIGNS[relation]} {sides[1]}"


def figures_of(table: Table, row: Row) -> str:
    """The amounts that a row prints, each behind the last word of its column; what it prints of nothing is left out."""
    labels = {column.key: column.label.rpartition("/")[2] for column in table.columns}
    cells = ((labels.get(column, ""), cell) for (key, column), cell in table.cells.items() if key == row.key)
    return "、".join(
        f"{label} {cell.raw}" for label, cell in cells if cell.raw and (cell.amount is None or cell.amount.value)
    )


def nested(text: str) -> str:
    """A sentence with quotes inside quotes as single ones: titles that are quoted have quotes of their own (财政拨款“三公”经费…)."""
    depth, written = 0, []
    for character in text:
        depth += character == "“"
        written.append({"“": "‘", "”": "’"}.get(character, character) if depth > 1 else character)
        depth -= character == "”"
        if depth < 0:
            return text
    return text if depth else "".join(written)
