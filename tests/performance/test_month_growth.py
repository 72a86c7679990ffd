"""Totals, growth and contributions: they add up, and who came or left is told."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from juesuan.performance.evidence.tables import TableColumn
from juesuan.performance.monitoring.growth import Growth, apportioned, growth_of
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.series import Enterprise, MonthRow, ReportSeries, read_series
from juesuan.standard import builtin
from tests.performance.months import planted, rows_of
from tests.performance.tables import evidence, written

NOW = Month(2023, 9)
COLUMN = {"revenue": TableColumn("营业收入", None, "money", "元")}


def series(figures: list[tuple[str, int | None, int | None]]) -> ReportSeries:
    """Enterprises with a sector and their figures of this year and the last one."""
    enterprises = []
    for number, (sector, now, base) in enumerate(figures):
        pairs = {NOW.last_year: base, NOW: now}
        rows = {
            month: MonthRow((number,), {"revenue": Decimal(value)}, frozenset(), None)
            for month, value in pairs.items()
            if value is not None
        }
        enterprises.append(Enterprise(f"企业{number}", sector, rows))
    return ReportSeries(tuple(enterprises), (NOW.last_year, NOW), COLUMN)


amounts = st.one_of(st.none(), st.integers(-(10**6), 10**9))
firms = st.lists(st.tuples(st.sampled_from("甲乙丙丁"), amounts, amounts), min_size=1, max_size=30)


@given(firms)
def test_contributions_add_up_to_the_growth_that_is_printed(figures: list[tuple[str, int | None, int | None]]) -> None:
    found = growth_of(series(figures), "revenue", [NOW], "")

    if found.total is None:
        assert found.reason
        return
    assert found.total.growth == found.total.points
    assert sum(line.points or 0 for line in found.sectors) == found.total.points
    for sector in found.sectors:
        members = [line for line in found.enterprises if line.sector == sector.name]
        assert sum(line.points or 0 for line in members) == sector.points
        assert sum(line.now for line in members) == sector.now
    exact = {line.name: Fraction(line.now - line.base) / Fraction(found.total.base) * 100 for line in found.enterprises}
    assert sum(exact.values()) == Fraction(found.total.now - found.total.base) / Fraction(found.total.base) * 100
    assert all(abs(Fraction(line.points or 0) - exact[line.name]) < Fraction(2, 100) for line in found.enterprises)


@given(firms)
def test_everybody_is_in_one_class(figures: list[tuple[str, int | None, int | None]]) -> None:
    found = growth_of(series(figures), "revenue", [NOW], "")
    there = sum(now is not None or base is not None for _, now, base in figures)

    if found.total is not None:
        assert len(found.enterprises) + len(found.joined) + len(found.left) == there
        whole = found.now.value or Decimal(0)
        came = sum(Decimal(now) for _, now, base in figures if now is not None and base is None)
        assert whole == found.total.now + came


@given(st.dictionaries(st.text(max_size=3), st.fractions(-2, 2), min_size=1, max_size=20))
def test_rounding_leaves_nothing_over(parts: dict[str, Fraction]) -> None:
    whole = round(sum(parts.values()) * 10_000)
    shares = apportioned(parts, whole)

    assert sum(shares.values()) == whole
    assert all(abs(shares[name] - part * 10_000) <= 1 for name, part in parts.items())


def growth(folder: Path, rows: list[list[str]]) -> Growth:
    written(folder, "重点企业月报.csv", rows)
    return growth_of(read_series(evidence(folder), builtin().monitoring.reports), "revenue", [NOW], "")


def test_who_came_and_who_left_is_told(tmp_path: Path) -> None:
    rows = rows_of(planted(21, anomalies=0, dips=0))
    rows = [
        row
        for row in rows
        if (row[0], row[1]) not in {("示例企业03有限公司", "2022-09"), ("示例企业05有限公司", "2023-09")}
    ]
    found = growth(tmp_path, rows)

    assert (found.joined, found.left) == (("示例企业03有限公司",), ("示例企业05有限公司",))
    assert (found.now.count, found.base.count, len(found.enterprises)) == (39, 39, 38)


def test_a_figure_in_doubt_leaves_the_whole_sum_blank_and_the_comparable_one_without_it(tmp_path: Path) -> None:
    rows = rows_of(planted(22, anomalies=0, dips=0))
    index = next(number for number, row in enumerate(rows) if row[:2] == ["示例企业03有限公司", "2023-09"])
    unread = [*rows[:index], [*rows[index][:3], "约三千", *rows[index][4:]], *rows[index + 1 :]]
    other = [*rows, [*rows[index][:3], "1", *rows[index][4:]]]  # reported twice, and not the same
    for number, spoilt in enumerate((unread, other)):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = growth(folder, spoilt)

        assert found.now.value is None and "示例企业03有限公司2023年9月" in found.now.reason
        assert found.growth is None
        assert found.total is not None and len(found.enterprises) == 39
        assert found.doubtful and found.doubtful[0].startswith("示例企业03有限公司2023年9月")


def test_what_was_reported_twice_counts_once(tmp_path: Path) -> None:
    rows = rows_of(planted(22, anomalies=0, dips=0))
    (tmp_path / "once").mkdir()
    (tmp_path / "twice").mkdir()

    assert growth(tmp_path / "once", rows) == growth(tmp_path / "twice", [*rows, rows[-1]])


def test_a_row_changes_what_rests_on_it_and_nothing_else(tmp_path: Path) -> None:
    rows = rows_of(planted(23, anomalies=0, dips=0))
    index = next(number for number, row in enumerate(rows) if row[:2] == ["示例企业03有限公司", "2023-09"])
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    before = growth(tmp_path / "a", rows)
    rows[index][3] = f"{Decimal(rows[index][3]) + 100}"
    after = growth(tmp_path / "b", rows)

    assert after.now.value == (before.now.value or 0) + 1_000_000
    assert after.base == before.base
    changed = {(one.name, one.now, one.base, one.growth) for one in after.enterprises} - {
        (one.name, one.now, one.base, one.growth) for one in before.enterprises
    }
    assert [name for name, *_ in changed] == ["示例企业03有限公司"]
