"""A sure proposal closes what it says and opens nothing; what does not is said to be no sure proposal, or said to stay."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan
from juesuan import check
from juesuan.model import RepairKind
from tests.checking.performance.sheets import GOOD_FUNDS, disclosure, overall, project
from tests.damage import damaged, published
from tests.damage.printing import printed
from tests.departments import Chance, Made, document
from tests.examples import examples
from tests.promises import promises

PROPOSING = ("cell blanked", "row blanked", "cells exchanged", "figures of rows exchanged", "total blanked")
_RATES = st.sampled_from(["1000%", "95.50%", "9.5%", "95.00%"])
_POINTS = st.sampled_from(["90", "100", "110"])


@lru_cache(maxsize=1)
def _made(seed: int) -> Made:
    return document(seed, 12)


@pytest.mark.parametrize("kind", PROPOSING)
@pytest.mark.parametrize("seed", [100, 101])
def test_a_proposal_for_a_damaged_table_keeps_its_word(kind: str, seed: int, tmp_path: Path) -> None:
    made = _made(seed)
    damage = damaged(kind, Chance(f"{seed} {kind}"), printed(made))
    assert damage is not None
    path = tmp_path / "document.html"
    published(made, path, lambda _: damage.printed)
    read = juesuan.read(path)

    told = list(promises(read, check(read)))

    assert told
    assert [one for one in told if not one.is_kept] == []


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.tuples(_RATES, _POINTS, st.sampled_from(["97.5", "98", "91"])), min_size=1, max_size=4))
def test_proposals_for_several_forms_keep_their_word(forms: list[tuple[str, str, str]]) -> None:
    """Forms filled in by one habit or by several, right or wrong."""
    sheets = []
    for number, (rate, points, score) in enumerate(forms, 1):
        funds = {**GOOD_FUNDS, "total": ("100.00", "80.00", "76.00", "10", rate, "9.5")}
        sheets.append(project(number, funds=funds, sums=(points, score)))
    read = disclosure(*sheets)

    assert [one for one in promises(read, check(read)) if not one.is_kept] == []


def test_a_habit_is_mended_in_every_form() -> None:
    funds = {**GOOD_FUNDS, "total": ("100.00", "80.00", "76.00", "10", "1000%", "9.5")}
    read = disclosure(*(project(number, funds=funds) for number in (1, 2, 3)))
    report = check(read)
    (root,) = [finding for finding in report.findings if finding.rule == "PP-02" and finding.root is None]

    assert set(root.proposals[0].along) == {f.id for f in report.findings if f.root == root.id and f.rule == "PP-02"}
    assert root.advice.count("由 1000% 改为 95.00%") == 3
    assert "照此处理" not in root.advice


def test_a_rate_that_is_repeated_is_mended_in_both_rows() -> None:
    row = ("100.00", "80.00", "76.00", "10", "1000%", "9.5")
    read = disclosure(project(1, funds={"total": row, "fiscal": row}))
    (root,) = [finding for finding in check(read).findings if finding.rule == "PP-02"]

    assert root.proposals[0].kind is RepairKind.JOINT
    assert len(root.proposals[0].changes) == 2
    assert len(root.suspects) == 2


def test_what_would_make_something_right_wrong_is_no_sure_proposal() -> None:
    """The form's own sums say that the money is right, the limit of the total that it is not."""
    funds = {
        "total": ("100.00", "80.00", "76.00", "10", "95.00%", "9.5"),
        "fiscal": ("60.00", "50.00", "55.00", "—", "110.00%", "—"),
        "own": ("40.00", "30.00", "26.00", "—", "86.67%", "—"),
    }
    read = disclosure(overall(funds=funds), project(1))
    report = check(read)

    assert [one for one in promises(read, report) if not one.is_kept] == []
