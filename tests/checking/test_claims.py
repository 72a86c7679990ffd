"""Shares, completion rates, changes and comparisons of the prose."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Claims
from juesuan.checking.claims import claim_outcomes, judge_claim
from juesuan.checking.percentages import direction_of
from juesuan.model import CERTAIN, Claim, ComparedWith, Doubtful, Outcome, Place, Severity, State, Unit
from tests import made
from tests.assertions import assertion
from tests.contexts import context_of


def judged(claim: Claim, *prose: made.Statement, kind: str = "") -> Outcome:
    body = Claims(kind or claim.kind, "N05")
    context = context_of(made.disclosure(prose=prose, claims=(claim,)))
    (outcome,) = claim_outcomes(body, context)
    return outcome


def claim(kind: str, percentage: str | None, *operands: str, word: str = "") -> Claim:
    printed = made.amount(percentage, Unit.PERCENT) if percentage else None
    return made.claim(kind, "N05", Place(), "占百分之多少", 0, operands, printed, word, base="previous")


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


@pytest.mark.parametrize(
    ("part", "whole", "printed", "state"),
    [
        ("72.29", "72.29", "100.00%", State.PASS),
        ("72.28", "72.29", "99.99%", State.WITHIN_ROUNDING),  # 0.01 of 72.29 is 0.014 %
        ("72.28", "72.29", "99.98%", State.FAIL),
        ("72.29", "72.29", "99.99%", State.FAIL),
    ],
)
def test_shares_of_all_parts_lack_what_their_amounts_lack(part: str, whole: str, printed: str, state: State) -> None:
    assert judged(claim("share", printed, "a", "b"), *two(part, whole), kind="whole").state is state


def test_change_must_reproduce_the_rate() -> None:
    down = claim("change", "85.23%", "a", "b", word="减少")
    up = claim("change", "85.23%", "a", "b", word="增加")

    assert judged(down, *two("3878.84", "22376.11")).state is State.PASS
    assert judged(up, *two("3878.84", "22376.11")).state is State.UNDECIDABLE


@pytest.mark.parametrize(("word", "right"), [("增加", "减少"), ("减少", "增加")])
def test_a_rate_of_the_other_direction_is_blamed_on_the_word(word: str, right: str) -> None:
    rate = "25.00%" if right == "增加" else "16.67%"

    told = replace(claim("change", rate, "a", "b", word=word), text=f"比上年{word}1.00万元")

    outcome = judged(told, *two("5.00", "1.00"))

    assert outcome.state is State.FAIL
    assert outcome.expected is None
    assert [(outcome.terms[each.term].label, each.suggestion) for each in outcome.suspects] == [
        (word, f"比上年{right}1.00万元")
    ]


def test_words_without_an_opposite_are_not_put_right() -> None:
    told = replace(claim("change", "25.00%", "a", "b", word="增多"), text="比上年增多1.00万元")
    assert judged(told, *two("5.00", "1.00")).suspects == ()


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
        ("0.00", "", "小于", State.UNDECIDABLE),
        ("", "6.00", "大于", State.UNDECIDABLE),
        ("0.00", "", "持平", State.PASS),
    ],
)
def test_order(actual: str, budget: str, word: str, state: State) -> None:
    assert judged(claim("order", None, "a", "b", word=word), *two(actual, budget)).state is state


@pytest.mark.parametrize(
    ("word", "spent", "given", "state"),
    [
        ("持平", "5.00", True, State.FAIL),
        ("持平", "5.00", False, State.UNDECIDABLE),
        ("基本持平", "5.00", True, State.UNDECIDABLE),
        ("小于", "5.00", True, State.UNDECIDABLE),
        ("持平", "0.00", True, State.UNDECIDABLE),
    ],
)
def test_level_with_a_budget_that_is_not_printed_has_no_cause(word: str, spent: str, given: bool, state: State) -> None:
    level = claim("order", None, "a", "", word=word)
    cause = made.claim("reason", "N05", Place(), "年中调整", 0, ("a", ""), None, "主要原因：")
    context = context_of(made.disclosure(prose=two(spent, "9.00"), claims=(level, cause) if given else (level,)))
    (outcome,) = claim_outcomes(Claims("order", "N05"), context)

    assert outcome.state is state


def test_unchanged_with_a_reason_for_a_change() -> None:
    unchanged = claim("change", None, "a", "", word="持平")
    reason = made.claim("reason", "N05", Place(), "人员减少", 0, ("a", ""), None, "主要原因是")
    body = Claims("direction", "N05")
    context = context_of(made.disclosure(prose=two("5.00", "0.00"), claims=(unchanged, reason)))
    (outcome,) = claim_outcomes(body, context)

    assert outcome.state is State.FAIL
    assert "人员减少" in outcome.message
    assert "删去原因" in outcome.hint


@pytest.mark.parametrize(
    ("cause", "state", "said"),
    [
        ("我局为2019年新成立单位，无2018年决算数", State.FAIL, "没有上年数就无从比较"),
        ("上年无数据", State.FAIL, "没有上年数就无从比较"),
        ("下属医院新成立检验中心", State.FAIL, "两处不一致"),
    ],
)
@pytest.mark.parametrize("now", ["5.00", None])
def test_unchanged_because_there_was_no_year_before(cause: str, state: State, said: str, now: str | None) -> None:
    """Without a year before nothing can be compared: that is what is told, and no contradiction of a level with its reason."""
    unchanged = claim("change", None, "a" if now else "", "b", word="变化")
    reason = made.claim("reason", "N05", Place(), cause, 0, ("a" if now else "", "b"), None, "主要是因为")
    context = context_of(made.disclosure(prose=two(now or "1.00", "0.00"), claims=(unchanged, reason)))
    (outcome,) = claim_outcomes(Claims("direction", "N05"), context)

    unknown = now is None and "无从比较" in said
    assert outcome.state is (State.UNDECIDABLE if unknown else state)
    assert unknown or (said in outcome.message and "变化0.00" in outcome.message)
    assert "重新计算" not in outcome.hint


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


# Where a claim cannot be judged, why is said; nothing is concluded from half of it.


@pytest.mark.parametrize(
    ("kind", "printed", "operands", "word", "state"),
    [
        ("share", "50%", ("a", ""), "", State.UNDECIDABLE),
        ("share", "50%", ("", "b"), "", State.UNDECIDABLE),
        ("completion", "50%", ("a", "b"), "", State.PASS),
        ("change", None, ("a", "b"), "增加", State.NOT_APPLICABLE),
        ("change", "50%", ("a", ""), "增加", State.UNDECIDABLE),
        ("change", "50%", ("", "b"), "增加", State.UNDECIDABLE),
        ("change", "50%", ("a", "b"), "变动", State.UNDECIDABLE),
        ("change", "50%", ("a", "b"), "持平", State.NOT_APPLICABLE),
        ("direction", None, ("a", "b"), "变动", State.UNDECIDABLE),
        ("direction", None, ("a", "b"), "增加", State.PASS),
        ("direction", None, ("a", ""), "增加", State.NOT_APPLICABLE),
        ("order", None, ("a", ""), "小于", State.UNDECIDABLE),
        ("order", None, ("", "b"), "小于", State.UNDECIDABLE),
        ("sum", None, ("b", "a", "a"), "", State.PASS),
        ("sum", None, ("a", "b", "a"), "", State.FAIL),
        ("sum", None, ("b", "a", ""), "", State.UNDECIDABLE),
        ("sum", None, ("b", "a"), "", State.UNDECIDABLE),
    ],
)
def test_half_a_claim(kind: str, printed: str | None, operands: tuple[str, ...], word: str, state: State) -> None:
    """a is 2.00 and b is 4.00."""
    told = claim("change" if kind == "direction" else kind, printed, *operands, word=word)

    assert judged(told, *two("2.00", "4.00"), kind=kind).state is state


@pytest.mark.parametrize("kind", ["share", "change", "order"])
def test_numbers_of_different_units_are_not_compared(kind: str) -> None:
    money, vehicles = two("2.00", "4.00")
    counted = replace(vehicles, amount=made.amount("4", Unit.COUNT))

    assert judged(claim(kind, "50%", "a", "b", word="增加"), money, counted).state is State.UNDECIDABLE


@pytest.mark.parametrize("which", [0, 1])
def test_a_share_of_what_may_be_another_column_is_not_judged(which: int) -> None:
    stated = [
        replace(s, certainty=Doubtful() if index == which else CERTAIN) for index, s in enumerate(two("2.00", "4.00"))
    ]

    assert judged(claim("share", "99%", "a", "b"), *stated).state is State.UNDECIDABLE


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("13%", State.WITHIN_ROUNDING),  # 12.5 itself rounds to 12 or 13, as one likes
        ("12%", State.PASS),
        ("12.5%", State.PASS),
        ("11%", State.FAIL),
        ("14%", State.FAIL),
    ],
)
def test_a_share_of_counts_is_exact_to_the_edge_of_what_rounds_to_it(printed: str, state: State) -> None:
    one, eight = (replace(s, amount=made.amount(text, Unit.COUNT)) for s, text in zip(two("1", "8"), "18", strict=True))

    assert judged(claim("share", printed, "a", "b"), one, eight).state is state


def test_a_failed_share_says_by_how_much() -> None:
    outcome = judged(claim("share", "51.00%", "a", "b"), *two("2.00", "4.00"))

    assert (outcome.stated, outcome.expected) == (Decimal("51.00"), Decimal("50.00"))
    assert (outcome.difference, outcome.allowed) == (Decimal("1.0000"), Decimal("0.005"))
    assert outcome.message == "文中写 51.00%，按 a 2.00 ÷ b 4.00 计算应为 50.00%。"
    assert [term.sign for term in outcome.terms] == [1, -1, -1]


def test_a_rate_on_nothing_has_no_meaning() -> None:
    outcome = judged(claim("change", "100.00%", "a", "b", word="减少"), *two("-5.00", "5.00"))

    assert outcome.state is State.NOT_APPLICABLE


@pytest.mark.parametrize("word", ["增加", "减少"])
def test_what_has_not_changed_has_no_rate(word: str) -> None:
    nothing = two("0.00", "0.00")

    assert judged(claim("change", "0.00%", "a", "b", word=word), *nothing).state is State.NOT_APPLICABLE
    assert judged(claim("change", "100.00%", "a", "b", word=word), *nothing).severity is Severity.WARNING


@pytest.mark.parametrize(
    ("current", "printed", "word", "severity"),
    [
        ("113.25", "100.00%", "增加", Severity.WARNING),
        ("113.25", "0%", "增加", Severity.WARNING),
        ("113.25", "37.50%", "增长", None),
    ],
)
def test_of_nothing_there_is_no_rate(current: str, printed: str, word: str, severity: Severity | None) -> None:
    outcome = judged(claim("change", printed, "a", "b", word=word), *two(current, current))

    assert (outcome.state, outcome.severity) == (State.FAIL, severity)
    assert "上年为 0" in outcome.message


def test_what_rounding_hides_may_have_any_rate() -> None:
    outcome = judged(claim("change", "100.00%", "a", "b", word="增加"), *two("0.01", "0.01"))

    assert outcome.state is not State.FAIL


@pytest.mark.parametrize(
    ("word", "difference", "severity"),
    [("持平", "1.00", None), ("持平", "-1.00", None), ("增加", "0.00", Severity.INFO), ("减少", "0.00", Severity.INFO)],
)
def test_a_word_that_contradicts_the_difference(word: str, difference: str, severity: Severity | None) -> None:
    outcome = judged(claim("change", None, "a", "b", word=word), *two("5.00", difference), kind="direction")

    assert (outcome.state, outcome.severity) == (State.FAIL, severity)


@pytest.mark.parametrize(
    ("word", "before", "state"),
    [
        ("增加", "4.00", State.PASS),
        ("增加", "6.00", State.FAIL),
        ("增加", "5.00", State.FAIL),
        ("减少", "6.00", State.PASS),
        ("减少", "4.00", State.FAIL),
        ("持平", "5.00", State.PASS),
        ("持平", "4.00", State.FAIL),
        ("增加", None, State.UNDECIDABLE),
    ],
)
def test_the_word_and_last_years_document(word: str, before: str | None, state: State) -> None:
    told, stated = claim("change", None, "a", "", word=word), two("5.00", "0.00")[:1]
    earlier = [made.statement("x", "spend[fund=gpb]", before, "N05")] if before else []
    body = Claims("direction", "N05")
    current, previous = made.disclosure(prose=stated, claims=(told,)), made.disclosure(prose=tuple(earlier))
    (outcome,) = claim_outcomes(body, context_of(current, previous))

    assert outcome.state is state
    (other,) = claim_outcomes(
        body, context_of(made.disclosure(prose=stated, claims=(replace(told, base=ComparedWith.INITIAL),)), previous)
    )
    assert other.state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("word", "agrees"),
    [
        ("大于", {1}), ("高于", {1}), ("超过", {1}), ("小于", {-1}), ("低于", {-1}), ("存在差异", {1, -1}),
        ("等于", {0}), ("持平", {0}), ("基本持平", {1, 0, -1}), ("一致", {0}),
    ],
)  # fmt: skip
def test_words_of_comparison(word: str, agrees: set[int]) -> None:
    found = {
        sign
        for sign, actual in ((-1, "4.00"), (0, "5.00"), (1, "6.00"))
        if judged(claim("order", None, "a", "b", word=word), *two(actual, "5.00")).state is State.PASS
    }

    assert found == agrees


@pytest.mark.parametrize(
    ("word", "actual", "said", "right"),
    [
        ("大于", "4.00", "决算数大于预算数", "决算数小于预算数"),
        ("持平", "6.00", "支出决算数与预算数持平", "支出决算数大于预算数"),
        ("低于", "5.00", "决算数低于预算数", "决算数等于预算数"),
        ("存在差异", "5.00", "决算数与年初预算数存在差异", "决算数与年初预算数一致"),
        ("高于", "4.00", "比预算要高于", "比预算要小于"),
    ],
)
def test_a_wrong_comparison_says_the_right_phrase(word: str, actual: str, said: str, right: str) -> None:
    """What is printed is quoted as printed, and what is to be put in its place is a whole phrase."""
    printed = made.claim("order", "N05", Place(), said, 0, ("a", "b"), None, word, base="previous")
    outcome = judged(printed, *two(actual, "5.00"))

    assert outcome.message.startswith(f"文中写“{said}”，但决算数为 {actual}、预算数为 5.00，应为“")
    assert [suspect.suggestion for suspect in outcome.suspects] == [right]
    assert outcome.difference == abs(Decimal(actual) - 5)
    assert [suspect.term for suspect in outcome.suspects] == [0]


def test_a_reason_belongs_to_its_own_item() -> None:
    unchanged = claim("change", None, "a", "", word="持平")
    body = Claims("direction", "N05")
    for reason in (
        made.claim("reason", "N05", Place(), "人员减少", 2, ("a", ""), None, "主要原因是"),
        made.claim("reason", "N05", Place(), "人员减少", 0, ("b", ""), None, "主要原因是"),
    ):
        context = context_of(made.disclosure(prose=two("5.00", "0.00"), claims=(unchanged, reason)))
        (outcome,) = claim_outcomes(body, context)

        assert outcome.state is State.NOT_APPLICABLE


def test_a_section_by_itself_or_with_its_parts() -> None:
    def told(expression: str) -> list[State]:
        body = assertion(expression).body
        assert isinstance(body, Claims)
        claims = (claim("share", "50%", "a", "b"), replace(claim("share", "60%", "a", "b"), section="N05.2"))
        context = context_of(made.disclosure(prose=two("2.00", "4.00"), claims=claims))
        return [outcome.state for outcome in claim_outcomes(body, context)]

    assert told("share @ N05") == [State.PASS, State.FAIL]
    assert told("share @ =N05") == [State.PASS]
    assert told("share @ N05.2") == [State.FAIL]
    assert told("share @ N06") == told("change @ N05") == [State.NOT_APPLICABLE]


def test_a_claim_without_numbers_is_not_judged() -> None:
    context = context_of(made.disclosure(prose=two("2.00", "4.00")))

    assert judge_claim(claim("listing", None, "a"), context).state is State.NOT_APPLICABLE
    assert judge_claim(claim("share", "50%", "a", "b"), context).state is State.PASS


@pytest.mark.parametrize(
    ("word", "printed", "state"),
    [
        ("差异率", "25.00%", State.PASS),
        ("差异率", "52.00%", State.FAIL),
        ("增长", "25.00%", State.PASS),
        ("减少", "25.00%", State.FAIL),
    ],
)
def test_a_change_from_a_budget_that_is_printed(word: str, printed: str, state: State) -> None:
    prose = (
        made.statement("a", "spend[fund=gpb]", "100.00", "N05"),
        made.statement("b", "spend[stage=initial,fund=gpb]", "80.00", "N05"),
    )
    change = made.claim(
        "change", "N05", Place(), "差异率", 0, ("a", ""), made.amount(printed, Unit.PERCENT), word, base="initial"
    )

    assert judged(change, *prose).state is state


@pytest.mark.parametrize(
    ("current", "difference", "printed", "word", "state"),
    [
        ("5.00", "0.00", "0.00%", "增加", State.PASS),
        ("5.00", "0.00", "0.00%", "减少", State.PASS),
        ("5.00", "-5.00", "-50.00%", "增加", State.PASS),
        ("5.00", "5.00", "50.00%", "减少", State.PASS),
        ("100.00", "-5.20", "-4.94%", "减少", State.UNDECIDABLE),
        ("95.00", "-5.00", "-5.56%", "增加", State.UNDECIDABLE),
        ("3.00", "2.00", "200.00%", "增加", State.PASS),
        ("1.00", "2.00", "-200.00%", "增加", State.PASS),
        ("200.00", "1.00", "-0.50%", "增加", State.FAIL),
        ("200.00", "-1.00", "0.50%", "增加", State.UNDECIDABLE),
        ("0.50", "0.50", "37.50%", "增加", State.FAIL),
        ("-0.50", "-0.50", "37.50%", "增加", State.NOT_APPLICABLE),
    ],
)
def test_a_rate_is_of_the_year_before(current: str, difference: str, printed: str, word: str, state: State) -> None:
    """A difference of nothing is 0 %; a rate that would be right the other way round leaves open which year is meant."""
    assert judged(claim("change", printed, "a", "b", word=word), *two(current, difference)).state is state


def test_why_there_is_no_rate_is_said() -> None:
    """Of a base that rounding cannot tell from nothing there is none either."""
    for current, difference, word in (
        ("-5.00", "5.00", "减少"),
        ("0.02", "0.01", "增加"),
    ):
        outcome = judged(claim("change", "100.00%", "a", "b", word=word), *two(current, difference))
        assert outcome.reason == "上年数为零，比率无意义"


def test_what_a_word_is_held_against_stands_on_the_other_side() -> None:
    compared = judged(claim("order", None, "a", "b", word="大于"), *two("4.00", "5.00"))
    moved = judged(claim("change", None, "a", "b", word="持平"), *two("5.00", "1.00"), kind="direction")

    for outcome in (compared, moved):
        assert [(term.sign, term.label) for term in outcome.terms[1:]] == [(-1, "a"), (-1, "b")]
        assert (outcome.terms[0].sign, outcome.terms[0].statement) == (1, None)


def test_whether_there_is_a_section_at_all_is_said() -> None:
    body = Claims("share", "N05")
    section = made.section("N05", "说明")
    for sections, reason in (((), "没有相应的文字说明"), ((section,), "文字说明中没有此类表述")):
        (outcome,) = claim_outcomes(body, context_of(made.disclosure(sections=sections)))
        assert (outcome.state, outcome.reason) == (State.NOT_APPLICABLE, reason)


@pytest.mark.parametrize(
    ("kind", "operands", "word"),
    [
        ("share", ("", "b"), ""),
        ("completion", ("a", ""), ""),
        ("change", ("a", ""), "增加"),
        ("direction", ("a", "b"), "变动"),
        ("order", ("a", ""), "大于"),
        ("sum", ("a", "b"), ""),
        ("since", ("", ""), "增加"),
    ],
)
def test_of_a_long_clause_the_beginning_is_told(kind: str, operands: tuple[str, str], word: str) -> None:
    clause = "".join(chr(0x4E00 + index) for index in range(50))
    rate = None if kind in {"direction", "order", "sum", "since"} else "5.00%"
    told = claim("change" if kind in {"direction", "since"} else kind, rate, *operands, word=word)
    outcome = judged(replace(told, text=clause), *two("5.00", "4.00"), kind=kind)

    assert outcome.state is State.UNDECIDABLE
    assert outcome.reason.startswith(f"“{clause[:30]}…”")
    (term,) = outcome.terms
    assert (term.sign, term.label, term.text) == (1, clause[:24], rate or clause)


def test_of_a_long_reason_the_beginning_is_told() -> None:
    unchanged = claim("change", None, "a", "", word="持平")
    reason = made.claim("reason", "N05", Place(), "人员减少" * 10, 0, ("a", ""), None, "主要原因是")
    context = context_of(made.disclosure(prose=two("5.00", "0.00"), claims=(unchanged, reason)))
    (outcome,) = claim_outcomes(Claims("direction", "N05"), context)

    assert f"（“{('人员减少' * 10)[:30]}…”）" in outcome.message


# The difference that is printed, against last year's document.


def since(
    now: str | None,
    then: str | None,
    moved: str | None,
    *,
    unit: Unit = Unit.PERCENT,
    then_unit: Unit | None = None,
    fact: bool = True,
    base: str = "previous",
) -> Outcome:
    """What is said of a difference; units in which every decimal that is printed counts."""
    known = made.statement("a", "spend[fund=gpb]", "0", "N05")
    stated = [
        replace(known, id=name, amount=made.amount(text, unit), fact=known.fact if fact else None)
        for name, text in (("a", now), ("b", moved))
        if text is not None
    ]
    before = replace(known, id="x", amount=made.amount(then or "", then_unit or unit))
    told = made.claim("change", "N05", Place(), "比上年增加", 0, ("a", "b"), None, "增加", base=base)
    previous = made.disclosure(prose=(before,) if then is not None else ())
    context = context_of(made.disclosure(prose=tuple(stated), claims=(told,)), previous)
    (outcome,) = claim_outcomes(Claims("since", "N05"), context)
    return outcome


@pytest.mark.parametrize(
    ("now", "then", "moved", "state"),
    [
        ("10.00", "4.00", "6.00", State.PASS),
        ("4.00", "10.00", "6.00", State.PASS),
        ("4.00", "10.00", "-6.00", State.PASS),
        ("10.0", "5.00", "5.06", State.WITHIN_ROUNDING),  # 0.05, 0.005 and 0.005 are just what is missing
        ("10.00", "5.0", "5.05", State.WITHIN_ROUNDING),
        ("10.05", "5.00", "5.1", State.WITHIN_ROUNDING),
        ("10.0", "5.00", "5.07", State.FAIL),
        ("10.00", "4.00", "14.00", State.FAIL),
    ],
)
def test_a_difference_is_that_of_both_documents_but_for_rounding(now: str, then: str, moved: str, state: State) -> None:
    assert since(now, then, moved).state is state


def test_a_wrong_difference_says_what_it_should_be() -> None:
    found = since("10.00", "4.00", "7.00", unit=Unit.WAN)

    assert found.message == "文中写增减 7.00，按本年 10.00 与上年决算 4.00 计算应为 6.00 万元。"
    assert (found.stated, found.expected, found.difference, found.allowed) == (
        Decimal(7),
        Decimal(6),
        Decimal(1),
        Decimal("0.015"),
    )
    assert [(term.sign, term.text) for term in found.terms] == [(1, "7.00"), (-1, "10.00")]


def test_a_difference_that_cannot_be_compared_says_why() -> None:
    assert since("10.00", "4.00", "6.00", base="initial").reason == "文字说明没有与上年比较"
    for open_ in (
        since(None, "4.00", "6.00"),
        since("10.00", "4.00", None),
        since("10.00", "4.00", "6.00", fact=False),
    ):
        assert (open_.state, open_.reason) == (State.UNDECIDABLE, "“比上年增加”的本年数或增减额未能确定")
    assert since("10.00", None, "6.00").reason == "上年决算中没有找到“a”"
    assert since("10.00", "4.00", "6.00", then_unit=Unit.COUNT).reason == "增减额与两年的数计量单位不同"
    without = made.disclosure(prose=two("5.00", "1.00"), claims=(claim("change", None, "a", "b", word="增加"),))
    (found,) = claim_outcomes(Claims("since", "N05"), context_of(without))
    assert (found.state, found.reason) == (State.UNDECIDABLE, "上年决算中没有找到“a”")


# Rates of nothing, and shares together.


@pytest.mark.parametrize(
    ("part", "whole", "printed", "state", "severity"),
    [
        ("0.00", "0.00", "0.00%", State.FAIL, Severity.INFO),
        ("0.00", "0.00", "5.00%", State.FAIL, None),
        ("1.00", "0.00", "0.00%", State.FAIL, None),
        (None, "0.00", "0.00%", State.FAIL, None),
        ("0.00", "4.00", "0.00%", State.PASS, None),
        ("1.00", None, "0.00%", State.NOT_APPLICABLE, None),
    ],
)
def test_there_is_no_share_of_nothing(
    part: str | None, whole: str | None, printed: str, state: State, severity: Severity | None
) -> None:
    stated = [
        made.statement(name, "spend", text, "N05") for name, text in (("a", part), ("b", whole)) if text is not None
    ]
    outcome = judged(claim("share", printed, "a", "b"), *stated, kind="share_base")

    assert (outcome.state, outcome.severity) == (state, severity)
    if state is State.FAIL:
        assert [term.sign for term in outcome.terms] == [1, -1]
        assert outcome.message == f"“b”为 0，文中却写 {printed}，没有意义。"


def together(*parts: tuple[str, str, str], whole: str = "10.00", doubtful: str = "") -> list[Outcome]:
    """What is said of the shares of parts: each its fact, its amount and its share."""
    known = [made.statement("whole", "spend", whole, "N05")]
    known += [made.statement(f"p{index}", fact or "spend", text, "N05") for index, (fact, text, _) in enumerate(parts)]
    stated = [replace(s, fact=None) if s.id != "whole" and not parts[int(s.id[1:])][0] else s for s in known]
    stated = [replace(s, certainty=Doubtful()) if s.id == doubtful else s for s in stated]
    claims = tuple(claim("share", share, f"p{index}", "whole") for index, (*_, share) in enumerate(parts))
    context = context_of(made.disclosure(prose=tuple(stated), claims=claims))
    return list(claim_outcomes(Claims("whole", "N05"), context))


BASIC, PROJECT, CLASS = "spend[nature=basic]", "spend[nature=project]", "spend[function=206]"


def test_shares_of_all_parts_are_a_hundred_but_for_their_rounding() -> None:
    (exact,) = together((BASIC, "4.00", "40.00%"), (PROJECT, "6.00", "60.00%"))
    (within,) = together((BASIC, "4.00", "40.00%"), (PROJECT, "6.00", "59.99%"))
    (beyond,) = together((BASIC, "4.00", "40.00%"), (PROJECT, "6.00", "60.02%"))

    assert (exact.state, [term.sign for term in exact.terms]) == (State.PASS, [1, 1])
    assert [term.label for term in exact.terms] == ["占百分之多少"] * 2
    assert (within.state, within.difference, within.allowed) == (
        State.WITHIN_ROUNDING,
        Decimal("-0.01"),
        Decimal("0.01"),
    )
    assert (beyond.stated, beyond.expected, beyond.difference) == (Decimal("100.02"), Decimal(100), Decimal("0.02"))
    assert beyond.message == "各分项占比之和为 100.02%，应为 100%（四舍五入最多允许相差 0.010）。"


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ((("4.00", "40.00%"), ("5.99", "59.91%")), State.WITHIN_ROUNDING),  # 0.01 of 10.00 is 0.1 %
        ((("4.00", "40.00%"), ("5.99", "59.85%")), State.FAIL),
        ((("0.00", "0.00%"), ("9.99", "99.91%")), State.WITHIN_ROUNDING),
        ((("9.99", "99.91%"), ("0.00", "0.00%")), State.WITHIN_ROUNDING),
    ],
)
def test_shares_lack_what_their_amounts_lack_of_the_whole(parts: tuple[tuple[str, str], ...], state: State) -> None:
    (outcome,) = together(*((fact, *part) for fact, part in zip((BASIC, PROJECT), parts, strict=True)))

    assert outcome.state is state


def test_of_long_clauses_of_shares_the_beginning_is_told() -> None:
    clause = "".join(chr(0x4E00 + index) for index in range(50))
    nothing = judged(replace(claim("share", "5.00%", "a", "b"), text=clause), *two("1.00", "0.00"), kind="share_base")
    whole = judged(replace(claim("share", "99.00%", "a", "b"), text=clause), *two("5.00", "5.00"), kind="whole")

    assert (nothing.terms[0].label, whole.terms[0].label) == (clause[:24], clause[:20])


def test_shares_are_added_up_in_each_partition_by_itself() -> None:
    natures = ((BASIC, "4.00", "40.00%"), (PROJECT, "6.00", "60.00%"))

    assert [o.state for o in together(*natures, (CLASS, "10.00", "99.00%"))] == [State.PASS, State.FAIL]
    assert [o.state for o in together(*natures, ("", "10.00", "99.00%"))] == [State.PASS, State.FAIL]
    assert together(natures[0], (PROJECT, "5.00", "60.00%")) == [], "not all parts are there"


def test_shares_of_what_is_not_stated_are_not_added_up() -> None:
    for operands in (("nobody", "b"), ("a", "nobody"), ("", "")):
        context = context_of(made.disclosure(prose=two("4.00", "4.00"), claims=(claim("share", "99.00%", *operands),)))
        assert list(claim_outcomes(Claims("whole", "N05"), context)) == []


@pytest.mark.parametrize("doubtful", ["whole", "p0"])
def test_shares_of_what_may_be_another_column_are_not_added_up(doubtful: str) -> None:
    assert together((BASIC, "10.00", "99.00%"), doubtful=doubtful) == []
    assert len(together((BASIC, "10.00", "99.00%"))) == 1


def test_every_word_of_a_level_or_a_movement_has_its_direction() -> None:
    words = {
        "up": ("增加", "上升", "增幅", "多支出"),
        "down": ("减少", "降低", "降幅", "少支出"),
        "level": ("持平", "无变化", "没有变化", "无增减变化", "无增减"),
    }

    for value, texts in words.items():
        for text in texts:
            assert direction_of(text) == {"up": 1, "down": -1, "level": 0}[value]
