"""Money from one source that an evaluation form puts under another: in the row of one task, or, where no tasks are printed, of the whole.

The totals of both sources are off, by as much and in opposite ways, though each is the sum of its column: a total whose column adds up is
not the wrong number. Of the tasks, another form tells which it is, where it prints one of the same name with what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from juesuan.checking.blame.blocks import SWAPPED, BlockSupposition
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.wishes import Wishes
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.model import Slip, SlipKind, Statement

__all__ = ["misallocated"]

_Cells = dict[tuple[str, str], Statement]


def misallocated(network: Network, context: Context) -> Iterator[BlockSupposition]:
    """The amounts that, moved from one source to another in the row of a task, put right the totals of both."""
    wishes = Wishes(network)
    for form, instance in dict.fromkeys((s.source, s.instance) for s in context.disclosure.statements):
        if form not in EVALUATIONS:
            continue
        cells = {key: s for key, s in context.cells_of(form, instance).items() if s.id in network.numbers}
        wanted = [(key, s) for key, s in cells.items() if s.id in wishes.asked and s.amount.unit.is_money]
        for (one, first), (other, second) in permutations(wanted, 2):
            if one[1] == other[1]:
                for amount in _shared(first, second, wishes):
                    yield from _by_task(cells, (first, second), amount, network, context)


def _shared(first: Statement, second: Statement, wishes: Wishes) -> Iterator[Decimal]:
    """What the first has too much of and the second too little."""
    for more in wishes.of(first.id, {second.id}):
        for less in wishes.of(second.id, {first.id}):
            surplus = wishes.printed[first.id] - more.value
            if surplus > 0 and abs(surplus - (less.value - wishes.printed[second.id])) <= more.half + less.half:
                yield surplus


def _by_task(
    cells: _Cells, totals: tuple[Statement, Statement], amount: Decimal, network: Network, context: Context
) -> Iterator[BlockSupposition]:
    """One supposition a task that has so much; only those that another form confirms, if any is."""
    (source, to), column = (s.row for s in totals), totals[0].column
    tasks = {row.rpartition(".")[0] for row, _ in cells if row.endswith(f".{source}")}
    left, right = (network.printed[s.id] for s in totals)
    shown = network.numbers[totals[1].id].as_printed
    if not tasks and shown(left - amount) != shown(right):
        alone = {totals[0].id: left - amount, totals[1].id: right + amount}
        yield _block(totals, f"有 {amount:,.2f} 列错了行", "", alone)  # else the two stand at each other's place
    found = []
    for task in sorted(tasks):
        pair = cells.get((f"{task}.{source}", column)), cells.get((f"{task}.{to}", column))
        if pair[0] is None or pair[1] is None or network.printed[pair[0].id] < amount:
            continue
        changed = {s.id: network.printed[s.id] - amount for s in (pair[0], totals[0])}
        changed |= {s.id: network.printed[s.id] + amount for s in (pair[1], totals[1])}
        so = f"，这两栏的合计因此都不对{_likewise(pair[0], cells)}"
        block = _block(totals, f"“{_task(pair[0])}”的 {amount:,.2f} 列错了栏", so, changed)
        found.append((block, _is_told(pair[0], changed[pair[0].id], network, context)))
    sure = any(told for _, told in found)
    yield from (block for block, told in found if told or not sure)


def _likewise(cell: Statement, cells: _Cells) -> str:
    """What else the row prints just so: the budget that was spent was hardly put under another source than what was spent of it."""
    again = [
        s for (row, _), s in cells.items() if row == cell.row and s is not cell and s.amount.raw == cell.amount.raw
    ]
    names = "、".join(f"“{s.label.split()[-1]}”" for s in again)
    return f"（同一行的{names}也是 {cell.amount.raw}，很可能同样列错，连同它的合计一并核对改正）" if again else ""


def _block(totals: tuple[Statement, Statement], what: str, so: str, changed: dict[str, Decimal]) -> BlockSupposition:
    source, to = (total.label.split()[-2] for total in totals)
    words = f"中{what}，应列“{to}”而列在“{source}”{so}"
    slip = Slip(SlipKind.MISPLACED, "栏" if so else "行")
    return BlockSupposition(SWAPPED, totals[0].label.split()[0], words, slip, changed)


def _task(cell: Statement) -> str:
    return cell.label.split()[1]


def _is_told(cell: Statement, value: Decimal, network: Network, context: Context) -> bool:
    """Whether a row of that name in another form prints what the task should have."""
    half = network.numbers[cell.id].amount.half_width
    for table in context.disclosure.tables.values():
        keys = {row.key for row in table.rows if row.label == _task(cell)}
        for s in context.stated_in(table.form) if keys else ():
            stated = context.in_document_unit(s)
            if s.row in keys and abs(stated.value - value) <= half + stated.half_width:
                return True
    return False
