"""What becomes of one equation, made by hand: of blanks, of another document, of what was not understood, and what is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Linear
from juesuan.arithmetic.instances import Instance
from juesuan.checking.linear import instances, judge
from juesuan.model import Band, FactKey, NumberKind, NumberSeen, Outcome, Place, State, Statement, Unit
from tests import made
from tests.assertions import assertion
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


@pytest.mark.parametrize(
    ("amounts", "unread", "parts", "state"),
    [
        (("10.00", "9.50", "0.00"), "0.50万元", "N02", State.UNDECIDABLE),
        (("9.00", "5.00", "5.00"), "1.00万元", "", State.UNDECIDABLE),
    ],
)
def test_what_was_not_understood_may_be_what_a_sum_lacks(
    amounts: tuple[str, ...], unread: str, parts: str, state: State
) -> None:
    seen = (NumberSeen(unread, NumberKind.AMOUNT, "N02", None, Place()),)

    assert said(*amounts, source="N02", parts=parts, numbers=seen).state is state


@pytest.mark.parametrize(("facts", "state"), [((None, "income"), State.FAIL), (("income", None), State.UNDECIDABLE)])
def test_a_difference_is_that_of_its_two_numbers_whatever_else_is_said(
    facts: tuple[str | None, str | None], state: State
) -> None:
    """Only a sum of something may lack a part: a difference is of nothing by itself."""
    seen = (NumberSeen("1.00万元", NumberKind.AMOUNT, "N02", None, Place()),)
    named = (facts[0], facts[1], facts[1])
    numbers = zip((1, -1, -1), ("10.00", "4.00", "5.00"), named, strict=True)
    terms = tuple(
        (sign, replace(number(text, source="N02"), fact=FactKey.parse(fact) if fact else None))
        for sign, text, fact in numbers
    )

    assert judge(Instance(terms, "="), context_of(made.disclosure(numbers=seen))).state is state


# Parts that are more than their whole.


def listed(*amounts: str, parts: str = "N05.3", relation: str = "=") -> Outcome:
    """What is said of a total in the prose and its items, of which the last was not understood."""
    items = tuple(
        (-1, replace(number(text, f"项{place}", source="N05.3"), instance=place))
        for place, text in enumerate(amounts[1:], 1)
    )
    unread = made.claim("item", "N05.3", Place(), "某类", 9, (), None, names=("某类", "某款", "某项"))
    terms = ((1, number(amounts[0], source="N05.3")), *items)
    instance: Instance[Statement] = Instance(terms, relation, parts=parts, partition="function")
    return judge(instance, context_of(made.disclosure(claims=(unread,))))


@pytest.mark.parametrize(
    ("amounts", "state"),
    [
        (("10.00", "4.00", "5.00"), State.UNDECIDABLE),  # less than their whole: the ninth is not read
        (("10.00", "4.75", "4.75"), State.UNDECIDABLE),
        (("10.00", "4.50", "6.00"), State.FAIL),  # more than their whole, whatever the ninth is
        (("10.00", "0.00", "12.00"), State.FAIL),
        (("10.00", "0.50", "12.00"), State.FAIL),
        (("10.00", "-0.50", "12.00"), State.UNDECIDABLE),  # the ninth may be negative, too
        (("-9.00", "-4.00", "-4.00"), State.UNDECIDABLE),
    ],
)
def test_parts_that_are_more_than_their_whole_are_wrong_whatever_was_not_read(
    amounts: tuple[str, ...], state: State
) -> None:
    assert listed(*amounts).state is state


def test_of_a_table_what_was_not_read_may_be_negative() -> None:
    document = made.disclosure({"T02": {("*", "C1"): "9.00", ("201", "C1"): "4.00", ("202", "C1"): "6.00"}})
    unread = replace(document, tables={"T02": replace(document.tables["T02"], unknown=("某种收入",))})
    total, *rows = unread.statements
    terms = ((1, total), *((-1, row) for row in rows))
    instance: Instance[Statement] = Instance(terms, "=", parts="T02", partition="function")

    assert judge(instance, context_of(unread)).state is State.UNDECIDABLE
    assert judge(instance, context_of(document)).state is State.FAIL


def test_of_a_performance_form_what_was_not_read_may_be_negative() -> None:
    """Indicators without a total score: the form may have been cut off."""
    assert said("9", "4", "6", source="PO", column="points", unit=Unit.POINTS, parts="PO").state is State.UNDECIDABLE


# What is secret is left out.


@pytest.mark.parametrize(
    ("amounts", "partition", "note", "state"),
    [
        (("10.00", "4.00", "5.00"), "function", "涉密科目不予公开。", State.UNDECIDABLE),
        (("10.00", "4.00", "5.50"), "economic", "涉密科目不予公开。", State.UNDECIDABLE),
        (("10.00", "4.00", "5.00"), "function", "", State.FAIL),
        (("10.00", "4.00", "5.00"), "nature", "涉密科目不予公开。", State.FAIL),
        (("10.00", "4.00", "7.00"), "function", "涉密科目不予公开。", State.FAIL),
        (("10.00", "4.00", "6.50"), "function", "涉密科目不予公开。", State.FAIL),
    ],
)
def test_what_is_secret_lets_parts_by_code_lack_something_and_never_be_more(
    amounts: tuple[str, ...], partition: str, note: str, state: State
) -> None:
    terms = tuple((1 if index == 0 else -1, number(text, f"数{index}")) for index, text in enumerate(amounts))
    instance: Instance[Statement] = Instance(terms, "=", parts="T01", partition=partition)
    document = made.disclosure(sections=(made.section("N02", note),) if note else ())

    assert judge(instance, context_of(document)).state is state


# What the only number must be.


@pytest.mark.parametrize(
    ("relation", "told"), [("=", Decimal(3)), ("==", Decimal(3)), ("<=", None), (">=", None), ("!=", None)]
)
def test_a_number_that_must_be_a_constant_says_which(relation: str, told: Decimal | None) -> None:
    instance: Instance[Statement] = Instance(((1, number("3.00")),), relation, constant=Decimal(-3))
    assert judge(instance, context_of(made.disclosure())).equals == told


def test_two_numbers_or_another_document_make_no_constant() -> None:
    assert said("5.00", "5.00").equals is None
    assert said("8.00", "5.00", constant=Decimal(-3)).equals is None
    assert said("5.00", others=((-1, number("5.00")),), document="previous").equals is None


# What a message says of the two sides.


def sides(left: tuple[str, ...], right: tuple[str, ...], **more: object) -> str:
    """The message of an equation of so many numbers on each side, called 左1, 左2 … and 右1, 右2 …"""
    terms = tuple((1, number(text, f"左{place}", **more)) for place, text in enumerate(left, 1))  # type: ignore[arg-type]
    terms += tuple((-1, number(text, f"右{place}", **more)) for place, text in enumerate(right, 1))  # type: ignore[arg-type]
    return judge(Instance(terms, "="), context_of(made.disclosure())).message


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        (("1", "2"), ("9",), "“左1”与“左2”之和为 3.00 万元，应等于“右1” 9 万元"),
        (("1", "2", "4"), ("9",), "“左1”、“左2”与“左3”之和为 7.00 万元，应等于“右1” 9 万元"),
        (("1", "2", "4", "8"), ("9",), "等式左边 4 项之和为 15.00 万元，应等于“右1” 9 万元"),
        (("1", "2", "4"), ("9", "9"), "“左1”、“左2”与“左3”之和为 7.00 万元，应等于 2 项之和 18.00 万元"),
        (("1", "2", "4", "8"), ("9", "9"), "等式左边 4 项之和为 15.00 万元，应等于右边 2 项之和 18.00 万元"),
    ],
)
def test_up_to_three_addends_are_told_by_name(left: tuple[str, ...], right: tuple[str, ...], says: str) -> None:
    assert sides(left, right).startswith(says)


def test_a_constant_beside_a_number_is_told_with_it() -> None:
    assert said("5.0", "4.0", constant=Decimal(2)).message.startswith("“数0”为 7.00 万元，应等于“数1” 4.00 万元")


@pytest.mark.parametrize(
    ("relation", "amounts", "says"),
    [
        ("=", ("", "4.00"), "“数0”未填，应等于“数1” 4.00 万元，相差 4.00 万元（四舍五入最多允许 0.005）。"),
        ("=", ("4.00", ""), "“数0”为 4.00 万元，应等于“数1”，后者未填。"),
        ("!=", ("",), "“数0”未填。"),
        ("!=", ("0.00",), "“数0”为 0.00 万元，不应等于 0.00。"),
        ("!=", ("4.00", "4.00"), "“数0”与“数1”都是 4.00 万元，请核实。"),
    ],
)
def test_a_blank_is_told_as_one(relation: str, amounts: tuple[str, ...], says: str) -> None:
    assert said(*amounts, relation=relation).message == says


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        (("9",), ("", "4"), "；其中“右1”未填。"),
        (("9",), ("", "", "", "4"), "；其中“右1”、“右2”、“右3”未填。"),
        (("9",), ("", "", "", "", "4"), "；其中“右1”、“右2”、“右3”等 4 项未填。"),
        (("", "4"), ("9",), "；其中“左1”未填。"),
        (("", "4"), ("9", "9"), "；其中“左1”未填。"),
        (("9",), ("2", "4"), ""),
        (("",), ("2", "4"), ""),
        (("",), ("4",), ""),
    ],
)
def test_parts_that_are_blank_are_told(left: tuple[str, ...], right: tuple[str, ...], says: str) -> None:
    """In a form that prints no other figure; a blank that stands alone is told as such."""
    message = sides(left, right, source="T01")

    assert ("其中" in message) is bool(says)
    assert message.endswith(says)


@pytest.mark.parametrize(
    ("total", "others", "says"),
    [
        ("18", ("10", "10"), "；其中“权重”未填（其他各份表印出的都是 10）。"),
        ("19", ("10", "10"), "；其中“权重”未填（其他各份表印出的都是 10，填上后仍相差 1，还有分值要核对）。"),
        ("18.5", ("10", "10"), "；其中“权重”未填（其他各份表印出的都是 10，填上后仍相差 0.5，还有分值要核对）。"),
        ("17.5", ("10", "10"), "；其中“权重”未填（其他各份表印出的都是 10）。"),
        ("19", ("10", "20"), "；其中“权重”未填。"),
    ],
)
def test_a_blank_weight_is_told_with_what_all_others_have(total: str, others: tuple[str, ...], says: str) -> None:
    """What is still missing with it is told, too."""

    def points(text: str, row: str, instance: int, name: str) -> Statement:
        stated = number(text, name, source="PP", column="points", unit=Unit.POINTS)
        return replace(stated, row=row, instance=instance)

    weights = tuple(points(text, "total", place, "别的") for place, text in enumerate(others, 2))
    whole, part = points(total, "sum", 1, "总分"), points("8", "i1", 1, "指标")
    terms = ((1, whole), (-1, points("", "total", 1, "权重")), (-1, part))
    instance: Instance[Statement] = Instance(terms, "=", parts="PP", partition="source")
    found = judge(instance, context_of(made.disclosure(prose=weights)))

    assert found.message.endswith(says)


# Forms that occur several times.


def test_of_forms_that_occur_several_times_each_is_judged_or_the_one_asked_for() -> None:
    rows = [(1, "total", "9.00"), (1, "fiscal", "9.00"), (2, "total", "8.00"), (2, "fiscal", "7.00")]
    stated = tuple(
        Statement(f"{place}{row}", "PP", row, "executed", None, made.amount(text), Place(), row, place)
        for place, row, text in rows
    )
    context = context_of(made.disclosure(prose=stated))
    for text, size in (("spend@PP = spend[fund=fiscal]@PP", 2), ("spend@PP = previous.spend@T01", 1)):
        body = assertion(text).body
        assert isinstance(body, Linear)
        found = [[s.instance for _, s in one.terms] for one in instances(body, context)]
        asked = [[s.instance for _, s in one.terms] for one in instances(body, context, number=2)]
        assert (found, asked) == ([[1] * size, [2] * size], [[2] * size])
