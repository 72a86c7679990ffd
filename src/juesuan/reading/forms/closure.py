"""Arithmetic closure: the share of the linear identities among the tables that hold. It grades a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from juesuan.arithmetic.assertion import Linear, Parts
from juesuan.checking.context import Context
from juesuan.checking.linear import instances, judge
from juesuan.model import Disclosure, DocumentInfo, State, Statement, Table
from juesuan.standard import builtin
from juesuan.standard.forms import forms
from juesuan.standard.rules import Rule, rules

__all__ = ["closure", "is_equation", "present", "table_identities"]

_HOLDS = (State.PASS, State.WITHIN_ROUNDING)


@lru_cache(maxsize=1)
def table_identities() -> tuple[tuple[Rule, Linear | Parts], ...]:
    """The sums and limits of the register that ask for nothing but the account forms of one document, with their rules."""
    known = set(forms())
    return tuple(
        (rule, part.body)
        for rule in rules().values()
        for part in rule.parts
        if rule.is_general and not (rule.needs or part.guards) and part.places and known.issuperset(part.places)
        if isinstance(part.body, Linear | Parts) and not is_constant(part.body)
    )


def is_constant(body: Linear | Parts) -> bool:
    """Whether it compares with a constant, or for being unlike: which says nothing about where a number stands."""
    return isinstance(body, Linear) and (len(body.left) + len(body.right) > len(body.terms) or body.relation == "!=")


def is_equation(body: Linear | Parts) -> bool:
    """Whether it is an equation."""
    return isinstance(body, Parts) or body.relation in {"=", "=="}


def present(body: Linear | Parts, context: Context) -> bool:
    """Whether every form that it speaks of is there, as far as the document should have it."""
    places = (body.place,) if isinstance(body, Parts) else tuple(term.place for term in body.terms)
    return all(place in context.present_sources or not context.expects(place) for place in places)


def closure(tables: Mapping[str, Table], statements: Sequence[Statement]) -> Decimal | None:
    """The share of equations with any printed number that hold, 0..1; None when there are none.

    What is only a warning when it fails says nothing about a reading.
    """
    context = Context(Disclosure(DocumentInfo(), tables=tables, statements=tuple(statements)), standard=builtin())
    held = failed = 0
    for rule, body in table_identities():
        if rule.severity != "error" or not is_equation(body) or not present(body, context):
            continue
        for outcome in (judge(instance, context) for instance in instances(body, context)):
            if not any(term.statement is not None and term.statement.amount.raw for term in outcome.terms):
                continue
            held += outcome.state in _HOLDS
            failed += outcome.state is State.FAIL
    return Decimal(held) / (held + failed) if held + failed else None
