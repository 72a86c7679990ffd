"""The processes that read and make what is prepared here, asked one thing at a time; what was read last is kept for the next question."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from juesuan.corpus.gathering import Handed, HandOver
from juesuan.corpus.jobs import Job
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.workbook_editing import DescribeWorkbook, ImportWorkbook, WorkbookShape
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers
from juesuan.preparing.workbook.grid import Grid
from juesuan.unfinished import Unfinished, clear
from juesuan.web.store.vault import Vault

__all__ = ["WORKBOOK", "Asker", "NotDone", "keep"]

Answer = TypeVar("Answer")
Key = TypeVar("Key")
WORKBOOK = "工作簿.xlsx"
_FAULT = "程序内部出错，这一步没有做成。已经保存的内容不受影响，请再试一次；仍然出错的，请反馈。"
_MOST_KEPT = 12


class NotDone(Exception):
    """Why something was not done, in Chinese."""


class Asker:
    """Asks for what is made or read of files in the vault."""

    def __init__(self, vault: Vault, folder: Path, saving: Workers, making: Workers) -> None:
        """``saving`` do what somebody waits for who types, ``making`` all that takes longer; ``folder``: for copies that are taken away."""
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        self._vault = vault
        self._folder = folder
        self._saving = (saving, threading.Lock())
        self._making = (making, threading.Lock())
        self._grids: dict[str, Grid] = {}
        self._handed: dict[str, Handed] = {}
        self._packed: dict[str, Packed] = {}
        self._shapes: dict[int | None, WorkbookShape] = {}

    def at_once(self, job: Job[Answer]) -> Answer:
        """The answer to a job that somebody waits for who types.

        Raises:
            NotDone: when there is none, or it says why there is nothing.
        """
        return _heard(*self._saving, job, refusals=True)

    def made(self, job: Job[Answer], *, refusals: bool = True) -> Answer:
        """The answer to a job that takes longer; ``refusals``: whether one that says why there is nothing counts as none.

        Raises:
            NotDone: when there is none.
        """
        return _heard(*self._making, job, refusals=refusals)

    def shape(self, year: int | None) -> WorkbookShape:
        """What there is to fill in for a year.

        Raises:
            NotDone: when nobody can say.
        """
        if year not in self._shapes:
            keep(self._shapes, year, self.at_once(DescribeWorkbook(year)))
        return self._shapes[year]

    def grid(self, digest: str) -> Grid:
        """What stands in a workbook.

        Raises:
            NotDone: when it cannot be read.
        """
        if digest not in self._grids:
            self.remember(digest, self.at_once(ImportWorkbook(os.fsencode(self._vault.path(digest)))).grid)
        return self._grids[digest]

    def remember(self, digest: str, grid: Grid) -> None:
        """What stands in a workbook that was written just now."""
        keep(self._grids, digest, grid)

    def handed(self, digest: str) -> Handed:
        """A file of the accountant, read.

        Raises:
            NotDone: when it is none.
        """
        if digest not in self._handed:
            path = self._vault.path(digest)
            answer = self.made(HandOver(os.fsencode(path), several=path.name != WORKBOOK))
            if isinstance(answer, str):
                raise NotDone(answer)
            keep(self._handed, digest, answer)
        return self._handed[digest]

    def packed(self, digest: str) -> Packed:
        """A document, read.

        Raises:
            NotDone: when it cannot be.
        """
        if digest not in self._packed:
            answer = self.made(Pack(os.fsencode(self._vault.path(digest))))
            if not isinstance(answer, Packed):
                raise NotDone(str(answer))
            keep(self._packed, digest, answer)
        return self._packed[digest]

    @contextmanager
    def folder_of(self, digests: Sequence[str]) -> Iterator[bytes]:
        """A folder with files under their own names, as the system spells its path; empty where there are none."""
        if not digests:
            yield b""
            return
        with Unfinished(self._folder) as where:
            folder = where / "佐证表"
            folder.mkdir()
            for digest in digests:
                path = self._vault.path(digest)
                (folder / path.name).write_bytes(path.read_bytes())
            yield os.fsencode(folder)


def keep(there: dict[Key, Answer], key: Key, value: Answer) -> None:
    """Keeps what was read last."""
    there[key] = value
    while len(there) > _MOST_KEPT:
        there.pop(next(iter(there)), None)


def _heard(workers: Workers, one: threading.Lock, job: Job[Answer], *, refusals: bool) -> Answer:
    with one:
        answer = workers.ask(job)
    if isinstance(answer, WorkerCrash):
        raise NotDone(_FAULT if answer.fault is not None else f"{answer.reason}。")
    refusal = getattr(answer, "refusal", "")
    if refusals and refusal:
        raise NotDone(refusal)
    return answer
