"""Numbers of a place by fact, and the instances of what is asserted of them: stated by hand, without a document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from juesuan.arithmetic.assertion import Linear, Parts, Ratio
from juesuan.arithmetic.grammar import parse
from juesuan.arithmetic.instances import Instance, bindings, linear_instances, parts_instances, ratio_instances
from juesuan.arithmetic.stock import Stock
from juesuan.model import FactKey
from juesuan.standard import builtin

KEY = FactKey.parse
SPEND = {"spend": 10, "spend[function=206]": 7, "spend[function=20603]": 4, "spend[function=2060301]": 3}


class Places:
    """Stocks by place; of another document by its name."""

    def __init__(self, **stocks: Stock[int]) -> None:
        self._stocks = stocks

    def stock(self, place: str, document: str, number: int) -> Stock[int] | None:
        return self._stocks.get(document or place)

    def numbers(self, places: tuple[str, ...]) -> tuple[int, ...]:
        return (0,)

    def dimensions(self, partition: str) -> frozenset[str]:
        return builtin().vocabulary.divided(partition)


def stock(numbers: Mapping[str, int], **more: object) -> Stock[int]:
    return Stock([(KEY(fact), number) for fact, number in numbers.items()], builtin().vocabulary.above, **more)  # type: ignore[arg-type]


def facts(*names: str) -> tuple[FactKey, ...]:
    return tuple(map(KEY, names))


def instances(text: str, **places: Stock[int]) -> list[Instance[int]]:
    (assertion,) = parse(text, "here")
    body, source = assertion.bodies[0], Places(**places)
    if isinstance(body, Parts):
        return list(parts_instances(body, source, 0))
    assert isinstance(body, Linear)
    return list(linear_instances(body, source, 0))


def test_of_several_numbers_of_a_fact_the_first_counts_and_all_can_be_asked_for() -> None:
    found = Stock([(KEY("spend"), 1), (KEY("spend"), 2)], builtin().vocabulary.above, again={KEY("spend"): (2, 3)})

    assert found.get(KEY("spend")) == 1
    assert found.every(KEY("spend")) == (1, 2, 3)
    assert found.every(KEY("income")) == ()


def test_what_is_no_number_is_there_and_says_why() -> None:
    found = stock({"spend": 1}, broken={KEY("income"): "XX"})

    assert KEY("income") in found
    assert KEY("balance[at=opening]") not in found
    assert (found.get(KEY("income")), found.why_broken(KEY("income")), found.why_broken(KEY("spend"))) == (
        None,
        "XX",
        "",
    )
    assert stock({"spend": 1}).why_broken(KEY("spend")) == ""
    assert list(found.facts("*")) == [KEY("spend"), KEY("income")]
    assert list(found.measures) == ["spend", "income"]
    assert list(found.facts("balance")) == []


def test_parts_are_of_the_nearest_whole_and_below_of_all() -> None:
    found = stock(SPEND)

    assert found.parts(KEY("spend"), "function") == facts("spend[function=206]")
    assert found.parts(KEY("spend[function=206]"), "function") == facts("spend[function=20603]")
    assert found.parts(KEY("spend[function=2060301]"), "function") == found.parts(KEY("spend"), "nature") == ()
    assert found.below(KEY("spend"), "function") == facts(*list(SPEND)[1:])
    assert found.below(KEY("spend[function=20603]"), "function") == facts("spend[function=2060301]")


def test_what_stands_in_a_memo_row_is_no_part_of_what_stands_beside_it() -> None:
    memo = frozenset(facts("spend[function=206]"))
    found = stock(SPEND, memo=memo)

    assert found.parts(KEY("spend"), "function") == facts("spend[function=20603]")
    assert found.parts(KEY("spend[function=206]"), "function") == ()
    assert found.below(KEY("spend"), "function") == facts("spend[function=20603]", "spend[function=2060301]")
    both = stock(SPEND, memo=frozenset(facts("spend[function=206]", "spend[function=20603]")))
    assert both.parts(KEY("spend[function=206]"), "function") == facts("spend[function=20603]")
    assert both.below(KEY("spend[function=206]"), "function") == facts("spend[function=20603]")


def test_what_makes_a_fact_is_itself_or_its_nearest_parts() -> None:
    parts = {name: number for name, number in SPEND.items() if name != "spend"} | {"spend[nature=basic]": 6}
    found = stock(parts)

    assert found.making(KEY("spend[function=206]")) == facts("spend[function=206]")
    assert found.making(KEY("spend")) == facts("spend[function=206]")
    assert found.making(KEY("spend"), "nature") == facts("spend[nature=basic]")
    assert found.making(KEY("income")) == found.making(KEY("spend"), "origin") == ()
    memo = stock(parts, memo=frozenset(facts("spend[function=206]")))
    assert memo.making(KEY("spend"), "function") == ()


@pytest.mark.parametrize(("least", "relation"), [("", "="), (" 1", "="), (" 2", "="), (" 3", ">=")])
def test_fewer_parts_than_make_a_list_are_no_more_than_the_whole(least: str, relation: str) -> None:
    stated = stock({"spend": 9, "spend[nature=basic]": 4, "spend[nature=project]": 5})
    (found,) = instances(f"spend by nature{least}", here=stated)

    assert (found.relation, found.terms) == (relation, ((1, 9), (-1, 4), (-1, 5)))
    assert (found.parts, found.partition, found.is_comparison) == ("here", "nature", False)


def test_a_whole_without_parts_is_no_instance_and_a_broken_part_says_why() -> None:
    assert instances("spend by nature", here=stock({"spend": 9})) == instances("spend by nature") == []
    broken = stock({"spend": 9, "spend[nature=basic]": 4}, broken={KEY("spend[nature=project]"): "XX"})
    (found,) = instances("spend by nature", here=broken)
    assert (found.reason, found.terms) == ("XX", ())


def test_parts_that_stand_twice_count_twice_and_the_whole_once() -> None:
    twice = {KEY("spend"): (9,), KEY("spend[nature=basic]"): (3,)}
    (found,) = instances("spend by nature", here=stock({"spend": 9, "spend[nature=basic]": 6}, again=twice))

    assert found.terms == ((1, 9), (-1, 6), (-1, 3))


def test_an_equation_has_an_instance_where_both_sides_are_stated() -> None:
    stated = stock({"income": 5, "balance[at=opening]": 1, "spend": 6})

    (found,) = instances("income + balance[at=opening] = spend", here=stated)
    assert (found.terms, found.missing, found.reason) == (((1, 5), (1, 1), (-1, 6)), (), "")
    (found,) = instances("income + balance[at=closing] = spend", here=stated)
    assert (found.terms, found.missing) == (((1, 5), (-1, 6)), ("here",))
    assert instances("income = balance[at=closing]", here=stated) == []
    assert instances("balance[at=closing] = income", here=stated) == []
    assert instances("income = procurement@N99", here=stated) == []
    broken = stock({"income": 5}, broken={KEY("spend"): "XX"})
    (found,) = instances("income = spend", here=broken)
    assert (found.reason, found.terms) == ("XX", ())


def test_a_constant_is_a_side_of_its_own() -> None:
    stated = stock({"income": 5, "spend": 6})

    (found,) = instances("income + spend >= 3", here=stated)
    assert (found.terms, found.constant, found.relation, found.is_comparison) == (
        ((1, 5), (1, 6)),
        Decimal(-3),
        ">=",
        True,
    )
    (found,) = instances("income >= 0", here=stated)
    assert found.is_comparison
    assert (
        instances("procurement >= 0", here=stated)
        == instances("procurement + balance[at=opening] >= 3", here=stated)
        == []
    )
    (found,) = instances("3 <= income + spend", here=stated)
    assert (found.terms, found.constant) == (((-1, 5), (-1, 6)), Decimal(3))


def test_each_fact_of_a_shape_is_compared_by_itself() -> None:
    stated = stock({"spend": 6, "income": 5}, broken={KEY("spend[nature=basic]"): "XX"})
    found = instances("spend[..] >= 2", here=stated)

    assert [(instance.terms, instance.reason) for instance in found] == [(((1, 6),), ""), ((), "XX")]
    assert found[0].constant == Decimal(-2)
    assert instances("spend[..] >= 2") == []


def test_another_document_is_named_and_missed() -> None:
    stated, before = stock({"income": 5}), stock({"income": 4})

    (found,) = instances("income = previous.income", here=stated, previous=before)
    assert (found.terms, found.others, found.document, found.lacks_other) == (((1, 5),), ((-1, 4),), "previous", False)
    for lacking in ({}, {"previous": stock({"spend": 1})}):
        (found,) = instances("income = previous.income", here=stated, **lacking)
        assert (found.terms, found.document, found.lacks_other) == (((1, 5),), "previous", True)
    assert instances("income = previous.income", previous=before) == []


def test_variables_are_bound_by_each_term_that_names_them_all_and_once() -> None:
    (assertion,) = parse("spend[function=?f:class] = income[function=?f]", "here")
    body = assertion.bodies[0]
    assert isinstance(body, Linear)
    here = stock(
        {"spend[function=206]": 1, "income[function=206]": 2, "spend[function=20603]": 3, "income[function=208]": 4}
    )

    assert list(bindings(body.terms, Places(here=here), 0)) == [{"f": "206"}, {"f": "208"}]
    assert [found.terms for found in instances("spend[function=?f:class] = income[function=?f]", here=here)] == [
        ((1, 1), (-1, 2))
    ]
    assert list(bindings((), Places(here=here), 0)) == [{}]
    assert list(bindings(body.terms, Places(), 0)) == []


def test_a_ratio_has_an_instance_where_part_whole_and_rate_are_stated() -> None:
    (assertion,) = parse("spend / spend[stage=adjusted] = rate %", "here")
    body = assertion.bodies[0]
    assert isinstance(body, Ratio)
    stated = {"spend": 4, "spend[stage=adjusted]": 5, "rate": 80}

    assert list(ratio_instances(body, Places(here=stock(stated)), 0)) == [(4, 5, 80)]
    for lacking in stated:
        rest = {fact: number for fact, number in stated.items() if fact != lacking}
        assert list(ratio_instances(body, Places(here=stock(rest)), 0)) == []
    assert list(ratio_instances(body, Places(), 0)) == []


def test_facts_of_another_shape_are_not_compared() -> None:
    stated = stock({"spend": 6, "spend[nature=basic]": 1, "spend[nature=project]": 4, "income": 1})

    assert [found.terms for found in instances("spend[nature=*] >= 2", here=stated)] == [((1, 1),), ((1, 4),)]


def test_what_is_made_of_its_parts_is_compared_with_a_number_too() -> None:
    stated = stock({"income[source=other]": 1, "income[source=business]": 4})

    (found,) = instances("sum(income) >= 3", here=stated)
    assert (found.terms, found.constant, found.parts) == (((1, 1), (1, 4)), Decimal(-3), "here")


def test_a_comparison_is_of_one_number_or_with_a_constant() -> None:
    one, other = ((1, 5),), ((-1, 3),)

    assert Instance(one, ">=").is_comparison
    assert Instance((*one, *other), "=", Decimal(2)).is_comparison
    assert not Instance(one, "=", others=other).is_comparison
    assert not Instance((*one, *one), "=", others=other).is_comparison


def test_variables_are_not_bound_by_a_term_that_names_none() -> None:
    (body,) = parse("spend + spend[function=?f] = income[function=?f]", "here")[0].bodies
    assert isinstance(body, Linear)
    here = stock({"spend": 9, "spend[function=206]": 1, "income[function=206]": 2})

    assert list(bindings(body.terms, Places(here=here), 0)) == [{"f": "206"}]


def test_one_whole_without_such_parts_or_with_a_broken_one_does_not_hide_the_next() -> None:
    stated = {
        "spend[fund=gpb]": 1,
        "spend[fund=gpb,function=206]": 2,
        "spend[fund=gf]": 3,
        "spend[fund=gf,function=2060301]": 4,
    }
    (found,) = instances("spend[fund=gpb|gf] by function:item", here=stock(stated))
    assert found.terms == ((1, 3), (-1, 4))

    broken = stock(stated, broken={KEY("spend[fund=gpb,function=208]"): "XX"})
    found, other = instances("spend[fund=gpb|gf] by function", here=broken)
    assert (found.reason, other.terms) == ("XX", ((1, 3), (-1, 4)))


def test_what_is_not_asked_to_be_made_of_its_parts_is_not() -> None:
    stated = stock({"income[source=other]": 5, "spend": 5})

    assert instances("income = spend", here=stated) == []
    assert len(instances("sum(income) = spend", here=stated)) == 1
