"""The process that does the jobs: it takes them from its standard input, one after another, and answers on its standard output.

It ends when its parent does, in the middle of a job, too.
"""

from __future__ import annotations

import gc
import os
from functools import partial
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, TypeVar

import msgspec

from juesuan.corpus.isolation import isolate
from juesuan.corpus.wire import Asked, Converted, Done, Failed, NotConverted, Order, ToConvert, packed, received, sent
from juesuan.fault import Fault, attempt
from juesuan.system import allow_seconds, confine, pipes

if TYPE_CHECKING:
    from juesuan.corpus.jobs import Job, Tools
    from juesuan.formats.doc.kinds import Kind

__all__ = ["main"]

Message = TypeVar("Message")

_OBJECTS = 500_000
"""New objects after which garbage is looked for: of a document nearly all stay, most have fewer, and to look costs a twentieth of reading it.
In the worst case they are some 100 MB."""


def main() -> None:
    """Works until nothing more comes."""
    gc.set_threshold(_OBJECTS)
    channel = _Channel(*pipes())
    order = channel.next(Order)
    channel.folder = Path(order.folder) if order.folder else None
    module = import_module(order.jobs)
    kinds = msgspec.msgpack.Decoder(module.Jobs)
    module.warm_up()
    if order.memory:
        confine(order.memory, writes=bool(order.folder))
    if order.folder:
        import tempfile

        tempfile.tempdir = order.folder
    isolate(channel.folder)
    tools: Tools | None = None

    def work(asked: Asked) -> Done:
        nonlocal tools
        # The standard is loaded within the time and the safeguards of the first job.
        tools = tools or _tools(order, channel)
        job: Job[Any] = kinds.decode(asked.job)
        return Done(msgspec.Raw(packed(job.do(tools))))

    while True:
        asked = channel.next(Asked)
        if asked.seconds:
            allow_seconds(asked.seconds)
        answer = attempt(partial(work, asked))
        channel.send(Failed(answer) if isinstance(answer, Fault) else answer)


class _Channel:
    """The pipes to the parent, and whoever watches that it is there.

    Attributes:
        folder: what is removed when the parent has gone.
    """

    def __init__(self, orders: IO[bytes], answers: IO[bytes]) -> None:
        self.folder: Path | None = None
        self._orders = orders
        self._answers = answers
        self._arrived: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    def next(self, kind: type[Message]) -> Message:
        """What comes next, which is of one kind."""
        return msgspec.msgpack.decode(self._arrived.get(), type=kind)

    def send(self, message: Done | Failed | ToConvert) -> None:
        """Sends the parent something."""
        try:
            sent(self._answers, packed(message))
        except OSError:
            self._end()

    def converted(self, path: Path, data: bytes, kind: Kind) -> bytes:
        """Has the parent convert an old Word document: this process can start no other.

        Raises:
            ReadError: when it cannot be converted.
        """
        from juesuan.formats import errors

        self.send(ToConvert(data, kind))
        answer = self.next(Converted | NotConverted)  # type: ignore[arg-type]
        if isinstance(answer, Converted):
            return answer.data
        raise getattr(errors, answer.error)(path, answer.reason, answer.advice)

    def _listen(self) -> None:
        while (message := received(self._orders)) is not None:
            self._arrived.put(message)
        self._end()

    def _end(self) -> None:
        if self.folder is not None:
            from juesuan.unfinished import give_up

            give_up(self.folder)
        os._exit(0)


def _tools(order: Order, channel: _Channel) -> Tools:
    from juesuan.corpus.jobs import Tools
    from juesuan.standard import builtin, load

    folders = tuple(map(Path, order.standard))
    return Tools(load(*folders) if folders else builtin(), channel.converted)
