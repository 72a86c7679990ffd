"""The options ``--time-limit`` and ``--memory-limit``, and the processes that keep to them: whatever reads files has both."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from juesuan.cli.status import Faulty, Refusal

if TYPE_CHECKING:
    from juesuan.corpus.reading import Packed
    from juesuan.corpus.wire import Duties
    from juesuan.corpus.worker import WorkerCrash
    from juesuan.corpus.workers import Workers

__all__ = ["add_limits", "got", "packed_in", "processes"]

Answer = TypeVar("Answer")

_SECONDS, _MEGABYTES = 120, 1024
_LEAST_SECONDS, _LEAST_MEGABYTES = 1, 128


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        default=_SECONDS,
        metavar="秒",
        help=f"每份文件最多用多少秒处理器时间，超过就放弃这份（默认 {_SECONDS}）",
    )
    parser.add_argument(
        "--memory-limit",
        type=_megabytes,
        default=_MEGABYTES,
        metavar="MB",
        help=f"读取文件的进程最多用多少内存（默认 {_MEGABYTES}）",
    )


def _seconds(text: str) -> int:
    return _at_least(text, _LEAST_SECONDS)


def _megabytes(text: str) -> int:
    return _at_least(text, _LEAST_MEGABYTES)


def _at_least(text: str, least: int) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"“{text}”应为不小于 {least} 的整数")
    return int(text)


def processes(arguments: argparse.Namespace, count: int = 1, duties: Duties | None = None) -> Workers:
    """The processes that read the files of a command, the first of them started: to be used in a ``with`` statement.

    Args:
        arguments: of the command, with its standard.
        count: how many there are at most.
        duties: the kinds of job that they do; None: reading published documents.
    """
    from juesuan.corpus.worker import DOCUMENTS, ProcessLimits
    from juesuan.corpus.workers import Workers

    standard = (arguments.standard,) if arguments.standard is not None else ()
    workers = Workers(ProcessLimits(arguments.time_limit, arguments.memory_limit), standard, count, duties or DOCUMENTS)
    workers.start()
    return workers


def packed_in(workers: Workers, path: Path, layout: str | None = None) -> Packed:
    """The document in a file, read in another process and packed for more work there: what it holds is not looked at here.

    Raises:
        Refusal: when it cannot be read.
        Faulty: when a fault of the program ended the reading.
    """
    import os

    from juesuan.corpus.reading import Pack

    return got(path, workers.ask(Pack(os.fsencode(path), layout)))


def got(path: Path, answer: Answer | str | WorkerCrash) -> Answer:
    """What a file was asked for, unless it is the message why there is none.

    Raises:
        Refusal: with that message, or with the limit that was passed.
        Faulty: when there is none for a fault of the program.
    """
    from juesuan.corpus.worker import WorkerCrash

    if isinstance(answer, WorkerCrash):
        if answer.fault is not None:
            raise Faulty(path.name, answer.fault)
        raise Refusal(f"{path.name}：{answer.reason}。")
    if isinstance(answer, str):
        raise Refusal(answer)
    return answer
