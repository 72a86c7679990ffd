"""A report is the same bytes whatever the order of sets, and in however many processes it is made."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from juesuan.publishing import publish
from juesuan.standard import builtin
from tests.departments import document
from tests.same_bytes import RUNS, reports

_WRONG_DIGITS = 6


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small departments with enough wrong digits that there is something to blame and to choose between."""
    folder = tmp_path_factory.mktemp("documents")
    return [_spoiled(folder / f"{name}.html", seed) for seed, name in enumerate(list(builtin().layouts.prepared)[:2])]


def _spoiled(path: Path, seed: int) -> Path:
    made = document(seed, 8, name=path.stem)
    publish(made.disclosure, made.layout, path, builtin())
    text, chance = path.read_text(encoding="utf-8"), random.Random(seed)
    places = [index for index in range(2, len(text) - 1) if text[index - 2].isdigit() and text[index - 1] == "."]
    for index in chance.sample([place for place in places if text[place].isdigit()], _WRONG_DIGITS):
        text = f"{text[:index]}{(int(text[index]) + chance.randint(1, 9)) % 10}{text[index + 1 :]}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@pytest.mark.parametrize("suffix", ["json", "html", "xlsx"])
def test_the_same_bytes(documents: list[Path], tmp_path: Path, suffix: str) -> None:
    # What is judged is the same for every format: all of it by one of them, how it is drawn by the two that differ most.
    runs = RUNS if suffix == "json" else (RUNS[0], RUNS[-1])
    made = [reports(documents, tmp_path / f"{run.seed}-{run.jobs}", suffix, run) for run in runs]

    assert len(made[0]) > 2
    assert made[1:] == made[:1] * (len(runs) - 1)
