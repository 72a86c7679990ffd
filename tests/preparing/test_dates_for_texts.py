"""What a spreadsheet made a date of is no text of the accountant's: it is told, and never printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.preparing.workbook.cells import InputCell
from juesuan.preparing.workbook.values import Known, Mistake, parsed
from juesuan.standard import builtin

_FIELDS = [field for sheet in builtin().workbook.sheets for field in sheet.fields if field.type == "text"]
_DAY = Decimal(45170)


@pytest.mark.parametrize("text", ["2023-09-01 0:00:00", "2023-09-01 00:00:00", "2023/9/1 0:00", "09-23", "1-09"])
def test_a_date_that_nobody_typed_is_told(text: str) -> None:
    """With the cell's words and what to do, in every field of text."""
    for field in _FIELDS:
        found = parsed(field, InputCell(text, _DAY), Known(builtin()))
        assert isinstance(found, Mistake)
        assert text in found.message and "“文本”" in found.message


@pytest.mark.parametrize(
    "cell",
    [
        InputCell("2023年9月", _DAY),
        InputCell("9月1日", _DAY),
        InputCell("45170", _DAY),
        InputCell("1-09"),
        InputCell("95%", Decimal("0.95")),
        InputCell("2023-09-01"),
    ],
)
def test_what_reads_as_it_was_meant_stays(cell: InputCell) -> None:
    assert all(parsed(field, cell, Known(builtin())) == cell.text for field in _FIELDS)
