"""Several processes for many jobs: answers in the order of the jobs, and one bad document costs only itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from juesuan.corpus.jobs import Job
from juesuan.corpus.wire import Duties
from juesuan.corpus.worker import DOCUMENTS, USUAL, ProcessLimits, Worker, WorkerCrash

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

__all__ = ["Workers"]

Answer = TypeVar("Answer")

_AHEAD = 3
"""Jobs in work or done for each process: enough to keep all busy, few enough that answers do not pile up in memory."""


class Workers:
    """So many processes, each started when it has something to do; to be used in a ``with`` statement, at whose end they end."""

    def __init__(
        self, limits: ProcessLimits = USUAL, standard: tuple[Path, ...] = (), count: int = 1, duties: Duties = DOCUMENTS
    ) -> None:
        """Starts nothing yet.

        Args:
            limits: of each job.
            standard: folders that are laid over the built-in standard.
            count: how many there are at most.
            duties: the kinds of job that they do.
        """
        self._all = [Worker(limits, standard, duties) for _ in range(count)]
        self._free = deque(self._all)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._all:
            worker.close()

    def start(self) -> None:
        """Starts the first process: it loads what it needs while other things are done here."""
        self._all[0].start()

    def ask(self, job: Job[Answer]) -> Answer | WorkerCrash:
        """The answer to one job, or how it ended without one."""
        worker = self._free.popleft()
        try:
            return worker.ask(job)
        finally:
            self._free.appendleft(worker)

    def in_order(self, jobs: Iterable[Job[Answer]]) -> Iterator[Answer | WorkerCrash]:
        """The answers to many jobs, as they come."""
        if len(self._all) == 1:
            yield from map(self.ask, jobs)
            return
        rest = iter(jobs)
        first = tuple(islice(rest, 2))
        if len(first) < 2:
            yield from map(self.ask, first)
            return
        # What runs threads takes as long to import as a small file takes to read.
        from concurrent.futures import ThreadPoolExecutor

        rest = chain(first, rest)
        with ThreadPoolExecutor(len(self._all)) as threads:
            waiting: deque[Future[Answer | WorkerCrash]]
            waiting = deque(threads.submit(self.ask, job) for job in islice(rest, _AHEAD * len(self._all)))
            try:
                while waiting:
                    yield waiting.popleft().result()
                    waiting.extend(threads.submit(self.ask, job) for job in islice(rest, 1))
            finally:
                # Whoever stops listening does not wait for what is in work.
                for future in waiting:
                    future.cancel()
                if waiting:
                    self.__exit__(None, None, None)
