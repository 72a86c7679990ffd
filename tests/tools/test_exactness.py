"""The lint on amounts finds what is planted, leaves alone what is right, and has no exemption in vain."""

from __future__ import annotations

import ast
from pathlib import Path

import exactness
import pytest

MODULE = """
from decimal import Decimal
_ZERO = Decimal(0)
_LITTLE = Decimal("0.05")
_FIVE = 5

@dataclass
class Amount:
    value: Decimal
    decimals: int
    raw: str

def rounded(value: Decimal) -> Decimal: ...

def check(one: Amount, other: Amount, left: Decimal, right: Decimal | None, by_key: Mapping[str, Decimal]) -> bool:
    {}
"""


def found(body: str) -> list[str]:
    tree = ast.parse(MODULE.format(body))
    return [what for _, function, what in exactness.inexact(tree, exactness.decimals_in({"made.py": tree}))]


@pytest.mark.parametrize(
    "body",
    [
        "return one.value == other.value",
        "return one.value != other.value",
        "return left == right",
        "return left == one.value",
        "return by_key['a'] == left",
        "return rounded(left) == right",
        "return left.quantize(Decimal(1)) == right",
        "return abs(left) == abs(one.value)",
        "return left + one.value == right",
        "return left - one.value == 0",
        "return not (left - one.value) != _ZERO",
        "return sum((a.value for a in found), Decimal(0)) == _ZERO",
        "return left == Decimal(100)",
        "total = sum((a.value for a in found), _ZERO)\n    return total == left",
        "gap = left - one.value\n    return gap == Decimal('0')",
        "a, b = left, one.value\n    return a == b",
        "return (gap := left - one.value) == 0",
        "return 1 < left == right",
    ],
)
def test_an_exact_comparison_of_amounts(body: str) -> None:
    assert found(body) == [exactness.EXACT]


@pytest.mark.parametrize(
    "body",
    [
        "return abs(left - one.value) <= Decimal('0.05')",
        "return abs(left - one.value) < _LITTLE",
        "gap = abs(left - one.value)\n    return gap > _LITTLE",
        "return left - one.value <= _FIVE * _LITTLE",
        "return 0.05 >= abs(one.value - other.value)",
        "return abs(left - right) <= Decimal(1).scaleb(-one.decimals)",
    ],
)
def test_a_tolerance_that_somebody_thought_of(body: str) -> None:
    assert found(body) == [exactness.TOLERANCE]


@pytest.mark.parametrize(
    "body",
    [
        "return left == 0",
        "return one.value != _ZERO",
        "return one.raw == other.raw",
        "return one.decimals == other.decimals",
        "return abs(left - one.value) <= one.half_width + other.half_width",
        "return abs(left - one.value) <= right",
        "return left - one.value > 0",
        "return left <= _LITTLE",
        "return right is None",
        "return one == other",
        "return len(one.raw) == 5",
        "value = one.raw\n    return value == other.raw",
    ],
)
def test_what_takes_account_of_rounding_or_is_no_amount(body: str) -> None:
    assert found(body) == []


def test_an_exemption_in_vain_is_a_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = exactness.EXEMPTIONS.read_text(encoding="utf-8") + '\n["checking/rendering.py"]\nmoney = "no longer"\n'
    (tmp_path / "exactness.toml").write_text(stale, encoding="utf-8")
    monkeypatch.setattr(exactness, "EXEMPTIONS", tmp_path / "exactness.toml")

    assert list(exactness.complaints()) == ["tools/exactness.toml: checking/rendering.py money: nothing to exempt"]
