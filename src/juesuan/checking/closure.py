"""Arithmetic closure: how far the numbers of the account forms of one document satisfy the identities among them.

It grades a reading before anything is judged, and decides between readings. This is all that reading asks of checking: it hands over
what it read and the standard, and knows no rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from juesuan.arithmetic.assertion import Linear, Parts
from juesuan.arithmetic.stock import Stock
from juesuan.checking.context import Context
from juesuan.checking.linear import instances, judge
from juesuan.model import Disclosure, DocumentInfo, Outcome, State, Statement, Table
from juesuan.standard import Standard
from juesuan.standard.forms import Form

__all__ = ["Tie", "closure", "confronted", "ties", "totals_of"]

_HOLDS = (State.PASS, State.WITHIN_ROUNDING)


class Tie(Struct, frozen=True):
    """What ties numbers together.

    Attributes:
        terms: signs and numbers.
        relation: ``=``, ``<=`` or ``>=``, of their sum to 0.
        certain: whether it is an error when it does not hold.
    """

    terms: tuple[tuple[int, Statement], ...]
    relation: str
    certain: bool


class _Identity(Struct, frozen=True):
    """A sum or a limit of the register; ``certain``: it is an error when it does not hold."""

    body: Linear | Parts
    certain: bool

    @property
    def is_equation(self) -> bool:
        return isinstance(self.body, Parts) or self.body.relation in {"=", "=="}

    def applies(self, context: Context) -> bool:
        """Whether every form that it speaks of is there, as far as the document should have it."""
        body = self.body
        places = (body.place,) if isinstance(body, Parts) else tuple(term.place for term in body.terms)
        return all(place in context.present_sources or not context.expects(place) for place in places)


@lru_cache(maxsize=4)
def _identities(standard: Standard) -> tuple[_Identity, ...]:
    """The sums and limits of the register that ask for nothing but the account forms of one document."""
    known = set(standard.forms)
    return tuple(
        _Identity(part.body, rule.severity == "error")
        for rule in standard.rules.values()
        for part in rule.parts
        if rule.is_general
        and not (rule.needs or part.guards or part.bodies[1:] or part.exceptions)
        and part.places
        and known.issuperset(part.places)
        if isinstance(part.body, Linear | Parts) and not _is_constant(part.body)
    )


def _is_constant(body: Linear | Parts) -> bool:
    """Whether it compares with a constant, or for being unlike: which says nothing about where a number stands."""
    return isinstance(body, Linear) and (len(body.left) + len(body.right) > len(body.terms) or body.relation == "!=")


def closure(tables: Mapping[str, Table], statements: Sequence[Statement], standard: Standard) -> Decimal | None:
    """The share of equations with any printed number that hold, 0..1; None when there are none.

    What is only a warning when it fails says nothing about a reading.
    """
    held = failed = 0
    for outcome in _outcomes(tables, statements, standard):
        if any(term.statement is not None and term.statement.amount.raw for term in outcome.terms):
            held += outcome.state in _HOLDS
            failed += outcome.state is State.FAIL
    return Decimal(held) / (held + failed) if held + failed else None


def confronted(
    tables: Mapping[str, Table], statements: Sequence[Statement], standard: Standard
) -> tuple[tuple[Outcome, bool], ...]:
    """What every equation among the numbers came to, and whether it holds."""
    found = _outcomes(tables, statements, standard)
    return tuple((outcome, outcome.state in _HOLDS) for outcome in found if outcome.relation)


def _outcomes(tables: Mapping[str, Table], statements: Sequence[Statement], standard: Standard) -> Iterator[Outcome]:
    context = Context(Disclosure(DocumentInfo(), tables=tables, statements=tuple(statements)), standard=standard)
    for identity in _identities(standard):
        if identity.certain and identity.is_equation and identity.applies(context):
            yield from (judge(instance, context) for instance in instances(identity.body, context))


def ties(statements: Sequence[Statement], standard: Standard) -> Iterator[Tie]:
    """What ties numbers together wherever they stand: the identities of the register, and facts that are stated twice."""
    context = Context(Disclosure(DocumentInfo(), statements=tuple(statements)), standard=standard)
    for identity in _identities(standard):
        for instance in instances(identity.body, context) if identity.applies(context) else ():
            if not instance.reason:
                yield Tie(instance.terms, instance.relation.replace("==", "="), identity.certain)
    for same in context.by_fact.values():
        yield from (Tie(((1, same[0]), (-1, other)), "=", certain=True) for other in same[1:])


@lru_cache(maxsize=64)
def totals_of(form: Form, standard: Standard) -> tuple[tuple[str, frozenset[str]], ...]:
    """The columns of a form that total others of their row, by the register, with those."""
    known = standard.vocabulary
    found: list[tuple[str, frozenset[str]]] = []
    bodies = [identity.body for identity in _identities(standard)]
    for row in dict.fromkeys((form.total, *(row.key for row in form.rows))):
        columns = [(column, fact) for column in form.columns if (fact := form.fact(row, column.key)) is not None]
        memo = frozenset(fact for column, fact in columns if column.memo)
        stock = Stock(((fact, column.key) for column, fact in columns), known.above, memo=memo)
        for body in bodies:
            if isinstance(body, Parts) and body.place == form.id:
                for whole in stock.wholes(body.pattern, body.partition, known.divided(body.partition)):
                    parts = (stock.get(part) for part in stock.parts(whole, body.partition))
                    found.append((stock.get(whole) or "", frozenset(part for part in parts if part)))
    return tuple(dict.fromkeys(found))
