"""What stands between us and the terminal: encoding, colours, width, progress."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

__all__ = ["Progress", "colourful", "columns", "complain", "lasting", "speak_utf8"]

_NARROWEST, _WIDEST = 60, 120
_ENOUGH, _SOON = 3, 2.0
"""Documents done and seconds passed before the rest is estimated."""


def speak_utf8() -> None:
    """Results are UTF-8 wherever they go; a legacy console shows what its code page has and ``?`` for the rest."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")


def colourful(stream: TextIO) -> bool:
    """Whether colours may be used: on a terminal that knows them, unless NO_COLOR asks for none."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def columns(stream: TextIO, *, measured: bool = True) -> int:
    """The width to print in: of a terminal as it is, unless what is printed goes elsewhere."""
    wide = 100
    if measured and stream.isatty():
        import shutil

        wide = shutil.get_terminal_size((wide, 24)).columns
    return min(_WIDEST, max(_NARROWEST, wide))


def complain(message: str) -> None:
    """A message for the user on standard error."""
    print(message, file=sys.stderr)


class Progress:
    """One line on a terminal that says what is being done, and how long it may still take; nothing in a pipe."""

    def __init__(self, total: int, verb: str = "正在核对") -> None:
        self._total = total
        self._verb = verb
        self._shown = sys.stderr.isatty()
        self._begun: float | None = None
        self._before = 0

    def show(self, done: int, name: str) -> None:
        """Says what is being worked on."""
        if self._shown:
            count = f"（{done + 1}/{self._total}{self._rest(done)}）" if self._total > 1 else ""
            print(f"\r\033[K{self._verb}{count}{name} …", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line away, so that results do not run into it."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _rest(self, done: int) -> str:
        """The estimate, when there is enough to go by: what was done since the first one, and how long that took."""
        import time

        now = time.monotonic()
        if self._begun is None:
            self._begun, self._before = now, done
        passed, made = now - self._begun, done - self._before
        if made < _ENOUGH or passed < _SOON:
            return ""
        return f"，约剩 {lasting(passed / made * (self._total - done))}"


def lasting(seconds: float) -> str:
    """A time span for people."""
    if seconds < 60:
        return f"{max(1, round(seconds))} 秒"
    minutes = round(seconds / 60)
    return f"{minutes} 分钟" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分钟"
