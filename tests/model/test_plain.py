"""Nouns as plain values and back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from juesuan.model import Amount, FactKey, Place, Statement, Unit
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.plain import plain, restored


def test_a_noun_survives_json() -> None:
    """Exact decimals, enumerations, fact keys, boxes, missing parts."""
    amount = Amount(Decimal("1234.50"), Unit.WAN, 2, "1,234.50")
    place = Place(page=3, bbox=(1.0, 2.5, 3.0, 4.0), text="1,234.50")
    made = Statement("T01[L1].C1", "T01", "L1", "C1", FactKey.parse("income[fund=gpb]"), amount, place)

    assert restored(Statement, json.loads(json.dumps(plain(made)))) == made


def test_a_collection_survives_json() -> None:
    """Tuples of nouns, with tuples inside."""
    made = (
        ClaimRecord("share", "N02", Place(), "占5%", operands=("a", "b")),
        ClaimRecord("none", "N07", Place(), "没有"),
    )

    assert restored(tuple[ClaimRecord, ...], json.loads(json.dumps(plain(made)))) == made


def test_keys_nobody_knows_are_left_aside() -> None:
    """A later version may have written more."""
    assert restored(Place, {"page": 2, "colour": "red"}) == Place(page=2)


@pytest.mark.parametrize(
    "value", [{"page": "two"}, {"page": True}, {"bbox": [1, 2]}, {"text": 5}, "page 2", {"bbox": "abcd"}]
)
def test_a_wrong_value_is_noticed(value: object) -> None:
    """It may come from anywhere."""
    with pytest.raises((TypeError, ValueError)):
        restored(Place, value)
