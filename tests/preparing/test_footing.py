"""Footing: every identity holds exactly on what is printed, and nothing moves by a whole unit of the last place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations, product

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

import juesuan
from juesuan.arithmetic.assertion import Linear, Parts
from juesuan.checking.assertions import assertion_outcomes
from juesuan.model import Disclosure, FactKey, State, Unit
from juesuan.preparing.books import Books, Department
from juesuan.preparing.compose import composed, plain_figures, shown_facts
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import Facts, facts
from juesuan.preparing.rounding import POLICIES, Figures, in_unit
from juesuan.preparing.rounding.footing import footed
from juesuan.preparing.rounding.identities import Identity, foots, identities
from juesuan.preparing.rounding.policies import _unkept
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.contexts import context_of
from tests.departments import Chance, accounts
from tests.examples import examples
from tests.strategies import books

REFERENCE = builtin().layouts.reference

CENT = Decimal("0.01")
_NOTHING = Books(Department("示例局", "单位", "示例县", "行政", (), (), ("示例局",)), 2022, (), (), ())


@dataclass(frozen=True, slots=True)
class Footed:
    """A document made to foot, with the facts that were to foot."""

    figures: Figures
    shown: frozenset[FactKey]
    disclosure: Disclosure
    notes: list[str]


def made_to_foot(made: Books, edition: Layout) -> Footed:
    made = consolidated(made, builtin()).books
    figures = plain_figures(made, edition)
    shown = frozenset(
        fact for fact in shown_facts(made, figures.facts, edition) if foots(fact, edition.standard.vocabulary)
    )
    decided, notes = POLICIES["footing"](figures, shown, {})
    return Footed(decided, shown, composed(made, decided, edition, lambda asked: "略").disclosure, notes)


def off(figures: Figures, disclosure: Disclosure) -> Iterator[tuple[str, Decimal | None]]:
    """Every instance of an equation of the standard that does not hold exactly on the printed numbers, though it does in yuan."""
    context = context_of(disclosure)
    for rule in builtin().rules.values():
        for part in rule.parts:
            if isinstance(part.body, Linear | Parts):
                for outcome in assertion_outcomes(part, context):
                    if outcome.relation != "=" or outcome.state not in {State.FAIL, State.WITHIN_ROUNDING}:
                        continue
                    terms = [(term.sign, term.statement.fact) for term in outcome.terms if term.statement]
                    exact = sum(sign * figures.exact(fact) for sign, fact in terms if fact is not None)
                    if not exact or any(fact is None for _, fact in terms) or abs(exact) < 1:
                        yield rule.id, outcome.difference


def turned(figures: Figures, disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    """Every limit of the standard that holds in yuan and not on the printed numbers, or is equal there and not here."""
    context = context_of(disclosure)
    parts = [
        (rule.id, part) for rule in builtin().rules.values() for part in rule.parts if isinstance(part.body, Linear)
    ]
    found = [(name, outcome) for name, part in parts for outcome in assertion_outcomes(part, context)]
    for name, outcome in found:
        terms = [(term.sign, term.statement) for term in outcome.terms if term.statement is not None]
        if outcome.relation not in {"<=", ">="} or any(statement.fact is None for _, statement in terms):
            continue
        turn = 1 if outcome.relation == "<=" else -1
        exact = turn * sum(sign * figures.exact(statement.fact) for sign, statement in terms if statement.fact)
        shown = turn * sum(sign * statement.value for sign, statement in terms)
        if exact <= 0 < shown or (exact == 0 != shown):
            yield name, outcome.message


def prose_sums(disclosure: Disclosure) -> Iterator[tuple[str, Decimal, Decimal]]:
    """The amounts of the items of a section, by stage and fund, against the amount that stands before them."""
    for section in ("N05.3", "N07", "N08"):
        stated = [s for s in disclosure.statements if s.source == section and s.fact and s.fact.measure == "spend"]
        for stage in ("initial", None):
            amounts = [s for s in stated if s.fact and s.fact.get("stage") == stage]
            total = [s.value for s in amounts if s.instance == 0]
            items = {s.fact: s.value for s in amounts if s.instance}
            if total:
                yield section, total[0], sum(items.values(), Decimal(0))


def assert_foots(made: Books, edition: Layout) -> None:
    footed = made_to_foot(made, edition)
    figures, disclosure = footed.figures, footed.disclosure
    if any("按合计取舍后" in note for note in footed.notes):
        return
    assert list(off(figures, disclosure)) == []
    assert list(turned(figures, disclosure)) == []
    assert [sums for sums in prose_sums(disclosure) if sums[1] != sums[2]] == []
    for fact in footed.shown:
        exact = in_unit(figures.exact(fact), figures.unit)
        assert abs(figures.shown(fact) - exact) < CENT
        assert exact or not figures.shown(fact)


@pytest.mark.parametrize("edition", builtin().layouts.prepared.values(), ids=lambda edition: edition.id)
def test_the_example_foots_everywhere(edition: Layout) -> None:
    assert_foots(replace(example_books(builtin()), year=edition.year), edition)


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a whole department takes minutes
)
@given(st.data())
def test_random_departments_foot(data: st.DataObject) -> None:
    edition = builtin().layouts.named(data.draw(st.sampled_from(("henan-2022", "shanghai-2024", "mof-2020"))))
    assert_foots(data.draw(books(edition)), edition)


def test_a_remainder_that_prints_as_nothing_foots() -> None:
    """18.17 yuan are left over: as printed there is nothing left, so that income and spending of each 科目 must be equal."""
    edition = builtin().layouts.named("mof-2020")
    assert_foots(accounts(Chance(705), edition, 17), edition)


@settings(deadline=None)
@given(st.integers(0, 20_000), st.sampled_from(("opening", "closing")))
@example(9_999, "closing")
@example(10_000, "closing")
def test_what_is_asked_on_a_condition_is_asked_where_it_may_be_printed_so(fen: int, at: str) -> None:
    """Without a remainder income is spending (X-21); less than a unit of the last place may be printed as none."""
    left, income, spend = (
        FactKey.parse(fact)
        for fact in (
            f"balance[fund=fiscal,at={at}]",
            "income[fund=fiscal,function=2040103]",
            "spend[fund=gpb,function=2040103]",
        )
    )
    known = Facts({left: Decimal(fen) / 100, income: Decimal(90_755_239), spend: Decimal(90_755_239)})
    assert (Identity((income,), (spend,)) in identities(known, known.values, Decimal(100), REFERENCE)) is (fen < 10_000)


def test_totals_keep_their_own_rounding_where_they_can() -> None:
    footed = made_to_foot(example_books(builtin()), builtin().layouts.named("henan-2022"))
    figures, plainly = footed.figures, replace(footed.figures, decided={})
    for text in (
        "spend",
        "income",
        "total[side=income]",
        "total[fund=fiscal,side=income]",
        "spend[fund=gpb]",
        "three_public",
    ):
        assert figures.shown(text) == plainly.shown(text)
    moved = [fact for fact in footed.shown if figures.shown(fact) != plainly.shown(fact)]
    assert len(moved) < 30
    assert footed.notes == [f"已按合计数调整尾差：{len(moved)} 个数的末位按合计取舍，各数与原值相差不到末位的 1。"]


def test_no_number_stands_twice_in_an_identity() -> None:
    footed = made_to_foot(example_books(builtin()), builtin().layouts.named("henan-2022"))
    for identity in identities(footed.figures.facts, footed.shown, Decimal(100), footed.figures.layout):
        facts_in_it = [fact for _, fact in identity.terms]
        assert len(facts_in_it) == len(set(facts_in_it)) > 1


def test_amounts_in_yuan_need_no_footing() -> None:
    edition = structs.replace(builtin().layouts.named("henan-2022"), unit=Unit.YUAN)
    made = made_to_foot(example_books(builtin()), edition)
    assert (made.notes, made.figures.decided, list(off(made.figures, made.disclosure))) == ([], {}, [])


def test_a_total_keeps_its_own_rounding_and_the_nearest_parts_give_way() -> None:
    facts = Facts({FactKey.parse(f): Decimal(y) for f, y in (
        ("procurement", "10002"), ("procurement[item=goods]", "3334"),
        ("procurement[item=works]", "3333"), ("procurement[item=services]", "3335"),
    )})  # fmt: skip
    result = footed(facts, facts.values, REFERENCE)
    assert result.broken == ()
    assert {str(fact): str(value) for fact, value in result.values.items()} == {
        "procurement": "1.00",
        "procurement[item=goods]": "0.33",
        "procurement[item=services]": "0.34",
        "procurement[item=works]": "0.33",
    }


def printed_hundredths(amounts: dict[str, int]) -> dict[str, int]:
    """Procurement by item, given in yuan: what is printed of it, in hundredths of 万元, in whatever order it is given."""
    results = []
    for order in permutations(amounts):
        exact = {item: FactKey.parse(f"procurement[item={item}]" if item else "procurement") for item in order}
        known = {fact: Decimal(amounts[item]) for item, fact in exact.items()}
        result = footed(Facts(known), list(known), REFERENCE)
        assert result.broken == ()
        plain = {item: Decimal(amounts[item]) / 10_000 for item in amounts}
        results.append({item: int(100 * result.values.get(exact[item], plain[item])) for item in amounts})
    assert results == [results[0]] * len(results)
    return results[0]


@pytest.mark.parametrize(
    ("amounts", "printed"),
    [
        ({"": 50}, {"": 1}),  # half a unit of the last place goes up, as it does by itself
        ({"": 49}, {"": 0}),
        ({"": 150, "goods": 100, "works": 50}, {"": 2, "goods": 1, "works": 1}),
        ({"": 149, "goods": 100, "works": 49}, {"": 1, "goods": 1, "works": 0}),
        ({"": 150, "goods": 75, "works": 75}, {"": 2, "goods": 1, "works": 1}),
        ({"": 250, "goods": 75, "works": 175}, {"": 3, "goods": 1, "works": 2}),
        ({"": 140, "goods": 71, "works": 69}, {"": 1, "goods": 1, "works": 0}),
        ({"": 140, "goods": 69, "works": 71}, {"": 1, "goods": 0, "works": 1}),
    ],
)
def test_halves_and_what_is_nearest(amounts: dict[str, int], printed: dict[str, int]) -> None:
    """A total keeps its own rounding, and of its parts those give way that are nearest to the middle."""
    assert printed_hundredths(amounts) == printed


@pytest.mark.parametrize("each", [70, 50, 30])
def test_of_parts_that_are_alike_one_gives_way_and_always_the_same(each: int) -> None:
    printed = printed_hundredths({"": 2 * each, "goods": each, "works": each})

    assert printed["goods"] + printed["works"] == printed[""] == 1


def test_where_nothing_foots_as_little_as_possible_is_broken_and_said() -> None:
    """A cube whose four halves share every plane in pairs: no rounding of it has all its margins."""
    halves = [("gpb", "201", "project"), ("gpb", "204", "basic"), ("gf", "201", "basic"), ("gf", "204", "project")]
    sums: dict[FactKey, Decimal] = {}
    for cell in halves:
        for kept in product((True, False), repeat=3):
            named = zip(("fund", "function", "nature"), cell, kept, strict=True)
            fact = FactKey.of("spend", **{name: value for name, value, keep in named if keep})
            sums[fact] = sums.get(fact, Decimal(0)) + 50
    result = footed(Facts(sums), sums, REFERENCE)
    assert len(result.broken) == 3
    assert set(result.values.values()) <= {Decimal("0.00"), CENT}
    figures = Figures(Facts(sums), REFERENCE)
    assert any("仍不能相等" in note for note in POLICIES["footing"](figures, frozenset(sums), {})[1])


_ITEMS = ("abroad", "vehicle_purchase", "vehicle_operation", "reception")


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25_000), st.sampled_from((0, 0, 1, 3_000, 9_000))), min_size=4, max_size=4))
def test_small_spending_stays_within_its_small_budget(amounts: list[tuple[int, int]]) -> None:
    """A budget of fifty yuan and a spending of fifty print alike, whatever the totals would like."""
    given_amounts = {
        item: (Decimal(fen) / 100, Decimal(fen + more) / 100) for item, (fen, more) in zip(_ITEMS, amounts, strict=True)
    }
    final = {item: spent for item, (spent, _) in given_amounts.items()}
    adjusted = {item: budget for item, (_, budget) in given_amounts.items()}
    known = facts(replace(_NOTHING, three_public={"final": final, "adjusted": adjusted}), REFERENCE)
    result = footed(known, known.values, REFERENCE)
    figures = Figures(known, REFERENCE, decided=result.values)
    assert result.broken == ()
    for fact in known.values:
        budget = fact.but(stage="adjusted") if fact.get("stage") is None else None
        if budget in known.values:
            assert figures.shown(fact) <= figures.shown(budget)
            if known.get(fact) == known.get(budget):
                assert figures.shown(fact) == figures.shown(budget)


def test_two_parts_stay_within_what_they_are_limited_by() -> None:
    """Single rounding gives 0.01 + 0.01 > 0.01: 单位医疗 of both kinds of units and 职工基本医疗保险缴费."""
    facts_known = Facts({FactKey.parse(fact): Decimal(yuan) for fact, yuan in (
        ("spend[fund=gpb,economic=30110,nature=basic]", 140),
        ("spend[fund=gpb,function=2101101,nature=basic]", 60), ("spend[fund=gpb,function=2101102,nature=basic]", 70),
    )})  # fmt: skip
    result = footed(facts_known, facts_known.values, REFERENCE)
    shown = {str(fact): value for fact, value in result.values.items()}
    assert result.broken == ()
    assert (
        sum(value for fact, value in shown.items() if "function" in fact)
        <= shown["spend[fund=gpb,economic=30110,nature=basic]"]
    )


def test_a_limit_that_cannot_be_kept_is_said_as_one() -> None:
    whole, part = FactKey.parse("three_public[stage=adjusted]"), FactKey.parse("three_public")
    said = [_unkept(Identity((whole,), (part,), equal=equal), builtin().vocabulary) for equal in (True, False)]
    assert ["＝" in text for text in said] == [True, False]
    assert "仍有超过" in said[1]


def test_rates_and_changes_agree_with_what_is_printed() -> None:
    made = juesuan.prepare(example_books(builtin()), builtin().layouts.named("henan-2022"), "footing")
    assert made.disclosure is not None
    assert any("已按合计数调整尾差" in note for note in made.notes)
    assert all("已按合计数调整尾差" in table.notes[0] for table in made.disclosure.tables.values())
    text = next(section for section in made.disclosure.sections if section.id == "N01").body.text
    assert text.startswith("2022年度收、支总计均为4452.73万元。与上年度相比，收、支总计各减少85.89万元")
