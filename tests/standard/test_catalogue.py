"""The catalogue's fingerprint and its list of facts."""

from __future__ import annotations

from juesuan.standard.catalogue import catalogue_hash, facts


def test_hash_is_a_sha256_and_stable() -> None:
    assert len(catalogue_hash()) == 64
    assert catalogue_hash() == catalogue_hash()


def test_facts_name_the_places_that_state_them() -> None:
    assert facts()["income"] == ("T01[L27].C1", "T02[*].C1")
    assert "T05[CODE].C2" in facts()["spend[fund=gpb,function=CODE,nature=basic]"]
