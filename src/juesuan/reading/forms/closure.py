"""Arithmetic closure: the share of the linear identities among the tables that hold. It grades a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from juesuan.checking.context import Context
from juesuan.checking.linear import linear_outcomes
from juesuan.model import Disclosure, DocumentInfo, State, Statement, Table
from juesuan.standard.expression import parse
from juesuan.standard.forms import forms
from juesuan.standard.rules import Rule, rules

__all__ = ["closure", "table_identities"]

_HOLDS = (State.PASS, State.WITHIN_ROUNDING)


@lru_cache(maxsize=1)
def table_identities() -> tuple[Rule, ...]:
    """The linear assertions of the register that mention nothing but the account forms of one document."""
    known = set(forms())
    parts = (part for rule in rules().values() if not rule.needs for part in rule.parts if part.kind == "linear")
    return tuple(part for part in parts if set(parse(part.expression).forms) <= known)


def closure(tables: Mapping[str, Table], statements: Sequence[Statement]) -> Decimal | None:
    """The share of equations with any printed number that hold, 0..1; None when there are none.

    What is only a warning when it fails says nothing about a reading.
    """
    context = Context(Disclosure(DocumentInfo(), tables=tables, statements=tuple(statements)))
    held = failed = 0
    for rule in table_identities():
        if rule.severity != "error" or parse(rule.expression).relation != "=":
            continue
        for outcome in linear_outcomes(rule, context):
            if not any(term.statement is not None and term.statement.amount.raw for term in outcome.terms):
                continue
            held += outcome.state in _HOLDS
            failed += outcome.state is State.FAIL
    return Decimal(held) / (held + failed) if held + failed else None
