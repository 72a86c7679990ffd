"""Every number typed into a workbook, in another unit by ten thousand: its cell is named, or was said to have nothing to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.preparing.example import example_books
from juesuan.preparing.magnitudes import (
    TypedFigure,
    UnitSlip,
    WholeSlip,
    amount_fields,
    doubts,
    figures_of,
    incomparable,
    named_figures,
    slips,
    whole_slip,
)
from juesuan.preparing.workbook import InputCell, read_books
from juesuan.standard import builtin
from tests.departments import Chance, accounts
from tests.departments.documents import EDITIONS
from tests.examples import examples
from tests.workbooks import sheets_of, with_cells

TEN_THOUSAND = Decimal(10_000)
FACTORS = (TEN_THOUSAND, 1 / TEN_THOUSAND)


@lru_cache
def figures() -> tuple[TypedFigure, ...]:
    read = read_books(sheets_of(example_books(builtin())), builtin())
    assert read.books is not None
    return figures_of(read.rows, read.books, builtin())


def slips_of(some: Sequence[TypedFigure]) -> list[UnitSlip]:
    return slips(some, builtin().comparisons, {})


def test_nothing_is_said_of_the_example() -> None:
    assert slips_of(figures()) == []


def test_every_typed_amount_is_named_or_was_listed() -> None:
    """One at a time, times and by ten thousand. What is listed are small parts of large sums, balances, and things that cost
    nothing by the piece.
    """
    alone = incomparable(figures(), builtin().comparisons, {})
    listed = named_figures(alone)
    for index, figure in enumerate(figures()):
        for factor in FACTORS:
            changed = [*figures()[:index], replace(figure, amount=figure.amount * factor), *figures()[index + 1 :]]
            told = {id(item.row) for slip in slips_of(changed) for item in (slip.figure, *slip.others)}
            assert id(figure.row) in told or figure in alone, (figure.sheet, figure.field, figure.keys, factor)
    assert len(alone) <= len(figures()) / 8, listed
    assert {figure.sheet for figure in alone} == {"income", "spending", "opening", "amounts", "counts"}


@pytest.mark.parametrize(
    ("sheet", "cell", "typed", "said"),
    [
        ("上年数", "B3", "4538.62", "4,538.62 像是按万元填的：本年收入与年初结转是 "),
        (
            "年初预算",
            "C9",
            "1500",
            "1,500.00 像是按万元填的：同一科目的支出是 12,635,480.00 元。金额单位是元，应为 15,000,000.00",
        ),
        ("其他金额", "B5", "113.25", "113.25 像是按万元填的"),
        ("其他金额", "B9", "1268", "1,268.00 像是按万元填的"),
        ("三公经费", "C5", "739205000", "739,205,000.00 像是多乘了一万"),
        ("项目", "G5", "126354800000", "126,354,800,000.00 像是多乘了一万"),
        ("整体绩效", "B3", "4366.25", "4,366.25 像是按万元填的：财政拨款支出是 "),
    ],
)
def test_a_slip_is_told_with_its_cell_and_the_factor(sheet: str, cell: str, typed: str, said: str) -> None:
    sheets = with_cells(sheets_of(example_books(builtin())), sheet, {cell: InputCell(typed, Decimal(typed))})
    read = read_books(sheets, builtin())
    assert read.books is not None, read.problems
    found = doubts(slips_of(figures_of(read.rows, read.books, builtin())), builtin())

    assert [(doubt.problem.place.sheet, doubt.problem.place.cell) for doubt in found] == [(sheet, cell)]
    assert found[0].problem.message.startswith(said)


def test_a_count_is_told_with_the_amount_first() -> None:
    """Neither is known to be wrong; that the amount is in another unit is what happens."""
    sheets = with_cells(
        sheets_of(example_books(builtin())), "车辆设备与接待", {"B8": InputCell("960000", Decimal(960000))}
    )
    read = read_books(sheets, builtin())
    assert read.books is not None, read.problems
    (doubt,) = doubts(slips_of(figures_of(read.rows, read.books, builtin())), builtin())

    assert doubt.problem.place.sheet == "三公经费"
    assert doubt.problem.message.startswith("公务接待费 8,640.00 元与 车辆设备与接待!B8 的 960,000 相差上万倍")


def in_wan(keep: frozenset[str] = frozenset()) -> tuple[TypedFigure, ...]:
    """The example typed in 万元, but for some sheets; counts are what they are."""
    money = amount_fields(builtin())
    return tuple(
        replace(item, amount=(item.amount / TEN_THOUSAND).quantize(Decimal("0.01")))
        if (item.sheet, item.field) in money and item.sheet not in keep
        else item
        for item in figures()
    )


def whole_of(some: Sequence[TypedFigure]) -> WholeSlip | None:
    return whole_slip(some, builtin().comparisons, {}, slips_of(some), amount_fields(builtin()))


@pytest.mark.parametrize("keep", [(), ("previous",), ("previous", "overall"), ("overall",)])
def test_of_a_book_in_wan_the_whole_is_the_suspect(keep: tuple[str, ...]) -> None:
    """Not the few cells that are right, nor the number of cars."""
    some = in_wan(frozenset(keep))
    whole = whole_of(some)

    assert whole is not None
    assert {"income", "spending", "basic"} <= {figure.sheet for figure in whole.figures}
    assert {figure.sheet for figure in whole.apart} <= {*keep}
    assert not {"counts"} & {figure.sheet for figure in whole.figures}
    (doubt,) = doubts(slips_of(some), builtin(), whole)
    assert "像是整个按万元填的" in doubt.problem.message
    assert "要全部乘以 10000" in doubt.problem.message


def test_a_single_slip_is_never_the_whole_book() -> None:
    for index, figure in enumerate(figures()):
        for factor in FACTORS:
            changed = [*figures()[:index], replace(figure, amount=figure.amount * factor), *figures()[index + 1 :]]
            assert whole_of(changed) is None, (figure.sheet, figure.field, figure.keys, factor)


def test_a_column_in_another_unit_is_one_message() -> None:
    """A budget that was copied from a sheet in 万元."""
    some = [replace(item, amount=item.amount / TEN_THOUSAND) if item.sheet == "initial" else item for item in figures()]
    (doubt,) = doubts(slips_of(some), builtin())

    assert doubt.problem.place.sheet == "年初预算"
    assert "“年初预算数（元）”有 " in doubt.problem.message
    assert "像是按万元填的，应乘以 10000" in doubt.problem.message


def test_a_slip_keeps_its_fingerprint_while_the_figure_is_the_same() -> None:
    changed = [replace(item, amount=item.amount / TEN_THOUSAND) if item.field == "sme" else item for item in figures()]
    again = [replace(item, amount=item.amount / 2) if item.field == "sme" else item for item in changed]

    assert [slip.fingerprint for slip in slips_of(changed)] == [slip.fingerprint for slip in slips_of(changed)]
    assert slips_of(changed)[0].fingerprint != slips_of(again)[0].fingerprint


def test_last_years_disclosure_is_held_against_the_opening_balance() -> None:
    last = {"balance[at=closing,fund=gf]": Decimal(1_500_000)}
    some = [
        replace(item, amount=item.amount / TEN_THOUSAND)
        if item.keys.get("function") == "2120803" and item.sheet == "opening"
        else item
        for item in figures()
    ]
    (found, *_) = slips(some, builtin().comparisons, last)

    assert found.figure.sheet == "opening"


@pytest.mark.parametrize(
    ("sheet", "cell", "typed"),
    [
        ("绩效指标", "G4", "50000"),
        ("绩效指标", "G4", "0.0005"),
        ("绩效指标", "H5", "40000"),
        ("单位信息", "B7", "20220000"),
        ("车辆设备与接待", "B6", "0.0002"),
    ],
)
def test_points_years_and_counts_have_bounds_of_their_own(sheet: str, cell: str, typed: str) -> None:
    sheets = with_cells(sheets_of(example_books(builtin())), sheet, {cell: InputCell(typed, Decimal(typed))})

    assert (sheet, cell) in {
        (problem.place.sheet, problem.place.cell) for problem in read_books(sheets, builtin()).problems
    }


@pytest.mark.parametrize("seed", range(6))
def test_random_departments_are_seldom_doubted(seed: int) -> None:
    """Their amounts are drawn, so that a budget may well be a thousand times what was spent; most figures have something to be held against."""
    editions = [editions[-1] for editions in EDITIONS.values()]
    books = accounts(Chance(seed), editions[seed % len(editions)], 6)
    read = read_books(sheets_of(books), builtin())
    assert read.books is not None
    some = figures_of(read.rows, read.books, builtin())

    assert len(slips_of(some)) <= 1
    assert len(incomparable(some, builtin().comparisons, {})) <= len(some) / 3


SIDES = [(number, side) for number, line in enumerate(builtin().comparisons.all) for side in (line.left, line.right)]


def test_like_is_held_against_like() -> None:
    """No sum is made of what came in and what went out: it is nothing that could be too small or too large."""
    came_in, went_out = {"income", "opening"}, {"spending", "basic", "closing"}
    for number, side in SIDES:
        sheets = {addend.sheet for addend in side}
        assert not (sheets & came_in and sheets & went_out), builtin().comparisons.all[number].what


@settings(max_examples=examples(20))
@given(st.sampled_from(("opening", "closing")), st.decimals("0.01", "50000", places=2), st.integers(0, 3))
def test_a_balance_may_be_as_little_as_it_will(sheet: str, amount: Decimal, which: int) -> None:
    """Beside the income of a year next to nothing is left of the year before, or for the next: that is no slip."""
    rows = [figure for figure in figures() if figure.sheet == "opening"]
    balance = replace(rows[which % len(rows)], sheet=sheet, amount=amount)
    some = [*(figure for figure in figures() if figure is not rows[which % len(rows)]), balance]

    assert [slip for slip in slips_of(some) if slip.figure.sheet == sheet] == []
