"""The re-check on two real files: a published document, and a copy of it with known defects."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan import check, read
from juesuan.checking.comparing import Comparison, Fate, Version, compare
from juesuan.model import Severity
from tests.contexts import context_of

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "accounts"
OLD, NEW = SAMPLES / "putuo-finance-2024-altered.pdf", SAMPLES / "putuo-finance-2024.pdf"

pytestmark = pytest.mark.skipif(not (OLD.exists() and NEW.exists()), reason="the samples are not at hand")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """From the copy with defects to the document as published."""
    versions = []
    for path in (OLD, NEW):
        disclosure = read(path)
        versions.append(Version(context_of(disclosure), check(disclosure)))
    return compare(*versions)


def rules(comparison: Comparison, fate: Fate) -> list[str]:
    """The rules of the errors and warnings of one fate."""
    return sorted(c.finding.rule for c in comparison.of(fate, (Severity.ERROR, Severity.WARNING)))


def test_what_became_of_the_defects(comparison: Comparison) -> None:
    """The copy's own defects are gone, those of the document itself are left, two of one sentence were not in the copy: with another
    number there, its words contradict one another all the same."""
    mended = ["B-05", "F-05", "F-08", "F-08", "L-01", "N01-01", "N05-16", "N05-16", "N05-16", "S-03"]

    assert rules(comparison, Fate.MENDED) == mended
    assert {"N05-05", "N06-03", "X-10"} <= set(rules(comparison, Fate.LEFT))
    assert rules(comparison, Fate.NEW) == ["N04-01", "N04-02"]
    assert rules(comparison, Fate.UNDECIDED) == []


def test_changes_that_nobody_asked_for(comparison: Comparison) -> None:
    """The total of section four, which was right in the copy, and the budget of receptions, which was blank."""
    told = {change.source for change in comparison.unasked}

    assert told == {"N04", "T09"}
    assert all(change.asked for change in comparison.changes if change.source == "T03")
