"""The weights of the blame: each is read, each matters, and probabilities are on one scale."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan.checking.blame
from juesuan import check
from juesuan.checking.blame.slips import weight_of
from juesuan.model import Slip, SlipKind
from juesuan.standard import builtin
from juesuan.standard.blame import Costs, SlipEvidence, Slips
from tests import made
from tests.checking.blame.test_blame import prose, spending

SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(juesuan.checking.blame.__file__).parent.glob("*.py"))
)


@pytest.mark.parametrize("name", Costs.__struct_fields__)
def test_every_cost_is_asked(name: str) -> None:
    assert re.search(rf"\bcosts\.{name}\b", SOURCES)


@pytest.mark.parametrize("name", SlipEvidence.__struct_fields__)
def test_every_kind_of_evidence_is_weighed(name: str) -> None:
    assert re.search(rf'"{name}":|\bevidence\.{name}\b', SOURCES)


def test_every_kind_of_slip_has_a_weight_and_every_weight_a_kind() -> None:
    """But those of several numbers at once, which are weighed by what they explain."""
    assert {weight_of(Slip(kind)) for kind in SlipKind} - {""} == set(Slips.__struct_fields__)
    assert weight_of(None) == ""


@pytest.mark.parametrize("kind", SlipKind)
def test_every_kind_of_slip_is_made(kind: SlipKind) -> None:
    made_of = [line for line in SOURCES.splitlines() if not re.match(r'_OF_BLOCKS = |    SlipKind\.\w+: "', line)]

    assert re.search(rf"\bSlipKind\.{kind.name}\b", "\n".join(made_of))


def test_the_weights_of_the_standard_at_hand_decide() -> None:
    """A wrong total of one part: either may be wrong; a place where tables are typed by hand may think otherwise."""
    document = made.disclosure({"T03": spending(c2060203_C3="54.00")}, prose())
    first = next(f for f in check(document).findings if f.suspects)

    assert first.suspects[0].probability > Decimal("0.5")
    assert sum(suspect.probability for suspect in first.suspects) <= Decimal("1.02")


def test_fitted_weights_keep_what_is_known() -> None:
    """A slip makes a value likelier than none; nothing printed is seldom a number left out; a missing value explains little."""
    weights = builtin().blame

    assert all(getattr(weights.slips, name) > 0 for name in Slips.__struct_fields__)
    assert weights.evidence.zero < 0
    assert weights.evidence.unknown < 0
    assert weights.costs.unexplained > 2 * weights.costs.number
