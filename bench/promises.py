"""Does a sure proposal close what it says, and open nothing? Each is put in, and the document is judged again.

    python bench/promises.py [--documents N] [--seed N] [--jobs N] [--no-samples] [--show]

The real documents where they are at hand; consistent ones of random departments with every fault of structure (``tests/damage``); and worked
examples with one to three slips of the hand. What the advice says to stay is no promise.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "planted")]

from documents import example, samples  # noqa: E402
from planting import Target, changed, clean, plant_slips, targets  # noqa: E402
from tests.damage import FAULTS, damaged, published  # noqa: E402
from tests.damage.printing import printed  # noqa: E402
from tests.departments import EDITIONS, Chance, document  # noqa: E402
from tests.promises import Promise, promises  # noqa: E402

import juesuan  # noqa: E402
from juesuan.model import Disclosure  # noqa: E402

_EDITIONS = sorted(EDITIONS)
_SLIPS = "slips"
_EACH = 3
_SAMPLE = "sample "
_Trial = tuple[str, int]


@cache
def _samples() -> dict[str, Disclosure]:
    return samples()


@cache
def _usable(edition: str) -> list[Target]:
    return list(clean(targets(example(edition))))


def _tried(trial: _Trial) -> tuple[str, list[Promise]]:
    kind, seed = trial
    read = _document(kind, seed)
    return kind, [] if read is None else list(promises(read, juesuan.check(read)))


def _document(kind: str, seed: int) -> Disclosure | None:
    """What a trial judges; None where the department drawn does not allow the damage."""
    if kind.startswith(_SAMPLE):
        return _samples()[kind.removeprefix(_SAMPLE)]
    chance = Chance(f"{seed} {kind}")
    if kind == _SLIPS:
        edition = chance.choice(_EDITIONS)
        return changed(example(edition), plant_slips(chance, _usable(edition), 1 + seed % _EACH))
    made = document(seed, 12)
    damage = damaged(kind, chance, printed(made))
    if damage is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document.html"
        published(made, path, lambda _: damage.printed)
        return juesuan.read(path)


def _table(told: dict[str, Counter[str]]) -> Iterator[str]:
    yield "| document | sure proposals | close what they say | say what stays | open something | keep their word |"
    yield "|---|---|---|---|---|---|"
    whole: Counter[str] = sum(told.values(), Counter())
    for name, counts in (*sorted(told.items()), ("**all**", whole)):
        columns = ("n", "closes", "stays", "opens", "kept")
        yield f"| {name} | {' | '.join(str(counts[column]) for column in columns)} |"


def main() -> int:
    """Measures and prints; the status is 1 where a proposal does not keep its word."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-samples", action="store_true")
    parser.add_argument("--show", action="store_true", help="every proposal that does not keep its word")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.documents)
    trials = [(kind, seed) for seed in seeds for kind in FAULTS]
    trials += [(_SLIPS, seed) for seed in range(options.seed, options.seed + 10 * options.documents)]
    trials += [] if options.no_samples else [(_SAMPLE + name, 0) for name in _samples()]
    told: dict[str, Counter[str]] = defaultdict(Counter)
    with Pool(options.jobs) as pool:
        for kind, found in pool.imap_unordered(_tried, trials, chunksize=4):
            for one in found:
                counts = {
                    "n": 1,
                    "closes": one.closes,
                    "stays": one.said > 0,
                    "opens": bool(one.opened),
                    "kept": one.is_kept,
                }
                told[kind].update({name: int(count) for name, count in counts.items()})
                if options.show and not one.is_kept:
                    print(
                        f"{kind}: {one.finding.rule} {one.finding.message} {one.finding.advice}\n   stays {one.stays} opens {one.opened}"
                    )
    print("\n".join(_table(told)))
    return 1 if any(counts["kept"] < counts["n"] for counts in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
