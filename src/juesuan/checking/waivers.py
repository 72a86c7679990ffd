"""Findings explained and accepted earlier: quiet while their numbers are unchanged, back when they change.

A waiver names a finding by its fingerprint, which holds the rule, what it speaks of and the printed numbers: a finding about other
numbers has another fingerprint, so that nothing has to be compared here. The fingerprints of earlier versions told apart less: such
a waiver holds for the first finding that it fits, which is the one that was shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import Report

__all__ = ["Waiver", "explained", "waive"]


class Waiver(Struct, frozen=True):
    """An explanation of a finding: its fingerprint, the reason, who accepted it, and when, as the user wrote it.

    ``row`` is where it stands in the user's list. ``is_open``: nobody has accepted it; the finding only does not go out yet.
    """

    finding: str
    reason: str
    author: str = ""
    date: str = ""
    row: int = 0
    is_open: bool = False

    @property
    def text(self) -> str:
        """For people: ``原因（某人，2024-09-01）``."""
        signed = "，".join(part for part in (self.author, self.date) if part)
        return f"{self.reason}（{signed}）" if signed else self.reason


def explained(report: Report, waivers: Iterable[Waiver]) -> Mapping[str, Waiver]:
    """The waivers that hold here, by the fingerprint of the finding each explains."""
    wanted = {waiver.finding: waiver for waiver in waivers}
    found = {finding.id: wanted.pop(finding.id) for finding in report.findings if finding.id in wanted}
    for finding in report.findings:
        if finding.id not in found and finding.formerly in wanted:
            found[finding.id] = wanted.pop(finding.formerly)
    return found


def waive(report: Report, waivers: Iterable[Waiver]) -> Report:
    """The report with the explained findings, and what follows from them, marked."""
    texts = {name: waiver.text for name, waiver in explained(report, waivers).items()}
    marked = (
        replace(finding, waived=texts.get(finding.id) or texts.get(finding.root or "")) for finding in report.findings
    )
    return replace(report, findings=tuple(marked))
