"""One document from file to rendered report: the unit of work that runs in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import juesuan
from juesuan.checking.waivers import Waiver, waive
from juesuan.cli.annotating import Copy, annotated
from juesuan.cli.outputs import OUTPUTS, Look
from juesuan.model import Disclosure
from juesuan.reading.errors import ReadError
from juesuan.reporting.dossier import Dossier

__all__ = ["Judged", "Judging"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one file.

    Attributes:
        verdict: as in CONTRACT.
        content: the rendered report; empty when there is nothing to show.
        message: for the user, on standard error; empty when all went well.
        copy: the annotated copy; None when none was wanted, or nothing can be said about the file.
    """

    verdict: str
    content: str | bytes
    message: str = ""
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    """Reads, checks and renders a file. An instance can be sent to another process."""

    format: str
    look: Look
    profile: str | None = None
    previous: Disclosure | None = None
    budget: Disclosure | None = None
    days_to_publication: int | None = None
    waivers: tuple[Waiver, ...] = ()
    annotates: bool = False

    def __call__(self, path: Path) -> Judged:
        """What became of the file."""
        try:
            disclosure = juesuan.read(path, self.profile)
        except ReadError as error:
            return self.refused(path, str(error))
        report = juesuan.check(disclosure, self.previous, self.budget, self.days_to_publication)
        dossier = Dossier(disclosure, waive(report, self.waivers))
        message = f"{path.name}：没有读出任何数据，未作判断。" if dossier.verdict == "unreadable" else ""
        copy = annotated(dossier, path, self.look.style.everything) if self.annotates else None
        return Judged(dossier.verdict, OUTPUTS[self.format].render(dossier, path, self.look), message, copy)

    def refused(self, path: Path, message: str) -> Judged:
        """The result for a file about which nothing can be said."""
        return Judged("unreadable", OUTPUTS[self.format].refuse(path, message, self.look), message)
