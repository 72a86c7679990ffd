"""What ties the numbers of a document together: every equation and rate that was judged, over printed numbers.

A constraint says ``low <= Σ weight * value <= high``; its bounds are what rounding allows. One printed number of the prose may
make several statements: it is one number here. A rate of the prose ties its operands only as long as the rate itself is
believed: it is the constraint's witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from juesuan.checking.claims import direction_of, judge_claim
from juesuan.checking.closing import is_claim, number_of
from juesuan.checking.context import Context
from juesuan.model import Amount, Band, Claim, Finding, Outcome, Place, Severity, State, Statement, Term

__all__ = ["Constraint", "Judged", "Network", "Number", "weighted"]

Judged = tuple[Outcome, Finding | None]
"""What one instance of an equation ended in, and the finding it became."""

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_TAILS = (Band.COPY_TAIL, Band.UNLIKELY_ROUNDING)
_RATES = {"share", "completion", "change"}


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A printed number: its value in the document's unit (or in per cent), and the statements it makes.

    ``decimals`` are those that the document prints such numbers with; a slip may have changed the number's own.
    """

    key: str
    amount: Amount
    decimals: int
    statements: tuple[Statement, ...]

    @property
    def step(self) -> Decimal:
        """One unit in the last place that such numbers have in the document."""
        return Decimal(1).scaleb(-self.decimals)

    def as_printed(self, value: Decimal) -> str:
        """A value as the document prints such numbers."""
        if self.is_rate:
            return f"{value:.{self.decimals}f}%"
        stated = self.statements[0].amount
        amount = Amount(value, self.amount.unit, self.decimals, "")
        amount = amount.to(stated.unit) if amount.unit is not stated.unit else amount
        return f"{amount.value:{',' if ',' in stated.raw else ''}.{max(amount.decimals, 0)}f}"

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage that a claim of the prose prints."""
        return not self.statements

    @property
    def in_prose(self) -> bool:
        """Whether it stands in running text."""
        return self.is_rate or not self.statements[0].row


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """``low <= Σ weight * value <= high`` (None: no bound) while the witness, if any, is believed.

    With a witness: it is the rate ``part / base`` in per cent, both sums of weighted values.
    """

    rule: str
    finding: str
    weights: Mapping[str, Decimal]
    low: Decimal | None
    high: Decimal | None
    witness: str = ""
    part: Mapping[str, Decimal] = field(default_factory=dict)
    base: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers that it speaks of."""
        return (*self.weights, self.witness) if self.witness else tuple(self.weights)

    @property
    def slack(self) -> Decimal | None:
        """What rounding allows of an equation; None when it is none."""
        return self.high if self.high is not None and self.low is not None else None

    def rate(self, values: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
        """What its witness would have to be, and by how much rounding may move that; None when the base is (nearly) zero."""
        part, base = weighted(self.part, values), weighted(self.base, values)
        slack = self.high if self.high is not None else self.low
        return None if not base or slack is None else (_HUNDRED * part / base, abs(_HUNDRED * slack / base))

    def holds(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values satisfy it."""
        total = weighted(self.weights, values)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


def weighted(weights: Mapping[str, Decimal], values: Mapping[str, Decimal]) -> Decimal:
    """``Σ weight * value``."""
    return sum((weight * values[key] for key, weight in weights.items()), _ZERO)


class Network:
    """All constraints of a document over its numbers.

    ``amended`` are numbers that are known to be wrong, with what they should be.
    """

    def __init__(self, judged: Iterable[Judged], findings: Iterable[Finding], context: Context) -> None:
        self._context = context
        self._amended: Mapping[str, Decimal] = {}
        self.numbers: dict[str, Number] = {}
        self.constraints: list[Constraint] = [
            c for outcome, finding in judged for c in self._equation(outcome, finding)
        ]
        claims = {f.terms[0].place: f for f in findings if f.terms and is_claim(f)}
        for claim in context.disclosure.claims:
            self.constraints += self._rate(claim, claims)

    @cached_property
    def touching(self) -> Mapping[str, tuple[Constraint, ...]]:
        """The constraints that speak of a number, by number."""
        found: dict[str, list[Constraint]] = {}
        for constraint in self.constraints:
            for key in constraint.numbers:
                found.setdefault(key, []).append(constraint)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def printed(self) -> Mapping[str, Decimal]:
        """The values as printed, or as amended."""
        return {key: self._amended.get(key, number.amount.value) for key, number in self.numbers.items()}

    def amended(self, values: Mapping[str, Decimal]) -> Network:
        """The same network with some numbers as they should be."""
        other = copy(self)
        other._amended = {**self._amended, **values}
        other.__dict__.pop("printed", None)
        return other

    @property
    def broken(self) -> tuple[Constraint, ...]:
        """The constraints that the document contradicts, beyond what is but a rounded digit."""
        return tuple(c for c in self.constraints if c.finding and not c.holds(self.printed))

    def _equation(self, outcome: Outcome, finding: Finding | None) -> Iterator[Constraint]:
        if finding is not None and finding.severity is not Severity.ERROR and finding.band not in _TAILS:
            return  # a limit that is usually, not always, kept says nothing about numbers when it is not
        weights: dict[str, Decimal] = {}
        slack = _ZERO
        for term in outcome.terms:
            if term.statement is None:
                return
            number = self._number(term)
            weights[number.key] = weights.get(number.key, _ZERO) + term.sign
            slack += number.amount.half_width
        weights = {key: weight for key, weight in weights.items() if weight}
        if not weights:
            return
        if outcome.allowed == 0 or (outcome.state is State.PASS and self._is_copy(outcome)):
            slack = _ZERO
        if outcome.band in _TAILS and outcome.difference is not None:
            slack = max(slack, outcome.difference)
        low = None if outcome.relation == "<=" else -slack
        high = None if outcome.relation == ">=" else slack
        yield Constraint(finding.rule if finding else "", finding.id if finding else "", weights, low, high)

    @cached_property
    def _rate_decimals(self) -> int:
        """The decimals that the document's rates are printed with as a rule."""
        counts = Counter(c.amount.decimals for c in self._context.disclosure.claims if c.amount and c.kind in _RATES)
        return counts.most_common(1)[0][0]

    def _is_copy(self, outcome: Outcome) -> bool:
        """Two statements of one fact, printed with the same decimals, agree to the last digit."""
        first, second = (term.statement for term in outcome.terms) if len(outcome.terms) == 2 else (None, None)
        if first is None or second is None or first.fact is None or first.fact != second.fact:
            return False
        return len({self._context.in_document_unit(statement).decimals for statement in (first, second)}) == 1

    def _rate(self, claim: Claim, findings: Mapping[Place, Finding]) -> Iterator[Constraint]:
        """A rate as two linear bounds on its operands: the part is at least, and at most, so much of the whole."""
        operands = self._context.operands(claim)[:2]
        if claim.kind not in _RATES or claim.amount is None or len(operands) < 2:
            return
        first, second = operands
        if first is None or second is None or not first.amount.unit.is_money or not second.amount.unit.is_money:
            return
        if judge_claim(claim, self._context).state not in (State.PASS, State.WITHIN_ROUNDING, State.FAIL):
            return
        finding = findings.get(claim.place)
        half = Decimal("0.5").scaleb(-claim.amount.decimals)
        witness = self._percentage(claim, claim.amount)
        part, base = self._part_and_base(claim, first, second)
        if len(base.keys() | part.keys()) < 2:
            return
        for sign in (1, -1):
            rate = (claim.amount.value + sign * half) / _HUNDRED
            weights = {key: part.get(key, _ZERO) - rate * base.get(key, _ZERO) for key in {**part, **base}}
            slack = sum((abs(w) * self.numbers[k].amount.half_width for k, w in weights.items()), _ZERO)
            low, high = (None, slack) if sign > 0 else (-slack, None)
            rule, name = (finding.rule, finding.id) if finding else ("", "")
            yield Constraint(rule, name, weights, low, high, witness, part, base)

    def _part_and_base(
        self, claim: Claim, first: Statement, second: Statement
    ) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        """Share: part over whole. Change: the difference over last year's amount, which is ``current ∓ difference``."""
        one, other = (self._number(Term.of(statement)).key for statement in (first, second))
        if claim.kind == "change":
            return {other: Decimal(1)}, {one: Decimal(1), other: -Decimal(direction_of(claim.word) or 0)}
        return {one: Decimal(1)}, {other: Decimal(1)}

    def _percentage(self, claim: Claim, amount: Amount) -> str:
        key = number_of(Term(1, "", None, claim.place, amount.raw))
        self.numbers.setdefault(key, Number(key, amount, self._rate_decimals, ()))
        return key

    def _number(self, term: Term) -> Number:
        statement = term.statement
        assert statement is not None
        key = number_of(term)
        known = self.numbers.get(key)
        if known is None or statement not in known.statements:
            made = (*known.statements, statement) if known is not None else (statement,)
            amount = self._context.in_document_unit(statement)
            decimals = min(amount.decimals, self._context.table_decimals)
            self.numbers[key] = known = Number(key, amount, decimals, made)
        return known
