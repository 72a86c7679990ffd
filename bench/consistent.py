"""False alarms: publishes consistent documents of random departments, reads them back, checks them and counts what is found.

    python bench/consistent.py [--count N] [--seed N] [--jobs N] [--minutes N] [--format html|docx|…] [--write]

Each document is a department made from one seed (``tests/departments``): every edition, in 万元 and in 元, of the years the edition's form
was in force, with and without carry-over, funds, state capital and other money, of one unit or several, with one 项 or sixty. Nothing in
it is wrong, so every finding above a note is a false alarm, and every number of a form or of the text that does not come back as
what it was is a reading gone wrong. ``--write`` puts the table into ``docs/false_alarms.md``. The status is 1 when anything was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, floor
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.departments import Made, document  # noqa: E402

import juesuan  # noqa: E402
from juesuan.checking.context import Context  # noqa: E402
from juesuan.checking.engine import outcomes  # noqa: E402
from juesuan.model import Band, Disclosure, Finding, Severity, State, Statement, Unit  # noqa: E402
from juesuan.publishing import PUBLISHERS, publish  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

PAGE = ROOT / "docs" / "false_alarms.md"
_ODDS_OF_EVERY = 20


@dataclass(frozen=True)
class Judged:
    """What became of one document."""

    seed: int
    edition: str
    unit: str
    rounding: str
    numbers: int
    lost: tuple[str, ...]
    found: tuple[tuple[str, str, str], ...]
    rounded: int
    undecided: tuple[str, ...]
    odds: tuple[float, ...]


@dataclass
class Tally:
    """What became of all of them."""

    documents: Counter[str] = field(default_factory=Counter)
    roundings: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    rounded: int = 0
    lost: list[int] = field(default_factory=list)
    alarms: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    alarmed: set[int] = field(default_factory=set)
    undecided: Counter[str] = field(default_factory=Counter)
    odds: list[float] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        """Counts one document."""
        self.documents[f"{judged.edition}, {judged.unit}"] += 1
        self.roundings[judged.rounding] += 1
        self.numbers += judged.numbers
        self.rounded += judged.rounded
        self.undecided.update(judged.undecided)
        self.odds += judged.odds
        if judged.lost:
            self.lost.append(judged.seed)
        for rule, severity, message in judged.found:
            self.alarms.setdefault(rule, []).append((judged.seed, severity, message))
            self.alarmed.add(judged.seed)


def main() -> int:
    """Makes and judges so many documents."""
    options = _options()
    start = time.monotonic()
    tally = Tally()
    with Pool(options.jobs) as pool:
        work = [(seed, f".{options.format}") for seed in range(options.seed, options.seed + options.count)]
        for done, judged in enumerate(pool.imap_unordered(_judge, work), 1):
            tally.add(judged)
            for rule, severity, message in judged.found:
                print(f"{rule} {severity} seed {judged.seed}: {message}", file=sys.stderr, flush=True)
            if sys.stderr.isatty():
                print(f"\r{done}/{options.count}", end="", file=sys.stderr)
            if options.minutes and time.monotonic() - start > 60 * options.minutes:
                pool.terminate()
                break
    lines = list(_table(tally, options.seed, options.format))
    print("\n".join(lines))
    print(f"not read as printed: {tally.lost[:20] or 'none'}; undecided: {dict(tally.undecided.most_common(12))}")
    print(f"{time.monotonic() - start:.0f} s")
    if options.write:
        _write(lines)
    return int(bool(tally.alarms or tally.lost))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--minutes", type=int, default=0, help="stop after so many and tell about what was judged until then"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", choices=sorted(suffix[1:] for suffix in PUBLISHERS), default="html")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _judge(work: tuple[int, str]) -> Judged:
    seed, suffix = work
    made = document(seed)
    read = _round_trip(made, suffix)
    report = juesuan.check(read)
    return Judged(
        seed=seed,
        edition=made.edition.id,
        unit=made.edition.unit.value,
        rounding=made.rounding,
        numbers=len(read.statements),
        lost=tuple(_lost(made.disclosure, read)),
        found=tuple(_alarms(report.findings)),
        rounded=report.counts.get(State.WITHIN_ROUNDING, 0),
        undecided=tuple(result.rule for result in report.results if result.state is State.UNDECIDABLE),
        odds=() if seed % _ODDS_OF_EVERY or made.edition.unit is Unit.YUAN else (_odds_of(read),),
    )


def _round_trip(made: Made, suffix: str) -> Disclosure:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made{suffix}"
        publish(made.disclosure, made.layout, path, builtin())
        return juesuan.read(path)


def _alarms(findings: Sequence[Finding]) -> Iterator[tuple[str, str, str]]:
    for finding in findings:
        if finding.severity is not Severity.INFO:
            band = f" ({finding.band.value})" if finding.band not in (None, Band.ERROR) else ""
            yield finding.rule, finding.severity.value + band, finding.message


def _odds_of(read: Disclosure) -> float:
    """How many warnings "possible by rounding, but unlikely" an honestly rounded document is to expect."""
    found = 0.0
    seen: set[frozenset[str]] = set()
    context = Context(read, standard=builtin())
    for rule in builtin().rules.values():
        for outcome in outcomes(rule, context) if rule.kind == "linear" else ():
            addends = frozenset(
                str(t.statement.fact or t.statement.id) for t in outcome.terms if t.statement and t.statement.value
            )
            if outcome.relation == "=" and addends not in seen:
                seen.add(addends)
                found += float(_odds(len(addends)))
    return found


@lru_cache(maxsize=512)
def _odds(numbers: int) -> Fraction:
    """The probability that an honestly rounded sum of that many numbers, total included, is off by more than 4σ (Irwin–Hall).

    σ² is n/12 in units of the last place; the difference is a whole number of them, and it is k when the errors of all but one of the
    numbers, independent and uniform, sum up to more than k - ½.
    """
    least = next(k for k in range(numbers + 2) if 12 * k * k > 16 * numbers)
    if 2 * least > numbers:
        return Fraction(0)
    free = numbers - 1
    below = Fraction(free, 2) - Fraction(2 * least - 1, 2)
    terms = ((-1) ** k * comb(free, k) * (below - k) ** free for k in range(floor(below) + 1))
    return 2 * sum(terms, Fraction(0)) / factorial(free)


def _lost(wanted: Disclosure, read: Disclosure) -> Iterator[str]:
    """What did not come back as it was: cells, of which a blank one is the same as a zero, and facts stated in the text."""
    before, after = _cells(wanted.statements), _cells(read.statements)
    yield from (name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    yield from (str(told) for told in _told(wanted.statements) - _told(read.statements))


def _cells(statements: Sequence[Statement]) -> dict[str, object]:
    return {item.id: (item.value, item.amount.unit, item.fact) for item in statements if not item.in_prose}


def _told(statements: Sequence[Statement]) -> Counter[tuple[object, ...]]:
    prose = (item for item in statements if item.in_prose and item.fact is not None)
    return Counter((item.source.partition(".")[0], item.fact, item.value, item.amount.unit) for item in prose)


def _table(tally: Tally, first: int, suffix: str) -> Iterator[str]:
    count = tally.documents.total()
    yield f"{count:,} documents, seeds from {first}, published as {suffix}: {tally.numbers:,} numbers read back. On average"
    yield f"{tally.rounded / count:.1f} identities and rates a document hold only within rounding (万元 and 元 together)."
    yield ""
    yield "| documents | number |"
    yield "|---|---|"
    for name, number in sorted(tally.documents.items()):
        yield f"| {name} | {number} |"
    for name, number in sorted(tally.roundings.items()):
        yield f"| rounding: {name} | {number} |"
    yield f"| **all** | {count} |"
    yield f"| with an error or a warning | {len(tally.alarmed)} |"
    yield f"| not read exactly as prepared | {len(tally.lost)} |"
    yield ""
    if tally.odds:
        mean = sum(tally.odds) / len(tally.odds)
        yield f"Warnings of improbable rounding to expect in honestly rounded documents in 万元: one in {1 / mean:,.0f} documents"
        yield f"(computed on {len(tally.odds)} of them)."
        yield ""
    if not tally.alarms:
        yield "No rule raised anything above a note."
        return
    yield "| rule | false alarms | documents | severity | example: seed |"
    yield "|---|---|---|---|---|"
    for rule, found in sorted(tally.alarms.items()):
        severities = ", ".join(sorted({severity for _, severity, _ in found}))
        yield f"| {rule} | {len(found)} | {len({seed for seed, _, _ in found})} | {severities} | {found[0][0]} |"


def _write(lines: Sequence[str]) -> None:
    start, end = "<!-- table -->", "<!-- end -->"
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    PAGE.write_text(f"{head}{start}\n" + "\n".join(lines) + f"\n{end}{tail}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
