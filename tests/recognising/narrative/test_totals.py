"""收入总计 and 支出总计 under a heading of one flow: the words, what stands beside them and the tables say which total is meant."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Table
from tests import made
from tests.recognising.narrative.telling import amounts, one


class _Side(NamedTuple):
    section: str
    name: str
    year: str
    total: str
    rows: tuple[str, str]
    column: str
    balance: str


_SIDES = (
    _Side("N02", "收入", "income", "total[side=income]", ("L27", "L31"), "C1", "年初结转和结余"),
    _Side("N03", "支出", "spend", "total[side=spend]", ("L58", "L62"), "C2", "年末结转和结余"),
)
_AMOUNTS = st.lists(st.integers(1, 10**6), min_size=3, max_size=3, unique=True)
_WORDS = st.sampled_from(["{}总计", "{}总额", "{}决算总计", "总{}"])


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _printed(side: _Side, year: int, total: int) -> dict[str, Table]:
    cells = {(row, side.column): _money(value) for row, value in zip(side.rows, (year, total), strict=True)}
    return {"T01": made.table("T01", cells)[0]}


@pytest.mark.parametrize("side", _SIDES, ids=lambda side: side.section)
@given(values=_AMOUNTS, words=_WORDS)
def test_the_tables_say_which_total_is_meant(side: _Side, values: list[int], words: str) -> None:
    year, total, stray = values
    tables, name = _printed(side, year, total), words.format(side.name)

    def said(value: int) -> set[str]:
        return set(amounts(one(side.section, f"2023年度{name}{_money(value)}万元。", tables=tables)))

    assert said(year) == {side.year}
    assert said(total) == {side.total}
    assert said(stray) == {side.year}


@pytest.mark.parametrize("tabled", [False, True])
@pytest.mark.parametrize("side", _SIDES, ids=lambda side: side.section)
@given(values=_AMOUNTS, words=_WORDS)
def test_the_sum_that_is_named_beside_it_is_not_meant(side: _Side, tabled: bool, values: list[int], words: str) -> None:
    total, year, balance = map(_money, values)
    tables = _printed(side, values[1], values[2]) if tabled else None
    name = words.format(side.name)
    parts = [f"{side.balance}{balance}万元", f"本年{side.name}合计{year}万元"]

    for text in ("；".join(parts), "，".join(reversed(parts))):
        read = one(
            side.section, f"2023年度{name}{total}万元，其中{text}。与上年相比，{name}增加1.00万元。", tables=tables
        )
        assert amounts(read)[side.total] == total
        assert amounts(read)[side.year] == year
        assert [claim.current for claim in read.claims if claim.kind == "change"] == [
            next(one.id for one in read.statements if str(one.fact) == side.total)
        ]


@pytest.mark.parametrize("side", _SIDES, ids=lambda side: side.section)
def test_words_that_only_mean_the_year_are_of_the_year(side: _Side) -> None:
    tables = _printed(side, 900, 1200)
    for words in (f"本年{side.name}合计", f"本年{side.name}总计", f"{side.name}合计"):
        assert amounts(one(side.section, f"{words}12.00万元。", tables=tables)) == {side.year: "12.00"}
