"""BN-08: a budget is not compared with itself."""

from __future__ import annotations

import pytest

from juesuan.checking.registry import code_rules
from juesuan.model import Disclosure, DocumentInfo, State
from tests import made
from tests.contexts import context_of


@pytest.mark.parametrize(
    ("text", "year", "states"),
    [
        ("收入预算10.00万元，比2026年预算增加1.00万元。", 2026, [State.FAIL]),
        ("收入预算10.00万元，比2025年预算增加1.00万元。", 2026, [State.PASS]),
        ("收入预算10.00万元。", 2026, [State.NOT_APPLICABLE]),
        ("收入预算10.00万元，比2026年预算增加1.00万元。", None, [State.UNDECIDABLE]),
    ],
)
def test_a_budget_compared_with_itself(text: str, year: int | None, states: list[State]) -> None:
    document = Disclosure(DocumentInfo(kind="budget", year=year), sections=(made.section("N01", text),))

    assert [outcome.state for outcome in code_rules()["BN-08"](context_of(document))] == states
