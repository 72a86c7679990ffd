"""One document from file to rendered report, in the process that reads it: what it may take to read it, it may take to judge it, too."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.checking.by_hand import Amendment, OwnFinding
from juesuan.checking.waivers import Waiver
from juesuan.corpus.annotating import Copy, annotated
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.outputs import OUTPUTS, Look
from juesuan.corpus.reading import Packed, document_of
from juesuan.corpus.worker import WorkerCrash
from juesuan.model import EvidencedValue, Fault
from juesuan.reporting.entries import SummaryEntry, unread_entry
from juesuan.reporting.exports.sent import Exported, packed_tables
from juesuan.reporting.words import DOCUMENT_KIND, NOT_JUDGED, ONLY_READ

if TYPE_CHECKING:
    from juesuan.reporting.dossier import Dossier

__all__ = ["Judge", "Judged", "Wanted", "refused", "same_as", "told_with"]


class Wanted(Struct, frozen=True):
    """What is wanted of every document of a command.

    Attributes:
        format: of the report. look: how it is printed. also: further formats in which it is wanted.
        layout: of the documents; None: the one recognised in each.
        days_to_publication: from 批复 to publication, if known.
        waivers: what was explained earlier.
        own, earlier: findings of a reviewer, on this version and on the one before. amendments: what a reviewer changes in findings.
        notice: whether a rectification notice is wanted. letterhead: the Word template that it is written on, as the system spells its
            path; empty: our own. reply: whether the form is wanted in which the unit answers.
        copy: whether an annotated copy is. tables: whether tables of data are.
    """

    format: str
    look: Look
    layout: str | None = None
    days_to_publication: int | None = None
    waivers: tuple[Waiver, ...] = ()
    notice: bool = False
    copy: bool = False
    tables: bool = False
    also: tuple[str, ...] = ()
    own: tuple[OwnFinding, ...] = ()
    earlier: tuple[OwnFinding, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    letterhead: bytes = b""
    reply: bool = False


class Judged(Struct, frozen=True):
    """What became of one file.

    Attributes:
        verdict: as in CONTRACT.
        entry: its line in the summary.
        text, file: the rendered report, as the one or the other; both empty when there is nothing to show.
        notice: the rectification notice; empty when none was asked for or there is nothing to write about.
        message: for the user, on standard error; empty when all went well.
        copy: the annotated copy; None when none was wanted, or nothing can be said about the file.
        explained: the explanations that hold for it, by the fingerprint of the finding each explains.
        part_of: the file with which this one is one document: all is told there.
        fault: what of the program failed on the whole file. faults: what failed in single rules.
        is_written: no when one of its results could not be written.
        tables: what was read and found as tables of data; None when none were wanted, or nothing can be said about the file.
        also: the report in further formats that were wanted, in UTF-8 where they are text.
        is_kept: whether an earlier run judged it and wrote its results, which are still there.
        sha256: of the file, of several the first; empty where it was not read.
        carried: a reviewer's findings on the version before that stand in this one.
        reply: the form in which the unit answers; empty when none was asked for.
    """

    verdict: str
    entry: SummaryEntry
    text: str = ""
    file: bytes = b""
    message: str = ""
    notice: bytes = b""
    copy: Copy | None = None
    explained: Mapping[str, Waiver] = field(default_factory=dict)
    part_of: str = ""
    fault: Fault | None = None
    faults: tuple[Fault, ...] = ()
    is_written: bool = True
    tables: Exported | None = None
    also: Mapping[str, bytes] = field(default_factory=dict)
    is_kept: bool = False
    sha256: str = ""
    carried: tuple[OwnFinding, ...] = ()
    reply: bytes = b""

    @property
    def content(self) -> str | bytes:
        """The rendered report."""
        return self.file or self.text

    @property
    def is_only_read(self) -> bool:
        """Whether it is of a kind that other documents are compared with and no rule judges."""
        return self.entry.kind in {DOCUMENT_KIND[kind] for kind in ONLY_READ} and self.verdict not in NOT_JUDGED

    def without_content(self) -> Judged:
        """The same when the report has been written: hundreds of them would fill the memory."""
        return replace(self, text="", file=b"", notice=b"", copy=None, tables=None, also={})


class Judge(Job["Judged"], frozen=True, tag=True):
    """Checks a document and renders the report.

    Attributes:
        path: the file, as the system spells it.
        wanted: what is wanted of it.
        document: what was read from it; None: it is read here.
        previous, budget, against, units: the documents it is compared with.
        evidence: what the bureau's own evidence shows; None when none was given.
    """

    path: bytes
    wanted: Wanted
    document: Packed | None = None
    previous: Packed | None = None
    budget: Packed | None = None
    against: Packed | None = None
    units: tuple[Packed, ...] = ()
    evidence: tuple[EvidencedValue, ...] | None = None
    answer: ClassVar[type[Judged]] = Judged

    def do(self, tools: Tools) -> Judged:
        """Judges it."""
        from juesuan.checking.engine import check
        from juesuan.checking.waivers import explained, waive
        from juesuan.reporting.dossier import Dossier
        from juesuan.reporting.summary import entry, unjudged

        path, wanted = Path(os.fsdecode(self.path)), self.wanted
        document = self.document.unpacked() if self.document else document_of(self.path, wanted.layout, tools)
        if isinstance(document, str):
            return refused(path, document, wanted)
        compared = (self.previous, self.budget, self.against)
        previous, budget, against = (other.unpacked() if other is not None else None for other in compared)
        units, days = tuple(unit.unpacked() for unit in self.units), wanted.days_to_publication
        report = check(
            document, previous, budget, days, against, units=units, evidence=self.evidence, standard=tools.standard
        )
        own = wanted.own
        if wanted.own or wanted.earlier or wanted.amendments:
            from juesuan.checking.amending import amended, carried

            own = (*wanted.own, *carried(wanted.earlier, document))
            report = amended(report, document, own, wanted.amendments)
        dossier = Dossier(
            document,
            waive(report, wanted.waivers),
            tools.standard,
            previous.info if previous is not None else None,
            budget.info if budget is not None else None,
            against.info if against is not None else None,
            tuple(unit.info for unit in units),
            len(self.evidence) if self.evidence is not None else None,
            frozenset(name for name, waiver in explained(report, wanted.waivers).items() if waiver.is_open),
        )
        content = OUTPUTS[wanted.format].render(dossier, path, wanted.look)
        return Judged(
            dossier.verdict,
            entry(dossier),
            text=content if isinstance(content, str) else "",
            file=content if isinstance(content, bytes) else b"",
            message="" if dossier.is_judged else f"{path.name}：{unjudged(dossier)}，未作判断。",
            notice=_notice(dossier, wanted.letterhead) if wanted.notice else b"",
            reply=_reply(dossier) if wanted.reply else b"",
            copy=annotated(dossier, path, wanted.look.style.everything) if wanted.copy else None,
            explained=explained(report, wanted.waivers),
            faults=report.faults,
            tables=_tables(dossier) if wanted.tables else None,
            carried=own[len(wanted.own) :],
            also={name: _encoded(OUTPUTS[name].render(dossier, path, wanted.look)) for name in wanted.also},
            sha256=document.info.sha256,
        )


def refused(path: Path, why: str | WorkerCrash, wanted: Wanted) -> Judged:
    """The result for a file about which nothing can be said: for the message given, or because the work on it ended."""
    message = f"{path.name}：{why.reason}。" if isinstance(why, WorkerCrash) else why
    fault = why.fault if isinstance(why, WorkerCrash) else None
    text = OUTPUTS[wanted.format].refuse(path, message, wanted.look)
    return Judged("unreadable", unread_entry(str(path), message), text=text, message=message, fault=fault)


def told_with(path: Path, first: Path) -> Judged:
    """The result for a file that is a part of the document which begins in another file."""
    return _beside(path, first, f"与“{first.name}”是同一份文件，一起核对")


def same_as(path: Path, first: Path) -> Judged:
    """The result for a file with just the content of another one."""
    return _beside(path, first, f"内容与“{first}”完全相同，只核对一次")


def _beside(path: Path, first: Path, conclusion: str) -> Judged:
    return Judged(
        "clean", SummaryEntry(str(path), conclusion), message=f"{path.name}：{conclusion}。", part_of=first.name
    )


def _tables(dossier: Dossier) -> Exported:
    from juesuan.reporting.exports.rows import core_rows
    from juesuan.reporting.exports.schema import core

    return packed_tables(core_rows(dossier, judged=True), core(dossier.standard))


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def _reply(dossier: Dossier) -> bytes:
    from juesuan.reporting.reply_form import reply_form

    return reply_form(dossier)


def _notice(dossier: Dossier, letterhead: bytes) -> bytes:
    from juesuan.reporting.notice import is_due, notice
    from juesuan.reporting.notice_docx import render

    if not is_due(dossier):
        return b""
    if not letterhead:
        return render(notice(dossier))
    from juesuan.reporting.letterhead import on_letterhead

    style = dossier.standard.layouts.of_document(dossier.disclosure.info.profile).style
    return on_letterhead(notice(dossier), Path(os.fsdecode(letterhead)).read_bytes(), style)
