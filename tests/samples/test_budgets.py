"""Published budgets of seven layouts: every table known by its title, and what was read adds up. Skipped without the samples."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan import read
from juesuan.model import Disclosure, FactKey

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "budgets"
ALL = {"B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09"}
BUDGETS = {
    "chongqing-commerce-2026": (2026, {"B08"}, set()),
    "hangzhou-justice-2026": (2026, set(), set()),
    "jiangsu-procuratorate-2018": (2018, {"B08"}, {"B02"}),
    "putuo-justice-2026-department": (2026, set(), set()),
    "putuo-wanli-2024": (2024, set(), set()),
    "xian-finance-2026": (2026, {"B07", "B08"}, set()),
    "yantai-finance-2026": (2026, set(), set()),
}
"""By file: the year, the tables it does not print, and those of which it lists more than the form has."""

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def value(budget: Disclosure, source: str, fact: FactKey) -> Decimal | None:
    """What one table states of a fact."""
    return next((s.value for s in budget.statements if s.source == source and s.fact == fact), None)


@pytest.mark.parametrize(("name", "expected"), BUDGETS.items())
def test_a_published_budget(name: str, expected: tuple[int, set[str], set[str]]) -> None:
    """The spending of the general budget is the sum of its 类, and of the 款 and 项 below them."""
    year, absent, partial = expected
    budget = read(SAMPLES / f"{name}.pdf")
    states = {reading.form: reading.state for reading in budget.readings if reading.form in ALL}
    spent = FactKey.parse("spend[stage=initial,fund=gpb]")
    total = value(budget, "B05", spent)
    codes = [row.key for row in budget.tables["B05"].rows if row.key.isdigit()]

    assert (budget.info.kind, budget.info.year) == ("budget", year)
    # Where further tables could not be read, a table that is not printed may be among them: nobody says that it is not there.
    assert {form for form, state in states.items() if state in {"absent", "unreadable"}} == absent
    assert {form for form, state in states.items() if state == "partial"} == partial
    assert {*states} == {*ALL}
    assert total
    for digits in (3, 5, 7):
        parts = [value(budget, "B05", spent.but(function=code)) or Decimal(0) for code in codes if len(code) == digits]
        assert abs(sum(parts) - total) <= Decimal("0.005") * (len(parts) + 1)
