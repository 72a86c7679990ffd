"""The catalogue's fingerprint and its list of facts."""

from __future__ import annotations

from juesuan.standard import builtin
from juesuan.standard.catalogue import facts


def test_hash_is_a_sha256_and_stable() -> None:
    assert len(builtin().hash) == 64
    assert builtin().hash == builtin().hash


def test_facts_name_the_places_that_state_them() -> None:
    assert facts(builtin())["income"] == ("T01[L27].C1", "T02[*].C1")
    assert "T05[CODE].C2" in facts(builtin())["spend[fund=gpb,function=CODE,nature=basic]"]
