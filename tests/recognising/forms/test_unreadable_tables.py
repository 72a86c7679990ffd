"""What was not understood of a table accuses nobody, is named, and is never a zero that nobody printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from tests.damage import IGNORANCE, Verdict, damaged, judged, published
from tests.damage.printing import printed
from tests.departments import Chance, document

SEEDS = (100, 101)
READ_ALL_THE_SAME = {"unit unknown", "name torn", "row torn", "column cut off", "title gone", "title unknown"}
"""The other tables, the order of rows or the columns may tell all the same what stands there."""


def _told(kind: str, seed: int, folder: Path) -> Verdict | None:
    made = document(seed, 12)
    damage = damaged(kind, Chance(f"{seed} {kind}"), printed(made))
    if damage is None:
        return None
    path = folder / "document.html"
    published(made, path, lambda _: damage.printed)
    read = juesuan.read(path)
    return judged(damage, read, juesuan.check(read))


@pytest.mark.parametrize("kind", IGNORANCE)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_made_unreadable_accuses_nobody(kind: str, seed: int, tmp_path: Path) -> None:
    told = _told(kind, seed, tmp_path)
    if told is None:
        pytest.skip("the document has no such place")
    assert told.accused == ()
    assert told.verdict == "incomplete" or kind in READ_ALL_THE_SAME


@pytest.mark.parametrize("kind", ["cell no number", "zero no number"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_cell_that_should_hold_an_amount_and_does_not_is_named(kind: str, seed: int, tmp_path: Path) -> None:
    told = _told(kind, seed, tmp_path)
    assert told is not None
    assert told.found or told.listed, told
    assert told.verdict in {"incomplete", "errors"}
