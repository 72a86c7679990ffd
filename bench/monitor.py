"""Recall and false alarms of the monthly monitor's anomalies, in worlds of forty enterprises and two years.

    python bench/monitor.py [--seeds N] [--first N] [--world NAME …] [--misses]

Each world has ten planted anomalies of seven kinds and ten holiday dips (``tests/performance/months.py``); the tables go the whole way: a
file, the database, the figures, the method. Told is, of all seeds, how many anomalies were found, how many figures were called so that
are none, and how many seeds meet the goal: nine of ten at least, one false at most. ``--live``: each month judged as the last one there is.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.performance.months import FIRST_YEAR, WORLDS, Planted, planted, rows_of  # noqa: E402

from juesuan.performance.evidence.loading import loaded_evidence  # noqa: E402
from juesuan.performance.monitoring.anomalies import judged  # noqa: E402
from juesuan.performance.monitoring.months import Month  # noqa: E402
from juesuan.performance.monitoring.series import read_series  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

LEAST_FOUND, MOST_FALSE = 9, 1
Found = dict[tuple[int, int], str]


def main() -> int:
    """Measures and prints; 1 when a world's median seed misses the goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--world", nargs="*", default=WORLDS)
    parser.add_argument("--misses", action="store_true", help="tell of each figure that was missed or falsely told")
    parser.add_argument("--live", action="store_true")
    arguments = parser.parse_args()
    print("world           seeds  found      false/seed  goal met")
    failed = False
    for world in arguments.world:
        found = false = met = of = 0
        missed: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        for seed in range(arguments.first, arguments.first + arguments.seeds):
            made = planted(seed, world)
            told = live(made) if arguments.live else told_of(made)
            right = made.anomalies.keys() & told.keys()
            others = told.keys() - made.anomalies.keys()
            if arguments.live:
                of += sum(month >= 12 for _, month in made.anomalies)
            else:
                of += len(made.anomalies)
            found, false = found + len(right), false + len(others)
            met += len(right) >= LEAST_FOUND and len(others) <= MOST_FALSE
            missed.update(made.anomalies[place] for place in made.anomalies.keys() - told.keys())
            wrong.update(f"{told[place]}{' on a dip' if place in made.dips else ''}" for place in others)
        print(f"{world:<15} {arguments.seeds:>5}  {found:>4} of {of:<4} {false / arguments.seeds:>8.2f}    {met:>4}")
        if arguments.misses:
            print(f"    missed {dict(missed)}\n    false {dict(wrong)}")
        failed = failed or 2 * met < arguments.seeds
    return int(failed and not arguments.live)


def told_of(made: Planted, until: int | None = None) -> Found:
    """What the method calls anomalies of all months, by enterprise and month from 0, with their kinds."""
    standard = builtin()
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "重点企业月报.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows_of(made))
        series = read_series(loaded_evidence(Path(folder), standard), standard.monitoring.reports)
    return _told(series, made, made.months - 1 if until is None else until)


def live(made: Planted) -> Found:
    """The same where each month of the second year is judged by itself, with nothing behind it."""
    standard, found = builtin(), Found()
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "重点企业月报.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows_of(made))
        series = read_series(loaded_evidence(Path(folder), standard), standard.monitoring.reports)
    for month in range(12, made.months):
        found |= {place: kind for place, kind in _told(series, made, month).items() if place[1] == month}
    return found


def _told(series: object, made: Planted, last: int) -> Found:
    until = Month(FIRST_YEAR, 1).moved(last)
    anomalies = judged(series, "revenue", until, builtin().monitoring.judging).anomalies  # type: ignore[arg-type]
    return {(int(item.enterprise[4:6]) - 1, item.month.since(Month(FIRST_YEAR, 1))): item.kind for item in anomalies}


if __name__ == "__main__":
    sys.exit(main())
