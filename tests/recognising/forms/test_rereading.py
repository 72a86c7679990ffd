"""Cells that are no number as they stand: another reading is taken when it alone adds up."""

from __future__ import annotations

import pytest

from juesuan.model import Quality
from tests.recognising.forms.pages import grid, read, values
from tests.recognising.forms.test_codes import HEADER, TITLE, row


def document(*amounts: str) -> tuple[dict[str, str], list[str]]:
    body = [row("", "合计", "5.00", "3.00", "2.00"), row("201", "一般公共服务支出", *amounts)]
    found = read([*TITLE, grid([HEADER, *body])])
    return values(found, "T03"), [problem.message for problem in found.problems]


def test_two_numbers_run_together_are_put_into_their_columns() -> None:
    read_as, problems = document("5.00", "3.002.00", "")

    assert (read_as["201.C2"], read_as["201.C3"]) == ("3.00", "2.00")
    assert problems == [
        "“支出决算表”“201 一般公共服务支出”行的“3.002.00”不是数字，按勾稽关系读作 3.00 和 2.00，请与原件核对"
    ]


def test_what_was_read_again_is_said_to_be() -> None:
    """The sums say what the print leaves open: the two numbers are no longer just as printed."""
    body = [row("", "合计", "5.00", "3.00", "2.00"), row("201", "一般公共服务支出", "5.00", "3.002.00", "")]
    found = read([*TITLE, grid([HEADER, *body])])

    derived = {s.id for s in found.statements if s.quality is Quality.DERIVED}
    assert derived == {"T03[201].C2", "T03[201].C3"}
    assert {s.quality for s in found.statements if s.id not in derived} == {Quality.PRINTED}


def test_a_letter_that_looks_like_a_digit() -> None:
    """The amount is what was meant, the cell what is printed."""
    body = [row("", "合计", "5.00", "3.00", "2.00"), row("201", "一般公共服务支出", "5.00", "3.O0", "2.00")]
    found = read([*TITLE, grid([HEADER, *body])])
    (statement,) = (s for s in found.statements if s.id == "T03[201].C2")

    assert (statement.amount.raw, found.tables["T03"].cells["201", "C2"].raw) == ("3.00", "3.O0")
    assert len(found.problems) == 1


@pytest.mark.parametrize("amounts", [("5.00", "4.002.00", ""), ("5.00", "3.O7", "2.00"), ("5.00", "约3", "2.00")])
def test_what_does_not_add_up_stays_unread(amounts: tuple[str, ...]) -> None:
    read_as, problems = document(*amounts)

    assert read_as["201.C2"] == amounts[1]
    assert problems == []
