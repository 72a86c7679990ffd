"""Answers of jobs that were done before in this run: the same documents are handed in again and again, and a job is a pure function.

Nothing is remembered for a test that patches anything or draws its documents, or of a job that is about a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

__all__ = ["REMEMBERED", "Remembered"]

_LARGE = 20_000_000
_MOST = 300
_PATH = 1000


class Remembered:
    """Answers by job, contents of its files and folders of the standard."""

    def __init__(self) -> None:
        self._answers: dict[bytes, bytes] = {}
        self.is_allowed = False

    def watch_patches(self) -> None:
        """From now on whatever is patched ends remembering in that test."""
        for name in ("setattr", "setitem", "delattr", "setenv"):
            setattr(pytest.MonkeyPatch, name, self._ending(getattr(pytest.MonkeyPatch, name)))

    def _ending(self, patch: Callable[..., None]) -> Callable[..., None]:
        @wraps(patch)
        def patching(*arguments: Any, **named: Any) -> None:
            self.is_allowed = False
            patch(*arguments, **named)

        return patching

    def answer(self, kind: str, job: bytes, folders: tuple[Path, ...], do: Callable[[], bytes]) -> bytes:
        """What ``do`` answers to a job, or answered before."""
        value = msgspec.msgpack.decode(job) if self.is_allowed and not folders else None
        paths = [path for text in dict.fromkeys(_texts(value)) if (path := Path(text)).is_absolute() and path.exists()]
        if not paths or any(path.is_dir() for path in paths):
            return do()
        content = sha256(kind.encode() + job)
        for path in paths:
            content.update(sha256(path.read_bytes()).digest())
        key = content.digest()
        if key not in self._answers:
            made = do()
            if len(made) > _LARGE:
                return made
            if len(self._answers) >= _MOST:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = made
        return self._answers[key]


def _texts(value: Any) -> Iterator[str]:
    match value:
        case bytes() if len(value) < _PATH and b"\0" not in value:
            yield os.fsdecode(value)
        case str() if len(value) < _PATH and "\0" not in value:
            yield value
        case list():
            for part in value:
                yield from _texts(part)
        case dict():
            for key, part in value.items():
                yield from _texts(key)
                yield from _texts(part)


REMEMBERED = Remembered()
