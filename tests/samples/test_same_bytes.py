"""The reports on a long real document are the same bytes in every run: what is blamed may depend on no clock and no order of sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.same_bytes import RUNS, reports

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FILES = [SAMPLES / "accounts" / "xian-health-2022.pdf", SAMPLES / "budgets" / "huzhou-transport-2026.pdf"]

pytestmark = pytest.mark.skipif(not all(path.exists() for path in FILES), reason="the samples are not at hand")


def test_the_same_bytes(tmp_path: Path) -> None:
    made = [reports(FILES, tmp_path / f"{run.seed}-{run.jobs}", "json", run) for run in RUNS]

    assert len(made[0]) > 2
    assert made[1:] == made[:1] * (len(RUNS) - 1)
