"""What last year's disclosure gives for the comparisons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from msgspec import structs

from juesuan.model import Doubtful, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import facts
from juesuan.preparing.previous import previous_values, with_previous
from juesuan.standard import builtin
from tests.made import disclosure, statement


def test_tables_and_prose_give_yuan() -> None:
    made = compose(example_books(builtin()), builtin().layouts.named("henan-2022"))
    exact, values = (
        facts(consolidated(example_books(builtin()), builtin()).books, builtin().layouts.reference),
        previous_values(made),
    )

    for fact in ("total[side=income]", "total[fund=fiscal,side=income]", "spend[fund=gpb]", "running_costs"):
        assert abs(values[fact] - exact.get(fact)) <= 50, fact
    assert not any("year=" in fact or "project=" in fact for fact in values)


def test_tables_go_before_prose_and_counts_are_left_out() -> None:
    read = disclosure(
        {"T01": {("L31", "C1"): "12.34"}},
        prose=(
            statement("N01#1", "total[side=income]", "99.00", "N01"),
            statement("N10#1", "running_costs", "1.50", "N10"),
            statement("N12#1", "vehicles", "3", "N12", unit=Unit.COUNT),
            structs.replace(statement("N11#1", "procurement", "8.00", "N11"), certainty=Doubtful()),
        ),
    )

    assert previous_values(read) == {"total[side=income]": Decimal(123400), "running_costs": Decimal(15000)}


def test_what_the_books_have_themselves_stays() -> None:
    read = disclosure({"T01": {("L31", "C1"): "12.34"}}, prose=(statement("N10#1", "running_costs", "1.50", "N10"),))
    books = replace(example_books(builtin()), previous={"running_costs": Decimal("15001.23")})

    assert with_previous(books, read).previous == {
        "total[side=income]": Decimal(123400),
        "running_costs": Decimal("15001.23"),
    }
