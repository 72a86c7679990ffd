"""Rows and columns of a form that were left as they came: nothing, or 0.00, in every cell, while what is around them wants amounts.

One row left out is one mistake, however many cells it has. Supposing it is simpler than supposing that printed amounts stand at each
other's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.blame.blocks import UNFILLED, BlockSupposition
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.wishes import Wishes
from juesuan.checking.context import Context
from juesuan.model import Slip, SlipKind, Statement, Unit

__all__ = ["unfilled_lines"]

_LEAST = 2  # cells that something is wanted of; one alone is a number left out


def unfilled_lines(network: Network, context: Context) -> Iterator[BlockSupposition]:
    """The rows and columns without a figure of which several figures are wanted."""
    wishes = Wishes(network)
    for line, is_row in _lines(context):
        amounts = [s for s in line if s.amount.unit.is_money and s.id in network.numbers]
        group = frozenset(s.id for s in amounts)
        wanted = ((s.id, _wanted(s.id, group, wishes, network)) for s in amounts)
        mended = {key: value for key, value in wanted if value is not None and value > 0}
        if len(mended) < _LEAST:
            continue
        rates = (s.id for s in line if not s.amount.unit.is_money and s.id in network.numbers)
        name, what = (_row(line[0]), "行") if is_row else (line[0].label.split()[-1], "栏")
        yield BlockSupposition(
            UNFILLED,
            _place(line[0], context),
            f"的“{name}”一{what}没有填写，{'印的都是零' if any(s.amount.raw for s in amounts) else '都是空白'}",
            Slip(SlipKind.UNFILLED, what),
            mended,
            dict.fromkeys(rates, Decimal(0)),
        )


def _wanted(key: str, group: frozenset[str], wishes: Wishes, network: Network) -> Decimal | None:
    """What stands in a cell that was left out, all else believed: what the sums say; else no less than its parts, as far as these
    are printed.
    """
    step = network.numbers[key].step
    values = {wish.value.quantize(step) for wish in wishes.of(key, group)}
    values = values or set(wishes.least(key, group))  # as the part is printed, with all its decimals
    return values.pop() if len(values) == 1 else None


def _lines(context: Context) -> Iterator[tuple[list[Statement], bool]]:
    """The rows, and the columns, of forms in which every cell is nothing, but for points given beforehand; whether it is a row."""
    found: dict[tuple[str, int, str, bool], list[Statement]] = {}
    for s in context.disclosure.statements:
        if not s.in_prose and not s.ambiguous and s.amount.unit is not Unit.POINTS:
            found.setdefault((s.source, s.instance, s.row, True), []).append(s)
            found.setdefault((s.source, s.instance, s.column, False), []).append(s)
    for (_, _, _, is_row), line in found.items():
        if not any(s.value for s in line):
            yield line, is_row


def _row(statement: Statement) -> str:
    """What a person calls the row: its label without the form and the column."""
    words = statement.label.split()
    return " ".join(words[1:-1]) or statement.row


def _place(statement: Statement, context: Context) -> str:
    table = context.table(statement.source)
    if table is not None:
        return f"“{table.title}”"
    name = (statement.label or statement.source).split()[0]
    return name if name.startswith("《") else f"“{name}”"
