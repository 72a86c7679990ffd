"""One document from file to rendered report, in two steps that each run in a process of their own: reading and judging.

Between the steps a document is packed: every document is read once, whoever is compared with it, and hundreds of them wait in little
memory (some 80 KB for one of 25 pages).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

import juesuan
from juesuan.checking.waivers import Waiver, explained, waive
from juesuan.cli.annotating import Copy, annotated
from juesuan.cli.batch import Crash
from juesuan.cli.outputs import OUTPUTS, Look
from juesuan.cli.standard import Chosen
from juesuan.cli.status import of_verdict
from juesuan.model import Disclosure, DocumentInfo, Fault
from juesuan.reading.errors import ReadError
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.summary import Entry, entry, unjudged, unread_entry
from juesuan.reporting.words import DOCUMENT_KIND, NOT_JUDGED, ONLY_READ

__all__ = ["Judged", "Judging", "Packed", "Reading", "Task"]


class Packed:
    """A document that was read, packed when it is sent to another process; only ever made and opened by this program.

    Attributes:
        info: what it is.
    """

    __slots__ = ("_data", "_disclosure", "info")

    def __init__(self, info: DocumentInfo, data: bytes = b"", disclosure: Disclosure | None = None) -> None:
        self.info = info
        self._data = data
        self._disclosure = disclosure

    @classmethod
    def of(cls, disclosure: Disclosure) -> Packed:
        """A document of this process."""
        return cls(disclosure.info, disclosure=disclosure)

    def __reduce__(self) -> tuple[type[Packed], tuple[DocumentInfo, bytes]]:
        import pickle
        import zlib

        data = self._data or zlib.compress(pickle.dumps(self._disclosure, pickle.HIGHEST_PROTOCOL), 1)
        return Packed, (self.info, data)

    def unpacked(self) -> Disclosure:
        """The document."""
        if self._disclosure is not None:
            return self._disclosure
        import pickle
        import zlib

        disclosure: Disclosure = pickle.loads(zlib.decompress(self._data))
        return disclosure


class Reading(Struct, frozen=True):
    """Reads a file: the document, or the message for the user why it cannot be read."""

    standard: Chosen
    profile: str | None = None

    def __call__(self, path: Path) -> Packed | str:
        """The document of a file."""
        try:
            return Packed.of(juesuan.read(path, self.profile, self.standard.standard))
        except ReadError as error:
            return str(error)


class Task(Struct, frozen=True):
    """What is to be judged.

    Attributes:
        path: the file.
        document: what was read from it, the message why nothing was, or how reading ended.
        previous, budget: the documents it is compared with.
    """

    path: Path
    document: Packed | str | Crash
    previous: Packed | None = None
    budget: Packed | None = None


class Judged(Struct, frozen=True):
    """What became of one file.

    Attributes:
        verdict: as in CONTRACT.
        content: the rendered report; empty when there is nothing to show.
        entry: its line in the summary.
        notice: the rectification notice; empty when none was asked for or there is nothing to write about.
        message: for the user, on standard error; empty when all went well.
        copy: the annotated copy; None when none was wanted, or nothing can be said about the file.
        explained: the explanations that hold for it, by the fingerprint of the finding each explains.
        fault: what of the program failed on the whole file. faults: what failed in single rules.
    """

    verdict: str
    content: str | bytes
    entry: Entry
    message: str = ""
    notice: bytes = b""
    copy: Copy | None = None
    explained: Mapping[str, Waiver] = field(default_factory=dict)
    fault: Fault | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_only_read(self) -> bool:
        """Whether it is of a kind that other documents are compared with and no rule judges."""
        return self.entry.kind in {DOCUMENT_KIND[kind] for kind in ONLY_READ} and self.verdict not in NOT_JUDGED

    @property
    def status(self) -> int:
        """The exit status for this file."""
        return of_verdict(self.verdict, faulty=self.fault is not None or bool(self.faults))

    def without_content(self) -> Judged:
        """The same when the report has been written: hundreds of them would fill the memory."""
        return replace(self, content="", notice=b"", copy=None)


class Judging(Struct, frozen=True):
    """Checks a document and renders the report. An instance can be sent to another process."""

    standard: Chosen
    format: str
    look: Look
    days_to_publication: int | None = None
    waivers: tuple[Waiver, ...] = ()
    with_notice: bool = False
    annotates: bool = False

    def __call__(self, task: Task) -> Judged:
        """What became of the document."""
        path = task.path
        if not isinstance(task.document, Packed):
            return self.refused(path, task.document)
        disclosure = task.document.unpacked()
        previous, budget = (other.unpacked() if other is not None else None for other in (task.previous, task.budget))
        standard = self.standard.standard
        report = juesuan.check(disclosure, previous, budget, self.days_to_publication, standard)
        dossier = Dossier(
            disclosure,
            waive(report, self.waivers),
            standard,
            previous.info if previous is not None else None,
            budget.info if budget is not None else None,
        )
        message = "" if dossier.is_judged else f"{path.name}：{unjudged(dossier)}，未作判断。"
        content = OUTPUTS[self.format].render(dossier, path, self.look)
        letter = _notice(dossier) if self.with_notice else b""
        copy = annotated(dossier, path, self.look.style.everything) if self.annotates else None
        held = explained(report, self.waivers)
        return Judged(
            dossier.verdict, content, entry(dossier), message, letter, copy, held, faults=dossier.report.faults
        )

    def refused(self, path: Path, why: str | Crash) -> Judged:
        """The result for a file about which nothing can be said: for the message given, or because the work on it ended."""
        message = f"{path.name}：{why.reason}。" if isinstance(why, Crash) else why
        fault = why.fault if isinstance(why, Crash) else None
        content = OUTPUTS[self.format].refuse(path, message, self.look)
        return Judged("unreadable", content, unread_entry(str(path), message), message, fault=fault)


def _notice(dossier: Dossier) -> bytes:
    from juesuan.reporting.notice import is_due, notice
    from juesuan.reporting.notice_docx import render

    return render(notice(dossier)) if is_due(dossier) else b""
