"""What was handed in and waits: read and judged one after another in processes with limits, while the pages are used.

Nothing of the queue is kept but that documents wait: started anew after whatever end, it goes on where there is still something waiting.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct
from sqlalchemy import func, select

from juesuan.checking.by_hand import OwnFinding
from juesuan.corpus.judging import Judge, Judged, Wanted, refused
from juesuan.corpus.outputs import Look
from juesuan.corpus.pairing import plain_name
from juesuan.corpus.reading import Contained, Pack, Packed
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers
from juesuan.fault import Fault, attempt
from juesuan.reporting.html import SCRIPTS, STYLES
from juesuan.reporting.style import HostPage, Style
from juesuan.reporting.words import DOCUMENT_KIND
from juesuan.standard.forms import ACCOUNTS, BUDGET
from juesuan.web.acts import DocumentJudged, FindingLine, Received, Unpacked
from juesuan.web.reviewing import own_findings
from juesuan.web.store.database import Database
from juesuan.web.store.log import record
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import DocumentRow, Receipt, UnitRow
from juesuan.web.store.vault import Vault

__all__ = ["FRAME", "JudgingQueue", "QueueProgress", "place_of"]

FRAME = HostPage(
    tuple(f"/assets/{name}" for name in (*STYLES, "workbench.css")),
    tuple(f"/assets/{name}" for name in (*SCRIPTS, "decide.js")),
)
"""The report as a page of the workbench."""
_NOBODY = ""
"""Who judges: the program."""
_LOOK = Look(Style(), several=False, frame=FRAME)
_DATA = Wanted("json", _LOOK)
_PATIENCE = 5
"""Seconds until a document is tried again whose result could not be kept, as on a full disk."""
_ARCHIVE = ".zip"
_JUNK = frozenset({"__MACOSX"})
"""Folders that programs for packing put beside what was packed."""


class QueueProgress(Struct, frozen=True):
    """How far the queue is: documents that wait, the one in work (its name), and those that are done."""

    waiting: int
    working: str
    done: int


class JudgingQueue:
    """Works through what waits, in a thread of its own."""

    def __init__(self, database: Database, vault: Vault, reports: Reports, workers: Workers) -> None:
        """Starts nothing yet; ``workers`` read and judge."""
        self._database = database
        self._vault = vault
        self._reports = reports
        self._workers = workers
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._idle = threading.Event()
        self._working = ""
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)

    def start(self) -> None:
        """Begins, with what an earlier run left."""
        self._workers.start()
        self._thread.start()

    def wake(self) -> None:
        """Something came in."""
        self._idle.clear()
        self._wake.set()

    def stop(self) -> None:
        """Has it end; the document in work is judged again by the next run, and is done when its process has been ended."""
        self._stopped.set()
        self._wake.set()

    def join(self) -> None:
        """Waits until it has ended."""
        self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Whether nothing waits any more, after at most so long."""
        return self._idle.wait(seconds)

    def progress(self) -> QueueProgress:
        """How far it is."""
        with self._database.reading() as session:
            grouped = select(DocumentRow.receipt, func.count()).group_by(DocumentRow.receipt)
            counts = {str(receipt): count for receipt, count in session.execute(grouped)}
        waiting = counts.pop(Receipt.WAITING, 0)
        return QueueProgress(waiting, self._working if waiting else "", sum(counts.values()))

    def _run(self) -> None:
        while not self._stopped.is_set():
            document = self._next()
            if document is None:
                self._idle.set()
                self._wake.wait()
                self._wake.clear()
                continue
            self._working = document.name
            fault = attempt(partial(self._handle, document))
            if isinstance(fault, Fault) and not self._stopped.is_set():
                # What failed is told of the document, and the queue goes on; where even that cannot be kept, it stays in the queue.
                ended = WorkerCrash("程序内部出错", fault)
                lost = attempt(partial(self._keep, document, refused(place_of(document, self._vault), ended, _DATA)))
                if isinstance(lost, Fault):
                    self._stopped.wait(_PATIENCE)
            self._working = ""

    def _next(self) -> DocumentRow | None:
        """The document that waits longest."""
        waiting = select(DocumentRow).where(DocumentRow.receipt == Receipt.WAITING).order_by(DocumentRow.id).limit(1)
        with self._database.reading() as session:
            return session.scalars(waiting).one_or_none()

    def _handle(self, document: DocumentRow) -> None:
        path = place_of(document, self._vault)
        if not document.member and path.suffix.casefold() == _ARCHIVE:
            found = self._workers.ask(Contained(os.fsencode(path)))
            if isinstance(found, tuple):
                self._unpack(document, found)
                return
        packed = self._workers.ask(Pack(os.fsencode(path)))
        if self._stopped.is_set():
            return
        if not isinstance(packed, Packed):
            self._keep(document, refused(path, packed, _DATA))
            return
        previous, budget = self._partners(packed)
        wanted = Wanted("html", _LOOK, also=("json", "numbers", "charts"), earlier=self._earlier(packed))
        judged = self._workers.ask(Judge(os.fsencode(path), wanted, packed, previous, budget))
        if self._stopped.is_set():
            return
        self._keep(document, judged if isinstance(judged, Judged) else refused(path, judged, _DATA))

    def _unpack(self, archive: DocumentRow, members: tuple[str, ...]) -> None:
        with self._database.writing() as session:
            for member in members:
                if not _JUNK & {*PurePosixPath(member).parts}:
                    name = PurePosixPath(member).name
                    record(session, Received(archive.vault, name, archive.size, member), _NOBODY)
            record(session, Unpacked(archive.id), _NOBODY)

    def _partners(self, document: Packed) -> tuple[Packed | None, Packed | None]:
        """Last year's accounts and this year's budget of the same unit, the last version of each that was handed in."""
        info = document.info
        if info.kind != ACCOUNTS or info.year is None or not info.unit:
            return None, None
        return self._last(info.unit, info.year - 1, ACCOUNTS), self._last(info.unit, info.year, BUDGET)

    def _earlier(self, document: Packed) -> tuple[OwnFinding, ...]:
        """What reviewers found in the version before."""
        info = document.info
        row = self._row_of_last(info.unit, info.year, info.kind) if info.unit else None
        if row is None:
            return ()
        with self._database.reading() as session:
            return own_findings(session, row.id)

    def _row_of_last(self, unit: str, year: int | None, kind: str) -> DocumentRow | None:
        """The last version of a document of a unit."""
        same = select(DocumentRow).join(UnitRow).where(UnitRow.key == plain_name(unit))
        found = same.where(DocumentRow.year == year, DocumentRow.kind == DOCUMENT_KIND[kind], DocumentRow.version > 0)
        with self._database.reading() as session:
            return session.scalars(found.order_by(DocumentRow.version.desc()).limit(1)).one_or_none()

    def _last(self, unit: str, year: int, kind: str) -> Packed | None:
        row = self._row_of_last(unit, year, kind)
        packed = self._workers.ask(Pack(os.fsencode(place_of(row, self._vault)))) if row is not None else None
        return packed if isinstance(packed, Packed) else None

    def _keep(self, document: DocumentRow, judged: Judged) -> None:
        """The report first, then the line of the log: what the log speaks of is there."""
        raw = judged.also.get("json") or judged.text.encode("utf-8", "surrogatepass")
        report = json.loads(raw)
        if judged.also:
            self._reports.put(document.id, "page.html", judged.text.encode("utf-8", "surrogatepass"))
            for name in ("numbers", "charts"):
                self._reports.put(document.id, f"{name}.json", judged.also[name])
        self._reports.put(document.id, "report.json", raw)
        with self._database.writing() as session:
            record(session, _judged(document.id, judged, report), _NOBODY)


def place_of(document: DocumentRow, vault: Vault) -> Path:
    """Where the file of a document is; of one in an archive, a path through the archive."""
    path = vault.path(document.vault)
    return path.joinpath(*document.member.split("/")) if document.member else path


def _judged(number: int, judged: Judged, report: dict[str, Any]) -> DocumentJudged:
    entry = judged.entry
    causes = [finding for finding in report["findings"] if finding["root"] is None and finding["waived"] is None]
    lines = tuple(
        FindingLine(each["id"], each["severity"], each["rule"], each["title"], each["message"], _subject(each))
        for each in causes
    )
    counts = {severity: sum(line.severity == severity for line in lines) for severity in ("error", "warning", "info")}
    return DocumentJudged(
        number,
        judged.verdict,
        entry.conclusion,
        judged.message,
        report["document"].get("sha256") or "",
        entry.kind,
        entry.unit,
        entry.year,
        counts["error"],
        counts["warning"],
        counts["info"],
        entry.numbers,
        entry.checked,
        lines,
        report["document"].get("profile") or "",
        judged.carried,
    )


def _subject(finding: dict[str, Any]) -> str:
    """What a finding speaks of, whatever the numbers are: its outcomes, which are named without them."""
    names = sorted(f"{each['rule']} {each['instance']}" for each in finding["outcomes"])
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:16]
