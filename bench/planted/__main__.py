"""Plants wrong numbers into consistent documents and counts what the blame makes of them.

    python bench/planted [--each N] [--blocks N] [--seed N] [--made] [--write] [--verbose]

The worked example is published in every edition as a web page and read back; then one number (or two, three, twenty independent
ones) of what was read is changed by a slip of the hand; runs of a table are moved by one, cells and rows exchanged; sections are left
as they were the year before. The same into flattened text and into real documents where they are at hand: there only what is said
beyond what the document already shows counts. ``--each`` is how many slips are tried per document, ``--blocks`` how many block
errors of each kind per edition; ``--made`` leaves the real documents out; ``--write`` puts the tables into ``docs/blame.md``.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from calibration import Calibration, Proposals
from documents import example, flattened, last_year, samples
from planting import BLOCKS, Error, Target, Ties, changed, clean, plant_block, plant_slips, stale, targets
from tally import Tally, raised

import juesuan
from juesuan.model import Disclosure, Report
from juesuan.standard import builtin

PAGE = Path(__file__).resolve().parents[2] / "docs" / "blame.md"
STALE = ("N01", "N02", "N03", "N04", "N05.1", "N05.2", "N05.3", "N05", "N06", "N07", "N09", "N13", "PO")
MANY = 20
GROUPS = {"error": "", "mentions": "single, equations that mention it: ", "kind": "single, ", "place": "single, in "}


class Measured:
    """Everything that is counted."""

    def __init__(self) -> None:
        self.slips: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        self.blocks: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        self.coverage: dict[str, Counter[bool]] = defaultdict(Counter)
        self.times: list[float] = []
        self.clean: list[float] = []
        self.many: list[float] = []
        self.alarms = 0
        self.calibration = Calibration()
        self.proposals = Proposals()


def main() -> int:
    """Measures and prints; the exit status is always 0."""
    arguments = _arguments()
    chance = random.Random(arguments.seed)
    measured = Measured()
    for edition in builtin().layouts.prepared:
        _slips(chance, measured, edition, arguments.each)
        _blocks(chance, measured, edition, arguments.blocks)
        _stale(measured, edition)
    elsewhere = {f"flattened text, {edition}": flattened(edition) for edition in list(builtin().layouts.prepared)[:2]}
    for name, document in (elsewhere | ({} if arguments.made else samples())).items():
        _elsewhere(chance, measured, name, document, arguments.each // 4)
    lines = [*table(measured), f"False alarms on the consistent documents: {measured.alarms}."]
    print("\n".join(lines))
    if arguments.verbose:
        for groups in (measured.slips["error"], measured.slips["document"], measured.blocks["kind"]):
            print(*(text for tally in groups.values() for text in tally.missed), sep="\n")
        print(*measured.proposals.examples, sep="\n")
    if arguments.write:
        _write(lines)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=75)
    parser.add_argument("--blocks", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def timed(disclosure: Disclosure, previous: Disclosure | None = None) -> tuple[Report, float]:
    start = time.process_time()
    report = juesuan.check(disclosure, previous)
    return report, time.process_time() - start


def _slips(chance: random.Random, measured: Measured, edition: str, each: int) -> None:
    """Independent slips in the worked example."""
    disclosure = example(edition)
    report, _ = timed(disclosure)
    measured.clean += [timed(disclosure)[1] for _ in range(5)]
    measured.alarms += len(raised(report))
    known = targets(disclosure)
    for target in known:
        measured.coverage[target.source.split(".")[0]][bool(target.mentions)] += 1
    usable, ties = list(clean(known)), Ties(disclosure)
    for count in (1, 2, 3):
        for _ in range(each if count == 1 else each // 4):
            errors = plant_slips(chance, usable, count, ties)
            report, seconds = timed(changed(disclosure, errors))
            measured.times.append(seconds)
            found = raised(report)
            measured.calibration.add(errors, found)
            if count == 1:
                measured.proposals.add(changed(disclosure, errors), found, {})
            for error in errors:
                for group, name in _groups(error, count):
                    measured.slips[group][name].add(error, errors, found)
            for group, name in _groups(errors[0], count):
                measured.slips[group][name].accuse(errors, found)
    for _ in range(3):
        _, seconds = timed(changed(disclosure, plant_slips(chance, usable, MANY, ties)))
        measured.many.append(seconds)


def _groups(error: Error, count: int) -> Iterator[tuple[str, str]]:
    yield "error", f"{count} error{'s' * (count > 1)}"
    if count == 1:
        yield "mentions", "≥ 2" if error.mentions > 1 else "1"
        yield "kind", error.kind
        yield "place", error.source.split(".")[0]
        if error.source == "T06" and error.mentions == 1:
            yield "place", "T06, leaves"


def _blocks(chance: random.Random, measured: Measured, edition: str, each: int) -> None:
    """Runs moved by one, cells and rows exchanged."""
    disclosure = example(edition)
    known, ties = {target.key: target for target in _with_zeros(disclosure)}, Ties(disclosure)
    for kind in BLOCKS:
        planted = 0
        for _ in range(60 * each):
            error = plant_block(chance, disclosure, kind, known)
            if error is None:
                continue
            why = ties.undecidable(error)
            found = raised(timed(changed(disclosure, [error]))[0])
            if why:
                measured.blocks["undecidable"][f"{why}: {kind}"].add_block(error, found)
                continue
            measured.blocks["kind"][kind].add_block(error, found)
            measured.blocks["place"][error.source].add_block(error, found)
            planted += 1
            if planted == each:
                break


def _with_zeros(disclosure: Disclosure) -> list[Target]:
    """The numbers with their mentions; blank cells too, which may take a number by mistake."""
    known = targets(disclosure)
    told = {target.key for target in known}
    blank = (s for s in disclosure.statements if not s.in_prose and s.amount.unit.is_money and s.id not in told)
    return [*known, *(Target(s.id, "", s.source, 1, "") for s in blank)]


def _stale(measured: Measured, edition: str) -> None:
    """Sections left as they were the year before, without and with last year's document."""
    disclosure, before = example(edition), last_year(edition)
    known = {target.key: target for target in targets(disclosure)}
    for previous, name in ((None, "stale section"), (before, "stale section, last year's document given")):
        already = frozenset(f.id for f in juesuan.check(disclosure, previous).findings)
        for section in STALE:
            made, error = stale(disclosure, before, section, known)
            if len(error.was) > 1:
                report, _ = timed(made, previous)
                measured.blocks["kind"][name].add_block(error, raised(report, already))


def _elsewhere(chance: random.Random, measured: Measured, name: str, document: Disclosure, each: int) -> None:
    """Single slips in another document, on top of its own defects."""
    before = frozenset(f.id for f in juesuan.check(document).findings)
    usable, ties = list(clean(targets(document))), Ties(document)
    for _ in range(each if usable else 0):
        errors = plant_slips(chance, usable, 1, ties)
        report, _ = timed(changed(document, errors))
        found = raised(report, before)
        for group, key in (("document", name),):
            measured.slips[group][key].add(errors[0], errors, found)
            measured.slips[group][key].accuse(errors, found)


def table(measured: Measured) -> Iterator[str]:
    """The measured tables."""
    yield "| planted | errors | detected | blamed first | among first three | repaired exactly | others blamed first |"
    yield "|---|---|---|---|---|---|---|"
    for group, name in GROUPS.items():
        for key, tally in sorted(measured.slips[group].items()):
            yield tally.row(name + key)
    yield ""
    causes: Counter[str] = sum((tally.causes for tally in measured.slips["error"].values()), Counter())
    yield "| why a slip was not mended to the last digit | slips |"
    yield "|---|---|"
    for cause, count in causes.most_common():
        yield f"| {cause} | {count} |"
    yield ""
    yield "| single slips on top of the defects of | errors | detected | blamed first | among first three | repaired exactly | others |"
    yield "|---|---|---|---|---|---|---|"
    for key, tally in measured.slips["document"].items():
        yield tally.row(key)
    yield ""
    yield "| blamed with | numbers | said on average | wrong |"
    yield "|---|---|---|---|"
    yield from measured.calibration.rows()
    yield ""
    yield measured.proposals.row()
    yield ""
    yield "| several numbers, one cause | errors | detected | one finding says so | every number repaired | others blamed first |"
    yield "|---|---|---|---|---|---|"
    for group in ("kind", "place"):
        for key, tally in measured.blocks[group].items():
            yield tally.block_row(key if group == "kind" else f"moved or exchanged, in {key}")
    yield ""
    yield "| several numbers, undecidable in principle | errors | detected | one finding says so | every number repaired | others blamed first |"
    yield "|---|---|---|---|---|---|"
    for key, tally in sorted(measured.blocks["undecidable"].items()):
        yield tally.block_row(key)
    yield ""
    yield "| place | numbers | mentioned by no equation or rate |"
    yield "|---|---|---|"
    total: Counter[bool] = Counter()
    for place, counted in sorted(measured.coverage.items()):
        total += counted
        yield f"| {place} | {counted.total()} | {100 * counted[False] / counted.total():.1f} % |"
    yield f"| **all** | {total.total()} | {100 * total[False] / total.total():.1f} % |"
    yield ""
    extra = statistics.median(measured.times) - statistics.median(measured.clean)
    yield (
        f"A check with planted errors takes {1000 * extra:.0f} ms of processor time longer than one without (medians); the longest took "
        f"{max(measured.times):.2f} s; with {MANY} errors in one document {statistics.median(measured.many):.2f} s (median), "
        f"{max(measured.many):.2f} s (longest)."
    )


def _write(lines: list[str]) -> None:
    start, end = "<!-- table -->", "<!-- end -->"
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    PAGE.write_text(f"{head}{start}\n" + "\n".join(lines) + f"\n{end}{tail}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
