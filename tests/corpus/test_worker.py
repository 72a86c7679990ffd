"""A process that does the jobs survives nothing and costs nothing: whatever a file makes it do, only that file is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.corpus.jobs import Job
from juesuan.corpus.wire import Duties
from juesuan.corpus.worker import ProcessLimits, Worker, WorkerCrash
from juesuan.system import Ending, ending_of
from tests.corpus.misbehaving import Bug, Crashing, Eat, Echo, Gone, Keep, Lie, Print, Reach, Sleep, Spin, Surrogate

DUTIES = Duties("tests.corpus.misbehaving")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A process with short limits."""
    made = Worker(ProcessLimits(seconds=1, megabytes=256), duties=DUTIES)
    yield made
    made.close()


def process_of(worker: Worker) -> int:
    """The process that does its jobs."""
    answer = worker.ask(Echo(""))
    assert isinstance(answer, str)
    return int(answer)


def is_running(process: int) -> bool:
    """Whether it is there and no zombie."""
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def test_a_process_is_started_once_and_used_again(worker: Worker) -> None:
    process = process_of(worker)

    assert process != os.getpid()
    assert worker.ask(Echo("你好")) == f"你好 {process}"


def test_a_bug_is_told_with_its_details_and_the_process_goes_on(worker: Worker) -> None:
    process = process_of(worker)
    crash = worker.ask(Bug())

    assert isinstance(crash, WorkerCrash)
    assert crash.fault is not None
    assert (crash.fault.kind, "planted" in crash.fault.detail) == ("KeyError", True)
    assert process_of(worker) == process


def test_what_another_job_left_in_memory_costs_no_other(worker: Worker) -> None:
    process_of(worker)

    assert [worker.ask(Keep(100)) for _ in range(4)] == ["kept"] * 4


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (Spin(), "用时超过 1 秒的上限"),
        (Spin(deep=True), "用时超过 1 秒的上限"),
        (Eat(), "内存"),  # where not even the message finds room the process ends, and that is told
        (Crashing(), "异常终止"),
        (Gone(), "异常终止"),
    ],
    ids=["spin", "spin-in-c", "eat", "crash", "gone"],
)
def test_whatever_it_does_only_that_job_is_lost(worker: Worker, job: Job[str], words: str) -> None:
    process = process_of(worker)
    crash = worker.ask(job)

    assert isinstance(crash, WorkerCrash)
    assert words in crash.reason
    assert crash.fault is None
    assert process_of(worker) != process
    assert not is_running(process)


def test_waiting_for_ever_is_ended_too(monkeypatch: pytest.MonkeyPatch, worker: Worker) -> None:
    monkeypatch.setattr("juesuan.corpus.worker.PATIENCE", 1.5)
    crash = worker.ask(Sleep())

    assert isinstance(crash, WorkerCrash)
    assert "用时超过" in crash.reason


def test_what_comes_back_is_parsed_and_not_believed(worker: Worker) -> None:
    crash = worker.ask(Lie())

    assert isinstance(crash, WorkerCrash)
    assert crash.fault is not None


def test_what_no_encoding_has_comes_back_as_a_question_mark(worker: Worker) -> None:
    assert worker.ask(Surrogate()) == "甲?乙"


def test_what_is_printed_does_not_disturb_the_answers(worker: Worker) -> None:
    assert worker.ask(Print()) == ""
    assert worker.ask(Print()) == ""


@pytest.mark.parametrize("what", ["connect", "datagram", "listen", "name", "fetch", "run", "system"])
def test_there_is_no_way_out(worker: Worker, what: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        assert worker.ask(Reach(what, port=listener.getsockname()[1])) in {"PermissionError", "URLError"}
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("what", ["write", "append", "remove", "rename", "replace", "copy", "folder", "temporary"])
def test_nothing_is_written(worker: Worker, what: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", encoding="utf-8")

    assert worker.ask(Reach(what, str(kept))) in {"PermissionError", "NotADirectoryError", "FileNotFoundError"}
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_process_that_needs_files_has_one_folder_for_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", encoding="utf-8")
    worker = Worker(duties=Duties(DUTIES.module, writes=True))

    assert worker.ask(Reach("temporary")) == "done"
    assert worker.ask(Reach("write", str(kept))) == "PermissionError"
    assert worker.ask(Reach("replace", str(kept))) == "PermissionError"
    assert len(list(tmp_path.iterdir())) == 2
    worker.close()
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("job", ["Sleep()", "Spin()"])
def test_no_process_outlives_its_parent(job: str, tmp_path: Path) -> None:
    """Killed in the middle of a job, with nothing left in the temporary folder."""
    script = (
        "import threading, time; from juesuan.corpus.worker import Worker; from juesuan.corpus.wire import Duties\n"
        "from tests.corpus.misbehaving import *\n"
        f"w = Worker(duties=Duties({DUTIES.module!r}, writes=True)); print(w.ask(Echo('')), flush=True)\n"
        f"threading.Thread(target=w.ask, args=({job},), daemon=True).start(); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        process = int(parent.stdout.readline())
        time.sleep(0.3)
        assert is_running(process)
        parent.kill()
    deadline = time.monotonic() + 10
    while is_running(process) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not is_running(process)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_why_a_process_ended() -> None:
    assert ending_of(-signal.SIGXCPU)[0] is Ending.TIME
    assert ending_of(-signal.SIGKILL)[0] is Ending.KILLED
    assert ending_of(-signal.SIGSEGV) == (Ending.CRASH, "SIGSEGV")
    assert ending_of(0) == (Ending.CRASH, "0")
