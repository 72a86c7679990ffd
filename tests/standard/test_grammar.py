"""The grammar of the prose as data: what a folder of the user's own may say, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.standard import StandardError, builtin, load
from juesuan.standard.loading import read_text

WORDS = "narrative/words.toml"


def changed(folder: Path, ours: str, theirs: str) -> Path:
    """A folder with our words, one line of them changed."""
    text = read_text(builtin().layers.files(WORDS)[-1])
    assert text.count(ours) == 1
    (folder / "narrative").mkdir()
    (folder / WORDS).write_text(text.replace(ours, theirs), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ('budget = "initial"', 'budget = "final"', "budget：没有名为“final”的预算的阶段"),
        ('N09 = "adjusted"', 'N99 = "adjusted"', "budgets：没有名为“N99”的章节"),
        ('N09 = "adjusted"', 'N09 = "later"', "budgets.N09：没有名为“later”的预算的阶段"),
    ],
)
def test_the_budget_that_is_meant_is_a_stage(ours: str, theirs: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(StandardError, match=said):
        load(changed(tmp_path, ours, theirs))


def test_a_folder_says_which_budget_is_meant(tmp_path: Path) -> None:
    found = load(changed(tmp_path, 'N09 = "adjusted"', 'N10 = "adjusted"')).grammar

    assert (found.budget, found.budgets) == ("initial", {"N10": "adjusted"})
