"""Processes of our own: how one is started, limits that it sets itself, why it ended; locks. All that systems do differently is here.

Windows has no limits of a process but those of a job object, which the process makes and joins itself.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

__all__ = [
    "APART",
    "Ending",
    "allow_seconds",
    "confine",
    "end_group",
    "ending_of",
    "is_of_this_user",
    "lock",
    "pipes",
    "started",
]

_START = "import sys; sys.path[:] = {path!r}; from juesuan import lean; from {module} import main; main()"


class Ending(Enum):
    """Why a process ended without an answer."""

    TIME = auto()
    """It used up its processor time."""
    KILLED = auto()
    """The system ended it, most often for want of memory."""
    CRASH = auto()
    """It crashed: a library does not survive the file, or the want of memory."""


def started(module: str, *arguments: str) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
    """A process that runs the ``main`` of a module of ours, with what it reads from and what it writes to.

    Nothing of the environment changes what it does, nothing is looked for in the current folder, and an interrupt at the keyboard
    does not reach it.
    """
    import subprocess  # noqa: PLC0415 (a process that was started so starts no other)

    path = [str(Path(__file__).parent.parent), *map(os.path.abspath, sys.path)]
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START.format(path=path, module=module), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **APART,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    return process, process.stdin, process.stdout


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Where a process that was started so reads from and writes to; whatever else reads or prints there meets nothing."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return incoming, outgoing


if sys.platform == "win32":
    import ctypes
    import msvcrt
    import time
    from ctypes import wintypes

    _NO_WINDOW, _NEW_GROUP = 0x08000000, 0x00000200
    _TIME_IS_UP = 0x00000718
    """ERROR_NOT_ENOUGH_QUOTA, with which the job ends a process."""
    _TERMINATED = (1, 0xC000013A)
    _PROCESS_TIME, _PROCESS_MEMORY, _ACTIVE_PROCESSES, _KILL_ON_CLOSE = 0x2, 0x100, 0x8, 0x2000
    _EXTENDED_LIMITS = 9
    _TICKS = 10_000_000

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("user_time_of_process", ctypes.c_int64),
            ("user_time_of_job", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("input_output", ctypes.c_uint64 * 6),
            ("memory_of_process", ctypes.c_size_t),
            ("memory_of_job", ctypes.c_size_t),
            ("peak_of_process", ctypes.c_size_t),
            ("peak_of_job", ctypes.c_size_t),
        )

    class _Job:
        """The job object of this process; it stays while the process does."""

        def __init__(self) -> None:
            self._api = ctypes.WinDLL("kernel32", use_last_error=True)
            self._api.CreateJobObjectW.restype = wintypes.HANDLE
            self._api.GetCurrentProcess.restype = wintypes.HANDLE
            self._api.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._api.SetInformationJobObject.argtypes = (
                wintypes.HANDLE,
                ctypes.c_int,
                ctypes.c_void_p,
                wintypes.DWORD,
            )
            self._handle = self._api.CreateJobObjectW(None, None)
            self.limits = _Extended()

        def set(self) -> None:
            """Puts the limits into force."""
            done = self._api.SetInformationJobObject(
                self._handle, _EXTENDED_LIMITS, ctypes.byref(self.limits), ctypes.sizeof(self.limits)
            )
            if not done:
                raise ctypes.WinError(ctypes.get_last_error())

        def join(self) -> None:
            """Puts this process into the job."""
            if not self._api.AssignProcessToJobObject(self._handle, self._api.GetCurrentProcess()):
                raise ctypes.WinError(ctypes.get_last_error())

    _job: list[_Job] = []

    APART: dict[str, Any] = {"creationflags": _NO_WINDOW | _NEW_GROUP}
    """Arguments of ``Popen`` for a process that an interrupt at the keyboard does not reach."""

    def confine(memory: int, *, writes: bool, alone: bool = True) -> None:
        """Limits this process for good, and those that it starts, which end with it.

        Args:
            memory: how much it may use, in bytes.
            writes: whether it may write files; no limit of Windows speaks of that.
            alone: whether it may start no other process.
        """
        job = _Job()
        job.limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE | (_ACTIVE_PROCESSES if alone else 0)
        job.limits.basic.active_processes = 1
        job.limits.memory_of_process = memory
        job.set()
        job.join()
        _job.append(job)

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """Ends a process; what it started is of our job and ends with this process."""
        process.kill()
        process.wait()

    def allow_seconds(seconds: int) -> None:
        """Lets this process, which is confined, use so much more processor time."""
        for job in _job:
            job.limits.basic.flags |= _PROCESS_TIME
            job.limits.basic.user_time_of_process = int((time.process_time() + seconds) * _TICKS)
            job.set()

    def ending_of(code: int) -> tuple[Ending, str]:
        """Why a process ended that ended with this code, and what the system calls it."""
        if code == _TIME_IS_UP:
            return Ending.TIME, ""
        return (Ending.KILLED if code in _TERMINATED else Ending.CRASH), f"0x{code & 0xFFFFFFFF:08X}"

    def lock(file: IO[bytes]) -> bool:
        """Locks a file until it is closed or this process ends; no when another has it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def is_of_this_user(path: Path) -> bool:
        """Whether this user made it; here the rights of the folder say who may remove it."""
        return path.exists()

else:
    import fcntl
    import math
    import resource
    import signal
    import time

    _ADDRESSES = 4
    """Addresses that a process may have for each byte that it may use: libraries reserve far more of them than they use."""

    APART: dict[str, Any] = {"start_new_session": True}
    """Arguments of ``Popen`` for a process that an interrupt at the keyboard does not reach."""

    def confine(memory: int, *, writes: bool, alone: bool = True) -> None:
        """Limits this process for good, and those that it starts.

        Args:
            memory: how much it may use, in bytes.
            writes: whether it may write files.
            alone: whether it may start no other process; here that is seen to by :mod:`juesuan.corpus.isolation`, for the limit of
                these systems counts all processes of the user.
        """
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_DATA, memory)
        _limit(resource.RLIMIT_AS, memory * _ADDRESSES)
        if not writes:
            _limit(resource.RLIMIT_FSIZE, 0)

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """Ends a process that was started with ``APART``, and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def allow_seconds(seconds: int) -> None:
        """Lets this process use so much more processor time."""
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = math.ceil(time.process_time()) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if most < 0 else min(wanted, most), most))

    def _limit(kind: int, value: int) -> None:
        _, most = resource.getrlimit(kind)
        least = value if most < 0 else min(value, most)
        resource.setrlimit(kind, (least, least))

    def ending_of(code: int) -> tuple[Ending, str]:
        """Why a process ended that ended with this code, and what the system calls it."""
        if code >= 0:
            return Ending.CRASH, str(code)
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        match -code:
            case signal.SIGXCPU:
                return Ending.TIME, name
            case signal.SIGKILL | signal.SIGTERM:
                return Ending.KILLED, name
            case _:
                return Ending.CRASH, name

    def lock(file: IO[bytes]) -> bool:
        """Locks a file until it is closed or this process ends; no when another has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def is_of_this_user(path: Path) -> bool:
        """Whether this user made it."""
        return path.lstat().st_uid == os.getuid()
