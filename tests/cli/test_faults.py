"""A fault of the program costs what it concerns: a rule, a file; it is told in one line, with the details in a file."""

from __future__ import annotations

import errno
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import juesuan
from juesuan.checking import engine
from juesuan.checking.context import Context
from juesuan.checking.registry import code_rules
from juesuan.cli import main
from juesuan.cli.status import ERRORS, FAULT, FINE, UNUSABLE, worst
from juesuan.fault import Fault, attempt
from juesuan.model import Outcome, State
from juesuan.preparing.example import example_books
from juesuan.publishing.template_workbook import template_workbook
from juesuan.recognising import file_to_disclosure as document
from juesuan.standard import builtin
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]

RULE = "X-31"


@pytest.fixture
def broken_rule(monkeypatch: pytest.MonkeyPatch) -> str:
    """A code rule that raises after its first outcome."""

    def check(context: Context) -> Iterator[Outcome]:
        yield Outcome(State.PASS)
        raise KeyError("planted")

    monkeypatch.setattr(engine, "code_rules", lambda: {**code_rules(), RULE: check})
    return RULE


def details(said: str) -> str:
    """What stands in the file that is named."""
    found = re.search(r"详情已写入 (\S+\.log)", said)
    assert found is not None, said
    return Path(found[1]).read_text(encoding="utf-8")


def test_a_rule_that_raises_costs_itself_alone(files: Files, broken_rule: str, capsys: Captured) -> None:
    before = {result.rule: result for result in juesuan.check(juesuan.read(files.flawed)).results}
    assert main(["check", "--format", "json", str(files.flawed)]) == FAULT
    out, err = capsys.readouterr()
    report = json.loads(out)
    after = {result["rule"]: result for result in report["rules"]}

    assert after[broken_rule]["state"] == "undecidable"
    assert after[broken_rule]["reason"] == "程序在此项检查中出错"
    assert {rule: result["state"] for rule, result in after.items() if rule != broken_rule} == {
        rule: result.state.value for rule, result in before.items() if rule != broken_rule
    }
    assert report["verdict"] == "errors"
    assert "Traceback" not in err
    assert f"程序在检查 {broken_rule} 时出错" in err
    assert "KeyError: 'planted'" in details(err)


def test_a_clean_document_is_not_called_clean(files: Files, broken_rule: str, capsys: Captured) -> None:
    assert main(["check", str(files.good)]) == FAULT
    assert "（程序出错，有 1 项检查没有判断）" in capsys.readouterr().out


def test_every_rule_may_raise(monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    """Those made of data, and those that look for patterns, too."""

    def raising(*_: object) -> Iterator[Outcome]:
        raise ValueError("planted")

    monkeypatch.setattr(engine, "_said", raising)
    report = juesuan.check(juesuan.read(files.good))

    assert {fault.rule for fault in report.faults} == set(builtin().rules)
    assert {result.rule for result in report.results} == set(builtin().rules)
    assert {result.state for result in report.results} == {State.UNDECIDABLE}
    assert report.counts == {State.UNDECIDABLE: len(builtin().rules)}


@pytest.mark.parametrize("command", [["check"], ["read"], ["compare"], ["fill", "--from"]])
def test_any_other_fault_is_one_line(
    command: list[str], files: Files, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(document, "read", fails)
    given = [str(files.good), str(files.good)] if command == ["compare"] else [str(files.good)]
    given += ["-o", str(tmp_path / "out.docx"), str(files.good)] if command[0] == "fill" else []

    assert main([*command, *given]) == FAULT
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "程序内部出错（ZeroDivisionError）" in err
    assert "planted" in details(err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "planted",
    [
        ("juesuan.checking.comparing.compare", "compare {good} {good} -o out/c.html"),
        ("juesuan.reporting.extract.disclosure_object", "read {good} -o out/r.json"),
        ("juesuan.publishing.package.publish_package", "read {good} --format package -o out/p"),
        ("juesuan.publishing.fill_template", "fill {good} --from {good} -o out/f.docx"),
        ("juesuan.preparing.prepare.prepare", "prepare {book} -o out/made"),
        ("juesuan.corpus.publications.written", "prepare {book} -o out/made"),
    ],
)
def test_a_fault_in_what_is_made_of_a_file_is_one_line(
    planted: tuple[str, str], files: Files, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    place, command = planted
    books = example_books(builtin())
    book = tmp_path / "book.xlsx"
    book.write_bytes(template_workbook(books.year, builtin(), books=books))
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(place, fails)

    assert main(command.format(good=files.good, book=book).split()) == FAULT
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "程序内部出错（ZeroDivisionError）" in err
    assert "planted" in details(err)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_full_disk_is_no_fault_of_the_program(
    wrapped: bool, files: Files, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a library puts the system's exception into one of its own."""

    def fails(*_: object) -> None:
        full = OSError(errno.ENOSPC, "No space left on device")
        raise ValueError(full) if wrapped else full

    monkeypatch.setattr(document, "read", fails)

    assert main(["read", str(files.good)]) == UNUSABLE
    said = capsys.readouterr().err
    assert "磁盘空间不足" in said
    assert said.count("\n") == 1


def test_the_other_files_of_a_batch_go_on(
    files: Files, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever process: the fault is planted in the reading of one of them."""
    read = document.read

    def fails(path: Path, *rest: Any) -> object:
        if path.name == "bad.html":
            raise ZeroDivisionError("planted")
        return read(path, *rest)

    monkeypatch.setattr(document, "read", fails)
    bad = Path(shutil.copy(files.good, tmp_path / "bad.html"))

    assert main(["check", "--format", "json", str(files.flawed), str(bad), str(files.good)]) == FAULT
    out, err = capsys.readouterr()
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["errors", "unreadable", "clean"]
    assert err.count("程序内部出错") == 1
    assert "planted" in details(err)


def test_not_enough_memory_is_no_fault_of_the_program(
    files: Files, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(document, "read", fails)
    for command in ("check", "read"):
        assert main([command, str(files.good)]) == UNUSABLE
        assert "内存不足" in capsys.readouterr().err


def test_the_engine_of_detail_lines_says_in_its_own_way_that_memory_is_short() -> None:
    def fails() -> None:
        raise duckdb.OutOfMemoryException("planted")

    fault = attempt(fails)

    assert isinstance(fault, Fault)
    assert fault.is_of_memory


def test_where_no_file_can_be_written_the_details_are_said(
    files: Files, capsys: Captured, monkeypatch: pytest.MonkeyPatch, broken_rule: str
) -> None:
    def refused() -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("juesuan.cli.faults._file", refused)
    assert main(["check", str(files.good)]) == FAULT
    assert "KeyError: 'planted'" in capsys.readouterr().err


def test_what_was_attempted_comes_back() -> None:
    def fails() -> int:
        raise RecursionError("deep")

    fault = attempt(fails, "X-01")

    assert attempt(lambda: 1) == 1
    assert isinstance(fault, Fault)
    assert (fault.kind, fault.rule, fault.is_of_memory) == ("RecursionError", "X-01", False)
    assert "in fails" in fault.detail
    with pytest.raises(KeyboardInterrupt):
        attempt(lambda: (_ for _ in ()).throw(KeyboardInterrupt))


def test_the_worst_status_counts() -> None:
    assert worst([]) == FINE
    assert worst([FINE, UNUSABLE]) == UNUSABLE
    assert worst([UNUSABLE, ERRORS, FINE]) == ERRORS
    assert worst([ERRORS, FAULT, UNUSABLE]) == FAULT
