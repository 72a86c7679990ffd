"""No step grows faster than what a file makes large: counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile
from itertools import pairwise
from pathlib import Path

import pytest

from juesuan.recognising.file_to_disclosure import read
from juesuan.standard import builtin
from tests.hostile.all import CRAFTED

MOST = 2.5
"""So many times the steps for twice the input."""

MANY = 1_000_000
"""What the smallest file takes so many steps of shows its growth in one doubling: there is no small beginning that hides it."""

SIZES = {
    ("xlsx", "wide"): 800, ("xlsx", "tables-many"): 100, ("xlsx", "merges"): 500, ("xlsx", "columns-apart"): 1000, ("xlsx", "one-column"): 500,
    ("xlsx", "strings-distinct"): 500, ("xlsx", "rows-backward"): 300, ("xls", "cells-many"): 800, ("xls", "merges-many"): 200,
    ("docx", "wide-row"): 200, ("docx", "nested-tables-wide"): 10, ("docx", "horizontal-merge"): 200, ("docx", "vertical-merge"): 50,
    ("docx", "cells"): 500, ("docx", "merge-down-million"): 300, ("docx", "styles-linked"): 300,
    ("html", "wide"): 200, ("html", "breaks"): 500, ("html", "cells"): 500, ("html", "tables-wide"): 1,
    ("txt", "lines-rows"): 20_000, ("txt", "line-heads"): 10_000, ("txt", "of-forms"): 3000, ("txt", "of-codes"): 3000, ("txt", "of-boxes"): 3000,
    ("pdf", "unruled-tall"): 800, ("pdf", "unruled-wide"): 800, ("pdf", "cells-stroked"): 800, ("pdf", "rules"): 200, ("pdf", "crossing"): 100,
    ("pdf", "notes-own"): 200, ("pdf", "clip-nested"): 200,
}  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """How many calls of functions, of ours and of libraries in C, a piece of work takes."""
    profile = Profile(subcalls=False)
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(("suffix", "kind"), SIZES)
def test_twice_the_input_takes_no_more_than_two_and_a_half_times_the_steps(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    made = next(crafted.make for crafted in CRAFTED if (crafted.suffix, crafted.kind) == (suffix, kind))
    size = SIZES[suffix, kind]
    path = tmp_path / f"made.{suffix}"
    path.write_bytes(made(max(1, size // 4)))
    read(path, builtin())  # what every file needs is remembered from now on, and not counted
    counts: list[int] = []
    for times in (1, 2, 4):
        if not (times == 4 and counts[0] > MANY):
            path.write_bytes(made(times * size))
            counts.append(steps(lambda: read(path, builtin())))

    assert all(larger <= MOST * smaller for smaller, larger in pairwise(counts)), counts
