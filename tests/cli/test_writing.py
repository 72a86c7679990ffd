"""What a command writes: never over what it was given, never over what somebody made or changed.

The pairs of inputs and outputs are made from the parser, so that an option that comes to it is tested without being listed here.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.cli import build_parser, main
from juesuan.cli.writing.gate import OUTPUTS
from juesuan.cli.writing.named import chosen_format
from juesuan.cli.writing.record import LIST
from tests.cli.conftest import Files, results_in

Captured = pytest.CaptureFixture[str]

SUFFIX = {
    "text": ".txt",
    "json": ".json",
    "html": ".html",
    "xlsx": ".xlsx",
    "sarif": ".sarif",
    "csv": ".csv",
    "package": ".zip",
}


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands by name."""
    parser = build_parser()
    (choice,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(choice.choices)


def paths(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments that are paths."""
    return [action for action in command._actions if action.type is Path]


def pairs() -> Iterator[tuple[str, str, str, str]]:
    """Command, argument that is read, option that is written, format."""
    for name, command in commands().items():
        formats = next((action.choices for action in command._actions if action.dest == "format"), None)
        for read in paths(command):
            for written in paths(command):
                if read.dest not in OUTPUTS and written.dest in OUTPUTS:
                    yield from ((name, read.dest, written.dest, form) for form in (formats or ("",)))


def spelt(command: str, values: dict[str, Path], form: str) -> list[str]:
    """The command line in which these arguments are given, and whatever else it needs."""
    words, last = [command], []
    for action in commands()[command]._actions:
        value = values.get(action.dest)
        if value is None:
            continue
        if action.option_strings:
            words += [action.option_strings[-1], str(value)]
        else:
            last.append(str(value))
    return [*words, *(["--format", form] if form else []), *last]


def given(command: str, folder: Path, suffix: str, chosen: str) -> dict[str, Path]:
    """A file for every argument that must be given, and for the chosen one."""
    found = {}
    for action in paths(commands()[command]):
        if action.dest not in OUTPUTS and (action.required or not action.option_strings or action.dest == chosen):
            found[action.dest] = folder / f"{action.dest}{suffix}"
            found[action.dest].write_bytes(b"somebody's own work")
    return found


@pytest.mark.parametrize("pair", list(pairs()), ids=" ".join)
def test_no_input_is_written(pair: tuple[str, str, str, str], tmp_path: Path, capsys: Captured) -> None:
    command, read, written, form = pair
    suffix = ".docx" if written == "notice" or command == "fill" else SUFFIX.get(form, ".xlsx")
    values = given(command, tmp_path, suffix, read)
    before = {path: path.read_bytes() for path in values.values()}
    form = form if written == "output" else ""
    for force in ([], ["--force"]):
        assert main([*spelt(command, {**values, written: values[read]}, form), *force]) == 2
        said = capsys.readouterr().err
        assert any(
            words in said
            for words in ("不能用作输出文件", "要指定文件夹", "没有这个文件夹", "一起给出", "指定一个文件夹")
        )
    assert {path: path.read_bytes() for path in values.values()} == before
    assert sorted(tmp_path.iterdir()) == sorted(before)


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_no_file_of_a_standard_of_the_users_own_is_written(
    force: list[str], files: Files, tmp_path: Path, capsys: Captured
) -> None:
    """A folder laid over the standard is an input, and so is every file in it."""
    own = tmp_path / "own"
    own.mkdir()
    facts = own / "facts.toml"
    facts.write_text("# 没有另加\n", encoding="utf-8")

    assert main(["check", str(files.good), "--standard", str(own), "-o", str(facts), *force]) == 2

    assert "不能用作输出文件" in capsys.readouterr().err
    assert facts.read_text(encoding="utf-8") == "# 没有另加\n"


def test_every_command_that_writes_can_be_forced() -> None:
    for name, command in commands().items():
        dests = {action.dest for action in command._actions}
        assert ("force" in dests) == bool(dests & OUTPUTS), name
        assert all(action.type is Path for action in command._actions if action.dest in OUTPUTS)


@pytest.mark.parametrize("spelling", ["plain", "roundabout", "link", "hard link", "inside a folder", "folder by link"])
def test_an_input_is_known_under_every_name(spelling: str, files: Files, tmp_path: Path, capsys: Captured) -> None:
    received = tmp_path / "收到"
    received.mkdir()
    document = Path(shutil.copy(files.good, received / "甲局.json"))
    before, other, read = document.read_bytes(), tmp_path / "other.json", document
    match spelling:
        case "plain":
            other = document
        case "roundabout":
            other = received / ".." / "收到" / "甲局.json"
        case "link":
            other.symlink_to(document)
        case "hard link":
            os.link(document, other)
        case "inside a folder":
            other, read = document, received
        case _:
            other, read = tmp_path / "way" / "甲局.json", received
            (tmp_path / "way").symlink_to(received, target_is_directory=True)

    assert main(["check", str(read), "--format", "json", "-o", str(other), "--force"]) == 2
    assert "不能用作输出文件" in capsys.readouterr().err
    assert document.read_bytes() == before
    assert other.is_symlink() == (spelling == "link")


def test_originals_in_the_folder_of_results_are_documents(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """They are read, and not written over."""
    inside = tmp_path / "收到" / "甲"
    inside.mkdir(parents=True)
    document = Path(shutil.copy(files.good, inside / "决算.html"))
    before = document.read_bytes()

    assert main(["check", str(tmp_path / "收到"), "--format", "html", "-o", str(inside), "--force"]) == 2
    assert document.read_bytes() == before
    assert main(["check", str(tmp_path / "收到"), "--format", "xlsx", "-o", str(inside)]) == 0
    assert document.read_bytes() == before
    assert results_in(inside) == ["决算.html", "决算.xlsx", "汇总.xlsx"]


def pairs_of_outputs() -> list[tuple[str, str, str]]:
    """Command and two options of it that are written."""
    return [
        (name, one.dest, other.dest)
        for name, command in commands().items()
        for one in paths(command)
        for other in paths(command)
        if one.dest < other.dest and {one.dest, other.dest} <= OUTPUTS and "overlay" not in {one.dest, other.dest}
    ]


@pytest.mark.parametrize(("command", "one", "other"), pairs_of_outputs())
def test_no_result_is_written_over_another(command: str, one: str, other: str, files: Files, tmp_path: Path) -> None:
    same = tmp_path / ("both.docx" if "notice" in {one, other} else "both.txt")

    assert main([*spelt(command, {one: same, other: same, "files": files.flawed}, ""), "--force"]) == 2
    assert not same.exists()


def run(folder: Path, files: Files, force: bool = False) -> int:
    return main(["check", str(files.flawed), "-o", str(folder / "r.html"), *(["--force"] if force else [])])


def test_the_same_command_again_simply_works(files: Files, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path, files) == 1
    assert results_in(tmp_path) == ["r.html"]


@pytest.mark.parametrize("changed", [True, False])
def test_what_somebody_made_or_changed_is_left_alone(
    changed: bool, files: Files, tmp_path: Path, capsys: Captured
) -> None:
    """With --force it gets another name."""
    if changed:
        run(tmp_path, files)
    (tmp_path / "r.html").write_text("自己的", encoding="utf-8")

    assert run(tmp_path, files) == 2
    assert "文件已存在，没有改动" in capsys.readouterr().err
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == "自己的"
    assert run(tmp_path, files, force=True) == 1
    assert (tmp_path / "r（原有）.html").read_text(encoding="utf-8") == "自己的"
    assert run(tmp_path, files) == 1
    assert results_in(tmp_path) == ["r.html", "r（原有）.html"]


def test_a_list_that_is_not_ours_stays(files: Files, tmp_path: Path) -> None:
    """Then nothing is known of what was written, and another run asks."""
    (tmp_path / LIST).write_text("[1]", encoding="utf-8")

    assert run(tmp_path, files) == 1
    assert (tmp_path / LIST).read_text(encoding="utf-8") == "[1]"
    assert run(tmp_path, files) == 2
    assert main(["check", str(files.good), "--format", "json", "-o", str(tmp_path / LIST), "--force"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="links and devices of POSIX")
def test_devices_and_links_stay_what_they_are(files: Files, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    link, target = tmp_path / "link.json", tmp_path / "there" / "target.json"
    target.parent.mkdir()
    link.symlink_to(target)

    assert main(["check", str(files.good), "-o", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()
    assert not Path("/dev", LIST).exists()
    for _ in range(2):
        assert main(["check", str(files.good), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == 1
    assert main(["check", str(files.good), "--format", "json", "-o", "/dev/stdout"]) == 0
    assert json.loads(capfd.readouterr().out)["schema"] == 1


def test_a_long_name_is_written(files: Files, tmp_path: Path) -> None:
    """Also one that leaves no room for more characters."""
    target = tmp_path / ("决" * 83 + ".txt")

    assert main(["check", str(files.good), "-o", str(target)]) == 0
    assert target.is_file()


def test_a_workbook_in_the_folder_of_results_is_not_lost(files: Files, tmp_path: Path, capsys: Captured) -> None:
    workbook = tmp_path / "公开文件" / "工作簿.xlsx"
    workbook.parent.mkdir()
    assert main(["template", "-o", str(workbook), "--example"]) == 0
    before = workbook.read_bytes()

    assert main(["prepare", str(workbook), "-o", str(workbook.parent), "--force"]) == 2
    assert "结果不能放在那里" in capsys.readouterr().err
    assert workbook.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "wanted", "found"),
    [
        ("a.xlsx", None, "xlsx"), ("a.HTML", None, "html"), ("a.json", None, "json"), ("a.sarif", None, "sarif"),
        ("a.txt", None, "text"), ("a", None, "text"), ("a.log", None, "text"), ("a.json", "sarif", "sarif"),
        ("a.1", "html", "html"), (None, None, "text"), (None, "xlsx", "xlsx"),
    ],
)  # fmt: skip
def test_the_name_says_the_format(name: str | None, wanted: str | None, found: str) -> None:
    known = ("text", "json", "html", "xlsx", "sarif")

    assert chosen_format(Path(name) if name else None, wanted, known) == found


@pytest.mark.parametrize(
    ("name", "options"),
    [("r.xlsx", ["--format", "json"]), ("r.pdf", []), ("r.csv", []), ("r.html", ["--format", "xlsx"])],
)
def test_a_name_that_promises_another_format_is_refused(
    name: str, options: list[str], files: Files, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["check", str(files.good), "-o", str(tmp_path / name), *options]) == 2
    said = capsys.readouterr().err
    assert "格式却是" in said or "可以写成 " in said
    assert list(tmp_path.iterdir()) == []


def test_several_results_are_no_file(files: Files, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(files.good), str(files.flawed), "-o", str(tmp_path / "r.xlsx")]) == 2
    assert "-o 请指定文件夹" in capsys.readouterr().err
