"""What follows from numbers that are put right: rates and scores of their row that were computed from what was wrong.

A row that was left out has nothing in its rates either. What they should be, the rules say once the amounts are there: those of the
register that compute rates, and that of the score of the budget's execution. The document is judged again with the amounts put right,
the form by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.assertions import assertion_outcomes
from juesuan.checking.closing import substituted
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.registry import code_rules
from juesuan.model import Outcome, State, Statement, Unit

__all__ = ["following"]

_CATEGORY = "performance"
_DECIMALS = Decimal("0.01")
_ROUNDS = 2  # the score follows from the rate


def following(values: Mapping[str, Decimal], context: Context) -> Iterator[tuple[Statement, str]]:
    """The rates and scores without a figure that must change with these numbers, each with what is to be printed."""
    changed = [s for key in values if (s := context.by_id.get(key)) is not None and s.source in EVALUATIONS]
    rows = {(s.source, s.instance, s.row) for s in changed}
    told: dict[str, Decimal] = {}
    for _ in range(_ROUNDS if changed else 0):
        for outcome in _failing({**values, **told}, {row[:2] for row in rows}, context):
            statement = outcome.terms[0].statement if outcome.terms else None
            if statement is None or outcome.expected is None or statement.value or statement.amount.unit.is_money:
                continue
            if (statement.source, statement.instance, statement.row) in rows:
                told.setdefault(statement.id, outcome.expected.quantize(_DECIMALS))
    yield from ((context.by_id[key], _printed(context.by_id[key], value)) for key, value in told.items())


def _printed(statement: Statement, value: Decimal) -> str:
    """As such numbers are printed: rates with two decimals, scores with as many as they have."""
    if statement.amount.unit is not Unit.POINTS:
        return f"{value}{'%' if '%' in statement.amount.raw else ''}"
    return f"{value.normalize():f}"


def _failing(values: Mapping[str, Decimal], forms: set[tuple[str, int]], context: Context) -> Iterator[Outcome]:
    """The failures of the forms by themselves, once the numbers are put right."""
    disclosure = substituted(context, values)
    trial = context.trial(
        replace(
            disclosure,
            statements=tuple(s for s in disclosure.statements if (s.source, s.instance) in forms),
            performance=tuple(form for form in disclosure.performance if (form.kind, form.instance) in forms),
            claims=(),
        )
    )
    for rule in trial.rules.values():
        if rule.category == _CATEGORY and not rule.pattern:
            data = (outcome for part in rule.parts for outcome in assertion_outcomes(part, trial))
            found = data if rule.parts else code_rules()[rule.id](trial)
            yield from (outcome for outcome in found if outcome.state is State.FAIL)
