"""Ignorance never accuses, at length: unknown things in consistent documents, and knowledge of prose taken out piece by piece.

    python bench/laws.py [--count N] [--seed N] [--jobs N] [--only KIND ...]

Each trial is a consistent document of one of ``tests/departments``' seeds with one change: unknown things in its prose (``tests/laws.py``), damage
(``tests/degraded.py``: tables nobody can read, headings lost, parts cut off), or an entry taken out of the data that recognises documents
(``tests/knowledge.py``). An error or a warning is a breach of the law, and the status is 1 when there is any. A trial that changes nothing
of what is read is idle and not counted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.degraded import DAMAGES, bare  # noqa: E402
from tests.departments import Chance  # noqa: E402
from tests.knowledge import entries, without  # noqa: E402
from tests.laws import CHANGES, alarms, knocked_out, page, pieces, what_is_read  # noqa: E402

from juesuan.standard import StandardError, builtin  # noqa: E402
from juesuan.standard.loading import DataError  # noqa: E402

_DOCUMENTS = 40
_KNOWLEDGE = "knowledge"
_MISSING = "missing"


def tried(trial: tuple[str, int]) -> tuple[str, int, str, list[str] | None]:
    """One trial: its kind, its seed, what was taken out, and what was said; None when it changed nothing."""
    kind, seed = trial
    text = page(seed % _DOCUMENTS + 1)
    if kind in CHANGES:
        return kind, seed, "", alarms(CHANGES[kind](text, Chance(seed)))
    if kind in DAMAGES:
        plain = bare(text)
        damaged = DAMAGES[kind](plain, Chance(seed))
        return kind, seed, "", alarms(damaged) if damaged != plain else None
    if kind == _MISSING:
        every = list(pieces(builtin().grammar))
        missing, less = every[seed % len(every)]
        return kind, seed, missing, alarms(text, knocked_out(less))
    entry = Chance(seed).choice(entries())
    with TemporaryDirectory() as folder:
        try:
            less_known = without(entry, Path(folder))
            said = alarms(text, less_known) if what_is_read(text, less_known) != what_is_read(text) else None
        except (StandardError, DataError):
            said = None  # the standard itself is refused
    return kind, seed, str(entry), said


def main() -> int:
    every = [*CHANGES, *DAMAGES, _MISSING, _KNOWLEDGE]
    parser = argparse.ArgumentParser(description="Does what is not understood accuse anybody?")
    parser.add_argument("--count", type=int, default=400, help="trials of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=every, nargs="+")
    options = parser.parse_args()
    kinds = options.only or every
    trials = [(kind, seed) for kind in kinds for seed in range(options.seed, options.seed + options.count)]
    breaches: Counter[str] = Counter()
    idle: Counter[str] = Counter()
    with Pool(options.jobs) as pool:
        for kind, seed, missing, said in pool.imap_unordered(tried, trials, chunksize=10):
            idle[kind] += said is None
            for message in said or ():
                breaches[kind] += 1
                print(f"{kind} {seed} {missing}: {message}", flush=True)
    for kind in kinds:
        print(f"{kind}: {options.count - idle[kind]} trials, {breaches[kind]} findings above a note")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
