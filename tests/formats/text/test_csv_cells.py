"""What a spreadsheet would run is text in our CSV files; numbers stay numbers."""

from __future__ import annotations

import pytest

from juesuan.formats.text.csv_cells import harmless


@pytest.mark.parametrize(
    "value", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "＝1", "=100%", "-甲", "--1"]
)
def test_a_formula_is_text(value: str) -> None:
    assert harmless(value) == f"'{value}"


@pytest.mark.parametrize("value", ["-12.30", "+5", "-1,234.00", "-3.5%", "-", "甲=乙", "", 12, None, "100%"])
def test_everything_else_is_as_it_was(value: object) -> None:
    assert harmless(value) == value
