"""Limits as facts: every inequality of the register between amounts of the tables is one."""

from __future__ import annotations

from juesuan.model import FactKey
from juesuan.standard.expression import parse
from juesuan.standard.limits import Limit, limits, within
from juesuan.standard.rules import rules

KEY = FactKey.parse


def test_every_inequality_of_the_register_is_a_limit() -> None:
    """None is left out because its rows or columns are written in a way that is not understood here."""
    texts = [part.expression for rule in rules().values() for part in rule.parts if part.kind == "linear"]
    inequalities = [text for text in texts if parse(text).relation != "="]

    assert len(limits()) == len(inequalities) > 20


def test_both_directions_and_every_way_to_name_a_cell() -> None:
    balance = Limit((KEY("balance[fund=fiscal,at=opening]"),), (KEY("balance[at=opening]"),))
    reception = Limit((KEY("spend[fund=gpb,economic=30217,nature=basic]"),), (KEY("three_public[item=reception]"),))
    budget = Limit((KEY("three_public"),), (KEY("three_public[stage=adjusted]"),))

    assert {balance, reception, budget} <= set(limits())
    assert not budget.by_code


def test_a_limit_by_code_is_that_of_one_code() -> None:
    limit = next(limit for limit in limits() if limit.by_code)

    assert limit.of("2010301").greater == (KEY("spend[function=2010301]"),)
    assert limit.of("2010301").lesser[0] == KEY("spend[fund=gpb,function=2010301]")


def test_what_was_executed_is_within_the_adjusted_budget_of_the_same() -> None:
    assert within(KEY("spend[fund=fiscal,project=3]")) == KEY("spend[stage=adjusted,fund=fiscal,project=3]")
    assert within(KEY("spend[stage=initial]")) is None
