"""Errors as people make them: slips in single numbers, runs of a table moved by one, rows exchanged, a section of last year."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Claims, Ratio
from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.values import possible_values
from juesuan.checking.closing import number_of
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Amount, Claim, Disclosure, State, Statement, Term
from juesuan.model.claim_record import ClaimRecord
from juesuan.standard import builtin

__all__ = [
    "BLOCKS",
    "SLIPS",
    "Error",
    "Target",
    "Ties",
    "changed",
    "clean",
    "plant_block",
    "plant_slips",
    "stale",
    "targets",
    "value_of",
]

SLIPS = ("digit", "swap", "drop", "double", "point", "sign", "yuan", "above")
BLOCKS = ("column shifted", "column rotated", "row shifted", "cells exchanged", "rows exchanged", "wrong column")
_TABLES = ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T09")


@dataclass(frozen=True)
class Target:
    """A number that can be changed: how it is printed, where it stands, and how many equations and rates mention it."""

    key: str
    raw: str
    source: str
    mentions: int
    above: str

    @property
    def decimals(self) -> int:
        return len(self.raw.rstrip("%").partition(".")[2])


@dataclass(frozen=True)
class Error:
    """What was planted: by number, what was printed and what is printed now."""

    kind: str
    source: str
    mentions: int
    was: Mapping[str, str]
    now: Mapping[str, str] = field(default_factory=dict)


def value_of(raw: str) -> Decimal:
    """The value of a printed number."""
    return Decimal(raw.replace(",", "").rstrip("%") or 0)


def targets(disclosure: Disclosure) -> list[Target]:
    """Every printed number that is bound to something, with the number of equations and rates that mention it."""
    context = Context(disclosure, standard=builtin())
    mentioned = _mentions(context)
    found: dict[str, Target] = {}
    for statement in disclosure.statements:
        if statement.amount.unit.is_money and statement.amount.raw:
            key, raw = number_of(Term.of(statement)), statement.amount.raw
            found.setdefault(key, Target(key, raw, statement.source, mentioned[key], _above(statement, context)))
    for claim in disclosure.claims:
        if claim.rate is not None:
            key, raw = number_of(Term(1, "", None, claim.place, claim.rate.raw)), claim.rate.raw
            found.setdefault(key, Target(key, raw, f"{claim.section} %", mentioned[key], ""))
    return list(found.values())


def _mentions(context: Context) -> Counter[str]:
    """How many equations and rates that hold mention a number."""
    mentioned: Counter[str] = Counter()
    for rule in builtin().rules.values():
        for outcome in outcomes(rule, context):
            told = outcome.relation == "=" or any(
                isinstance(body, Claims | Ratio) for part in rule.parts for body in part.bodies
            )
            if told and outcome.state in (State.PASS, State.WITHIN_ROUNDING):
                mentioned.update({number_of(term) for term in outcome.terms})
    return mentioned


def _above(statement: Statement, context: Context) -> str:
    rows = context.rows_down(statement.source, statement.instance)
    if not statement.row or statement.row not in rows[1:]:
        return ""
    cell = context.cell(statement.source, rows[rows.index(statement.row) - 1], statement.column, statement.instance)
    return cell.amount.raw if cell is not None else ""


class Ties:
    """The equations and rates of a document: does a change show?"""

    def __init__(self, disclosure: Disclosure) -> None:
        context = Context(disclosure, standard=builtin())
        judged = [(o, None) for rule in builtin().rules.values() for o in outcomes(rule, context) if o.relation]
        self._network = Network(judged, (), context)

    def shows(self, key: str, value: Decimal) -> bool:
        """Whether the change of a number is beyond what rounding allows in some equation or rate; limits do not count."""
        number = self._network.numbers.get(key)
        if number is None:
            return False
        values = {**self._network.printed, key: self._scaled(key, value)}
        tied = [c for c in self._network.touching.get(key, ()) if c.slack is not None or c.witness]
        return any(c.holds(self._network.printed) and not self._holds(c, key, value, values) for c in tied)

    def undecidable(self, error: Error) -> str:
        """Why no check can say that it was this error; empty when one could.

        Sums that come out as before say nothing; nor do sums that one wrong number alone would explain: several are never
        more likely than one.
        """
        network = self._network
        values = dict(network.printed) | {key: self._scaled(key, value_of(raw)) for key, raw in error.now.items()}
        tied = dict.fromkeys(
            c for key in error.now for c in network.touching.get(key, ()) if c.slack is not None or c.witness
        )
        broken = [c for c in tied if c.holds(network.printed) and not c.holds(values)]
        if not broken:
            return "every sum stays as it was"
        for key in set.intersection(*(set(c.numbers) for c in broken)):
            number = network.numbers[key]
            changed_number = replace(number, amount=replace(number.amount, value=values[key]))
            allowed = possible_values(changed_number, network.touching[key], values)
            if allowed is not None and values[key] not in allowed:
                return "one number alone explains every sum"
        return ""

    def _scaled(self, key: str, value: Decimal) -> Decimal:
        """A value as the network has it: in the document's unit."""
        number = self._network.numbers.get(key)
        stated = number.statements[0].amount if number is not None and number.statements else None
        return (
            value
            if number is None or stated is None or not stated.value
            else value * number.amount.value / stated.value
        )

    def _holds(self, constraint: Constraint, key: str, value: Decimal, values: Mapping[str, Decimal]) -> bool:
        if constraint.witness != key:
            return constraint.holds(values)
        exact, spread = constraint.rate(values) or (value, Decimal(0))
        return abs(exact - value) <= spread + self._network.numbers[key].amount.half_width


def plant_slips(chance: random.Random, usable: list[Target], errors: int, ties: Ties | None = None) -> list[Error]:
    """Independent slips, in numbers of their own, each of which shows."""
    found: list[Error] = []
    while len(found) < errors:
        target, kind = chance.choice(usable), chance.choice(SLIPS)
        printed = _slipped(chance, target, kind)
        taken = {key for error in found for key in error.was}
        if not printed or target.key in taken or not _matters(target, printed):
            continue
        if ties is None or ties.shows(target.key, value_of(printed)):
            found.append(Error(kind, target.source, target.mentions, {target.key: target.raw}, {target.key: printed}))
    return found


def _matters(target: Target, printed: str) -> bool:
    """More than a few units in the last place: less is rounding, by the rules of rounding."""
    return abs(value_of(printed) - value_of(target.raw)) >= Decimal(1).scaleb(1 - target.decimals)


def _slipped(chance: random.Random, target: Target, kind: str) -> str:
    """The number as somebody would have mistyped it; empty when that slip cannot happen to it."""
    plain = target.raw.replace(",", "").rstrip("%")
    tail = "%" if target.raw.endswith("%") else ""
    places = [index for index, character in enumerate(plain) if character.isdigit()]
    place = chance.choice(places)
    if kind == "digit":
        digit = chance.choice([d for d in "0123456789" if d != plain[place]])
        return plain[:place] + digit + plain[place + 1 :] + tail
    if kind == "swap":
        pairs = [(a, b) for a, b in pairwise(places) if plain[a] != plain[b]]
        if not pairs:
            return ""
        one, other = chance.choice(pairs)
        letters = list(plain)
        letters[one], letters[other] = letters[other], letters[one]
        return "".join(letters) + tail
    if kind == "drop":
        rest = plain[:place] + plain[place + 1 :]
        return rest + tail if rest[:1] not in {"", "."} and rest[-1] != "." else ""
    if kind == "double":
        return plain[:place] + plain[place] + plain[place:] + tail
    return _moved(chance, target, kind, plain) + tail


def _moved(chance: random.Random, target: Target, kind: str, plain: str) -> str:
    if kind == "point":
        return f"{Decimal(plain).scaleb(chance.choice((-1, 1))):f}"
    if kind == "yuan":
        return f"{Decimal(plain).scaleb(4):f}" if not target.raw.endswith("%") else plain
    if kind == "sign":
        return f"-{plain}" if not plain.startswith("-") else plain[1:]
    return target.above.replace(",", "") if target.above.strip("0.,") else plain


def plant_block(chance: random.Random, disclosure: Disclosure, kind: str, known: Mapping[str, Target]) -> Error | None:
    """One error in several cells of a table; None when the table drawn does not allow it."""
    context = Context(disclosure, standard=builtin())
    form = chance.choice([form for form in _TABLES if form in disclosure.tables])
    rows, columns = context.rows_down(form), sorted(context.columns_of(form), key=lambda name: int(name[1:]))
    cell: Callable[[str, str], Statement | None] = lambda row, column: context.cell(form, row, column)  # noqa: E731
    now: dict[str, str] = {}
    if kind in {"column shifted", "column rotated", "row shifted"}:
        across = kind == "row shifted"
        lines = (
            [[cell(r, c) for c in columns] for r in rows] if across else [[cell(r, c) for r in rows] for c in columns]
        )
        line = [s for s in chance.choice(lines) if s is not None and known[s.id].mentions] if lines else []
        size = chance.randint(2, 4)
        if len(line) <= size:
            return None
        start = chance.randrange(len(line) - size)
        run = line[start : start + size + 1]
        run = run[::-1] if chance.random() < 0.5 else run
        if sum(bool(s.value) for s in run[:-1]) < 2:
            return None
        now = {after.id: before.amount.raw for before, after in pairwise(run)}
        now[run[0].id] = run[-1].amount.raw if kind == "column rotated" else "0.00"
    elif kind in {"cells exchanged", "wrong column"}:
        row, (one, other) = chance.choice(rows), chance.choice(list(pairwise(columns)) or [("", "")])
        now = _exchanged(cell(row, one), cell(row, other))
        both = all(value_of(raw) for raw in now.values())
        if both != (kind == "cells exchanged"):
            return None
    else:
        place = chance.randrange(len(rows) - 1) if len(rows) > 1 else 0
        for column in columns:
            now |= _exchanged(cell(rows[place], column), cell(rows[min(place + 1, len(rows) - 1)], column))
    return _error(kind, form, now, known)


def _exchanged(one: Statement | None, other: Statement | None) -> dict[str, str]:
    if one is None or other is None or one.value == other.value:
        return {}
    return {one.id: other.amount.raw or "0.00", other.id: one.amount.raw or "0.00"}


def _error(kind: str, form: str, now: Mapping[str, str], known: Mapping[str, Target]) -> Error | None:
    """The error, if it changes at least two numbers that the equations know."""
    now = {key: raw for key, raw in now.items() if key in known and value_of(raw) != value_of(known[key].raw)}
    if len(now) < 2:
        return None
    fewest = min(known[key].mentions for key in now)
    return Error(kind, form, fewest, {key: known[key].raw for key in now}, now)


def stale(
    disclosure: Disclosure, before: Disclosure, section: str, known: Mapping[str, Target]
) -> tuple[Disclosure, Error]:
    """A document one section of which was left as it was the year before."""

    def inside(source: str) -> bool:
        return source == section or source.startswith(section + ".")

    old = {s.id: s.amount for s in before.statements}
    rates = {_claimed(claim): claim for claim in before.claims}
    was: dict[str, str] = {}
    now: dict[str, str] = {}

    def restated(statement: Statement) -> Statement:
        amount = old.get(statement.id) if inside(statement.source) else None
        if amount is None or amount.value == statement.amount.value or amount.unit is not statement.amount.unit:
            return statement
        key = number_of(Term.of(statement))
        if statement.amount.unit.is_money and statement.fact is not None and key in known:
            was[key], now[key] = statement.amount.raw, amount.raw
        return replace(statement, amount=amount)

    def reclaimed(claim: Claim) -> Claim:
        last = rates.get(_claimed(claim)) if inside(claim.section) else None
        if last is None:
            return claim
        return replace(ClaimRecord.of(claim), amount=last.rate, word=ClaimRecord.of(last).word).claim()

    made = replace(
        disclosure,
        statements=tuple(map(restated, disclosure.statements)),
        claims=tuple(map(reclaimed, disclosure.claims)),
    )
    fewest = min((known[key].mentions for key in was), default=0)
    return made, Error("stale section", section, fewest, was, now)


def _claimed(claim: Claim) -> tuple[str, str, int, tuple[str, ...]]:
    return claim.kind, claim.section, claim.item, claim.operands


def changed(disclosure: Disclosure, errors: list[Error]) -> Disclosure:
    """The document with these numbers printed instead."""
    texts = {key: raw for error in errors for key, raw in error.now.items()}

    def restated(statement: Statement) -> Statement:
        raw = texts.get(number_of(Term.of(statement)))
        return statement if raw is None else replace(statement, amount=_reprinted(statement.amount, raw))

    def reclaimed(claim: Claim) -> Claim:
        key = number_of(Term(1, "", None, claim.place, claim.rate.raw)) if claim.rate is not None else ""
        if key not in texts or claim.rate is None:
            return claim
        return replace(claim, amount=_reprinted(claim.rate, texts[key]))

    return replace(
        disclosure,
        statements=tuple(map(restated, disclosure.statements)),
        claims=tuple(map(reclaimed, disclosure.claims)),
    )


def _reprinted(amount: Amount, raw: str) -> Amount:
    decimals = len(raw.rstrip("%").partition(".")[2])
    return replace(amount, value=value_of(raw), raw=raw, decimals=decimals)


def clean(targets_: list[Target]) -> Iterator[Target]:
    """Numbers that can be changed and are mentioned somewhere."""
    return (target for target in targets_ if target.mentions and target.raw.strip("0.,%"))
