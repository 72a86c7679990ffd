"""Silence never consents, number by number: each number of a document is changed once; what is said of it.

    python bench/silence.py [--documents N] [--each N] [--seed N] [--jobs N] [--samples] [--show]

Consistent documents of random departments are published as web pages, without what only our own pages have, and every number that a page
prints, in cells and in prose, codes and years too, is one trial (``--each`` of them by chance): one of its digits becomes another, the page is
read again and checked. A change is *found* where an error or a warning is new; *not judged* where a new gap says so; otherwise the number
must have stood before in a list of those that nothing decides (``Standing``): what it is there, is counted. ``SILENT`` is what was said to be
decided and is not missed when it changes. ``--samples`` measures real documents too, where they are at hand: there the numbers are changed as
they were read.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "planted")]

from documents import samples  # noqa: E402
from planting import Error, changed, targets  # noqa: E402
from tests.degraded import bare  # noqa: E402
from tests.departments import EDITIONS, Chance, document  # noqa: E402

import juesuan  # noqa: E402
from juesuan.model import Disclosure, Report, Severity  # noqa: E402
from juesuan.publishing import publish  # noqa: E402
from juesuan.reporting.coverage import Standing, standings  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"20[12]\d")
_TEXT = re.compile(r">([^<]+)<")
_FOUND, _NOT_JUDGED, _UNSEEN, _SILENT = "found", "not judged", "no number of the accounts", "SILENT"
_ROUNDED = "found when it changes by more"
_MOST = 14
_Trial = tuple[str, int]
_Judged = tuple[Disclosure, Report]


@cache
def page(seed: int) -> str:
    """The page of a seed; the editions take turns."""
    made = document(seed, _MOST, name=sorted(EDITIONS)[seed % len(EDITIONS)])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.html"
        publish(made.disclosure, made.layout, path, builtin())
        return bare(path.read_text(encoding="utf-8"))


def judged(text: str) -> tuple[Disclosure, Report]:
    """A page, read and checked."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.html"
        path.write_text(text, encoding="utf-8")
        read = juesuan.read(path)
    return read, juesuan.check(read)


@cache
def _before(seed: int) -> tuple[Disclosure, Report]:
    return judged(page(seed))


@cache
def _samples() -> dict[str, tuple[Disclosure, Report]]:
    return {name: (read, juesuan.check(read)) for name, read in samples().items()}


def numbers(text: str) -> list[re.Match[str]]:
    """Every number that the page shows."""
    start = text.find("<body")
    return [n for part in _TEXT.finditer(text, start) for n in _NUMBER.finditer(text, part.start(1), part.end(1))]


def slipped(chance: Chance, printed: str) -> tuple[str, str]:
    """The number with another digit before its last one, or in place of its only one; and with another first digit."""
    places = [index for index, letter in enumerate(printed) if letter.isdigit()]
    first = next((place for place in places if printed[place] != "0"), places[0])
    if _YEAR.fullmatch(printed):
        first = chance.choice(places[-1:])
        return (_with_digit(chance, printed, first),) * 2
    return _with_digit(chance, printed, chance.choice(places[:-1] or places)), _with_digit(chance, printed, first)


def _with_digit(chance: Chance, printed: str, place: int) -> str:
    digit = chance.choice([digit for digit in "123456789" if digit != printed[place]])
    return printed[:place] + digit + printed[place + 1 :]


def tried(trial: _Trial) -> tuple[str, str, str]:
    """One trial: what kind of number it was, what became of it, and where it stands."""
    name, index = trial
    if not name.isdigit():
        return _tried_in_a_sample(name, index)
    seed = int(name)
    text = page(seed)
    number = numbers(text)[index]
    where = re.sub(r"<[^>]*>", "|", text[max(0, number.start() - 60) : number.end() + 20]).replace("\n", "")
    small, great = slipped(Chance(f"{seed} {index}"), number[0])

    def with_(new: str) -> tuple[Disclosure, Report]:
        return judged(text[: number.start()] + new + text[number.end() :])

    kind, fate, new = _surest(number[0], _before(seed), with_, small, great)
    return kind, fate, f"{seed}:{index} {number[0]} -> {new}: {where}"


def _surest(
    printed: str, before: _Judged, with_: Callable[[str], _Judged], small: str, great: str
) -> tuple[str, str, str]:
    """What became of a slip; of one that nobody missed, whether a greater one is missed."""
    kind, fate = _fate(printed, before, with_(small))
    if fate != _SILENT:
        return kind, fate, small
    more = _fate(printed, before, with_(great))[1]
    return kind, _ROUNDED if more in {_FOUND, _NOT_JUDGED} else fate, great


def _tried_in_a_sample(name: str, index: int) -> tuple[str, str, str]:
    before = _samples()[name]
    target = targets(before[0])[index]
    small, great = slipped(Chance(f"{name} {index}"), target.raw)

    def with_(new: str) -> tuple[Disclosure, Report]:
        slip = Error("digit", target.source, target.mentions, {target.key: target.raw}, {target.key: new})
        made = changed(before[0], [slip])
        return made, juesuan.check(made)

    kind, fate, new = _surest(target.raw, before, with_, small, great)
    return kind, fate, f"{name} {target.key} {target.raw} -> {new}"


def _fate(printed: str, before: _Judged, after: _Judged) -> tuple[str, str]:
    """What kind of number was changed, told by what is read otherwise now, and what is said of it."""
    was, now = standings(*before), standings(*after)
    other = Counter((n.kind, n.text, n.standing) for n in was)
    other.subtract((n.kind, n.text, n.standing) for n in now)
    less = [key for key, count in other.items() if count > 0]
    gone = [key for key in less if printed in key[1]] or less  # another number may be read otherwise for it
    kinds = sorted({kind for kind, _, _ in gone}) or [_UNSEEN]
    said = {f.message for f in before[1].findings}
    new = [f for f in after[1].findings if f.severity is not Severity.INFO and f.message not in said]
    if new:
        return kinds[0], _FOUND
    if {gap.message for gap in after[1].gaps} - {gap.message for gap in before[1].gaps}:
        return kinds[0], _NOT_JUDGED
    standing = {standing for _, _, standing in gone}
    if Standing.DECIDED in standing:
        return kinds[0], _SILENT
    return kinds[0], "listed: " + "、".join(sorted(each.value for each in standing)) if standing else _UNSEEN


def trials(options: argparse.Namespace) -> Iterator[_Trial]:
    """The trials of every document, as many of each as are wanted."""
    for seed in range(options.seed, options.seed + options.documents):
        yield from _chosen(str(seed), len(numbers(page(seed))), options.each)
    for name, (read, _) in _samples().items() if options.samples else ():
        yield from _chosen(name, len(targets(read)), options.each)


def _chosen(name: str, count: int, each: int) -> list[_Trial]:
    places = range(count) if not each or each >= count else sorted(Chance(name).sample(range(count), each))
    return [(name, place) for place in places]


def table(fates: dict[str, Counter[str]]) -> Iterator[str]:
    """A line for every kind of number."""
    yield (
        "| number | changed | found | found when it changes by more | not judged, and said so | listed before | no number of the accounts | silent |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    whole: Counter[str] = sum(fates.values(), Counter())
    for name, fate in (*sorted(fates.items()), ("**all**", whole)):
        listed = sum(count for key, count in fate.items() if key.startswith("listed"))
        counts = (fate.total(), fate[_FOUND], fate[_ROUNDED], fate[_NOT_JUDGED], listed, fate[_UNSEEN], fate[_SILENT])
        yield f"| {name} | {' | '.join(map(str, counts))} |"


def main() -> int:
    """Measures and prints; the status is 1 where something is silent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--each", type=int, default=150, help="numbers of each document; 0 for all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--show", action="store_true", help="every change that nobody misses")
    options = parser.parse_args()
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    with Pool(options.jobs) as pool:
        for kind, fate, where in pool.imap_unordered(tried, list(trials(options)), chunksize=10):
            fates[kind][fate] += 1
            if fate == _SILENT or (options.show and fate not in {_FOUND, _NOT_JUDGED}):
                print(f"{fate}: {kind}: {where}", flush=True)
    print("\n".join(table(fates)))
    return 1 if any(fate[_SILENT] for fate in fates.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
