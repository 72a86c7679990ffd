"""收入总计 and 支出总计 that cannot be what they are called."""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.model import FactKey, Statement
from juesuan.recognising.narrative.told import Told
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["read_year_totals"]


def read_year_totals(told: Told, vocabulary: Vocabulary) -> None:
    """Where both are printed and differ, and neither is the 总计 of the tables, the year's income and spending are meant.

    The two 总计 are equal by construction. Universities call 本年收入合计 and 本年支出合计 so.
    """
    totals = {FactKey.of("total", side=side): FactKey.of(side) for side in vocabulary.values("side")}
    found: dict[FactKey, int] = {}
    for index, statement in enumerate(told.statements):
        if statement.fact in totals and statement.source.startswith("N01"):
            found.setdefault(statement.fact, index)
    if len(found) < len(totals):
        return
    stated = {fact: told.statements[index] for fact, index in found.items()}
    values = {statement.amount.value for statement in stated.values()}
    if len(values) == 1 or any(_agrees(told, fact, statement) for fact, statement in stated.items()):
        return
    for fact, index in found.items():
        told.statements[index] = replace(stated[fact], fact=totals[fact])


def _agrees(told: Told, fact: FactKey, statement: Statement) -> bool:
    """Whether the tables print the same amount for the total."""
    printed = told.printed(fact)
    return (
        printed is None
        or not printed.unit.is_money
        or printed.to(statement.amount.unit).value == statement.amount.value
    )
