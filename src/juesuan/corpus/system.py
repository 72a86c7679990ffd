"""What systems do differently: limits that a process sets itself, how one is started apart from its parent, why one ended.

Windows has no limits of a process but those of a job object, which the process makes and joins itself.
"""

from __future__ import annotations

import sys
from enum import Enum, auto
from typing import Any

__all__ = ["Ending", "allow_seconds", "apart", "confine", "ending_of"]


class Ending(Enum):
    """Why a process ended without an answer."""

    TIME = auto()
    """It used up its processor time."""
    KILLED = auto()
    """The system ended it, most often for want of memory."""
    CRASH = auto()
    """It crashed: a library does not survive the file, or the want of memory."""


if sys.platform == "win32":
    import ctypes
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

    def apart() -> dict[str, Any]:
        """Arguments of ``Popen`` for a process that an interrupt at the keyboard does not reach."""
        return {"creationflags": _NO_WINDOW | _NEW_GROUP}

    def confine(memory: int, *, writes: bool) -> None:
        """Limits this process for good: bytes of memory, and no process of its own.

        Args:
            memory: how much it may use, in bytes.
            writes: whether it may write files; no limit of Windows speaks of that.
        """
        job = _Job()
        job.limits.basic.flags = _PROCESS_MEMORY | _ACTIVE_PROCESSES | _KILL_ON_CLOSE
        job.limits.basic.active_processes = 1
        job.limits.memory_of_process = memory
        job.set()
        job.join()
        _job.append(job)

    def allow_seconds(seconds: int) -> None:
        """Lets this process, which is confined, use so much more processor time."""
        import time

        for job in _job:
            job.limits.basic.flags |= _PROCESS_TIME
            job.limits.basic.user_time_of_process = int((time.process_time() + seconds) * _TICKS)
            job.set()

    def ending_of(code: int) -> tuple[Ending, str]:
        """Why a process ended that ended with this code, and what the system calls it."""
        if code == _TIME_IS_UP:
            return Ending.TIME, ""
        return (Ending.KILLED if code in _TERMINATED else Ending.CRASH), f"0x{code & 0xFFFFFFFF:08X}"

else:
    import math
    import resource
    import signal
    import time

    _ADDRESSES = 4
    """Addresses that a process may have for each byte that it may use: libraries reserve far more of them than they use."""

    def apart() -> dict[str, Any]:
        """Arguments of ``Popen`` for a process that an interrupt at the keyboard does not reach."""
        return {"start_new_session": True}

    def confine(memory: int, *, writes: bool) -> None:
        """Limits this process for good: bytes of memory, and of files that it may write.

        Args:
            memory: how much it may use, in bytes.
            writes: whether it may write files.
        """
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_DATA, memory)
        _limit(resource.RLIMIT_AS, memory * _ADDRESSES)
        if not writes:
            _limit(resource.RLIMIT_FSIZE, 0)

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
