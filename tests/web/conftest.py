"""A workbench over an empty folder, asked as a browser asks."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from juesuan.web.app import application
from juesuan.web.workbench import Workbench
from tests.cli.conftest import files
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
def workbench_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for a workbench; always the same one, so that what was judged in it before is known (``tests/remembered.py``)."""
    folder = tmp_path_factory.getbasetemp() / "workbench"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
def browser(workbench_folder: Path, database_address: str) -> Iterator[Browser]:
    with Browser(application(workbench_folder, database_address=database_address), base_url=ADDRESS) as asks:
        yield asks
