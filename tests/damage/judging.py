"""What became of a damage: found, listed as not decided, or not said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan.model import Disclosure, Finding, RepairKind, Report, Severity
from tests.damage.kinds import Damage

__all__ = ["Verdict", "judged"]

_QUOTES = str.maketrans("‘’", "“”")  # what stands in quotes is quoted otherwise
_SURELY = (RepairKind.SINGLE, RepairKind.JOINT)


@dataclass(frozen=True)
class Verdict:
    """What is said of a damaged document.

    Attributes:
        found: a finding speaks of what was damaged. named: the first root names row and amount. roots: how many errors and warnings there are.
        listed: the document is incomplete, and a gap names what was damaged.
        silent: neither. innocent: numbers that a finding would have changed and that are right.
        accused: errors and warnings that the document did not have before.
    """

    found: bool
    named: bool
    roots: int
    listed: bool
    innocent: tuple[str, ...]
    accused: tuple[str, ...]
    verdict: str

    @property
    def silent(self) -> bool:
        """Whether nothing at all was said."""
        return not self.roots and self.verdict in {"clean", "warnings"}


def judged(damage: Damage, disclosure: Disclosure, report: Report, before: Iterable[str] = ()) -> Verdict:
    """Compares what is said with what was done."""
    new = [f for f in report.findings if f.severity is not Severity.INFO and f.id not in set(before)]
    roots = [finding for finding in new if finding.root is None]
    gaps = [gap.message for gap in report.gaps]
    return Verdict(
        found=any(_names(damage, _said(finding)) for finding in new),
        named=bool(roots) and any(_names(damage, _said(f)) and _amounts(damage, _said(f)) for f in roots[:1]),
        roots=len(roots),
        listed=report.verdict in {"incomplete", "errors"} and any(_names(damage, gap.replace(",", "")) for gap in gaps),
        innocent=tuple(_innocent(damage, roots)),
        accused=tuple(f"{f.rule} {f.severity.value}: {f.message}" for f in roots),
        verdict=report.verdict,
    )


def _said(finding: Finding) -> str:
    terms = " ".join(f"{term.label} {term.text}" for term in finding.terms)
    return f"{finding.message} {finding.advice} {terms}".replace(",", "")


def _names(damage: Damage, text: str) -> bool:
    plain = text.translate(_QUOTES)
    return any(name.replace(",", "").translate(_QUOTES) in plain for name in damage.names) or any(
        amount in text
        for amount in damage.amounts
        if damage.kind.endswith("no number") or not amount.replace(".", "").isdigit()
    )


def _amounts(damage: Damage, text: str) -> bool:
    return not damage.amounts or any(amount in text for amount in damage.amounts)


def _innocent(damage: Damage, roots: Iterable[Finding]) -> Iterable[str]:
    """Numbers that the first proposal of a root changes alone, surely, though they were not touched."""
    for finding in roots:
        for repair in finding.proposals[:1]:
            for change in repair.changes if repair.kind in _SURELY else ():
                statement = finding.terms[change.term].statement
                if statement is None or change.to is None:
                    continue
                touched = statement.source == damage.form and (
                    statement.row.partition("#")[0] in damage.rows or not damage.rows
                )
                if not touched:
                    yield f"{finding.rule} {repair.kind.value} {repair.probability}: {statement.id} -> {change.to}"
