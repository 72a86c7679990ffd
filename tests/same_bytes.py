"""Reports of the same files, made by processes whose sets have other orders: what differs must not be seen."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RUNS", "Run", "reports"]

_FOLDERS = ("html", "xlsx")


@dataclass(frozen=True)
class Run:
    """A seed of the hashes that order sets, and a number of processes."""

    seed: int
    jobs: int


RUNS = (Run(0, 1), Run(1, 2), Run(4711, 2))


def reports(files: Sequence[Path], folder: Path, suffix: str, run: Run) -> Mapping[str, str]:
    """What one run of check wrote, by file name: reports, rectification letters, marked copies; and what it said."""
    folder.mkdir(parents=True)
    target = folder / "reports" if suffix in _FOLDERS else folder / f"report.{suffix}"
    command = [sys.executable, "-m", "juesuan", "check", *map(str, files), "--format", suffix, "-o", str(target)]
    command += ["--jobs", str(run.jobs), "--notice", str(folder / "letters")]
    environment = os.environ | {"PYTHONHASHSEED": str(run.seed), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode("utf-8", "replace")
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said = done.stdout.replace(str(folder).encode(), b"")
    return {name: hashlib.sha256(content).hexdigest() for name, content in {**written, "": said}.items()}
