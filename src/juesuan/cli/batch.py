"""One job over several files: in processes, results in the order of the files, one bad file never stops the others."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

__all__ = ["Crash", "in_order"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crash:
    """A job that ended by a fault of ours or of the machine. ``detail`` is for whoever has to find the fault."""

    reason: str
    detail: str


def in_order(job: Callable[[Path], Result], files: Sequence[Path], jobs: int) -> Iterator[Result | Crash]:
    """The job's results, one a file. A single file is done in this process, and its faults surface as they are."""
    if len(files) == 1:
        yield job(files[0])
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(files))) as pool:
        waiting = [pool.submit(job, path) for path in files]
        for path, future in zip(files, waiting, strict=True):
            outcome = _outcome(future)
            # A process that dies takes all waiting jobs with it: each gets another chance in a process of its own.
            yield _alone(job, path) if outcome is None else outcome


def _alone(job: Callable[[Path], Result], path: Path) -> Result | Crash:
    with ProcessPoolExecutor(max_workers=1) as pool:
        outcome = _outcome(pool.submit(job, path))
    return outcome if outcome is not None else Crash("处理它的进程被系统终止，可能是内存不足", "")


def _outcome(future: Future[Result]) -> Result | Crash | None:
    """The result, the crash, or None when the process died."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenProcessPool):
        return None
    if isinstance(error, MemoryError):
        return Crash("内存不足", "")
    return Crash("程序内部错误，请把文件和下面的信息发给开发者", "".join(traceback.format_exception(error)))
