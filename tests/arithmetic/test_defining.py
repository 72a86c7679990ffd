"""What identities define, in which order, and what it comes to: over facts alone, without a document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from juesuan.arithmetic.defining import Definition, definitions, derived
from juesuan.arithmetic.grammar import parse
from juesuan.model import FactKey
from juesuan.standard import builtin

KEY = FactKey.parse
ABOVE = builtin().vocabulary.above


def defined(*texts: str) -> tuple[Definition, ...]:
    """The definitions among identities."""
    return definitions([assertion for text in texts for assertion in parse(text)], ABOVE)


def shown(definition: Definition) -> str:
    """A definition in one line."""
    signed = (f"{'+' if term.sign > 0 else '-'}{term.pattern}" for term in definition.inputs)
    return f"{definition.target} <- {definition.partition or ' '.join(signed)}"


def computed(values: Mapping[str, int], *texts: str) -> dict[str, int]:
    """What identities make of some values."""
    given = {KEY(fact): Decimal(value) for fact, value in values.items()}
    return {str(fact): int(value) for fact, value in derived(given, defined(*texts), ABOVE).items()}


@pytest.mark.parametrize(
    ("text", "definition"),
    [
        ("total[side=income] = income + spend", "total[side=income] <- +income +spend"),
        ("income + spend = total[side=income]", "total[side=income] <- +income +spend"),
        ("procurement = income - spend + running_costs", "procurement <- +income -spend +running_costs"),
        ("income by origin", "income <- origin"),
        ("spend[function=206] by function", "spend[function=206] <- function"),
    ],
)
def test_a_fact_that_stands_alone_is_what_the_other_side_or_its_parts_come_to(text: str, definition: str) -> None:
    assert list(map(shown, defined(text))) == [definition]


@pytest.mark.parametrize(
    "text",
    [
        "income = spend",  # a copy
        "income + spend = procurement + running_costs",  # two sums
        "- procurement = income + spend",
        "income + spend = - procurement",
        "procurement = income + 3",
        "procurement = income + spend - 3",
        "procurement = income + spend + 0",
        "procurement = income + 0",
        "0 = income + spend",
        "3 = income + spend",
        "income >= 0",
        "procurement == income + spend",
        "procurement <= income + spend",
        "procurement = sum(income) + spend",
        "procurement = income + previous.spend",
        "procurement = income + spend where income != 0",
        "procurement = income + spend unless income != 0",
        "procurement = income + spend or procurement = income",
        "spend[..] by function",
        "spend[fund=?f] by function",
        "spend by function:item",
        "spend by origin 2",
        "spend by origin where spend != 0",
        "income / spend = rate %",
        "T01 ~ T02 : *",
        "share @ N02",
    ],
)
def test_what_holds_only_sometimes_or_leaves_two_facts_open_defines_nothing(text: str) -> None:
    assert defined(text) == ()


def test_each_definition_stands_after_those_that_it_needs() -> None:
    texts = (
        "procurement = income + running_costs",
        "running_costs = spend + balance[at=opening]",
        "spend by nature",
        "spend[nature=basic] = equipment + vehicles",
    )
    for order in (texts, texts[::-1]):
        targets = [str(definition.target) for definition in defined(*order)]
        assert targets == ["spend[nature=basic]", "spend", "running_costs", "procurement"]


def test_two_facts_that_define_each_other_are_refused_by_name() -> None:
    texts = ("equipment = income + vehicles", "income = spend + procurement", "spend = income + running_costs")
    with pytest.raises(ValueError, match="互为定义") as error:
        defined(*texts)

    _, _, names = str(error.value).partition("：")
    assert sorted(names.split("、")) == ["income", "spend"]


def test_a_fact_on_both_sides_needs_no_other() -> None:
    assert len(defined("income = income + spend", "procurement = spend + running_costs")) == 2


@pytest.mark.parametrize(
    ("needed", "made", "same"),
    [
        ("spend", "spend", True),
        ("spend", "income", False),
        ("spend[function=206]", "spend[function=206]", True),
        ("spend[function=206]", "spend[function=208]", False),
        ("spend[function=206]", "spend[function=?f:class]", True),
        ("spend[function=20601]", "spend[function=?f:class]", False),
        ("spend[function=?f:class]", "spend[function=206]", True),
        ("spend[function=?f:class]", "spend[function=20601]", False),
        ("spend[function=?f:class]", "spend[function=?g:item]", True),
        ("spend", "spend[function=206]", False),
        ("spend[function=206]", "spend", False),
        ("spend", "spend[function=?f:any]", True),
        ("spend[function=?f:any]", "spend", True),
        ("spend", "spend[function=?f:class]", False),
        ("spend[function=?f:class]", "spend", False),
        ("spend[fund=gpb]", "spend[nature=basic]", False),
        ("spend[fund=?f:any]", "spend[nature=?n:any]", True),
        ("spend[fund=gpb,function=?f:any]", "spend[fund=gpb]", True),
        ("spend[fund=gpb,function=?f:any]", "spend[fund=gf]", False),
    ],
)
def test_a_definition_needs_another_where_a_fact_may_be_of_both_shapes(needed: str, made: str, same: bool) -> None:
    """The second needs the first whatever the shapes are; where the first needs the second too, they define each other."""
    texts = (f"procurement = {needed} + equipment", f"{made} = procurement + vehicles")
    if same:
        with pytest.raises(ValueError, match="互为定义"):
            defined(*texts)
    else:
        assert len(defined(*texts)) == 2


@pytest.mark.parametrize(
    ("part", "is_part"),
    [
        ("spend[function=206]", True),
        ("spend[function=20601]", True),
        ("spend[function=?f:206|208]", True),
        ("spend[function=?f:any,nature=basic]", False),
        ("spend[nature=basic]", False),
        ("spend[fund=gpb,function=206]", False),
        ("income[function=206]", False),
        ("spend[function=?f]", True),
    ],
)
def test_a_list_of_parts_needs_what_makes_one_of_them(part: str, is_part: bool) -> None:
    texts = ("spend by function", "procurement = spend + equipment", f"{part} = procurement + vehicles")
    if is_part:
        with pytest.raises(ValueError, match="互为定义"):
            defined(*texts)
    else:
        assert len(defined(*texts)) == 3


def test_a_value_is_the_signed_sum_of_what_is_known() -> None:
    given = {"income": 70, "spend": 50, "running_costs": 3}
    found = computed(given, "procurement = income - spend + running_costs + balance[at=opening]")

    assert found == {**given, "procurement": 23}


def test_the_parts_that_are_there_make_the_whole() -> None:
    parts = {"spend[function=206]": 7, "spend[function=20603]": 4, "spend[function=208]": 2, "spend[nature=basic]": 5}

    assert computed(parts, "spend by function") == {**parts, "spend": 9}
    assert computed({"income": 3}, "spend by function") == {"income": 3}


def test_of_no_parts_nothing_is_said_and_what_else_defines_the_whole_does() -> None:
    assert computed({"income": 3, "procurement": 2}, "spend by function", "spend = income + procurement")["spend"] == 5
    texts = ("spend by function", "spend by nature")
    assert computed({"spend[nature=basic]": 7}, *texts) == {"spend[nature=basic]": 7, "spend": 7}


def test_what_was_defined_is_never_changed() -> None:
    (definition,) = defined("income by origin")
    with pytest.raises(AttributeError):
        definition.partition = "function"  # type: ignore[misc]


def test_what_is_given_or_was_defined_before_is_not_defined_again() -> None:
    texts = ("procurement = income + spend", "procurement = income - spend", "equipment = procurement + spend")

    assert computed({"income": 5, "spend": 2}, *texts) == {"income": 5, "spend": 2, "procurement": 7, "equipment": 9}
    given = {"income": 5, "spend": 2, "procurement": 4}
    assert computed(given, *texts) == {**given, "equipment": 6}


def test_what_comes_to_nothing_is_left_out_and_not_defined_again() -> None:
    texts = ("procurement = income - spend", "procurement = income + spend")

    assert computed({"income": 5, "spend": 5}, *texts) == {"income": 5, "spend": 5}
    assert computed({"income": 5, "spend": 0, "procurement": 0}, texts[1]) == {"income": 5, "procurement": 5}


def test_a_shape_is_defined_for_each_value_for_which_anything_is_known() -> None:
    given = {"income[function=206]": 5, "income[function=208]": 3, "spend[function=206]": 4, "balance[function=206]": 9}
    texts = (
        "balance[function=?f] = income[function=?f] - spend[function=?f]",
        "equipment = procurement + spend[function=206]",
    )

    assert computed(given, *texts) == {**given, "balance[function=208]": 3, "equipment": 4}
