"""Sends crafted and damaged files through the program for as long as is wanted, and keeps what ends badly.

    python -m tests.hostile.fuzz [--minutes N] [--seed N] [--count N] [--only a.pdf ledger.csv …] [--only-mutants] [--keep FOLDER]

First every crafted file (``tests/hostile``), then documents with changes at random: read, checked, reported, annotated, each in a process
with limits (20 seconds of processor time, 1 GB). A file that ends by a fault of the program or by its limits is made as small in its
changes as can be and kept for the tests; the status is then 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.all import CRAFTED
from tests.hostile.campaign import Campaign
from tests.hostile.mutation import Mutant, minimised, mutant
from tests.hostile.originals import documents

KEPT = Path(__file__).with_name("kept")
MOST_KEPT = 3
"""Files with one cause that are kept."""
TOLD = 500
"""How often the count is told."""
OLD_DOCUMENTS = 10
"""One in so many is an old document, which another program takes seconds to convert."""


def main() -> int:
    """Runs the campaign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--only-mutants", action="store_true")
    parser.add_argument("--keep", type=Path, default=KEPT)
    arguments = parser.parse_args()
    end = time.monotonic() + 60 * arguments.minutes
    causes: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        try:
            crafted = 0 if arguments.only_mutants else _crafted(campaign, causes)
            mutants = _mutants(campaign, arguments, end, causes)
        finally:
            campaign.close()
    print(f"{crafted} crafted files, {mutants} changed documents, {sum(causes.values())} ended badly")
    for cause, times in causes.most_common():
        print(f"{times:6} × {cause}")
    return 1 if causes else 0


def _crafted(campaign: Campaign, causes: Counter[str]) -> int:
    for crafted in CRAFTED:
        outcome = campaign.outcome(crafted.name, crafted.content())
        if outcome.startswith("CRASH"):
            causes[_cause(outcome)] += 1
            print(f"{crafted.name}: {outcome}", flush=True)
    return len(CRAFTED)


def _mutants(campaign: Campaign, arguments: argparse.Namespace, end: float, causes: Counter[str]) -> int:
    tried = 0
    for found in _endless(arguments.seed, arguments.only):
        if time.monotonic() > end or tried == arguments.count:
            break
        tried += 1
        if tried % TOLD == 0:
            print(f"{tried} changed documents so far", flush=True)
        outcome = campaign.outcome(found.name, found.content)
        if not outcome.startswith("CRASH"):
            continue
        cause = _cause(outcome)
        causes[cause] += 1
        print(f"{tried}: {found.name}: {outcome}", flush=True)
        if causes[cause] <= MOST_KEPT:
            small = minimised(
                found, lambda other, cause=cause: _cause(campaign.outcome(other.name, other.content)) == cause
            )
            arguments.keep.mkdir(exist_ok=True)
            (arguments.keep / f"{arguments.seed}-{tried}-{small.name}").write_bytes(small.content)
    return tried


def _endless(seed: int, only: list[str]) -> Iterator[Mutant]:
    originals = {name: content for name, content in documents().items() if not only or name in only}
    for number in count():
        for name, content in originals.items():
            if not name.endswith(".doc") or number % OLD_DOCUMENTS == 0:
                yield mutant(name, content, f"{seed} {number}")


def _cause(outcome: str) -> str:
    """What ended it: the exception and the line of ours that raised it, or the limit."""
    lines = [line.strip() for line in outcome.splitlines() if line.strip()]
    places = [line for line in lines if line.startswith("File ") and "juesuan" in line]
    return f"{lines[-1][:120]} {places[-1] if places else ''}" if lines else ""


if __name__ == "__main__":
    sys.exit(main())
