"""What goes back to a unit: the letter, the checklist and the marked copy, with the findings that the reviewer holds to be true and no others."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.by_hand import Amendment
from juesuan.checking.waivers import Waiver
from juesuan.corpus.comparing import ComparedVersions, CompareVersions, Named
from juesuan.corpus.jobs import Job
from juesuan.corpus.judging import Judge, Judged, Wanted
from juesuan.corpus.outputs import Look
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers
from juesuan.formats.file_names import safe_stem
from juesuan.reporting import comparison_html
from juesuan.reporting.style import HostPage, Style
from juesuan.web.partners import partners
from juesuan.web.reviewing import DocumentState, only_true
from juesuan.web.store.database import Database
from juesuan.web.store.log import LETTERHEAD
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import Conclusion, DocumentRow, SettingRow
from juesuan.web.store.vault import Vault
from juesuan.web.waiting import place_of

__all__ = ["COMPARISON_FRAME", "Outgoing", "ReviewedVersion", "Sender", "explained_in", "left_out"]

Answer = TypeVar("Answer")
COMPARISON_FRAME = HostPage(
    tuple(f"/assets/{name}" for name in (*comparison_html.STYLES, "workbench.css")),
    tuple(f"/assets/{name}" for name in comparison_html.SCRIPTS),
)
"""The comparison as a page of the workbench."""
_WORDS: Mapping[str, str] = {Conclusion.FALSE: "不属实", Conclusion.ASK: "请单位说明", "": "未作判断"}
"""Why a finding does not go out."""


class Outgoing(Struct, frozen=True):
    """A file to hand out: its name and content; without content, why there is none."""

    name: str
    content: bytes = b""
    complaint: str = ""


class ReviewedVersion(Struct, frozen=True):
    """A version of a document: where it is, and what was said of it."""

    row: DocumentRow
    state: DocumentState


class Sender:
    """Makes them in a process with limits of its own, one at a time: whoever sends does not wait for the queue."""

    def __init__(self, vault: Vault, database: Database, reports: Reports, workers: Workers) -> None:
        self._vault = vault
        self._database = database
        self._reports = reports
        self._workers = workers
        self._one = threading.Lock()

    def ask(self, job: Job[Answer]) -> Answer | WorkerCrash:
        """The answer to a job, or how it ended without one."""
        with self._one:
            return self._workers.ask(job)

    def letter(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The rectification notice; there is none where nothing is held to be true."""
        name = f"整改通知-{_stem(state)}.docx"
        if not any(each.judgement == Conclusion.TRUE for each in state.findings):
            return Outgoing(name, complaint=_NOTHING)
        judged = self._judged(document, state, replace(_wanted(state), notice=True, letterhead=self._letterhead()))
        return _outgoing(name, judged, judged.notice if isinstance(judged, Judged) else b"", _NOTHING)

    def reply(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The form in which the unit answers the letter; there is none where there is no letter."""
        name = f"回执-{_stem(state)}.xlsx"
        if not any(each.judgement == Conclusion.TRUE for each in state.findings):
            return Outgoing(name, complaint=_NOTHING)
        judged = self._judged(document, state, replace(_wanted(state), reply=True))
        return _outgoing(name, judged, judged.reply if isinstance(judged, Judged) else b"", _NOTHING)

    def checklist(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The workbook with the problems and the checklist."""
        judged = self._judged(document, state, replace(_wanted(state), format="xlsx"))
        return _outgoing(f"核对表-{_stem(state)}.xlsx", judged, judged.file if isinstance(judged, Judged) else b"", "")

    def marked(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The copy of the document with its findings marked."""
        judged = self._judged(document, state, replace(_wanted(state), copy=True))
        name = f"批注-{safe_stem(PurePosixPath(document.name).stem)}{PurePosixPath(document.name).suffix}"
        copy = judged.copy if isinstance(judged, Judged) else None
        return _outgoing(name, judged, copy.content if copy else b"", copy.complaint if copy else "")

    def _judged(self, document: DocumentRow, state: DocumentState, wanted: Wanted) -> Judged | str:
        with_what = partners(document.id, self._database, self._reports)
        previous, budget = (self._packed(row) for row in (with_what.previous, with_what.budget))
        path = os.fsencode(place_of(document, self._vault))
        answer = self.ask(Judge(path, wanted, previous=previous, budget=budget))
        return answer if isinstance(answer, Judged) else answer.reason

    def compared(self, old: ReviewedVersion, new: ReviewedVersion) -> Outgoing:
        """Two versions of a document compared, as a page; what was said not to be true counts as explained."""
        name = "版本比较.html"
        with_what = partners(new.row.id, self._database, self._reports)
        rows = (old.row, new.row, with_what.previous, with_what.budget)
        documents = [self._named(row) for row in rows]
        before, after, previous, budget = documents
        if before is None or after is None:
            return Outgoing(name, complaint="有一个版本没有读出内容，不能比较。")
        wanted = CompareVersions(
            before,
            after,
            "html",
            Style(),
            previous,
            budget,
            explained_in(old.state, new.state),
            old.state.own,
            new.state.own,
            tuple({each.finding: each for each in (*old.state.amendments, *new.state.amendments)}.values()),
            COMPARISON_FRAME,
        )
        answer = self.ask(wanted)
        if not isinstance(answer, ComparedVersions):
            return Outgoing(name, complaint=f"{answer.reason}。")
        return Outgoing(name, answer.text.encode("utf-8", "surrogatepass"), answer.refusal)

    def _letterhead(self) -> bytes:
        """Where the bureau's own template is; empty: there is none."""
        with self._database.reading() as session:
            setting = session.get(SettingRow, LETTERHEAD)
        return os.fsencode(self._vault.path(setting.vault)) if setting is not None else b""

    def _packed(self, row: DocumentRow | None) -> Packed | None:
        packed = self.ask(Pack(os.fsencode(place_of(row, self._vault)))) if row is not None else None
        return packed if isinstance(packed, Packed) else None

    def _named(self, row: DocumentRow | None) -> Named | None:
        packed = self._packed(row)
        return Named(row.name, packed) if row is not None and packed is not None else None


_LOOK = Look(Style(), several=False)
_NOTHING = "没有判为“属实”的问题，没有整改通知可发。请先对问题作出结论。"


def _wanted(state: DocumentState) -> Wanted:
    """What the reviewers made of the document."""
    return Wanted("json", _LOOK, waivers=left_out(state), own=state.own, amendments=_with_notes(state))


def _with_notes(state: DocumentState) -> tuple[Amendment, ...]:
    """What reviewers changed in findings, with what they say of those that hold."""
    changed = {each.finding: each for each in state.amendments}
    for each in state.findings:
        if each.judgement == Conclusion.TRUE and each.note:
            changed[each.fingerprint] = replace(
                changed.get(each.fingerprint, Amendment(each.fingerprint)), note=each.note
            )
    return tuple(changed.values())


def left_out(state: DocumentState) -> tuple[Waiver, ...]:
    """The findings that do not go out, as explanations."""
    told = {each.fingerprint: each for each in state.findings}
    return tuple(
        Waiver(
            name,
            told[name].note or _WORDS[told[name].judgement],
            told[name].person,
            is_open=told[name].judgement != Conclusion.FALSE,
        )
        for name in only_true(state)
    )


def explained_in(*states: DocumentState) -> tuple[Waiver, ...]:
    """What was said not to be true, with what the unit and the reviewer said of it."""
    found: dict[str, Waiver] = {}
    for state in states:
        units = {each.finding: each.explanation for each in state.amendments}
        for each in state.findings:
            if each.judgement == Conclusion.FALSE:
                own = units.get(each.fingerprint, "")
                said = "；".join(filter(None, [f"单位说明：{own}" if own else "", each.note])) or _WORDS[each.judgement]
                found[each.fingerprint] = Waiver(each.fingerprint, said, each.person)
    return tuple(found.values())


def _stem(state: DocumentState) -> str:
    return safe_stem(f"{state.unit}-{state.year or ''}")


def _outgoing(name: str, judged: Judged | str, content: bytes, otherwise: str) -> Outgoing:
    if isinstance(judged, str):
        return Outgoing(name, complaint=f"{judged}。")
    return Outgoing(name, content, "" if content else otherwise or judged.message)
