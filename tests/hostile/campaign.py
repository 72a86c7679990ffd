"""Sends hostile files through the program, each in the supervised process: what it costs and how it ends."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

from juesuan.corpus.wire import Duties
from juesuan.corpus.worker import ProcessLimits, Worker, WorkerCrash
from tests.hostile.all import CRAFTED
from tests.hostile.jobs import FORMATS, Through

__all__ = ["LIMITS", "Campaign"]

LIMITS = ProcessLimits(seconds=20, megabytes=1024)
"""What any file may cost, reading, checking, reporting and annotating together."""


class Campaign:
    """One process that all files go through."""

    def __init__(self, folder: Path, limits: ProcessLimits = LIMITS) -> None:
        self._folder = folder
        self._worker = Worker(limits, duties=Duties("tests.hostile.jobs"))

    def close(self) -> None:
        """Ends the process."""
        self._worker.close()

    def outcome(self, name: str, content: bytes) -> str:
        """What became of a file; begins with ``CRASH`` when it ended by a fault of ours or by its limits."""
        path = self._folder / name
        path.write_bytes(content)
        formats = sorted(FORMATS)
        answer = self._worker.ask(Through(os.fsencode(path), formats[zlib.crc32(name.encode()) % len(formats)]))
        path.unlink()
        if isinstance(answer, WorkerCrash):
            return f"CRASH {answer.reason} {answer.fault.detail if answer.fault is not None else ''}"
        return f"CRASH {answer}" if answer.startswith("fault:") else answer


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
