"""Findings explained and accepted earlier: quiet while their numbers are unchanged, back when they change.

A waiver names a finding by its fingerprint, which holds the rule and the printed numbers: a finding about other numbers has
another fingerprint, so that nothing has to be compared here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from juesuan.model import Report

__all__ = ["Waiver", "waive"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """An explanation of a finding: its fingerprint, the reason, who accepted it, and when, as the user wrote it."""

    finding: str
    reason: str
    author: str = ""
    date: str = ""

    @property
    def text(self) -> str:
        """For people: ``原因（某人，2024-09-01）``."""
        signed = "，".join(part for part in (self.author, self.date) if part)
        return f"{self.reason}（{signed}）" if signed else self.reason


def waive(report: Report, waivers: Iterable[Waiver]) -> Report:
    """The report with the explained findings, and what follows from them, marked."""
    explained = {waiver.finding: waiver.text for waiver in waivers}
    marked = (
        replace(finding, waived=explained.get(finding.id) or explained.get(finding.root or ""))
        for finding in report.findings
    )
    return replace(report, findings=tuple(marked))
