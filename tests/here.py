"""Jobs done in the process of the tests, where rules that fail and pass are watched and faults are planted; what they need and answer
goes through the same encoding. That other processes answer the same is tested in ``tests/corpus`` and ``tests/samples``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties, Failed, packed
from juesuan.corpus.worker import DOCUMENTS, USUAL, ProcessLimits, WorkerCrash, crash_of
from juesuan.fault import Fault, attempt
from juesuan.formats.doc.conversion import convert
from juesuan.standard import builtin, load
from tests.remembered import REMEMBERED


class Here:
    """In the place of :class:`juesuan.corpus.workers.Workers`."""

    def __init__(
        self, limits: ProcessLimits = USUAL, standard: tuple[Path, ...] = (), count: int = 1, duties: Duties = DOCUMENTS
    ) -> None:
        self._limits = limits
        self._folders = standard

    def __enter__(self) -> Here:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        return

    def start(self) -> None:
        """Nothing is started."""

    def ask(self, job: Job[Any]) -> Any:
        """The answer, or how the job ended."""
        answer = attempt(partial(self._answer, msgspec.msgpack.decode(packed(job), type=type(job))))
        return crash_of(Failed(answer), self._limits) if isinstance(answer, Fault) else answer

    def in_order(self, jobs: Iterable[Job[Any]]) -> Iterator[Any | WorkerCrash]:
        """The answers."""
        return map(self.ask, jobs)

    def _answer(self, job: Job[Any]) -> Any:
        def do() -> bytes:
            standard = load(*self._folders) if self._folders else builtin()
            return packed(job.do(Tools(standard, convert)))

        return msgspec.msgpack.decode(
            REMEMBERED.answer(type(job).__name__, packed(job), self._folders, do), type=job.answer
        )
