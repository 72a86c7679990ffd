"""What becomes of one equation, made by hand: of blanks, of another document, of what was not understood, and what is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.instances import Instance
from juesuan.checking.linear import judge
from juesuan.model import Band, FactKey, NumberKind, NumberSeen, Outcome, Place, State, Statement, Unit
from tests import made
from tests.contexts import context_of


def number(text: str, name: str = "数", *, source: str = "T01", column: str = "C1", unit: Unit = Unit.WAN) -> Statement:
    """A statement that says only its number; an empty text is a blank cell."""
    stated = made.statement(name, "income", text, source)
    return replace(stated, column=column, amount=made.amount(text, unit))


def said(
    *amounts: str,
    relation: str = "=",
    source: str = "T01",
    column: str = "C1",
    unit: Unit = Unit.WAN,
    numbers: tuple[NumberSeen, ...] = (),
    **more: object,
) -> Outcome:
    """What is said of a number and those that it should be the sum of."""
    terms = tuple(
        (1 if index == 0 else -1, number(text, f"数{index}", source=source, column=column, unit=unit))
        for index, text in enumerate(amounts)
    )
    equation: Instance[Statement] = Instance(terms, relation, **more)  # type: ignore[arg-type]
    return judge(equation, context_of(made.disclosure(numbers=numbers)))


# Another document.


@pytest.mark.parametrize(("document", "name"), [("previous", "上年决算"), ("budget", "部门预算")])
def test_what_another_document_does_not_state_is_asked_for_where_there_is_an_amount(document: str, name: str) -> None:
    stated, nothing = said("0.00", "5.00", "6.00", document=document), said("0.00", "0.00", document=document)

    assert (stated.state, stated.reason) == (State.UNDECIDABLE, f"{name}中没有找到与“数1”对应的数")
    assert (nothing.state, nothing.reason) == (State.NOT_APPLICABLE, f"{name}中没有同一数据，本年也没有金额")


def test_what_another_document_states_otherwise_is_no_equation_that_this_one_can_mend() -> None:
    found = said("5.00", others=((-1, number("3.00")),), document="previous")

    assert (found.state, found.band, found.relation, found.equation, found.allowed) == (
        State.FAIL,
        Band.ERROR,
        "",
        "",
        None,
    )
    assert found.message == "“数0”为 5.00 万元，应等于上年决算 3.00 万元，相差 2.00 万元；有调整的应在说明中解释。"


# Which relation is told, and what of both sides.


@pytest.mark.parametrize(("amounts", "state"), [(("5.00", "5.00"), State.PASS), (("5.00", "4.00"), State.FAIL)])
@pytest.mark.parametrize(("relation", "told"), [("=", "="), ("==", "="), ("<=", "<=")])
def test_an_equation_is_told_by_its_relation(amounts: tuple[str, ...], state: State, relation: str, told: str) -> None:
    found = said(*amounts, relation=relation)

    assert (found.state, found.relation) == (state, told)


def test_what_compares_with_a_number_or_forbids_one_is_no_equation() -> None:
    """It is not mended by another number of the document."""
    low, same = said("1.00", relation=">=", constant=Decimal(-3)), said("1.00", "1.00", relation="!=")

    assert (low.state, low.relation, low.band, low.expected) == (State.FAIL, "", None, None)
    assert low.message == "“数0”为 1.00 万元，不应小于 3.00。"
    assert (same.state, same.relation, same.band, same.difference) == (State.FAIL, "", None, None)
    assert said("2.00", "2.00", "2.00", relation=">=", constant=Decimal(3)).relation == ""


def test_copies_that_are_printed_alike_know_no_rounding() -> None:
    """``==``: 5.01 is not 5.00, but it may be 5.0 elsewhere; a zero is no print of its own."""
    within = said("5.04", "5.0", relation="==", unit=Unit.PERCENT)

    assert (within.state, within.difference, within.allowed) == (
        State.WITHIN_ROUNDING,
        Decimal("0.04"),
        Decimal("0.055"),
    )
    assert said("5.01", "5.00", relation="==", unit=Unit.PERCENT).state is State.FAIL
    assert said("5.01", "5.00", "0.0", relation="==", unit=Unit.PERCENT).state is State.FAIL


def test_a_constant_stands_on_the_side_where_it_is_added() -> None:
    above = said("5.00", "4.00", constant=Decimal(2))
    below = said("5.00", "4.00", constant=Decimal(-2))

    assert (above.stated, above.expected, above.difference) == (Decimal(7), Decimal(4), Decimal(3))
    assert (below.stated, below.expected, below.difference) == (Decimal(5), Decimal(6), Decimal(1))


@pytest.mark.parametrize(
    ("source", "fact", "row", "column", "name"),
    [
        ("PO", None, "total", "executed", "部门整体支出绩效自评表 支出"),
        ("PO", "income", "total", "executed", "部门整体支出绩效自评表 收入"),
        ("N02", "income", "", "", "收入"),
        ("N02", None, "", "", "s1"),
    ],
)
def test_a_number_without_a_label_is_called_by_what_it_states(
    source: str, fact: str | None, row: str, column: str, name: str
) -> None:
    key = FactKey.parse(fact) if fact is not None else None
    one = Statement("s1", source, row, column, key, made.amount("5.00"), Place(), "")
    equation: Instance[Statement] = Instance(((1, one), (-1, number("4.00"))), "=")

    assert judge(equation, context_of(made.disclosure())).message.startswith(f"“{name}”为 5.00 万元")


# Blanks of a performance form.


@pytest.mark.parametrize(
    ("amounts", "parts", "state"),
    [
        (("", "2.00", "3.00"), "PO", State.NOT_APPLICABLE),
        (("9.00", "", ""), "PO", State.NOT_APPLICABLE),
        (("9.00", "2.00", ""), "PO", State.FAIL),
        (("9.00", "2.00", ""), "", State.UNDECIDABLE),
        (("", "2.00", "3.00"), "", State.UNDECIDABLE),
        (("9.00", "2.00", "3.00"), "PO", State.FAIL),
        (("9.00", "2.00", "3.00"), "", State.FAIL),
    ],
)
def test_what_a_performance_form_leaves_blank_accuses_nothing(
    amounts: tuple[str, ...], parts: str, state: State
) -> None:
    found = said(*amounts, source="PO", parts=parts)

    assert found.state is state
    assert state is State.FAIL or found.reason == f"“数{amounts.index('')}”没有填写"
    assert said(*amounts, source="T01", parts=parts and "T01").state is State.FAIL


def test_a_sum_of_one_number_is_blank_only_where_that_one_is() -> None:
    assert said("9.00", source="PO", parts="PO", constant=Decimal(-5)).state is State.FAIL
    assert said("", source="PO", parts="PO", constant=Decimal(-5)).state is State.NOT_APPLICABLE


# Scores are given to two decimals, and the total may be printed in whole points.


@pytest.mark.parametrize(
    ("amounts", "state"),
    [
        (("97.5", "50", "47.5"), State.PASS),
        (("97.51", "50", "47.5"), State.WITHIN_ROUNDING),
        (("97.6", "50", "47.5"), State.FAIL),
    ],
)
def test_points_are_exact_to_two_decimals_however_they_are_printed(amounts: tuple[str, ...], state: State) -> None:
    assert said(*amounts, source="PO", unit=Unit.POINTS, column="points").state is state
    assert said(*amounts).state is State.PASS or state is not State.PASS


@pytest.mark.parametrize(
    ("total", "part", "parts", "state"),
    [
        ("score", "score", "PO", State.WITHIN_ROUNDING),
        ("score", "points", "PO", State.WITHIN_ROUNDING),
        ("points", "score", "PO", State.FAIL),
        ("score", "score", "", State.FAIL),
    ],
)
def test_a_total_of_scores_may_be_in_whole_points(total: str, part: str, parts: str, state: State) -> None:
    whole = number("98", source="PO", column=total, unit=Unit.POINTS)
    one, other = (number(text, source="PO", column=part, unit=Unit.POINTS) for text in ("50", "47.5"))
    equation: Instance[Statement] = Instance(((1, whole), (-1, one), (-1, other)), "=", parts=parts, partition="source")

    assert judge(equation, context_of(made.disclosure())).state is state


# Numbers of the prose that were not understood.


@pytest.mark.parametrize(
    ("unit", "unread", "kind", "state"),
    [
        (Unit.WAN, "1.00万元", NumberKind.AMOUNT, State.UNDECIDABLE),
        (Unit.WAN, "7.00万元", NumberKind.AMOUNT, State.FAIL),
        (Unit.WAN, "1个", NumberKind.COUNT, State.FAIL),
        (Unit.COUNT, "1个", NumberKind.COUNT, State.UNDECIDABLE),
        (Unit.COUNT, "1.00万元", NumberKind.AMOUNT, State.FAIL),
    ],
)
def test_a_sum_in_prose_may_lack_what_was_not_understood(
    unit: Unit, unread: str, kind: NumberKind, state: State
) -> None:
    seen = (NumberSeen(unread, kind, "N02", None, Place()),)

    assert said("10", "4", "5", source="N02", unit=unit, numbers=seen).state is state
    assert said("10", "9", source="N02", unit=unit, numbers=seen).state is State.FAIL, "of one number none is lacking"
    assert said("10", "4", "5", source="T01", unit=unit, numbers=seen).state is State.FAIL, "of a table neither"


@pytest.mark.parametrize(
    ("places", "state"),
    [
        (("T01", "T01", "N02"), State.UNDECIDABLE),
        (("T01", "N02", "T01"), State.UNDECIDABLE),
        (("N02", "T01", "T01"), State.FAIL),
    ],
)
def test_what_the_place_of_a_part_did_not_tell_may_be_a_part(places: tuple[str, ...], state: State) -> None:
    seen = (NumberSeen("1.00万元", NumberKind.AMOUNT, "N02", None, Place()),)
    numbers = zip((1, -1, -1), ("10.00", "4.00", "5.00"), places, strict=True)
    equation: Instance[Statement] = Instance(
        tuple((sign, number(text, source=place)) for sign, text, place in numbers), "="
    )

    assert judge(equation, context_of(made.disclosure(numbers=seen))).state is state
