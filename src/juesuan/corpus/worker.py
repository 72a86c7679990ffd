"""A process that does jobs one after another, started when there is the first and anew when it had to be ended."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Raw, Struct

from juesuan.corpus.jobs import Job
from juesuan.corpus.wire import (
    Asked,
    Converted,
    Done,
    Duties,
    Failed,
    NotConverted,
    Order,
    Reply,
    ToConvert,
    packed,
    received,
    sent,
)
from juesuan.fault import Fault, attempt
from juesuan.system import Ending, ending_of, started

if TYPE_CHECKING:
    from juesuan.unfinished import Unfinished

__all__ = ["DOCUMENTS", "USUAL", "ProcessLimits", "Worker", "WorkerCrash", "crash_of"]

Answer = TypeVar("Answer")

PATIENCE = 4
"""How many times its processor time a job may last: others may use the processors, too."""
_MEGABYTE = 2**20


class WorkerCrash(Struct, frozen=True):
    """A job that ended by its limits or the machine (``reason`` says how, in Chinese), or by a fault of ours."""

    reason: str
    fault: Fault | None = None
    is_of_time: bool = False


class ProcessLimits(Struct, frozen=True):
    """What one document may cost.

    Attributes:
        seconds: of processor time. A report on 171 pages takes 4 to 10 seconds; a slow machine ten times over needs 100.
        megabytes: of memory. The same takes 110.
    """

    seconds: int = 120
    megabytes: int = 1024


USUAL = ProcessLimits()
DOCUMENTS = Duties("juesuan.corpus.work")
"""Reading published documents, and what follows from that."""


class Worker:
    """One process and what it may do."""

    def __init__(
        self,
        limits: ProcessLimits = USUAL,
        standard: tuple[Path, ...] = (),
        duties: Duties = DOCUMENTS,
    ) -> None:
        """Starts nothing yet.

        Args:
            limits: of each job.
            standard: folders that are laid over the built-in standard.
            duties: the kinds of job that it does.
        """
        self._limits = limits
        self._standard = tuple(str(folder.absolute()) for folder in standard)
        self._duties = duties
        self._process: _Process | None = None

    def start(self) -> None:
        """Starts the process, if none runs: it loads what it needs while other things are done here."""
        self._running()

    def ask(self, job: Job[Answer]) -> Answer | WorkerCrash:
        """The answer to a job, or how it ended without one; after that the next one gets a new process.

        What lacks memory in a process that did other jobs before is asked of a new one: what those left behind is none of its own.
        """
        is_first = self._process is None or not self._process.has_worked
        answer = self._asked(job)
        lacks_memory = isinstance(answer, WorkerCrash) and answer.fault is None and not answer.is_of_time
        return self._asked(job) if lacks_memory and not is_first else answer

    def _asked(self, job: Job[Answer]) -> Answer | WorkerCrash:
        process = self._running()
        reply = process.ask(packed(Asked(Raw(packed(job)), self._limits.seconds)), self._limits.seconds * PATIENCE)
        if isinstance(reply, Done):
            answer: Answer | Fault = attempt(partial(msgspec.msgpack.decode, reply.answer, type=job.answer))
            return WorkerCrash("程序内部出错", answer) if isinstance(answer, Fault) else answer
        crash = crash_of(reply, self._limits)
        if crash.fault is None:
            self.close()
        return crash

    def close(self) -> None:
        """Ends the process and removes what it left."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _running(self) -> _Process:
        if self._process is None:
            memory = self._limits.megabytes * _MEGABYTE
            folder = _temporary() if self._duties.writes else None
            path = str(folder.path) if folder is not None else ""
            self._process = _Process(Order(self._duties.module, self._standard, memory, path), folder)
        return self._process


def _temporary() -> Unfinished:
    """A folder among the temporary ones, where nothing of an earlier run stays."""
    import tempfile

    from juesuan.unfinished import Unfinished, clear

    where = Path(tempfile.gettempdir())
    clear(where)
    return Unfinished(where, private=True)


def crash_of(end: Failed | tuple[Ending, str], limits: ProcessLimits) -> WorkerCrash:
    """How a job ended without an answer, for the user: by an exception, or with its process."""
    match end:
        case Failed(fault) if fault.is_of_memory:
            reason = f"内存不足，超过 {limits.megabytes} MB 的上限。文件确实很大的，请放宽一份文件的内存上限"
        case Failed(fault) if fault.is_of_space:
            from tempfile import gettempdir

            reason = f"临时文件夹 {gettempdir()} 的磁盘空间不足。请腾出空间，或把环境变量 TMPDIR（Windows 为 TEMP）设为别处的文件夹"
        case Failed(fault):
            return WorkerCrash("程序内部出错", fault)
        case (Ending.TIME, _):
            reason = f"用时超过 {limits.seconds} 秒的上限，没有处理完。文件确实很大的，请放宽一份文件的时间上限"
            return WorkerCrash(reason, is_of_time=True)
        case (Ending.KILLED, _):
            reason = "处理它的进程被系统终止，可能是内存不足"
        case (_, name):
            reason = f"处理它的进程异常终止（{name}），文件可能已损坏，或者超过内存上限"
    return WorkerCrash(reason)


class _Process:
    """The process itself, from its start to its end.

    Attributes:
        has_worked: whether it has done a job.
    """

    def __init__(self, order: Order, folder: Unfinished | None) -> None:
        self._folder = folder
        self._process, self._orders, self._answers = started("juesuan.corpus.child")
        self._is_late = False
        self.has_worked = False
        self._send(packed(order))

    def ask(self, message: bytes, patience: float) -> Done | Failed | tuple[Ending, str]:
        """What it replies to a job, or why it ended; it is ended when that takes longer than ``patience`` seconds."""
        self._send(message)
        while True:
            reply = self._reply(patience)
            if not isinstance(reply, ToConvert):
                self.has_worked = True
                return reply if reply is not None else self._end_of_it()
            self._send(packed(_converted(reply)))

    def end(self) -> None:
        """Ends it, whatever it does, and removes its folder."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._orders.close()
        self._answers.close()
        if self._folder is not None:
            self._folder.close()

    def _send(self, message: bytes) -> None:
        # Where it has ended already there is no reply, either, and that is told.
        with suppress(OSError):
            sent(self._orders, message)

    def _reply(self, patience: float) -> Reply | None:
        timer = Timer(patience, self._stop) if patience else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            message = received(self._answers)
        finally:
            if timer is not None:
                timer.cancel()
        try:
            return msgspec.msgpack.decode(message, type=Reply) if message is not None else None
        except msgspec.MsgspecError:
            return None

    def _stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def _end_of_it(self) -> tuple[Ending, str]:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self._process.kill()
        code = self._process.wait()
        return (Ending.TIME, "") if self._is_late else ending_of(code)


def _converted(asked: ToConvert) -> Converted | NotConverted:
    """An old Word document, converted by a program of its own."""
    from juesuan.formats.doc.conversion import convert
    from juesuan.formats.errors import ReadError

    try:
        return Converted(convert(Path("document.doc"), asked.data, asked.kind))
    except ReadError as error:
        return NotConverted(type(error).__name__, error.reason, error.advice)
