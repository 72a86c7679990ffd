"""``juesuan serve`` as it is started: what it answers, whom it asks (nobody), and how it ends, also by force."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from juesuan.cli import main
from tests.cli.conftest import Files

pytestmark = pytest.mark.processes

_WATCHED = """
import sys
def hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname") or event == "socket.bind":
        with open({told!r}, "a") as file: print(event, arguments[1:], file=file)
sys.addaudithook(hook)
from juesuan.cli import main
sys.exit(main(["serve", "--data", {data!r}, "--port", "0", "--no-browser"]))
"""
_PATIENCE = 120


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A workbench over a data folder, and who asks it; what it asks itself is written to ``told``."""
    program = _WATCHED.format(told=str(folder / "told"), data=str(folder / "data"))
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert process.stderr is not None
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert address is not None
        with httpx.Client(base_url=address[0], timeout=_PATIENCE) as client:
            yield process, client
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def count(client: httpx.Client) -> int:
    """Lines of the board, once nothing waits."""
    end = time.monotonic() + _PATIENCE
    while "等待" in client.get("/progress").text:
        assert time.monotonic() < end
        time.sleep(0.1)
    found: int = client.get("/api/board").json()["count"]
    return found


def test_it_answers_and_asks_nobody_and_what_it_took_outlives_a_kill(tmp_path: Path, files: Files) -> None:
    with served(tmp_path) as (process, client):
        answer = client.post(
            "/files", files=[("upload", (path.name, path.read_bytes())) for path in (files.good, files.pdf)]
        )
        assert answer.status_code == 201
        process.kill()

    with served(tmp_path) as (process, client):
        assert count(client) == 1
        received = client.get("/api/files").json()
        assert [each["receipt"] for each in received] == ["judged", "judged"]

    told = (tmp_path / "told").read_text(encoding="utf-8").splitlines()
    assert told and all(line.startswith("socket.bind (('127.0.0.1', ") for line in told)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "evil.example"])
def test_without_accounts_nobody_else_may_ask(tmp_path: Path, host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "--host", host]) == 2

    assert "只能在本机打开" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_one_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")

    assert main(["serve", "--data", str(tmp_path / "data"), "--no-browser"]) == 2

    assert "不能用作数据文件夹" in capsys.readouterr().err
