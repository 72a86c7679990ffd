"""Rounding so that every printed total foots: controlled rounding (Cox 1987; Fischetti & Salazar 1998) as an integer program.

Every number is printed as its exact value rounded down or up, none moves by a whole unit; numbers that are whole already, and zeros,
stay. Among all such documents in which every identity holds exactly, and every limit of the standard that holds in yuan, the one
whose numbers move least is chosen, and totals move last. Where no such document exists, which three dimensions of one table can bring
about, as few identities as possible are broken, and said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from juesuan.arithmetic.solver import Ended, Program
from juesuan.model import FactKey, Unit
from juesuan.preparing.facts import Facts
from juesuan.preparing.rounding.identities import Identity, foots, identities
from juesuan.preparing.rounding.plain import in_unit
from juesuan.standard.layouts import Layout

__all__ = ["Footed", "footed", "last_place"]

_DECIMALS = 2
_STEP = Decimal(1).scaleb(-_DECIMALS)
_PRECISE = 1000  # costs are whole numbers: a move of a thousandth of a unit costs one
_WHOLE, _HEADLINE = 20, 400  # how much dearer it is to move a total of a part of a form, or of the whole form
_DETAILS = ("function", "economic", "item", "project")
_BROKEN = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Footed:
    """Printed values in the document's unit, and the identities that cannot all hold.

    ``complete`` is False where a limit ended the search: then no value is decided, and each number rounds by itself.
    """

    values: Mapping[FactKey, Decimal]
    broken: tuple[Identity, ...]
    complete: bool = True


def footed(facts: Facts, printed: Collection[FactKey], layout: Layout) -> Footed:
    """Printed values of the facts that a document prints."""
    unit, vocabulary = layout.unit, layout.standard.vocabulary
    exact = {fact: in_unit(facts.get(fact), unit) / _STEP for fact in sorted(printed) if foots(fact, vocabulary)}
    floors = {fact: int(value.to_integral_value(ROUND_FLOOR)) for fact, value in exact.items()}
    free = [fact for fact, value in exact.items() if value != floors[fact]]
    if not free:
        return Footed({}, ())
    rules = identities(facts, exact, last_place(unit), layout)
    costs = _costs(free, exact, floors, rules)
    ended, up, broken = _solved(costs, floors, rules, forgiving=False)
    if ended is Ended.IMPOSSIBLE:
        ended, up, broken = _solved(costs, floors, rules, forgiving=True)
    if ended is not Ended.PROVED:
        return Footed({}, (), complete=False)
    values = {fact: (floors[fact] + (fact in up)) * _STEP for fact in free}
    return Footed(values, broken)


def last_place(unit: Unit) -> Decimal:
    """One unit in the last printed place, in yuan."""
    return _STEP / in_unit(Decimal(1), unit)


def _costs(
    free: Sequence[FactKey],
    exact: Mapping[FactKey, Decimal],
    floors: Mapping[FactKey, int],
    rules: Sequence[Identity],
) -> Mapping[FactKey, int]:
    """What it costs to print each number rounded up instead of down; less than nothing where up is nearer.

    Of two parts the one gives way whose exact value is nearer to the middle; a total also pays for not being rounded by itself.
    """
    wholes = {fact for rule in rules for fact in rule.whole if rule.equal}
    costs = {}
    for fact in free:
        nearer_down = 1 - 2 * (exact[fact] - floors[fact])
        if fact in wholes:
            weight = _WHOLE if any(fact.get(name) for name in _DETAILS) else _HEADLINE
            nearer_down = (nearer_down + (1 if nearer_down > 0 else -1)) * weight
        costs[fact] = int(nearer_down * _PRECISE) - 1  # exact halves go up, as they do by themselves
    return costs


def _solved(
    costs: Mapping[FactKey, int], floors: Mapping[FactKey, int], rules: Sequence[Identity], *, forgiving: bool
) -> tuple[Ended, frozenset[FactKey], tuple[Identity, ...]]:
    """How it ended, the numbers to round up and the rules that are broken."""
    program = Program()
    columns = {fact: program.whole(0, 1, cost, str(fact)) for fact, cost in costs.items()}
    slacks = []
    for rule in rules:
        weights = {columns[fact]: sign for sign, fact in rule.terms if fact in columns}
        fixed = sum(sign * floors[fact] for sign, fact in rule.terms)
        if not weights and fixed == 0:
            continue
        if forgiving:
            short, over = (program.whole(0, len(weights) + abs(fixed), _BROKEN) for _ in range(2))
            slacks.append((rule, short, over))
            weights |= {short: 1, over: -1}
        program.row(weights, -fixed, -fixed if rule.equal else None)
    solution = program.solve()
    if solution.values is None:
        return solution.ended, frozenset(), ()
    up = frozenset(fact for fact, column in columns.items() if solution.values[column])
    broken = tuple(rule for rule, short, over in slacks if solution.values[short] or solution.values[over])
    return solution.ended, up, broken
