"""A change that is claimed, held against this year's amount and what it is measured from: its rate, its difference, its word."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan.checking.claimed_changes import change_outcome, direction_outcome
from juesuan.checking.context import Context
from juesuan.model import Band, ChangeClaim, ComparedWith, Disclosure, Outcome, Place, Severity, State, Statement, Unit
from tests import made
from tests.contexts import context_of


def number(name: str, text: str | None, unit: Unit = Unit.WAN) -> tuple[Statement, ...]:
    """What the prose states of 本年支出; nothing where nothing is stated."""
    if text is None:
        return ()
    return (replace(made.statement(name, "spend", "0", "N05"), amount=made.amount(text, unit)),)


def change(
    word: str, rate: str | None = None, *, text: str = "", current: str = "now", base: str = "previous", item: int = 0
) -> ChangeClaim:
    """A change of what is called ``now``, by ``moved``, from ``then``."""
    printed = made.amount(rate, Unit.PERCENT) if rate is not None else None
    told = made.claim(
        "change", "N05", Place(), text or f"比上年{word}", item, (current, "moved", "then"), printed, word, base=base
    )
    assert isinstance(told, ChangeClaim)
    return told


def among(
    claim: ChangeClaim,
    now: str | None,
    moved: str | None,
    then: str | None,
    *,
    units: tuple[Unit, Unit, Unit] = (Unit.WAN, Unit.WAN, Unit.WAN),
    previous: Disclosure | None = None,
) -> Context:
    """What a claim is held against."""
    stated = zip(("now", "moved", "then"), (now, moved, then), units, strict=True)
    prose = tuple(one for name, text, unit in stated for one in number(name, text, unit))
    return context_of(made.disclosure(prose=prose, claims=(claim,)), previous)


# A rate of what is printed.


@pytest.mark.parametrize(
    ("word", "rate", "now", "state"),
    [
        ("增加", "10.00%", "110.00", State.PASS),
        ("增加", "20.00%", "110.00", State.FAIL),
        ("减少", "10.00%", "90.00", State.PASS),
        ("减少", "10.00%", "110.00", State.UNDECIDABLE),  # right but for the word, which is another finding's
        ("增加", "10.00%", "90.00", State.UNDECIDABLE),
        ("增加", "0.50%", "99.50", State.UNDECIDABLE),
        ("减少", "30.00%", "110.00", State.FAIL),
        ("增加", "-10.00%", "110.00", State.FAIL),  # the word is right, the sign is wrong
        ("增加", "-0.50%", "100.50", State.FAIL),
        ("增加", "-10.00%", "90.00", State.PASS),
        ("增加", "10.00%", "100.00", State.FAIL),
        ("差异率", "10.00%", "90.00", State.PASS),
    ],
)
def test_a_rate_from_what_is_printed(word: str, rate: str, now: str, state: State) -> None:
    claim = change(word, rate)
    found = change_outcome(claim, among(claim, now, None, "100.00"))

    assert found.state is state
    if state is State.UNDECIDABLE:
        assert found.reason == "文字写的增减方向与数字相反"
        assert [term.statement.id for term in found.terms if term.statement is not None] == ["now", "then"]


def test_from_a_budget_a_rate_the_other_way_is_wrong() -> None:
    claim = change("减少", "10.00%", base="initial")

    assert change_outcome(claim, among(claim, "110.00", None, "100.00")).state is State.FAIL


@pytest.mark.parametrize(
    ("then", "base", "state"),
    [
        ("100.00", "previous", State.PASS),  # by last year's amount, whatever difference is printed
        ("0.00", "previous", State.FAIL),  # what came from nothing is judged by its difference
        ("100.00", "initial", State.FAIL),  # from a budget by the difference that is printed
    ],
)
def test_by_what_a_rate_is_judged_beside_a_difference(then: str, base: str, state: State) -> None:
    claim = change("增加", "10.00%", base=base)

    assert change_outcome(claim, among(claim, "110.00", "55.00", then)).state is state


@pytest.mark.parametrize(
    ("word", "now", "moved", "rate", "state"),
    [
        ("减少", "95.00", "-5.00", "-5.56%", State.PASS),  # to 95 from 90, as it is printed
        ("减少", "100.00", "-5.00", "6.00%", State.FAIL),
        ("减少", "100.00", "-5.00", "5.26%", State.UNDECIDABLE),  # to 100 from 95: it grew
        ("减少", "100.00", "-5.00", "-4.76%", State.UNDECIDABLE),
        ("减少", "100.00", "-5.00", "4.76%", State.UNDECIDABLE),
        ("增加", "100.00", "-5.00", "4.76%", State.UNDECIDABLE),
        ("增加", "100.00", "-5.00", "-5.26%", State.UNDECIDABLE),
        ("增加", "100.00", "-5.00", "7.00%", State.FAIL),
    ],
)
def test_a_minus_may_stand_for_a_decrease(word: str, now: str, moved: str, rate: str, state: State) -> None:
    claim = change(word, rate)

    assert change_outcome(claim, among(claim, now, moved, None)).state is state


def test_a_rate_of_the_other_direction_says_what_it_is_of() -> None:
    claim = change("增加", "16.67%")
    found = change_outcome(claim, among(claim, "5.00", "1.00", None))

    assert found.message.endswith("按“减少”计算恰为 16.67%，增减方向写反了。")
    assert [(term.sign, term.text) for term in found.terms] == [(1, "比上年增加"), (-1, "1.00"), (-1, "5.00")]
    assert (found.terms[0].label, [suspect.term for suspect in found.suspects]) == ("增加", [0])


# The difference between two numbers that are printed.


@pytest.mark.parametrize(
    ("word", "now", "moved", "then", "state"),
    [
        ("增加", "110.00", "10.00", "100.00", State.PASS),
        ("减少", "90.00", "10.00", "100.00", State.PASS),
        ("增加", "110.00", "12.00", "100.00", State.FAIL),
        ("减少", "110.00", "10.00", "100.00", State.FAIL),
        ("增加", "90.00", "10.00", "100.00", State.FAIL),
    ],
)
def test_a_difference_is_that_of_the_two_numbers(word: str, now: str, moved: str, then: str, state: State) -> None:
    claim = change(word)

    assert direction_outcome(claim, among(claim, now, moved, then)).state is state


@pytest.mark.parametrize(
    ("word", "base", "now", "then", "says"),
    [
        ("增加", "previous", "110.00", "100.00", "文中写增加 7.00，但本年数为 110.00、上年数为 100.00，应为增加 10.00 万元。"),
        ("减少", "previous", "90.00", "100.00", "文中写减少 7.00，但本年数为 90.00、上年数为 100.00，应为减少 10.00 万元。"),
        ("增加", "initial", "110.00", "100.00", "文中写增加 7.00，但决算数为 110.00、预算数为 100.00，应为增加 10.00 万元。"),
        ("增加", "previous", "100.00", "100.00", "文中写增加 7.00，但本年数为 100.00、上年数为 100.00，应为增加 0.00 万元。"),
    ],
)  # fmt: skip
def test_a_wrong_difference_says_which_is_right(word: str, base: str, now: str, then: str, says: str) -> None:
    claim = change(word, base=base)

    assert direction_outcome(claim, among(claim, now, "7.00", then)).message == says


def test_a_wrong_difference_of_counts_has_no_unit_of_money() -> None:
    claim = change("增加")
    found = direction_outcome(claim, among(claim, "11", "7", "1", units=(Unit.COUNT,) * 3))

    assert found.message == "文中写增加 7，但本年数为 11、上年数为 1，应为增加 10。"


@pytest.mark.parametrize(
    ("word", "base", "numbers", "says", "right"),
    [
        ("减少", "previous", ("110.00", "100.00"), "但本年数 110.00 多于上年数 100.00，方向相反。", "比上年增加"),
        ("增加", "previous", ("90.00", "100.00"), "但本年数 90.00 少于上年数 100.00，方向相反。", "比上年减少"),
        ("减少", "initial", ("110.00", "100.00"), "但决算数 110.00 多于预算数 100.00，方向相反。", "比上年增加"),
    ],
)
def test_a_word_that_goes_the_other_way_is_put_right(
    word: str, base: str, numbers: tuple[str, str], says: str, right: str
) -> None:
    now, then = numbers
    claim = change(word, base=base)
    found = direction_outcome(claim, among(claim, now, "10.00", then))

    assert (found.state, found.band, found.message) == (State.FAIL, Band.ERROR, f"文中写“比上年{word}”，{says}")
    assert [(term.sign, term.text) for term in found.terms] == [(1, f"比上年{word}"), (-1, now), (-1, then)]
    assert [(suspect.term, suspect.suggestion) for suspect in found.suspects] == [(0, right)]


def test_of_a_long_clause_the_end_is_told() -> None:
    text = "".join(chr(0x4E00 + index) for index in range(50)) + "减少"
    claim = change("减少", text=text)

    assert f"“{text[-20:]}”" in direction_outcome(claim, among(claim, "110.00", "10.00", "100.00")).message


def test_more_than_the_budget_is_judged_as_an_order() -> None:
    claim = change("超预算", base="initial")
    found = direction_outcome(claim, among(claim, "90.00", "10.00", "100.00"))

    assert (found.state, found.reason) == (State.UNDECIDABLE, "文字写的大小与数字相反，已另行指出")
    assert direction_outcome(claim, among(claim, "110.00", "10.00", "100.00")).state is State.PASS
    assert direction_outcome(claim, among(claim, "110.00", "12.00", "100.00")).state is State.FAIL


@pytest.mark.parametrize("which", range(3))
def test_a_difference_of_numbers_in_other_units_is_not_decided(which: int) -> None:
    units = tuple(Unit.COUNT if place == which else Unit.WAN for place in range(3))
    assert len(units) == 3
    claim = change("增加")
    found = direction_outcome(claim, among(claim, "110", "10", "100", units=(units[0], units[1], units[2])))

    assert (found.state, found.reason) == (State.UNDECIDABLE, "增减额与所比较的两个数计量单位不同")


# The word alone.


@pytest.mark.parametrize(
    ("word", "now", "then", "state"),
    [
        ("增加", "5.00", "4.00", State.PASS),
        ("增加", "4.00", "5.00", State.FAIL),
        ("增加", "5.00", "5.00", State.FAIL),
        ("减少", "4.00", "5.00", State.PASS),
        ("减少", "5.00", "5.00", State.FAIL),
        ("持平", "5.00", "5.00", State.PASS),
        ("持平", "5.00", "4.00", State.FAIL),
        ("持平", "4.00", "5.00", State.FAIL),
        ("基本持平", "4.00", "5.00", State.PASS),
    ],
)
def test_a_word_and_last_years_amount(word: str, now: str, then: str, state: State) -> None:
    """Where the section prints last year's amount, last year's document is not asked for."""
    claim = change(word)

    assert direction_outcome(claim, among(claim, now, None, then)).state is state


@pytest.mark.parametrize(
    ("word", "now", "then", "right", "put"),
    [
        ("增加", "4.00", "5.00", "减少", ["比上年减少"]),
        ("减少", "6.00", "5.00", "增加", ["比上年增加"]),
        ("增加", "5.00", "5.00", "持平", []),
        ("持平", "6.00", "5.00", "增加", []),
        ("持平", "4.00", "5.00", "减少", []),
    ],
)
def test_a_wrong_word_is_told_with_both_amounts(word: str, now: str, then: str, right: str, put: list[str]) -> None:
    claim = change(word)
    found = direction_outcome(claim, among(claim, now, None, then))

    assert found.message == f"文中写“{word}”，但上年为 {then}，本年为 {now}，应为{right}。"
    assert (found.band, found.hint) == (Band.ERROR, f"按两年的数改写为{right}。")
    assert [suspect.suggestion for suspect in found.suspects] == put


def test_last_years_document_is_asked_only_for_last_year() -> None:
    previous = made.disclosure(prose=number("x", "9.00"))
    claim = change("增加")

    assert direction_outcome(claim, among(claim, "5.00", None, None, previous=previous)).state is State.FAIL
    assert direction_outcome(claim, among(claim, "5.00", "1.00", None)).state is State.PASS
    assert direction_outcome(claim, among(claim, "5.00", None, None)).reason == "未提供上年决算，无从比较"
    for base in (ComparedWith.INITIAL, ComparedWith.OTHER):
        other = replace(claim, base=base)
        found = direction_outcome(other, among(other, "5.00", None, None, previous=previous))
        assert found.state is State.NOT_APPLICABLE
    found = direction_outcome(claim, among(claim, None, "1.00", None, previous=previous))
    assert found.state is State.PASS


# A level.


@pytest.mark.parametrize(
    ("word", "moved", "state"),
    [
        ("持平", "1.00", State.FAIL),
        ("持平", "-1.00", State.FAIL),
        ("持平", "0.00", State.PASS),
        ("基本持平", "1.00", State.PASS),
    ],
)
def test_a_level_has_no_difference(word: str, moved: str, state: State) -> None:
    claim = change(word)

    assert direction_outcome(claim, among(claim, "5.00", moved, None)).state is state


@pytest.mark.parametrize(
    ("base", "compared"),
    [("previous", "两年的数"), ("other", "两年的数"), ("initial", "决算数和预算数"), ("adjusted", "决算数和预算数")],
)
def test_what_a_level_is_between_is_named(base: str, compared: str) -> None:
    claim = change("持平", base=base)
    found = direction_outcome(claim, among(claim, "5.00", "1.00", None))

    assert found.message == "文中写“持平”，却又写增减 1.00，自相矛盾。"
    assert found.hint == f"核实{compared}：有增减的改正“持平”，确实持平的删去增减额。"


@pytest.mark.parametrize(("word", "moved", "told"), [("增加", "0.00", True), ("增加", "0.01", False)])
def test_a_difference_of_nothing_is_a_level(word: str, moved: str, told: bool) -> None:
    claim = change(word)
    found = direction_outcome(claim, among(claim, "5.00", moved, None))

    assert (found.severity is Severity.INFO) is told
    assert found.state is (State.FAIL if told else State.PASS)


def explained(
    word: str = "持平",
    *,
    now: str = "5.00",
    cause: str = "人员减少",
    before: ChangeClaim | None = None,
    text: str = "项目支出减少6.80%，其中印刷费与上年持平",
) -> Outcome:
    """What is said of a level with a cause, and a movement told before it."""
    claim = change(word, text=text)
    reason = made.claim("reason", "N05", Place(), cause, 0, ("now", ""), None, "主要原因是")
    told = (claim, reason) if before is None else (before, claim, reason)
    return direction_outcome(claim, context_of(made.disclosure(prose=number("now", now), claims=told)))


def test_a_level_has_no_cause_unless_it_is_one_of_nothing() -> None:
    found = explained()

    assert (found.state, found.severity) == (State.FAIL, Severity.WARNING)
    assert found.message == "文中写“持平”，却说明了增减的原因（“人员减少”），两处不一致。"
    assert explained(now="0.00").state is State.NOT_APPLICABLE
    assert explained("基本持平").state is State.NOT_APPLICABLE
    assert explained("减少").state is State.NOT_APPLICABLE


def test_where_there_was_no_year_before_the_level_itself_is_told() -> None:
    found = explained(cause="上年无数据")

    assert (found.state, found.severity) == (State.FAIL, Severity.WARNING)
    assert found.message == (
        "文中写“持平”，又说没有上年数（“上年无数据”）：没有上年数就无从比较，本年的 5.00 也不是没有变化。"
    )


@pytest.mark.parametrize(
    ("word", "text", "current", "item", "state"),
    [
        ("减少", "项目支出减少6.80%", "other", 0, State.NOT_APPLICABLE),
        ("增加", "项目支出减少6.80%", "other", 0, State.NOT_APPLICABLE),
        ("持平", "项目支出减少6.80%", "other", 0, State.FAIL),
        ("变动", "项目支出减少6.80%", "other", 0, State.FAIL),
        ("减少", "印刷费减少6.80%", "other", 0, State.FAIL),
        ("减少", "项目支出减少6.80%", "now", 0, State.FAIL),
        ("减少", "项目支出减少6.80%", "other", 1, State.FAIL),
    ],
)
def test_the_cause_may_be_that_of_a_movement_told_before(
    word: str, text: str, current: str, item: int, state: State
) -> None:
    """In the same sentence and item, of another number."""
    assert explained(before=change(word, text=text, current=current, item=item)).state is state


def test_a_clause_of_numbers_has_the_amounts_beside_its_word() -> None:
    claim = change("增加")
    found = direction_outcome(claim, among(claim, "5.00", "1.00", None))

    assert [(term.sign, term.label, term.text) for term in found.terms] == [
        (1, "增加", "比上年增加"),
        (-1, "now", "5.00"),
        (-1, "moved", "1.00"),
    ]
    assert found.difference is None or found.difference == Decimal(0)
