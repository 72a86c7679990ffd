"""A department's accounts against those of its units: each number is the sum of theirs, less what flows between them.

What one unit paid another is neither income nor spending of the whole: 上级补助收入 of one is 对附属单位补助支出 of the other, 附属单位上缴收入 of
one is 上缴上级支出 of the other. How much of these stayed inside nobody prints, so a number that they are part of has bounds: between the sum
and the sum less all that may have flowed. All others are the sum. Where a unit is not given, or does not state the number, the department's
is not less than what the others have. Source: 《部门决算管理办法》 (汇总、抵销).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.arithmetic.bands import Fit, Judgement, judged
from juesuan.checking.context import Context
from juesuan.checking.listed_units import is_same_body, listed_units, plain_unit
from juesuan.model import Amount, Disclosure, FactKey, Statement, Unit
from juesuan.standard.forms import ACCOUNTS

__all__ = ["Given", "OfUnits", "Summable", "Summed", "UnitAccounts", "given_units"]

_NOTHING = Amount(Decimal(0), Unit.WAN, 2, "")
_WORSE = (Fit.EXACT, Fit.ROUNDED, Fit.IMPROBABLE, Fit.BROKEN)
_CODED = ("function", "economic")


class Summable(Struct, frozen=True):
    """Which numbers add up, as a rule names them in data.

    Attributes:
        flows: of every kind of money between units the income, the spending, and the totals of which each is a part.
        counts: measures of things that belong to one unit only; a delegation may have members of several.
        signed: measures of money that may be negative.
    """

    flows: tuple[tuple[FactKey, ...], ...]
    counts: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, subjects: Sequence[tuple[FactKey, ...]]) -> Summable:
        """From the groups of facts of a rule: the flows, then the counts, then what may be negative."""
        *flows, counts, signed = subjects
        return cls(tuple(flows), *(frozenset(fact.measure for fact in group) for group in (counts, signed)))


class UnitAccounts(Struct, frozen=True, eq=False, dict=True):
    """A unit's accounts."""

    name: str
    context: Context

    @cached_property
    def figures(self) -> Mapping[str, Statement]:
        """What its forms state, by fact; of a fact that several state the first."""
        found: dict[str, Statement] = {}
        for statement in self.context.disclosure.statements:
            if statement.source in self.context.disclosure.tables and statement.fact is not None:
                found.setdefault(str(statement.fact), statement)
        return found

    @cached_property
    def _rows(self) -> Mapping[tuple[str, FactKey], Mapping[str, Statement]]:
        """Its rows of codes, by code, of what they are rows of."""
        found: dict[tuple[str, FactKey], dict[str, Statement]] = {}
        for statement in self.figures.values():
            for name in _CODED:
                code = statement.fact.get(name) if statement.fact is not None else None
                if statement.fact is not None and code is not None and code.isdigit():
                    found.setdefault((name, statement.fact.but(**{name: None})), {})[code] = statement
        return found

    def amount(self, fact: FactKey, form: str, unit: Unit) -> Amount | None:
        """What it has of a fact: as printed, nothing where its form, read and adding up, has no row of the code; None where that is not known."""
        statement = self.figures.get(str(fact))
        if statement is not None:
            if statement.ambiguous:
                return None
            amount = self.context.in_document_unit(statement)
            return amount.to(unit) if amount.unit.is_money and unit.is_money else amount
        return _NOTHING if self._lacks(fact, form) else None

    def _lacks(self, fact: FactKey, form: str) -> bool:
        """Whether the form has no row of a code, and what stands above such a row is made up of others."""
        dimension = next((name for name in _CODED if fact.get(name) is not None), None)
        code = fact.get(dimension) if dimension is not None else None
        if code is None or not code.isdigit() or dimension is None or not self._is_read(form):
            return False
        for length in range(len(code) - 1, 2, -1):
            above = self.figures.get(str(fact.but(**{dimension: code[:length]})))
            if above is not None:
                return self._is_made_up(above, fact, dimension, code[:length])
        return self._is_made_up(self.figures.get(str(fact.but(**{dimension: None}))), fact, dimension, "")

    def _is_read(self, form: str) -> bool:
        return any(reading.form == form and reading.state == "read" for reading in self.context.disclosure.readings)

    def _is_made_up(self, whole: Statement | None, fact: FactKey, dimension: str, above: str) -> bool:
        if whole is None or whole.ambiguous:
            return False
        if not whole.value:
            return True
        rows = self._rows.get((dimension, fact.but(**{dimension: None})), {})
        under = {code: row for code, row in rows.items() if code.startswith(above) and len(code) > len(above)}
        nearest = min(map(len, under), default=0)
        parts = [statement for code, statement in under.items() if len(code) == nearest]
        terms = [(1, part.amount) for part in parts] + [(-1, whole.amount)]
        return bool(parts) and nearest <= len(str(fact.get(dimension))) and judged(terms).fit.holds


class Given(Struct, frozen=True):
    """The units that were given.

    Attributes:
        members: those whose accounts can be used.
        problems: why others cannot, and who is missing or not known, in Chinese.
        complete: whether they are all units of the department.
    """

    members: tuple[UnitAccounts, ...]
    problems: tuple[str, ...] = ()
    complete: bool = False


def given_units(context: Context) -> Given:
    """Looks at the units' documents: whether they are accounts of the year, whose they are, and who is missing."""
    members: list[UnitAccounts] = []
    problems: list[str] = []
    for document in context.units:
        reason = _unfit(document, context, members)
        if reason:
            problems.append(reason)
            continue
        members.append(UnitAccounts(_name(document, context), Context(document, standard=context.standard)))
    listed = listed_units(context)
    given = [member.context.disclosure.info.unit for member in members]
    missing = [name for name in listed.names if not _is_among(name, given, context)]
    strange = [name for name in given if listed.names and not _is_among(name, listed.names, context)]
    if missing:
        problems.append(f"没有给出下列单位的决算：{'、'.join(missing)}。部门数只能核对不小于已给出的单位之和")
    if strange:
        problems.append(f"“{'、'.join(strange)}”不在部门列出的单位名单中，没有计入，请核对名单")
        members = [member for member in members if member.context.disclosure.info.unit not in strange]
    if not listed.names and listed.count != len(members):
        told = (
            f"部门写明有 {listed.count} 个单位，给出了 {len(members)} 个"
            if listed.count
            else "没有读出部门所属单位的名单"
        )
        problems.append(f"{told}，不能确定单位已经给齐：部门数只能核对不小于已给出的单位之和")
    known = not missing and (bool(listed.names) or listed.count == len(members))
    return Given(tuple(members), tuple(problems), complete=known and len(members) == len(context.units))


def _is_among(name: str, others: Sequence[str], context: Context) -> bool:
    """The department's own name means its 本级: a short name that others share is not taken for it."""
    own = plain_unit(context.disclosure.info.unit)
    if plain_unit(name) == own:
        return any(plain_unit(other) == own or plain_unit(other) in {"", "机关"} for other in others)
    return any(is_same_body(name, other) for other in others if plain_unit(other) != own)


def _name(document: Disclosure, context: Context) -> str:
    name = document.info.unit
    return f"{name}（本级）" if plain_unit(name) == plain_unit(context.disclosure.info.unit) else name


def _unfit(document: Disclosure, context: Context, before: Sequence[UnitAccounts]) -> str:
    """Why a document is none of a unit's accounts of the year (Chinese); empty when it is."""
    own, info = context.disclosure.info, document.info
    file = info.file.replace("\\", "/").rpartition("/")[2]
    if info.kind != ACCOUNTS:
        return f"“{file}”不是单位决算，没有计入"
    if own.year and info.year and own.year != info.year:
        return f"“{file}”是 {info.year} 年度的，部门决算是 {own.year} 年度，没有计入"
    if info.sha256 and info.sha256 == own.sha256:
        return f"“{file}”就是这份部门决算，没有计入"
    if not info.unit:
        return f"没有读出“{file}”是哪个单位的，没有计入"
    if any(plain_unit(info.unit) == plain_unit(member.context.disclosure.info.unit) for member in before):
        return f"“{info.unit}”的决算给了两份，没有计入“{file}”"
    return ""


class Summed(Struct, frozen=True):
    """A number of the department against its units.

    Attributes:
        fact: what it is of. stated: where the department prints it; None where it has no row of it.
        own: the department's amount. parts: the units', by name, None where one is not known.
        flows: what at most flowed between units and is part of the sum; None where nobody knows how much that may be.
        complete: whether all units are there and state it. is_signed: whether it may be negative.
    """

    fact: FactKey
    stated: Statement | None
    own: Amount
    parts: tuple[tuple[UnitAccounts, Amount | None], ...]
    flows: tuple[Amount, ...] | None
    complete: bool
    is_signed: bool

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """What the units state."""
        return tuple(part for _, part in self.parts if part is not None)

    @property
    def total(self) -> Decimal:
        """The sum of what the units state."""
        return sum((part.value for part in self.amounts), Decimal(0))

    @property
    def flowed(self) -> Decimal:
        """How much of it may have flowed between them."""
        return sum((flow.value for flow in self.flows or ()), Decimal(0))

    @property
    def has_least(self) -> bool:
        """Whether the department's number has a least: what may be negative has none where a unit is missing."""
        return self.flows is not None and bool(self.amounts) and (self.complete or not self.is_signed)

    def judged(self) -> tuple[str, Judgement] | None:
        """The relation that does worst, and how; None where there is none."""
        own, parts = (1, self.own), [(-1, part) for part in self.amounts]
        if self.complete and self.flows == ():
            return "=", judged([own, *parts])
        found = [("<=", judged([own, *parts], "<="))] if self.complete else []
        if self.has_least:
            found.append((">=", judged([own, *parts, *((1, flow) for flow in self.flows or ())], ">=")))
        return max(found, key=lambda one: _WORSE.index(one[1].fit), default=None)


class OfUnits:
    """All numbers of a department that are sums of its units' numbers."""

    def __init__(self, context: Context, given: Given, summable: Summable) -> None:
        self._context = context
        self._summable = summable
        self._given = given
        self._whole = UnitAccounts(context.disclosure.info.unit, context)

    def sums(self) -> Iterator[Summed]:
        """Each fact of the forms of the department or of a unit that adds up, once."""
        told: dict[str, Statement] = {}
        for member in (self._whole, *self._given.members):
            for key, statement in member.figures.items():
                told.setdefault(key, statement)
        for statement in told.values():
            if statement.fact is not None and self._adds(statement):
                found = self._summed(statement.fact, statement)
                if found is not None:
                    yield found

    def flow(self, facts: Sequence[FactKey]) -> tuple[Summed, Summed] | None:
        """Income and spending of one kind of money between units, each against the units; None where one is not known."""
        found = [
            self._summed(fact, stated) for fact in facts if (stated := self._whole.figures.get(str(fact))) is not None
        ]
        both = [summed for summed in found if summed is not None and summed.complete]
        return (both[0], both[1]) if len(both) == len(facts) else None

    def _adds(self, statement: Statement) -> bool:
        fact = statement.fact
        if fact is None or fact.get("year") is not None or fact.get("unit") is not None:
            return False
        return statement.amount.unit.is_money or fact.measure in self._summable.counts

    def _summed(self, fact: FactKey, statement: Statement) -> Summed | None:
        unit = self._context.unit if statement.amount.unit.is_money else statement.amount.unit
        own = self._whole.amount(fact, statement.source, unit)
        if own is None:
            return None
        parts = tuple((member, member.amount(fact, statement.source, unit)) for member in self._given.members)
        complete = self._given.complete and all(part is not None for _, part in parts)
        stated = self._whole.figures.get(str(fact))
        return Summed(
            fact,
            stated,
            own,
            parts,
            self._flows(fact, statement.source, unit),
            complete,
            fact.measure in self._summable.signed,
        )

    def _flows(self, fact: FactKey, form: str, unit: Unit) -> tuple[Amount, ...] | None:
        """What units may have paid each other and what is part of the sum; None where it is not known how much that may be."""
        found: list[Amount] = []
        for got, paid, *totals in self._summable.flows:
            sides = [_part_of(fact, got, totals[:1]), _part_of(fact, paid, totals[1:])]
            own = [side for side in sides if side is not None]
            if not own:
                continue
            # The other side is that of all codes; whoever is not given may be the other side of all of it.
            other = [got, paid][sides[0] is not None]
            most = self._least_of([*own, other] if self._given.complete else own, form, unit)
            if most is None:
                return None
            found += most
        return tuple(found)

    def _least_of(self, sides: Sequence[FactKey], form: str, unit: Unit) -> list[Amount] | None:
        """What the units state of the smaller of several facts; None where of none all are known."""
        stated = [[member.amount(fact, form, unit) for member in self._given.members] for fact in sides]
        known = [[part for part in parts if part is not None] for parts in stated if None not in parts]
        smallest = min(known, key=lambda parts: sum((part.value for part in parts), Decimal(0)), default=None)
        return [part for part in smallest if part.value > 0] if smallest is not None else None


def _part_of(fact: FactKey, flow: FactKey, totals: Sequence[FactKey]) -> FactKey | None:
    """The part of a fact that money between units is; None where none of it is part of the fact."""
    if fact in totals:
        return flow
    fixed = dict(flow.dimensions)
    apart = fact.measure != flow.measure or any(fact.get(name) not in {None, value} for name, value in fixed.items())
    return None if apart or fact.get("fund") is not None else fact.but(**fixed)
