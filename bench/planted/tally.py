"""What became of planted errors: found, blamed, mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from decimal import Decimal

from planting import Error, value_of

from juesuan.checking.closing import number_of
from juesuan.model import Finding, Report, Severity

__all__ = ["Tally", "is_wrong", "key_now", "raised"]

_ROUNDING = 3  # units of the last place that a sum of several rounded numbers leaves open


def raised(report: Report, before: Set[str] = frozenset()) -> list[Finding]:
    """What a check says beyond hints and beyond what it said of the document before anything was planted."""
    return [f for f in report.findings if f.severity is not Severity.INFO and f.id not in before]


@dataclass
class Tally:
    """Counts of planted errors of one sort; ``missed`` describes those that were not mended."""

    planted: int = 0
    detected: int = 0
    first: int = 0
    among_three: int = 0
    repaired: int = 0
    accused: int = 0
    one_finding: int = 0
    missed: list[str] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> str:
        """A line of the table of slips."""
        return f"| {name} | {self.planted} | {self._shares(self.detected, self.first, self.among_three, self.repaired)} | {self.accused} |"

    def block_row(self, name: str) -> str:
        """A line of the table of blocks."""
        return f"| {name} | {self.planted} | {self._shares(self.detected, self.one_finding, self.repaired)} | {self.accused} |"

    def _shares(self, *counts: int) -> str:
        return " | ".join(f"{100 * count / self.planted:.1f} %" if self.planted else "–" for count in counts)

    def add(self, error: Error, errors: Iterable[Error], found: list[Finding]) -> None:
        """Counts one slip; suspects that are wrong as well do not count before it."""
        errors = list(errors)
        about = [f for f in found if any(is_wrong(number_of(term), error) for term in f.terms)]
        ranks = [
            (
                sum(not any(is_wrong(_named(f, before), each) for each in errors) for before in range(rank)),
                suspect.suggestion or "",
            )
            for f in found
            if f.root is None
            for rank, suspect in enumerate(f.suspects)
            if is_wrong(_named(f, rank), error)
        ]
        best = min(ranks, default=(99, ""))
        was = next(iter(error.was.values()))
        mended = best[0] == 0 and value_of(best[1]) == value_of(was)
        self.planted += 1
        self.detected += bool(about)
        self.first += best[0] == 0
        self.among_three += best[0] < 3
        self.repaired += mended
        if not mended:
            self.causes[_cause(error, errors, about, best)] += 1
            told = "; ".join(
                f"{f.rule} {[(f.terms[s.term].text, s.suggestion, str(s.probability)) for s in f.suspects]}"
                for f in about
            )
            now = next(iter(error.now.values()))
            self.missed.append(
                f"{error.source} {was} -> {now} ({error.kind}, {error.mentions}) rank {best}: {told[:600]}"
            )

    def accuse(self, errors: Iterable[Error], found: list[Finding]) -> None:
        """Counts the innocent numbers that top-level findings put first."""
        errors = list(errors)
        tops = {_named(f, 0) for f in found if f.suspects and f.root is None}
        self.accused += sum(1 for key in tops if not any(is_wrong(key, error) for error in errors))

    def add_block(self, error: Error, found: list[Finding]) -> None:
        """Counts one error in several numbers: is it one finding that says so, and what does it say of each number?"""
        patterns = [f for f in found if f.rule[:2] == "B-" and f.root is None]
        told = {_named(f, rank): s.suggestion or "" for f in patterns for rank, s in enumerate(f.suspects)}
        mended = {key: _said(key, told, error) for key in error.was}
        whole = all(said is not None and value_of(said) == value_of(error.was[key]) for key, said in mended.items())
        self.planted += 1
        self.detected += any(is_wrong(number_of(term), error) for f in found for term in f.terms)
        said_before = self.one_finding
        self.one_finding += len(patterns) == 1 and any(said is not None for said in mended.values())
        self.repaired += whole
        self.accuse([error], found)
        if not whole:
            sure = "" if self.one_finding > said_before else "NOT ONE FINDING: "
            tops = [f"{f.rule} {f.message[:90]}" for f in found if f.root is None][:6]
            self.missed.append(
                f"{sure}{error.kind} {error.source} ({error.mentions}) {dict(error.was)} -> {list(error.now.values())}: {tops}"[
                    :900
                ]
            )


def _cause(error: Error, errors: list[Error], about: list[Finding], best: tuple[int, str]) -> str:
    """Why an error was not mended to the last digit."""
    if not about:
        return "not detected"
    was = next(iter(error.was.values()))
    step = Decimal(1).scaleb(-len(was.rstrip("%").partition(".")[2]))
    if best[0] == 0 and best[1] and abs(value_of(best[1]) - value_of(was)) <= _ROUNDING * step:
        return "blamed, but the equations know the value only within rounding"
    if error.mentions == 1:
        return "one equation alone mentions it: its other numbers explain as much"
    if all(f.terms and f.terms[0].statement is None for f in about):
        return "one rate alone contradicts it: the rate may be the wrong one"
    return "several errors meet in the same equations" if len(errors) > 1 else "another number explains as much"


def _named(finding: Finding, rank: int) -> str:
    return number_of(finding.terms[finding.suspects[rank].term])


def is_wrong(key: str, error: Error) -> bool:
    """Whether a number of the changed document is one that was changed."""
    return any(key in (old, key_now(old, error)) for old in error.was)


def key_now(old: str, error: Error) -> str:
    """The key that a number has once it is changed: that of a number in prose holds its text."""
    return old.removesuffix(error.was[old].rstrip("%")) + error.now[old].rstrip("%") if " " in old else old


def _said(key: str, told: dict[str, str], error: Error) -> str | None:
    """What was suggested for a changed number."""
    return told.get(key, told.get(key_now(key, error)))
