"""Slips of the hand: their names, and the values they may come from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.checking.blame.slips import origins, slip
from juesuan.model import Slip, SlipKind

ABOVE = Slip(SlipKind.ROW_ABOVE)


@pytest.mark.parametrize(
    ("raw", "wanted", "kind"),
    [
        ("31.00", "30.00", SlipKind.DIGIT),
        ("1,324.50", "1,234.50", SlipKind.SWAPPED),
        ("12.34", "13.24", SlipKind.SWAPPED),
        ("123.45", "1123.45", SlipKind.DROPPED),
        ("1223.45", "123.45", SlipKind.DOUBLED),
        ("12.3", "12.35", SlipKind.DROPPED),
        ("1234.5", "123.45", SlipKind.POINT),
        ("1234500.00", "123.45", SlipKind.UNIT),
        ("-5.00", "5.00", SlipKind.SIGN),
        ("", "5.00", SlipKind.BLANK),
        ("2371", "2370.00", SlipKind.DIGIT),
        ("98.00%", "97.53", SlipKind.CUT),
        ("97.00%", "95.53", None),
    ],
)
def test_kind_of_a_slip(raw: str, wanted: str, kind: SlipKind | None) -> None:
    printed = Decimal(raw.replace(",", "").rstrip("%") or 0)

    found = slip(printed, raw, Decimal(wanted.replace(",", "")), 2, {})

    assert (found.kind if found is not None else None) is kind


def test_a_copied_value_is_named_before_anything_else() -> None:
    assert slip(Decimal(30), "30.00", Decimal(40), 2, {ABOVE: Decimal(30)}) == ABOVE


@pytest.mark.parametrize(
    ("raw", "meant"), [("31.00", "30.00"), ("12.34", "13.24"), ("24.75", "241.75"), ("-1234.5", "-123.45"), ("-5", "5")]
)
def test_origins_hold_what_was_meant(raw: str, meant: str) -> None:
    assert Decimal(meant) in origins(Decimal(raw), raw)


def test_a_number_is_no_origin_of_itself() -> None:
    assert Decimal("55.00") not in origins(Decimal("55.00"), "55.00")


def test_a_number_printed_in_another_unit_is_looked_at_in_the_unit_of_the_document() -> None:
    assert Decimal("12.4") in origins(Decimal("12.3"), "123,000.00")


@pytest.mark.parametrize("kind", list(SlipKind))
def test_every_kind_has_words(kind: SlipKind) -> None:
    """That name what it is about, where it is about something."""
    words = str(Slip(kind, "栏", "，存疑"))

    assert words.removesuffix("，存疑") != words
    assert "{" not in words
