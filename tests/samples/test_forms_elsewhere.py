"""Documents that are no accounts: nothing crashes, and their tables are not taken for the account forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.formats.opening import open_source
from juesuan.recognising.forms import recognise_forms
from juesuan.standard import builtin

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
OTHERS = sorted([*SAMPLES.glob("budgets/*"), *SAMPLES.glob("performance/*")])

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_no_accounts_in_a_budget(path: Path) -> None:
    """The table of the three public expenses has the same title and shape in budgets; all others must stay unread."""
    found = recognise_forms(open_source(path), builtin())

    assert set(found.tables) <= {"T09"}
