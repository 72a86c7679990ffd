"""A workbench over an empty folder, asked as a browser asks."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
from fastapi.testclient import TestClient

from juesuan.corpus.jobs import Job
from juesuan.corpus.judging import Judge
from juesuan.corpus.reading import Pack
from juesuan.corpus.wire import packed
from juesuan.web.app import application
from juesuan.web.workbench import Workbench
from tests.cli.conftest import files
from tests.here import Here
from tests.web.servers import empty_database, server_in

__all__ = ["ADDRESS", "Browser", "files"]

ADDRESS = "http://127.0.0.1:8642"
_PATIENCE = 120


class Browser(TestClient):
    """Asks, and waits for what is being judged."""

    @property
    def workbench(self) -> Workbench:
        """What is behind the pages."""
        found: Workbench = self.app.state.workbench  # type: ignore[attr-defined]
        return found

    def hand_in(self, *paths: Path) -> list[int]:
        """Hands files in and waits until they are judged: their numbers."""
        files = [("upload", (path.name, path.read_bytes())) for path in paths]
        numbers: list[int] = self.post("/files", files=files).json()["documents"]
        self.settle()
        return numbers

    def settle(self) -> None:
        """Waits until nothing waits."""
        end = time.monotonic() + _PATIENCE
        while self.workbench.queue.progress().waiting:
            assert time.monotonic() < end
            time.sleep(0.02)

    def state(self, number: int) -> dict[str, Any]:
        """A document under review."""
        found: dict[str, Any] = self.get(f"/api/documents/{number}").json()
        return found

    def outgoing(self, number: int, what: str) -> bytes:
        """What goes out, though not everything is decided."""
        return self.get(f"/documents/{number}/{what}?undecided=yes").content

    def decide(self, number: int, judgement: str, *fingerprints: str, note: str = "") -> dict[str, Any]:
        """Says what holds of findings."""
        said = {"fingerprints": list(fingerprints), "judgement": judgement, "note": note}
        found: dict[str, Any] = self.post(f"/api/documents/{number}/decisions", json=said).json()
        return found


class Remembering(Here):
    """Does a job once: many tests hand in the same few files, and reading and judging them takes most of their time."""

    answers: ClassVar[dict[bytes, Any]] = {}
    is_on: ClassVar[bool] = True

    def ask(self, job: Job[Any]) -> Any:
        """The answer, or the one that was given to the same question about the same file."""
        if not self.is_on or self._folders or not isinstance(job, Pack | Judge):
            return super().ask(job)
        path = Path(os.fsdecode(job.path))
        if not path.is_file():
            return super().ask(job)
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        asked = packed(msgspec.structs.replace(job, path=path.name.encode()))
        key = hashlib.sha256(content.encode() + type(job).__name__.encode() + asked).digest()
        if key not in self.answers:
            self.answers[key] = super().ask(job)
        return self.answers[key]


@pytest.fixture(autouse=True)
def jobs_are_remembered(monkeypatch: pytest.MonkeyPatch, jobs_are_done_here: None) -> None:
    """A test that plants faults in the program switches it off."""
    monkeypatch.setattr("juesuan.corpus.workers.Workers", Remembering)


@pytest.fixture
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that plant faults in the program, or take knowledge away."""
    monkeypatch.setattr(Remembering, "is_on", False)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database server, where the tests are run over one; else empty."""
    if not request.config.getoption("--postgresql"):
        yield ""
        return
    with server_in(tmp_path_factory.mktemp("postgresql")) as address:
        yield address


@pytest.fixture
def database_address(server: str) -> str:
    """Where the workbench keeps its tables; empty: in its folder."""
    return empty_database(server) if server else ""


@pytest.fixture
def browser(tmp_path: Path, database_address: str) -> Iterator[Browser]:
    with Browser(application(tmp_path / "data", database_address=database_address), base_url=ADDRESS) as asks:
        yield asks
