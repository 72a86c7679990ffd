"""One job over several items: results in the order of the items, one bad item never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct

from juesuan.fault import Fault, attempt

__all__ = ["Crash", "in_order", "told"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Crash(Struct, frozen=True):
    """A job that ended by the machine (``reason`` says how, in Chinese), or by a fault of ours."""

    reason: str
    fault: Fault | None = None


def in_order(job: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result | Crash]:
    """The job's results, one an item. A single item is done in this process."""
    if len(items) == 1:
        yield told(attempt(partial(job, items[0])))
        return
    # What starts processes takes as long to import as a page takes to read.
    from juesuan.cli.processes import in_processes

    yield from in_processes(job, items, min(jobs, len(items)))


def told(outcome: Result | Fault) -> Result | Crash:
    """The result of a job, or how it ended."""
    if not isinstance(outcome, Fault):
        return outcome
    return Crash("内存不足") if outcome.is_of_memory else Crash("程序内部出错", outcome)
