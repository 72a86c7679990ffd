"""Sends hostile files through the program, each in the supervised process: what it costs and how it ends."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from juesuan.corpus.wire import Duties
from juesuan.corpus.worker import ProcessLimits, Worker, WorkerCrash
from juesuan.preparing.example import example_books
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.hostile.all import CRAFTED
from tests.hostile.jobs import FORMATS, HandedOver, Through

__all__ = ["LIMITS", "Campaign"]

LIMITS = ProcessLimits(seconds=20, megabytes=1024)
"""What any file may cost, reading, checking, reporting and annotating together."""


class Campaign:
    """Two processes that all files go through: published documents the one, what accountants hand over the other."""

    def __init__(self, folder: Path, limits: ProcessLimits = LIMITS) -> None:
        self._folder = folder
        self._worker = Worker(limits, duties=Duties("tests.hostile.jobs"))
        self._books = Worker(limits, duties=Duties("tests.hostile.jobs", writes=True))
        self._workbook = folder / "book.xlsx"

    def close(self) -> None:
        """Ends the processes."""
        self._worker.close()
        self._books.close()

    def outcome(self, name: str, content: bytes) -> str:
        """What became of a file; begins with ``CRASH`` when it ended by a fault of ours or by its limits.

        What accountants hand over is called ``workbook…``, or ``ledger…``, which gets a workbook beside it.
        """
        path = self._folder / name
        path.write_bytes(content)
        answer = self._answer(path, content)
        path.unlink()
        if isinstance(answer, WorkerCrash):
            return f"CRASH {answer.reason} {answer.fault.detail if answer.fault is not None else ''}"
        return f"CRASH {answer}" if answer.startswith("fault:") else answer

    def _answer(self, path: Path, content: bytes) -> str | WorkerCrash:
        if path.name.startswith("ledger"):
            return self._books.ask(HandedOver((os.fsencode(self._companion()), os.fsencode(path))))
        if path.name.startswith("workbook"):
            return self._books.ask(HandedOver((os.fsencode(path),)))
        formats = sorted(FORMATS)
        return self._worker.ask(Through(os.fsencode(path), formats[zlib.crc32(content) % len(formats)]))

    def _companion(self) -> Path:
        """A workbook that says whose the detail lines are."""
        if not self._workbook.exists():
            standard = builtin()
            books = example_books(standard)
            left = replace(books, income=(), spending=(), basic=(), opening=())
            self._workbook.write_bytes(template_workbook(books.year, standard, books=left))
        return self._workbook


def main(names: Iterable[str]) -> None:
    """Sends all crafted files whose names contain one of these words through, and tells of each."""
    wanted = list(names)
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        for crafted in CRAFTED:
            if not wanted or any(word in crafted.name for word in wanted):
                content = crafted.content()
                start = time.monotonic()
                told = campaign.outcome(crafted.name, content)
                print(
                    f"{time.monotonic() - start:7.2f} s {len(content):9} B {crafted.name:40} {told[:160]}", flush=True
                )
        campaign.close()


if __name__ == "__main__":
    main(sys.argv[1:])
