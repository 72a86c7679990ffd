"""Start-up, help, wrong usage, and the smaller commands."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

from juesuan import __version__
from juesuan.cli import main
from juesuan.cli.console import colourful
from juesuan.standard import builtin
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]


def test_the_version_is_told() -> None:
    done = subprocess.run([sys.executable, "-m", "juesuan", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == f"juesuan {__version__}"


def test_start_loads_nothing_heavy() -> None:
    """No parser, no solver, no writer before a command needs it."""
    heavy = ("lxml", "highspy", "numpy", "pypdfium2", "docx", "xlsxwriter", "typst", "juesuan.model")
    code = f"import sys, juesuan.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "缺少参数：命令"),
        (["check"], "缺少参数：文件"),
        (["check", "a.pdf", "--format", "doc"], "--format 不能是 'doc'"),
        (["check", "a.pdf", "--nonsense"], "不认识的参数：--nonsense"),
        (["check", "a.pdf", "--jobs", "0"], "--jobs 应为正整数"),
        (["check", "a.pdf", "-o"], "后面缺少内容"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(arguments: list[str], message: str, capsys: Captured) -> None:
    """With status 2 and a word on where to read more."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    err = capsys.readouterr().err
    assert message in err
    assert "用法：" in err
    assert "--help" in err


@pytest.mark.parametrize("command", ["", "check", "read", "template", "prepare", "rules", "demo"])
def test_help_is_chinese(command: str, capsys: Captured) -> None:
    """Every command and option has a help text."""
    with pytest.raises(SystemExit) as stopped:
        main([*filter(None, [command]), "--help"])

    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "用法：" in out
    assert "show this" not in out


def test_output_is_utf8_in_a_pipe(files: Files) -> None:
    """Whatever the locale says."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)
    command = [sys.executable, "-m", "juesuan", "rules", "T01-01"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)

    assert "本年收入合计" in done.stdout.decode("utf-8")


def test_no_colour_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on a terminal."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colourful(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colourful(Terminal())


def test_rules_are_listed_and_explained(capsys: Captured) -> None:
    """All, one, or one that does not exist."""
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    assert "T01-01" in listed
    assert "X-14" in listed
    assert main(["rules", "x-14"]) == 0
    assert "依据" in capsys.readouterr().out
    assert main(["rules", "X-999"]) == 2
    assert "没有编号为 X-999 的规则" in capsys.readouterr().err


def test_rules_and_facts_as_data(capsys: Captured) -> None:
    """The whole catalogue for programs."""
    main(["rules", "--format", "json"])
    assert [entry["rule"] for entry in json.loads(capsys.readouterr().out)] == list(builtin().rules)
    main(["rules", "--facts", "--format", "json"])
    assert {"fact", "label", "label_en", "stated_at"} == set(json.loads(capsys.readouterr().out)[0])


def test_read_writes_json_and_csv(files: Files, capsys: Captured) -> None:
    """The same statements in both."""
    assert main(["read", str(files.good)]) == 0
    value = json.loads(capsys.readouterr().out)
    assert main(["read", str(files.good), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))

    assert [row["id"] for row in rows] == [statement["id"] for statement in value["statements"]]
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", ["数据", "数据.zip"])
def test_read_packs_what_was_read(name: str, files: Files, tmp_path: Path, capsys: Captured) -> None:
    """As a data package, in a folder of its own or in one file."""
    assert main(["read", str(files.good), "--format", "package", "-o", str(tmp_path / name)]) == 0

    assert f"已写入 {tmp_path / name}" in capsys.readouterr().err
    package = Package(str(tmp_path / name / ("" if name.endswith(".zip") else "datapackage.json")).rstrip("/"))
    facts = {row["id"]: row["value"] for row in package.get_resource("facts").read_rows()}
    assert facts["T03[*].C1"] == Decimal("4197.78")


def test_read_packs_nothing_over_files_of_the_user(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """A folder that holds something is left alone."""
    (tmp_path / "说明.txt").write_text("我的文件", encoding="utf-8")

    assert main(["read", str(files.good), "--format", "package", "-o", str(tmp_path)]) == 2
    assert "文件夹里已有文件" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["说明.txt"]
    assert main(["read", str(files.good), "--format", "package"]) == 2


def test_read_draws_what_was_read(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """One picture a page with numbers; other formats have no pages to draw on."""
    assert main(["read", str(files.pdf), "--overlay", str(tmp_path / "pages")]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "页" in err
    assert next((tmp_path / "pages").glob("page-*.svg")).read_text(encoding="utf-8").startswith("<svg")
    assert main(["read", str(files.good), "--overlay", str(tmp_path / "none")]) == 2


def test_read_refuses_what_it_cannot_open(files: Files, capsys: Captured) -> None:
    """Status 2 and a message."""
    assert main(["read", str(files.folder / "none.pdf")]) == 2
    assert "none.pdf" in capsys.readouterr().err


def test_the_demonstration_finds_every_planted_error(tmp_path: Path, capsys: Captured) -> None:
    """The good document has no error, the copy has them all."""
    status = main(["demo", "-o", str(tmp_path), "--no-browser"])
    out = capsys.readouterr().out

    assert "未查出" not in out
    assert status == 0
    assert len(list(tmp_path.glob("*.html"))) == 1
