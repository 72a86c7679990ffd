"""What goes back to a unit: the letter, the checklist and the marked copy, with the findings that the reviewer holds to be true and no others."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import Struct

from juesuan.checking.waivers import Waiver
from juesuan.corpus.jobs import Job
from juesuan.corpus.judging import Judge, Judged, Wanted
from juesuan.corpus.outputs import Look
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers
from juesuan.formats.file_names import safe_stem
from juesuan.reporting.style import Style
from juesuan.web.reviewing import DocumentState, only_true
from juesuan.web.store.schema import Conclusion, DocumentRow
from juesuan.web.store.vault import Vault
from juesuan.web.waiting import place_of

__all__ = ["Outgoing", "Sender"]

Answer = TypeVar("Answer")
_WORDS: Mapping[str, str] = {Conclusion.FALSE: "不属实", Conclusion.ASK: "请单位说明", "": "未作判断"}
"""Why a finding does not go out."""


class Outgoing(Struct, frozen=True):
    """A file to hand out: its name and content; without content, why there is none."""

    name: str
    content: bytes = b""
    complaint: str = ""


class Sender:
    """Makes them in a process with limits of its own, one at a time: whoever sends does not wait for the queue."""

    def __init__(self, vault: Vault, workers: Workers) -> None:
        self._vault = vault
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
        judged = self._judged(document, state, Wanted("json", _LOOK, waivers=_left_out(state), notice=True))
        return _outgoing(name, judged, judged.notice if isinstance(judged, Judged) else b"", _NOTHING)

    def checklist(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The workbook with the problems and the checklist."""
        judged = self._judged(document, state, Wanted("xlsx", _LOOK, waivers=_left_out(state)))
        return _outgoing(f"核对表-{_stem(state)}.xlsx", judged, judged.file if isinstance(judged, Judged) else b"", "")

    def marked(self, document: DocumentRow, state: DocumentState) -> Outgoing:
        """The copy of the document with its findings marked."""
        judged = self._judged(document, state, Wanted("json", _LOOK, waivers=_left_out(state), copy=True))
        name = f"批注-{safe_stem(PurePosixPath(document.name).stem)}{PurePosixPath(document.name).suffix}"
        copy = judged.copy if isinstance(judged, Judged) else None
        return _outgoing(name, judged, copy.content if copy else b"", copy.complaint if copy else "")

    def _judged(self, document: DocumentRow, state: DocumentState, wanted: Wanted) -> Judged | str:
        answer = self.ask(Judge(os.fsencode(place_of(document, self._vault)), wanted))
        return answer if isinstance(answer, Judged) else answer.reason


_LOOK = Look(Style(), several=False)
_NOTHING = "没有判为“属实”的问题，没有整改通知可发。请先对问题作出结论。"


def _left_out(state: DocumentState) -> tuple[Waiver, ...]:
    told = {each.fingerprint: each for each in state.findings}
    return tuple(
        Waiver(name, told[name].note or _WORDS[told[name].judgement], told[name].person) for name in only_true(state)
    )


def _stem(state: DocumentState) -> str:
    return safe_stem(f"{state.unit}-{state.year or ''}")


def _outgoing(name: str, judged: Judged | str, content: bytes, otherwise: str) -> Outgoing:
    if isinstance(judged, str):
        return Outgoing(name, complaint=f"{judged}。")
    return Outgoing(name, content, "" if content else otherwise or judged.message)
