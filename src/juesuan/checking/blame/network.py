"""All constraints of a document over its numbers: every equation and rate that was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from decimal import Decimal
from functools import cached_property

from juesuan.checking.blame.constraints import Constraint, Number
from juesuan.checking.blame.rates import Rate, claimed_rates, form_rates
from juesuan.checking.closing import is_without_row, number_of
from juesuan.checking.context import Context
from juesuan.model import Band, Finding, Outcome, Severity, State, Statement, Term

__all__ = ["Judged", "Network"]

Judged = tuple[Outcome, Finding | None]
"""What one instance of an equation ended in, and the finding it became."""

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_SIGNS = {1: Decimal(1), -1: Decimal(-1)}
_TAILS = (Band.COPY_TAIL, Band.UNLIKELY_ROUNDING)


class Network:
    """All constraints of a document over its numbers.

    ``amended`` are numbers that are known to be wrong, with what they should be.
    """

    def __init__(self, judged: Iterable[Judged], findings: Iterable[Finding], context: Context) -> None:
        self._context = context
        self._amended: Mapping[str, Decimal] = {}
        self._stated: dict[str, str] = {}
        self._halves: dict[str, Decimal] = {}
        self.numbers: dict[str, Number] = {}
        self.constraints: list[Constraint] = [
            c for outcome, finding in judged for c in self._equation(outcome, finding)
        ]
        findings = tuple(findings)
        self.constraints += [self._nothing(finding) for finding in findings if is_without_row(finding, context)]
        for rate in (*claimed_rates(findings, context), *form_rates(findings, context)):
            self.constraints += self._rate(rate)

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
        for made in ("printed", "broken"):
            other.__dict__.pop(made, None)
        return other

    @cached_property
    def broken(self) -> tuple[Constraint, ...]:
        """The constraints that the document contradicts, beyond what is but a rounded digit."""
        return tuple(c for c in self.constraints if c.finding and not c.holds(self.printed))

    def _equation(self, outcome: Outcome, finding: Finding | None) -> Iterator[Constraint]:
        limit = finding is not None and finding.severity is not Severity.ERROR and finding.band not in _TAILS
        if limit and outcome.relation != "=":
            return  # a limit that is usually, not always, kept says nothing about numbers when it is not
        if outcome.equals is not None:
            yield from self._constants(outcome, outcome.equals, finding)
            return
        signs: dict[str, int] = {}
        slack = _ZERO
        for term in outcome.terms:
            if term.statement is None:
                return
            key = self._stated.get(term.statement.id) or self._number(term).key
            signs[key] = signs.get(key, 0) + term.sign
            slack += self._halves[key]
        weights = {key: _SIGNS.get(sign) or Decimal(sign) for key, sign in signs.items() if sign}
        if not weights:
            return
        if outcome.allowed == 0 or (outcome.state is State.PASS and self._is_copy(outcome)):
            slack = _ZERO
        if outcome.band in _TAILS and outcome.difference is not None:
            slack = max(slack, outcome.difference)
        low = None if outcome.relation == "<=" else -slack
        high = None if outcome.relation == ">=" else slack
        yield Constraint(finding.rule if finding else "", finding.id if finding else "", weights, low, high)

    def _constants(self, outcome: Outcome, value: Decimal, finding: Finding | None) -> Iterator[Constraint]:
        """Numbers each of which must be a constant."""
        rule, name = (finding.rule, finding.id) if finding is not None else ("", "")
        for term in outcome.terms:
            yield Constraint(rule, name, {self._number(term).key: Decimal(1)}, value, value)

    def _nothing(self, finding: Finding) -> Constraint:
        """An amount whose row another form lacks should be nothing."""
        key = self._number(finding.terms[0]).key
        return Constraint(finding.rule, finding.id, {key: Decimal(1)}, _ZERO, _ZERO)

    def _is_copy(self, outcome: Outcome) -> bool:
        """Two statements of one fact, printed with the same decimals, agree to the last digit."""
        if len(outcome.terms) != 2:
            return False
        first, second = (term.statement for term in outcome.terms)
        if first is None or second is None or first.fact is None or first.fact != second.fact:
            return False
        one, other = (self.numbers[self._stated[statement.id]].amount.decimals for statement in (first, second))
        return one == other

    def _rate(self, rate: Rate) -> Iterator[Constraint]:
        """A rate as two linear bounds on its operands: the part is at least, and at most, so much of the whole."""
        part, base = self._sum(rate.part), self._sum(rate.base)
        if len(base.keys() | part.keys()) < 2:
            return
        key = number_of(rate.witness)
        stated = () if rate.witness.statement is None else (rate.witness.statement,)
        self.numbers.setdefault(key, Number(key, rate.amount, rate.decimals, stated, rate.highest))
        half = Decimal("0.5").scaleb(-rate.amount.decimals)
        for sign in (1, -1):
            share = (rate.amount.value + sign * half) / _HUNDRED
            weights = {k: part.get(k, _ZERO) - share * base.get(k, _ZERO) for k in {**part, **base}}
            slack = sum((abs(w) * self.numbers[k].amount.half_width for k, w in weights.items()), _ZERO)
            low, high = (None, slack) if sign > 0 else (-slack, None)
            rule, name = (rate.finding.rule, rate.finding.id) if rate.finding is not None else ("", "")
            made = Constraint(rule, name, weights, low, high, key, part, base)
            if name or made.holds({k: self.numbers[k].amount.value for k in weights}):
                yield made

    def _sum(self, weighted: Iterable[tuple[Statement, Decimal]]) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for statement, weight in weighted:
            key = self._number(Term.of(statement)).key
            found[key] = found.get(key, _ZERO) + weight
        return found

    def _number(self, term: Term) -> Number:
        statement = term.statement
        assert statement is not None
        known = self._stated.get(statement.id)
        if known is not None:
            return self.numbers[known]
        key = number_of(term)
        before = self.numbers.get(key)
        made = (*before.statements, statement) if before is not None else (statement,)
        amount = self._context.judged(statement)
        decimals = min(amount.decimals, self._context.table_decimals)
        self._stated[statement.id] = key
        self.numbers[key] = Number(key, amount, decimals, made)
        self._halves[key] = amount.half_width
        return self.numbers[key]
