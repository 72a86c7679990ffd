"""How much of the prose of real documents is understood, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan import read
from juesuan.model import Disclosure

ACCOUNTS = Path(__file__).resolve().parents[3] / "shared" / "samples" / "accounts"
NAMES = sorted(path.name for path in ACCOUNTS.glob("*.*")) if ACCOUNTS.is_dir() else []
TYPED, BOUND = 0.98, 0.95

pytestmark = pytest.mark.skipif(not ACCOUNTS.is_dir(), reason="the samples are not here")


@pytest.fixture(scope="module", params=NAMES)
def disclosure(request: pytest.FixtureRequest) -> Disclosure:
    return read(ACCOUNTS / request.param)


def test_numbers_are_typed(disclosure: Disclosure) -> None:
    prose = [number for number in disclosure.numbers if number.section]
    assert sum(number.kind != "other" for number in prose) >= TYPED * len(prose)


def test_amounts_and_percentages_are_bound(disclosure: Disclosure) -> None:
    """In the 决算情况说明; what is left are satisfaction rates, achievements and figures inside reasons."""
    prose = [n for n in disclosure.numbers if n.section.startswith("N") and n.kind in {"amount", "percent"}]
    assert sum(bool(number.bound) for number in prose) >= BOUND * len(prose)


def test_ids_are_unique(disclosure: Disclosure) -> None:
    ids = [statement.id for statement in disclosure.statements]
    assert len(ids) == len(set(ids))


def test_operands_exist(disclosure: Disclosure) -> None:
    known = {statement.id for statement in disclosure.statements}
    named = {operand for claim in disclosure.claims for operand in claim.operands if operand}
    assert named <= known
