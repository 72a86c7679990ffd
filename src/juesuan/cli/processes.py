"""A job in processes of its own, for several items at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from juesuan.cli.batch import Crash, told
from juesuan.fault import attempt

__all__ = ["in_processes"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 3
"""Items in work or done for each process: enough to keep all busy, few enough that results do not pile up in memory."""


def in_processes(job: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result | Crash]:
    """The job's results in the order of the items."""
    rest = iter(items)
    pool = _Pool(job, workers)
    try:
        waiting: deque[tuple[Item, Future[Result]]]
        waiting = deque((item, pool.submit(item)) for item in islice(rest, _AHEAD * workers))
        while waiting:
            item, future = waiting.popleft()
            outcome = _outcome(future)
            # A process that dies takes those in work with it: each gets another chance in a process of its own.
            yield _alone(job, item) if outcome is None else outcome
            waiting.extend((following, pool.submit(following)) for following in islice(rest, 1))
    finally:
        pool.close()


class _Worker:
    """What a process of the pool has: the job, with all that it loads for itself once and needs for every item."""

    job: ClassVar[Callable[[Any], Any]]

    @classmethod
    def begin(cls, job: Callable[[Any], Any]) -> None:
        cls.job = job

    @classmethod
    def work(cls, item: Any) -> Any:
        return cls.job(item)


def _processes(job: Callable[[Item], Result], workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=workers, initializer=_Worker.begin, initargs=(job,))


class _Pool(Generic[Item, Result]):
    """Processes that do one job; new ones when they died."""

    def __init__(self, job: Callable[[Item], Result], workers: int) -> None:
        self._job = job
        self._workers = workers
        self._pool = _processes(job, workers)

    def submit(self, item: Item) -> Future[Result]:
        """Starts the job on an item as soon as a process is free."""
        try:
            return self._pool.submit(_Worker.work, item)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = _processes(self._job, self._workers)
            return self._pool.submit(_Worker.work, item)

    def close(self) -> None:
        """Ends the processes; what has not begun is not done."""
        self._pool.shutdown(cancel_futures=True)


def _alone(job: Callable[[Item], Result], item: Item) -> Result | Crash:
    with _processes(job, 1) as pool:
        outcome: Result | Crash | None = _outcome(pool.submit(_Worker.work, item))
    return outcome if outcome is not None else Crash("处理它的进程被系统终止，可能是内存不足")


def _outcome(future: Future[Result]) -> Result | Crash | None:
    """The result, the crash, or None when the process died."""
    if isinstance(future.exception(), BrokenProcessPool):
        return None
    return told(attempt(future.result))
