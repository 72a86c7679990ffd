"""Whether a probability that is printed is one: of the numbers blamed with 70 %, seven in ten should be wrong. And what proposals do
when they are put in: do the failures that they are for close, and does nothing open?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from planting import Error, changed
from tally import is_wrong

import juesuan
from juesuan.checking.closing import number_of
from juesuan.model import Disclosure, Finding, RepairKind, Severity

__all__ = ["Calibration", "Proposals"]

_TENTHS = 10
_LEAST = 400
"""Cases that a tenth must have to say something; with fewer it is joined with the next."""
_KNOWN = ([RepairKind.SINGLE], [RepairKind.JOINT])


@dataclass
class Calibration:
    """Numbers that were blamed, by tenths of the probability: how many, what was said of them together, how many were wrong."""

    tenths: list[list[Decimal]] = field(default_factory=lambda: [[Decimal(0)] * 3 for _ in range(_TENTHS)])

    def add(self, errors: Iterable[Error], found: list[Finding]) -> None:
        """Counts each number that a root blames, once, with the most that is said of it."""
        errors = list(errors)
        said: dict[str, Decimal] = {}
        for finding in found:
            for suspect in finding.suspects if finding.root is None else ():
                key = number_of(finding.terms[suspect.term])
                said[key] = max(suspect.probability, said.get(key, Decimal(0)))
        for key, probability in said.items():
            tenth = self.tenths[min(_TENTHS - 1, int(probability * _TENTHS))]
            for index, much in enumerate((Decimal(1), probability, Decimal(any(is_wrong(key, e) for e in errors)))):
                tenth[index] += much

    def rows(self) -> Iterator[str]:
        """A line for each tenth, or for several with too few cases."""
        first, cases = 0, [Decimal(0)] * 3
        for index, tenth in enumerate(self.tenths):
            cases = [one + other for one, other in zip(cases, tenth, strict=True)]
            if cases[0] >= _LEAST or (index == _TENTHS - 1 and cases[0]):
                count, said, wrong = cases
                yield f"| {first * 10}–{index * 10 + 10} % | {count} | {100 * said / count:.1f} % | {100 * wrong / count:.1f} % |"
                first, cases = index + 1, [Decimal(0)] * 3


@dataclass
class Proposals:
    """Documents where it is known how to mend every cause: all of it put in."""

    documents: int = 0
    closed: int = 0
    opened: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, disclosure: Disclosure, found: list[Finding], before: Mapping[str, Finding]) -> None:
        """Puts the proposals of a document in and checks it again."""
        roots = [f for f in found if f.root is None and f.severity is Severity.ERROR]
        if not roots or any([r.kind for r in f.proposals] not in _KNOWN for f in roots):
            return
        to = {number_of(f.terms[change.term]): change.to or "" for f in roots for change in f.proposals[0].changes}
        after = juesuan.check(changed(disclosure, [Error("", "", 0, {}, to)])).findings
        failing = {outcome for f in after if f.severity is Severity.ERROR for outcome in f.outcomes}
        named = {f.id for f in roots} | {name for f in roots for name in f.folded}
        told = {outcome for f in found if f.id in named and f.severity is Severity.ERROR for outcome in f.outcomes}
        known = {outcome for f in (*found, *before.values()) for outcome in f.outcomes}
        self.documents += 1
        self.closed += not told & failing
        self.opened += bool(failing - known)
        if told & failing or failing - known:
            self.examples.append(
                f"{[f.message[:80] for f in roots]} {sorted(map(str, (told & failing) | (failing - known)))[:3]}"
            )

    def row(self) -> str:
        """One line."""
        if not self.documents:
            return "Proposals: none to put in."
        shares = [f"{100 * count / self.documents:.1f} %" for count in (self.closed, self.opened)]
        return f"Proposals of {self.documents} documents, put in: {shares[0]} close what they are for, {shares[1]} open something."
