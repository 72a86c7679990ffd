"""Jobs of the kinds that files cause: they hang, eat memory, crash, and reach for what a document has no business with."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import ClassVar

from juesuan.corpus.jobs import Job, Tools


class Echo(Job[str], frozen=True, tag=True):
    """Says what it is told, and in which process."""

    text: str
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        return f"{self.text} {os.getpid()}"


class Bug(Job[str], frozen=True, tag=True):
    """An exception nobody expected."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        raise KeyError("planted")


class Spin(Job[str], frozen=True, tag=True):
    """Computes for ever; ``deep`` in a library that lets nothing else of the process run."""

    deep: bool = False
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        if self.deep:
            return str(sum(range(10**15)))
        while True:
            pass


class Sleep(Job[str], frozen=True, tag=True):
    """Waits for ever."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        time.sleep(1000)
        return ""


class Eat(Job[str], frozen=True, tag=True):
    """Wants ever more memory."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        eaten = [b"x" * 2**20]
        while True:
            eaten.append(eaten[0] + b"y")


KEPT: list[bytes] = []


class Keep(Job[str], frozen=True, tag=True):
    """Keeps so many megabytes when it is done."""

    megabytes: int
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        KEPT.append(b"x" * (self.megabytes * 2**20))
        return "kept"


class Crashing(Job[str], frozen=True, tag=True):
    """Reads where there is nothing."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        return str(ctypes.string_at(1))


class Gone(Job[str], frozen=True, tag=True):
    """Ends the process as if all were well."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        os._exit(0)


class Lie(Job[int], frozen=True, tag=True):
    """Answers what it must not."""

    answer: ClassVar[type] = int

    def do(self, tools: Tools) -> int:
        return "no number"  # type: ignore[return-value]


class Surrogate(Job[str], frozen=True, tag=True):
    """Answers what no encoding has."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        return "甲\ud800乙"


class Print(Job[str], frozen=True, tag=True):
    """Prints into what it takes for its output, and reads from what it takes for its input."""

    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        os.write(1, b"\xff" * 100)
        print("noise", flush=True)
        return sys.stdin.read()


class Reach(Job[str], frozen=True, tag=True):
    """Reaches for something, and says how that ended."""

    what: str
    path: str = ""
    port: int = 0
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        try:
            getattr(self, f"_{self.what}")()
        except OSError as error:
            return type(error).__name__
        return "done"

    def _connect(self) -> None:
        socket.create_connection(("127.0.0.1", self.port))

    def _datagram(self) -> None:
        socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", self.port))

    def _listen(self) -> None:
        socket.create_server(("127.0.0.1", 0))

    def _name(self) -> None:
        socket.getaddrinfo("localhost", 80)

    def _fetch(self) -> None:
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/")

    def _run(self) -> None:
        subprocess.run([sys.executable, "-c", ""], check=False)

    def _system(self) -> None:
        os.system("exit")

    def _write(self) -> None:
        Path(self.path).write_text("changed", encoding="utf-8")

    def _append(self) -> None:
        with Path(self.path).open("a", encoding="utf-8") as file:
            file.write("changed")

    def _remove(self) -> None:
        Path(self.path).unlink()

    def _rename(self) -> None:
        Path(self.path).rename(self.path + ".moved")

    def _replace(self) -> None:
        made = Path(tempfile.mkstemp()[1])
        made.replace(self.path)

    def _copy(self) -> None:
        shutil.copy(__file__, self.path)

    def _folder(self) -> None:
        Path(self.path + ".d").mkdir()

    def _temporary(self) -> None:
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"x")


Jobs = Echo | Bug | Spin | Sleep | Eat | Keep | Crashing | Gone | Lie | Surrogate | Print | Reach


def warm_up() -> None:
    """Loads nothing."""
