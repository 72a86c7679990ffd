"""Shares, completion rates, changes and comparisons of the prose."""

from __future__ import annotations

import pytest

from juesuan.checking.claims import claim_outcomes
from juesuan.checking.context import Context
from juesuan.model import Claim, Outcome, Place, State, Unit
from juesuan.standard.rules import Rule
from tests import made


def judged(claim: Claim, *prose: made.Statement, kind: str = "") -> Outcome:
    expression = f"{kind or claim.kind} @ N05"
    part = Rule("N00", "claim", "error", "narrative", "", expression, "", "", "", "", "", "")
    context = Context(made.disclosure(prose=prose, claims=(claim,)))
    (outcome,) = claim_outcomes(part, context)
    return outcome


def claim(kind: str, percentage: str | None, *operands: str, word: str = "") -> Claim:
    printed = made.amount(percentage, Unit.PERCENT) if percentage else None
    return Claim(kind, "N05", Place(), "占百分之多少", 0, operands, printed, word, base="previous")


def two(first: str, second: str) -> tuple[made.Statement, made.Statement]:
    return made.statement("a", "spend[fund=gpb]", first, "N05"), made.statement("b", "spend", second, "N05")


@pytest.mark.parametrize(
    ("part", "whole", "printed", "state"),
    [
        ("2106.66", "2940.05", "71.65%", State.PASS),
        ("2106.66", "2940.05", "71.73%", State.FAIL),
        ("8.69", "8.91", "98.00%", State.FAIL),
        ("4.10", "4.27", "96.00%", State.WITHIN_ROUNDING),
        ("202.48", "163.28", "124.00%", State.WITHIN_ROUNDING),
        ("1.00", "0.00", "0.00%", State.NOT_APPLICABLE),
        ("0.00", "3.00", "0.00%", State.PASS),
        ("0.00", "3.00", "0.12%", State.WITHIN_ROUNDING),
        ("0.00", "3.00", "0.20%", State.FAIL),
        ("", "3.00", "0.12%", State.FAIL),
    ],
)
def test_share(part: str, whole: str, printed: str, state: State) -> None:
    assert judged(claim("share", printed, "a", "b"), *two(part, whole)).state is state


def test_change_must_reproduce_the_rate() -> None:
    down = claim("change", "85.23%", "a", "b", word="减少")
    up = claim("change", "85.23%", "a", "b", word="增加")

    assert judged(down, *two("3878.84", "22376.11")).state is State.PASS
    assert judged(up, *two("3878.84", "22376.11")).state is State.UNDECIDABLE


def test_unchanged_with_a_difference_contradicts_itself() -> None:
    outcome = judged(claim("change", None, "a", "b", word="持平"), *two("5.00", "1.00"), kind="direction")

    assert outcome.state is State.FAIL


@pytest.mark.parametrize(
    ("actual", "budget", "word", "state"),
    [
        ("5.00", "6.00", "小于", State.PASS),
        ("5.00", "6.00", "大于", State.FAIL),
        ("0.00", "0.00", "存在差异", State.FAIL),
        ("5.00", "5.00", "基本持平", State.PASS),
        ("5.00", "6.00", "等于", State.FAIL),
    ],
)
def test_order(actual: str, budget: str, word: str, state: State) -> None:
    assert judged(claim("order", None, "a", "b", word=word), *two(actual, budget)).state is state


def test_unchanged_with_a_reason_for_a_change() -> None:
    unchanged = claim("change", None, "a", "", word="持平")
    reason = Claim("reason", "N05", Place(), "人员减少", 0, ("a", ""), None, "主要原因是")
    part = Rule("N00", "claim", "error", "narrative", "", "direction @ N05", "", "", "", "", "", "")
    context = Context(made.disclosure(prose=two("5.00", "0.00"), claims=(unchanged, reason)))
    (outcome,) = claim_outcomes(part, context)

    assert outcome.state is State.FAIL
    assert "人员减少" in outcome.message


def test_a_wrong_rate_of_change_says_how_it_is_computed() -> None:
    outcome = judged(claim("change", "2.60%", "a", "b", word="增加"), *two("185.41", "4.68"))

    assert "÷（a 185.41 － 4.68）" in outcome.message
    assert outcome.suspects[0].suggestion == "2.59%"


@pytest.mark.parametrize(
    ("current", "difference", "printed", "word", "state"),
    [
        ("100.00", "1130.00", "13.00%", "增加", State.FAIL),
        ("100.00", "-5.20", "5.20%", "减少", State.FAIL),
        ("95.00", "-5.00", "5.00%", "增加", State.UNDECIDABLE),
        ("95.00", "-5.00", "-5.00%", "增加", State.PASS),
    ],
)
def test_a_change_greater_than_the_amount(current: str, difference: str, printed: str, word: str, state: State) -> None:
    """More than the whole cannot have been added; a minus sign that stands for a decrease is a manner of speaking."""
    assert judged(claim("change", printed, "a", "b", word=word), *two(current, difference)).state is state
