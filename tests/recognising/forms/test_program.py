"""The integer program: a choice of readings that breaks as little as possible."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.recognising.forms.flattened.program import ColumnChoice, ColumnEquation, least_violations

ZERO, SLACK = Decimal(0), Decimal("0.01")


def choice(*readings: tuple[int, ...]) -> ColumnChoice:
    return ColumnChoice(tuple(tuple(map(Decimal, reading)) for reading in readings))


def test_the_reading_that_breaks_nothing() -> None:
    """Two rows with one figure each; the columns must sum to 5 and 7."""
    rows = [choice((5, 0), (0, 5)), choice((7, 0), (0, 7))]
    sums = [
        ColumnEquation(((1, 0, column), (1, 1, column)), -Decimal(total), SLACK) for column, total in ((0, 5), (1, 7))
    ]

    answer = least_violations(rows, sums)

    assert answer.chosen == (0, 1)
    assert not answer.undecided


def test_what_is_not_determined_is_named() -> None:
    rows = [choice((5, 0), (0, 5)), choice((5, 0), (0, 5)), choice((1, 0), (0, 1))]
    sums = [
        ColumnEquation(tuple((1, row, column) for row in range(3)), -Decimal(total), SLACK)
        for column, total in ((0, 6), (1, 5))
    ]

    answer = least_violations(rows, sums)

    assert set(answer.undecided) == {0, 1}
    assert answer.chosen[2] == 0


def test_the_cheaper_equation_gives_way() -> None:
    rows = [choice((5, 0), (0, 5))]
    dear, cheap = (
        ColumnEquation(((1, 0, column),), Decimal(-5), SLACK, cost=cost) for column, cost in ((0, 100), (1, 10))
    )

    assert least_violations(rows, [cheap, dear]).chosen == (0,)


@pytest.mark.parametrize(("relation", "chosen"), [("<=", 1), (">=", 0)])
def test_inequalities(relation: str, chosen: int) -> None:
    rows = [choice((5, 0), (0, 5))]

    assert least_violations(rows, [ColumnEquation(((1, 0, 0),), Decimal(-3), SLACK, relation)]).chosen == (chosen,)


def test_large_amounts_are_told_apart_to_the_cent() -> None:
    """A big-M formulation must not let a difference of 0.02 in 2.4 million pass."""
    big = Decimal("2480372.70")
    rows = [ColumnChoice(((big, ZERO), (big + Decimal("0.03"), ZERO))), choice((0, 0), (0, 1))]
    equations = [
        ColumnEquation(((1, 0, 0),), -big - Decimal("0.03"), SLACK),
        ColumnEquation(((1, 1, 1), (1, 0, 1)), Decimal(-5), SLACK),
    ]

    assert least_violations(rows, equations).chosen[0] == 1


def test_nothing_is_written_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    least_violations([choice((5, 0), (0, 5))], [])

    assert capfd.readouterr() == ("", "")
