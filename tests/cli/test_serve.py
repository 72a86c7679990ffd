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
sys.exit(main(["serve", "--data", {data!r}, "--port", "0", "--no-browser", *{options!r}]))
"""
_PATIENCE = 120


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A workbench over a data folder, and who asks it; what it asks itself is written to ``told``."""
    program = _WATCHED.format(told=str(folder / "told"), data=str(folder / "data"), options=options)
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert process.stderr is not None
    try:
        address = re.search(r"http://127\.0\.0\.\d:\d+/", process.stderr.readline())
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


def test_one_workbench_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path):
        assert main(["serve", "--data", str(tmp_path / "data"), "--port", "0", "--no-browser"]) == 2

    assert "已经有一个工作台在用" in capsys.readouterr().err


def test_which_address_others_use_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "--host", "0.0.0.0"]) == 2

    assert "局域网里的地址" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["192.0.2.7"])
def test_an_address_of_another_machine_is_refused(
    tmp_path: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "--host", host]) == 2

    assert "是不是这台电脑的地址" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--host", "127.0.0.2"), ("--users",)])
def test_where_others_may_ask_one_signs_in_first(tmp_path: Path, options: tuple[str, ...]) -> None:
    with served(tmp_path, *options) as (process, client):
        assert client.get("/").headers["location"] == "/login?next=/"
        assert process.stderr is not None
        told = re.search(r"/welcome\?\S+", process.stderr.readline())
        assert told is not None
        named = dict(part.split("=") for part in told[0].partition("?")[2].split("&"))
        said = {
            "name": "管理员",
            "code": named["code"],
            "password": "城南旧事一二三四五六七",
            "again": "城南旧事一二三四五六七",
        }
        assert client.post("/welcome", data=said).headers["location"] == "/"
        assert client.get("/users").status_code == 200
        process.kill()

    with served(tmp_path) as (process, client):  # once there are users, they are asked for
        assert client.get("/").headers["location"] == "/login?next=/"


def test_who_forgot_the_password_gets_another_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "--no-browser", "--new-password", "吴某"]) == 2

    assert "没有“吴某”这个用户" in capsys.readouterr().err


def test_a_folder_that_cannot_be_one_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")

    assert main(["serve", "--data", str(tmp_path / "data"), "--no-browser"]) == 2

    assert "不能用作数据文件夹" in capsys.readouterr().err
