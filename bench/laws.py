"""Ignorance never accuses, at length: unknown things in consistent documents, and knowledge of prose taken out piece by piece.

    python bench/laws.py [--count N] [--seed N] [--jobs N] [--only inserted|added|renamed|missing]

Each trial is a consistent document of one of ``tests/departments``' seeds with one change (``tests/laws.py``); every piece of the grammar is taken
out in turn. An error or a warning is a breach of the law, and the status is 1 when there is any.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.departments import Chance  # noqa: E402
from tests.laws import CHANGES, alarms, knocked_out, page, pieces  # noqa: E402

from juesuan.standard import builtin  # noqa: E402

_DOCUMENTS = 40


def tried(trial: tuple[str, int]) -> tuple[str, int, str, list[str]]:
    """One trial: its kind, its seed, what was missing, and what was said."""
    kind, seed = trial
    text = page(seed % _DOCUMENTS + 1)
    if kind != "missing":
        return kind, seed, "", alarms(CHANGES[kind](text, Chance(seed)))
    every = list(pieces(builtin().grammar))
    missing, less = every[seed % len(every)]
    return kind, seed, missing, alarms(text, knocked_out(less))


def main() -> int:
    parser = argparse.ArgumentParser(description="Does what is not understood accuse anybody?")
    parser.add_argument("--count", type=int, default=400, help="trials of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=[*CHANGES, "missing"])
    options = parser.parse_args()
    kinds = [options.only] if options.only else [*CHANGES, "missing"]
    trials = [(kind, seed) for kind in kinds for seed in range(options.seed, options.seed + options.count)]
    breaches: Counter[str] = Counter()
    with Pool(options.jobs) as pool:
        for kind, seed, missing, said in pool.imap_unordered(tried, trials, chunksize=10):
            for message in said:
                breaches[kind] += 1
                print(f"{kind} {seed} {missing}: {message}", flush=True)
    for kind in kinds:
        print(f"{kind}: {options.count} trials, {breaches[kind]} findings above a note")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
