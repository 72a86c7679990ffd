"""Which printed number is the sum of which others: the identities of the catalogue, turned into definitions.

An identity with one number on its left says how that number comes about (``income by origin``). Where several
say it of the same number, the first in the register does. Identities of two bare numbers (收入总计＝支出总计) and those
with several on the left are checks and define nothing. No number depends on itself, so spreadsheets can compute them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from juesuan.arithmetic.assertion import Assertion, Linear, Parts
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.linear import instances
from juesuan.model import Amount, Statement, Unit
from juesuan.model.printed_sum import PrintedSum
from juesuan.standard.rules import Rule

__all__ = ["definitions"]

_SCORE_DECIMALS = 2
_OF_ONE_PLACE = frozenset({"within_table", "performance"})


def definitions(context: Context) -> Mapping[str, PrintedSum]:
    """All definitions that the document allows, by the id of the statement they define."""
    found: dict[str, PrintedSum] = {}
    for rule, target, terms in _candidates(context):
        units = {target.amount.unit, *(term.amount.unit for _, term in terms)}
        if target.id in found or not terms or len(units) > 1 or _depends(terms, target.id, found):
            continue
        found[target.id] = _definition(rule, target, terms, context)
    return found


_Candidate = tuple[str, Statement, tuple[tuple[int, Statement], ...]]


def _candidates(context: Context) -> Iterator[_Candidate]:
    """Definitions in the order of the register."""
    for rule in context.rules.values():
        for part in rule.parts if rule.category in _OF_ONE_PLACE else ():
            yield from _of(rule, part, context)


def _of(rule: Rule, part: Assertion, context: Context) -> Iterator[_Candidate]:
    """The definitions of an assertion; where it allows several (总分 with or without the execution rate), the nearest one."""
    found: dict[str, list[_Candidate]] = {}
    for body in part.bodies:
        if isinstance(body, Linear | Parts) and _defines(body):
            for instance in instances(body, context):
                if not instance.reason and instance.relation == "=":
                    (_, target), *others = instance.terms
                    terms = tuple((-sign, term) for sign, term in others)
                    if target.source not in EVALUATIONS or (not target.is_blank and len(terms) > 1):
                        found.setdefault(target.id, []).append((rule.id, target, terms))
    for candidates in found.values():
        yield min(candidates, key=lambda candidate: abs(_tail(*candidate[1:])))


def _tail(target: Statement, terms: tuple[tuple[int, Statement], ...]) -> Decimal:
    return target.value - sum((sign * term.value for sign, term in terms), Decimal(0))


def _defines(body: Linear | Parts) -> bool:
    """Whether it says how the one number on its left comes about."""
    if isinstance(body, Parts):
        return True
    alone = len(body.left) == 1 and len(body.terms) == 1 + len(body.right) > 2
    return body.relation == "=" and alone and len({term.place for term in body.terms}) == 1


def _depends(terms: Iterable[tuple[int, Statement]], target: str, found: Mapping[str, PrintedSum]) -> bool:
    """Whether some term is computed, in the end, from the target itself."""
    waiting = [term.id for _, term in terms]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name == target:
            return True
        if name not in seen and name in found:
            waiting += [term.id for _, term in found[name].terms]
        seen.add(name)
    return False


def _definition(rule: str, target: Statement, terms: tuple[tuple[int, Statement], ...], context: Context) -> PrintedSum:
    tail = _tail(target, terms)
    amounts = [_precise(statement, context) for statement in (target, *(term for _, term in terms))]
    return PrintedSum(rule, target, terms, tail, sum((amount.half_width for amount in amounts), Decimal(0)))


def _precise(statement: Statement, context: Context) -> Amount:
    """The amount with the decimals it stands for; scores are given to two of them, however they are printed."""
    if statement.amount.unit is Unit.POINTS:
        return statement.amount.with_decimals(_SCORE_DECIMALS)
    return statement.amount.with_decimals(context.table_decimals)
