"""Rates of what is nothing or surely known, orders without a budget, and what a single claim is asked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Body, Claims
from juesuan.checking.claims import asked_of, claim_outcomes, judge_claim
from juesuan.model import Claim, Doubtful, Outcome, Place, Severity, State, Statement, Unit
from tests import made
from tests.assertions import assertion
from tests.contexts import context_of

CLAUSE = "".join(chr(0x4E00 + index) for index in range(50))


def claim(kind: str, rate: str | None, *operands: str, word: str = "", text: str = "某一句", item: int = 0) -> Claim:
    """A claim of N05."""
    printed = made.amount(rate, Unit.PERCENT) if rate else None
    return made.claim(kind, "N05", Place(), text, item, operands, printed, word)


def stated(part: str | None, whole: str | None) -> tuple[Statement, ...]:
    """What is called a and b."""
    told = (("a", part), ("b", whole))
    return tuple(made.statement(name, "spend", text, "N05") for name, text in told if text is not None)


def judged(told: Claim, *prose: Statement, kind: str = "", others: tuple[Claim, ...] = ()) -> Outcome:
    """What is said of the first of some claims."""
    context = context_of(made.disclosure(prose=prose, claims=(told, *others)))
    return next(claim_outcomes(Claims(kind or told.kind, "N05"), context))


# A part that is nothing.


@pytest.mark.parametrize(
    ("part", "whole", "rate", "state"),
    [
        ("0.00", "3.00", "0.00%", State.PASS),
        ("0.00", "0.00", "0.00%", State.PASS),
        ("0.00", "0.00", "100.00%", State.PASS),
        ("0.00", "0.00", "37.00%", State.NOT_APPLICABLE),
        ("0.00", "3.00", "100.00%", State.FAIL),
        ("0.00", None, "0.00%", State.PASS),
        ("0.00", None, "100.00%", State.UNDECIDABLE),
        ("1.00", None, "0.00%", State.UNDECIDABLE),
        (None, "3.00", "0.00%", State.UNDECIDABLE),
    ],
)
def test_nothing_is_none_of_whatever_it_is_a_part_of(
    part: str | None, whole: str | None, rate: str, state: State
) -> None:
    found = judged(claim("share", rate, "a", "b", text=CLAUSE), *stated(part, whole))

    assert found.state is state
    if state is State.PASS:
        operands = [("a", part), ("b", whole)] if whole is not None else [("a", part)]
        assert [(term.label, term.text) for term in found.terms] == [(CLAUSE[:24], rate), *operands]
        assert found.terms[0].sign == 1


def test_a_part_that_may_be_another_column_is_not_nothing() -> None:
    (part, whole) = stated("0.00", "3.00")

    assert judged(claim("share", "0.00%", "a", "b"), replace(part, certainty=Doubtful()), whole).state is (
        State.UNDECIDABLE
    )


# A rate of two numbers of its own item.


@pytest.mark.parametrize(
    ("rate", "part", "severity"),
    [
        ("35%", "2.00", Severity.ERROR),
        ("51%", "2.00", None),  # one off, as a slip of rounding is: cut off instead of rounded, or the other way
        ("52%", "2.02", Severity.ERROR),
        ("50%", "2.00", None),
    ],
)
def test_a_rate_of_its_own_item_is_surely_wrong_beyond_what_cutting_off_makes(
    rate: str, part: str, severity: Severity | None
) -> None:
    numbers = [replace(one, instance=3) for one in stated(part, "4.00")]
    found = judged(claim("share", rate, "a", "b", item=3), *numbers)

    assert (found.state is State.FAIL, found.severity) == (rate != "50%", severity)


@pytest.mark.parametrize(
    ("places", "item"),
    [
        ((("N05", 3), ("N05", 2)), 3),
        ((("N05", 2), ("N05", 3)), 3),
        ((("N05", 3), ("N05", 0)), 3),
        ((("N05", 3), ("N06", 3)), 3),
        ((("N05", 3), ("N05", 3)), 2),
        ((("N05", 0), ("N05", 0)), 0),
    ],
)
def test_a_rate_of_numbers_from_elsewhere_may_be_of_others(places: tuple[tuple[str, int], ...], item: int) -> None:
    numbers = (
        replace(one, source=source, instance=instance)
        for one, (source, instance) in zip(stated("2.00", "4.00"), places, strict=True)
    )
    found = judged(claim("share", "35%", "a", "b", item=item), *numbers)

    assert (found.state, found.severity) == (State.FAIL, None)


# Orders.


def test_of_a_long_comparison_with_a_blank_the_beginning_is_told() -> None:
    found = judged(claim("order", None, "a", "b", word="小于", text=CLAUSE), *stated("0.00", ""))

    assert found.reason == f"“{CLAUSE[:30]}…”所比较的两个数有一个没有填写"


@pytest.mark.parametrize(
    ("current", "other", "item", "state"),
    [
        ("a", "b", 0, State.FAIL),
        ("a", "b", 1, State.UNDECIDABLE),
        ("c", "b", 0, State.UNDECIDABLE),
        ("a", "c", 0, State.UNDECIDABLE),
    ],
)
def test_a_level_with_a_cause_of_its_own_contradicts_itself(current: str, other: str, item: int, state: State) -> None:
    cause = made.claim("reason", "N05", Place(), CLAUSE, item, (current, other), None, "主要原因：")
    level = claim("order", None, "a", "b", word="持平")
    found = judged(level, *stated("5.00", None), others=(cause,))

    assert found.state is state
    if state is State.FAIL:
        assert found.message == f"文中写“某一句”，却说明了差异的原因（“{CLAUSE[:30]}…”），两处不一致。"
        assert [(term.sign, term.label) for term in found.terms] == [(1, "持平"), (-1, "a")]


# What was spent without a budget.


@pytest.mark.parametrize(
    ("part", "whole", "state"),
    [
        ("2.00", "0.00", State.FAIL),
        ("2.00", "4.00", State.PASS),
        ("0.00", "0.00", State.NOT_APPLICABLE),
        ("0.00", "4.00", State.NOT_APPLICABLE),
        (None, "0.00", State.NOT_APPLICABLE),
        ("2.00", None, State.NOT_APPLICABLE),
    ],
)
def test_without_a_budget_there_is_no_completion(part: str | None, whole: str | None, state: State) -> None:
    found = judged(claim("completion", "50.00%", "a", "b"), *stated(part, whole), kind="of_nothing")

    assert found.state is state
    if state is State.FAIL:
        assert found.message == "“b”为 0，“a”为 2.00，没有完成率，文中却写 50.00%。"
        assert [(term.sign, term.text) for term in found.terms] == [(1, "50.00%"), (-1, "0.00"), (-1, "2.00")]


# What a claim by itself is asked.


def test_a_claim_is_asked_what_it_can_answer_alone() -> None:
    (equation,) = assertion("spend by nature", "N05").bodies
    bodies: tuple[Body, ...] = (
        equation,
        *(Claims(kind, "N05") for kind in ("share", "whole", "completion", "change", "direction", "since")),
    )
    share, change = (
        claim("share", "50%", "a", "b"),
        made.claim(
            "change",
            "N05",
            Place(),
            "比上年增加",
            0,
            ("a", "b"),
            made.amount("50%", Unit.PERCENT),
            "增加",
            base="previous",
        ),
    )
    context = context_of(made.disclosure(prose=stated("3.00", "1.00"), claims=(share, change)))

    assert [found.state for found in asked_of(share, bodies, context)] == [State.FAIL]
    assert [found.state for found in asked_of(change, bodies, context)] == [State.PASS, State.PASS]
    assert list(asked_of(share, (), context)) == []
    assert judge_claim(share, context).state is State.FAIL
