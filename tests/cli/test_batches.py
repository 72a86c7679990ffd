"""Many documents: each result is there as it comes, one that cannot be written costs only itself, and an interrupt costs what is not done."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from juesuan.cli import main
from juesuan.cli.status import ERRORS, INTERRUPTED, UNUSABLE
from juesuan.cli.writing.files import replace_whole
from juesuan.corpus.jobs import Job
from juesuan.corpus.judging import Judge
from tests.cli.conftest import Files, results_in
from tests.here import Here

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def received(files: Files, tmp_path: Path) -> Path:
    """Four documents."""
    folder = tmp_path / "收到"
    folder.mkdir()
    for name in "甲乙丙丁":
        shutil.copy(files.good, folder / f"{name}.html")
    return folder


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files for which there is no room; to be filled in."""
    names: set[str] = set()

    def replace(path: Path, data: bytes) -> None:
        if path.name in names:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        replace_whole(path, data)

    monkeypatch.setattr("juesuan.cli.writing.gate.replace_whole", replace)
    return names


@pytest.mark.parametrize("option", ["-o", "--annotate", "--notice"])
def test_one_that_cannot_be_written_costs_only_itself(
    option: str, files: Files, received: Path, full: set[str], capsys: Captured
) -> None:
    name = {"-o": "乙.html", "--annotate": "乙.docx", "--notice": "整改通知-乙.docx"}[option]
    full.add(name)
    form = ["--format", "html"] if option == "-o" else []
    for path in list(received.iterdir()) if option != "-o" else ():
        wrong = files.docx if option == "--annotate" else files.flawed
        path.unlink()
        shutil.copy(wrong, path.with_suffix(wrong.suffix))
    results = received.parent / "结果"

    status = main(["check", str(received), *form, option, str(results)])
    said, made = capsys.readouterr().err, results_in(results)

    assert status == (UNUSABLE if option == "-o" else ERRORS)
    assert f"{name}：没有写成，磁盘空间不足（{results}）。请腾出空间" in said
    assert {name.replace("乙", other) for other in "甲丙丁"} <= set(made)
    assert name not in made
    assert "共 4 份" in said


def test_errors_elsewhere_outweigh_one_that_was_not_written(
    files: Files, received: Path, full: set[str], tmp_path: Path
) -> None:
    """As they outweigh one that could not be read."""
    shutil.copy(files.flawed, received / "错.html")
    full.add("甲.html")

    assert main(["check", str(received), "--format", "html", "-o", str(tmp_path / "结果")]) == ERRORS
    full.add("错.html")
    assert main(["check", str(received), "--format", "html", "-o", str(tmp_path / "另一处")]) == UNUSABLE


@pytest.mark.parametrize("form", ["html", "json"])
def test_what_is_of_all_together_and_cannot_be_written(
    form: str, received: Path, full: set[str], capsys: Captured
) -> None:
    full |= {"汇总.xlsx", "全部.json"}
    target = received.parent / ("结果" if form == "html" else "全部.json")

    assert main(["check", str(received), "--format", form, "-o", str(target)]) == UNUSABLE
    assert "共 4 份" in capsys.readouterr().err


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user ends the command when two documents are judged."""

    def in_order(self: Here, jobs: Iterable[Job[Any]]) -> Iterator[Any]:
        for number, job in enumerate(jobs):
            if number == 2 and isinstance(job, Judge):
                raise KeyboardInterrupt
            yield self.ask(job)

    monkeypatch.setattr(Here, "in_order", in_order)


@pytest.mark.usefixtures("interrupted")
def test_what_is_done_is_there_and_said_after_an_interrupt(received: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(received), "--format", "html", "-o", str(tmp_path / "结果")]) == INTERRUPTED
    assert "已中断。共 4 份，核对完 2 份，结果都在。" in capsys.readouterr().err
    assert len(results_in(tmp_path / "结果")) == 2


@pytest.mark.usefixtures("interrupted")
def test_one_result_of_all_keeps_its_earlier_content(received: Path, tmp_path: Path, capsys: Captured) -> None:
    """What there is goes to another file."""
    target = tmp_path / "全部.json"

    assert main(["check", str(received), "-o", str(target)]) == INTERRUPTED
    assert not target.exists()
    lines = (tmp_path / "全部（未完成）.json").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["schema"] for line in lines] == [1, 1]
    capsys.readouterr()
