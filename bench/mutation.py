"""Plants wrong numbers into consistent documents and counts what the blame makes of them.

    python bench/mutation.py [--each N] [--seed N] [--write]

The worked example is published in every edition as a web page and read back; then one number (or two, three independent ones) of
what was read is changed by a slip of the hand. ``--each`` is how many changes are tried per edition and number of errors; ``--write``
puts the table into ``docs/blame.md``.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import juesuan
from juesuan.checking.closing import number_of
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Claim, Disclosure, Finding, Report, Severity, State, Statement, Term
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import layouts, publish
from juesuan.standard.editions import editions
from juesuan.standard.rules import rules

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "blame.md"
SLIPS = ("digit", "swap", "drop", "double", "point", "sign", "yuan", "above")


@dataclass(frozen=True)
class Target:
    """A number that can be changed: how it is printed, where it stands, and how many equations and rates mention it."""

    key: str
    raw: str
    source: str
    decimals: int
    mentions: int
    above: str


@dataclass(frozen=True)
class Slip:
    """One planted error."""

    target: Target
    kind: str
    printed: str


@dataclass
class Tally:
    """What became of planted errors of one sort."""

    planted: int = 0
    detected: int = 0
    first: int = 0
    among_three: int = 0
    repaired: int = 0
    accused: int = 0
    missed: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        shares = (self.detected, self.first, self.among_three, self.repaired)
        cells = " | ".join(f"{100 * count / self.planted:.1f} %" if self.planted else "–" for count in shares)
        return f"| {name} | {self.planted} | {cells} | {self.accused} |"


def main() -> int:
    """Measures and prints; the exit status is always 0."""
    arguments = _arguments()
    chance = random.Random(arguments.seed)
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    times: list[float] = []
    clean: list[float] = []
    alarms = 0
    coverage: dict[str, Counter[bool]] = defaultdict(Counter)
    for edition in editions():
        disclosure = example(edition)
        report, seconds = timed(disclosure)
        clean.append(seconds)
        alarms += sum(finding.severity is not Severity.INFO for finding in report.findings)
        known = targets(disclosure)
        _cover(coverage, known)
        usable = [target for target in known if target.mentions and target.raw.strip("0.,%")]
        for errors in (1, 2, 3):
            for _ in range(arguments.each if errors == 1 else arguments.each // 4):
                slips = plant(chance, usable, errors)
                report, seconds = timed(changed(disclosure, slips))
                times.append(seconds)
                score(tallies, slips, report)
    lines = [*table(tallies, coverage, times, clean), f"False alarms on the consistent documents: {alarms}."]
    print("\n".join(lines))
    if arguments.verbose:
        for group in tallies["error"].values():
            print(*group.missed, sep="\n")
    if arguments.write:
        _write(lines)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def example(edition: str) -> Disclosure:
    """The worked example of an edition, published and read back."""
    chosen = editions()[edition]
    made = compose(replace(example_books(), year=chosen.year), chosen)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(made, layouts()[chosen.layout], path)
        return juesuan.read(path)


def timed(disclosure: Disclosure) -> tuple[Report, float]:
    start = time.perf_counter()
    report = juesuan.check(disclosure)
    return report, time.perf_counter() - start


def targets(disclosure: Disclosure) -> list[Target]:
    """Every printed number that is bound to something, with the number of equations and rates that mention it."""
    context = Context(disclosure)
    mentioned: Counter[str] = Counter()
    for rule in rules().values():
        for outcome in outcomes(rule, context):
            told = outcome.relation == "=" or any(part.kind == "claim" for part in rule.parts)
            if told and outcome.state in (State.PASS, State.WITHIN_ROUNDING):
                mentioned.update({number_of(term) for term in outcome.terms})
    found: dict[str, Target] = {}
    for statement in disclosure.statements:
        if statement.amount.unit.is_money and statement.amount.raw:
            key = number_of(Term.of(statement))
            above = _above(statement, context)
            found.setdefault(key, _target(key, statement.amount.raw, statement.source, mentioned[key], above))
    for claim in disclosure.claims:
        if claim.amount is not None and claim.kind in {"share", "completion", "change"}:
            key = number_of(Term(1, "", None, claim.place, claim.amount.raw))
            found.setdefault(key, _target(key, claim.amount.raw, f"{claim.section} %", mentioned[key], ""))
    return list(found.values())


def _target(key: str, raw: str, source: str, mentions: int, above: str) -> Target:
    return Target(key, raw, source, len(raw.rstrip("%").partition(".")[2]), mentions, above)


def _above(statement: Statement, context: Context) -> str:
    rows = context.rows_of(statement.source, statement.instance)
    if not statement.row or statement.row not in rows[1:]:
        return ""
    cell = context.cell(
        statement.source, rows[rows.index(statement.row) - 1], statement.column, statement.instance
    )
    return cell.amount.raw if cell is not None else ""


def plant(chance: random.Random, usable: list[Target], errors: int) -> list[Slip]:
    """Independent errors: in numbers of their own."""
    found: list[Slip] = []
    while len(found) < errors:
        target, kind = chance.choice(usable), chance.choice(SLIPS)
        printed = slipped(chance, target, kind)
        taken = {slip.target.key for slip in found}
        if printed and target.key not in taken and _matters(target, printed):
            found.append(Slip(target, kind, printed))
    return found


def _matters(target: Target, printed: str) -> bool:
    """More than a few units in the last place: less is rounding, by the rules of rounding."""
    return abs(_value(printed) - _value(target.raw)) >= Decimal(1).scaleb(1 - target.decimals)


def _value(raw: str) -> Decimal:
    return Decimal(raw.replace(",", "").rstrip("%") or 0)


def slipped(chance: random.Random, target: Target, kind: str) -> str:
    """The number as somebody would have mistyped it; empty when that slip cannot happen to it."""
    plain = target.raw.replace(",", "").rstrip("%")
    tail = "%" if target.raw.endswith("%") else ""
    places = [index for index, character in enumerate(plain) if character.isdigit()]
    place = chance.choice(places)
    if kind == "digit":
        digit = chance.choice([d for d in "0123456789" if d != plain[place]])
        return plain[:place] + digit + plain[place + 1 :] + tail
    if kind == "swap":
        pairs = [(a, b) for a, b in pairwise(places) if plain[a] != plain[b]]
        if not pairs:
            return ""
        one, other = chance.choice(pairs)
        letters = list(plain)
        letters[one], letters[other] = letters[other], letters[one]
        return "".join(letters) + tail
    if kind == "drop":
        rest = plain[:place] + plain[place + 1 :]
        return rest + tail if rest[:1] not in {"", "."} and rest[-1] != "." else ""
    if kind == "double":
        return plain[:place] + plain[place] + plain[place:] + tail
    return _moved(chance, target, kind, plain) + tail


def _moved(chance: random.Random, target: Target, kind: str, plain: str) -> str:
    if kind == "point":
        return f"{Decimal(plain).scaleb(chance.choice((-1, 1))):f}"
    if kind == "yuan":
        return f"{Decimal(plain).scaleb(4):f}" if not target.raw.endswith("%") else plain
    if kind == "sign":
        return f"-{plain}" if not plain.startswith("-") else plain[1:]
    return target.above.replace(",", "") if target.above.strip("0.,") else plain


def changed(disclosure: Disclosure, slips: list[Slip]) -> Disclosure:
    """The document with these numbers printed instead."""
    texts = {slip.target.key: slip.printed for slip in slips}

    def restated(statement: Statement) -> Statement:
        raw = texts.get(number_of(Term.of(statement)))
        if raw is None:
            return statement
        return replace(statement, amount=replace(statement.amount, value=_value(raw), raw=raw, decimals=_decimals(raw)))

    def reclaimed(claim: Claim) -> Claim:
        key = number_of(Term(1, "", None, claim.place, claim.amount.raw)) if claim.amount is not None else ""
        if key not in texts or claim.amount is None:
            return claim
        raw = texts[key]
        return replace(claim, amount=replace(claim.amount, value=_value(raw), raw=raw, decimals=_decimals(raw)))

    return replace(
        disclosure,
        statements=tuple(map(restated, disclosure.statements)),
        claims=tuple(map(reclaimed, disclosure.claims)),
    )


def _decimals(raw: str) -> int:
    return len(raw.rstrip("%").partition(".")[2])


def score(tallies: dict[str, dict[str, Tally]], slips: list[Slip], report: Report) -> None:
    """Counts each planted error by the number of errors, and single ones by kind, by place and by how many equations mention them."""
    raised = [f for f in report.findings if f.severity is not Severity.INFO]
    tops = {_named(f, 0) for f in raised if f.suspects and f.root is None}
    wrong = sum(1 for raw, key in tops if not any(_same(key, slip) for slip in slips))
    for slip in slips:
        groups = [("error", f"{len(slips)} error{'s' * (len(slips) > 1)}")]
        if len(slips) == 1:
            mentions = "≥ 2" if slip.target.mentions > 1 else "1"
            groups += [("mentions", mentions), ("kind", slip.kind), ("place", slip.target.source.split(".")[0])]
        for group, name in groups:
            _count(tallies[group][name], slip, slips, raised, wrong if len(slips) == 1 else 0)


def _named(finding: Finding, rank: int) -> tuple[str, str]:
    term = finding.terms[finding.suspects[rank].term]
    return term.text, number_of(term)


def _same(key: str, slip: Slip) -> bool:
    """Whether a number of the changed document is the one that was changed: its key holds its text."""
    plain = slip.target.raw.rstrip("%")
    return key == slip.target.key or key == slip.target.key.removesuffix(plain) + slip.printed.rstrip("%")


def _count(tally: Tally, slip: Slip, slips: list[Slip], raised: list[Finding], wrong: int) -> None:
    """One planted error; suspects that are wrong as well do not count before it."""
    about = [f for f in raised if any(_same(number_of(term), slip) for term in f.terms)]
    ranks = [
        (sum(not any(_same(_named(f, before)[1], each) for each in slips) for before in range(rank)), suspect.suggestion or "")
        for f in raised
        if f.root is None
        for rank, suspect in enumerate(f.suspects)
        if _same(_named(f, rank)[1], slip)
    ]
    tally.planted += 1
    tally.detected += bool(about)
    best = min(ranks, default=(99, ""))
    tally.first += best[0] == 0
    tally.among_three += best[0] < 3
    tally.repaired += best[0] == 0 and _value(best[1]) == _value(slip.target.raw)
    tally.accused += wrong
    if best[0] or not ranks or _value(best[1]) != _value(slip.target.raw):
        told = "; ".join(f"{f.rule} {[(f.terms[s.term].text, s.suggestion, str(s.probability)) for s in f.suspects]}" for f in about)
        tally.missed.append(
            f"{slip.target.source} {slip.target.raw} -> {slip.printed} ({slip.kind}, {slip.target.mentions}) rank {best}: {told[:600]}"
        )


def _cover(coverage: dict[str, Counter[bool]], known: list[Target]) -> None:
    for target in known:
        coverage[target.source.split(".")[0]][bool(target.mentions)] += 1


def table(
    tallies: dict[str, dict[str, Tally]], coverage: dict[str, Counter[bool]], times: list[float], clean: list[float]
) -> Iterator[str]:
    """The measured table."""
    yield "| planted | errors | detected | blamed first | among first three | repaired exactly | others blamed first |"
    yield "|---|---|---|---|---|---|---|"
    names = {"error": "", "mentions": "single, equations that mention it: ", "kind": "single, ", "place": "single, in "}
    for group, name in names.items():
        for key, tally in sorted(tallies[group].items()):
            yield tally.row(name + key)
    yield ""
    yield "| place | numbers | mentioned by no equation or rate |"
    yield "|---|---|---|"
    for place, counted in sorted(coverage.items()):
        share = 100 * counted[False] / counted.total()
        yield f"| {place} | {counted.total()} | {share:.1f} % |"
    yield ""
    extra = statistics.median(times) - statistics.median(clean)
    yield f"A check with planted errors takes {1000 * extra:.0f} ms longer than one without (medians); the longest took {max(times):.2f} s."


def _write(lines: list[str]) -> None:
    start, end = "<!-- table -->", "<!-- end -->"
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    PAGE.write_text(f"{head}{start}\n" + "\n".join(lines) + f"\n{end}{tail}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
