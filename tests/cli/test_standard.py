"""A folder of the user's own over the standard: what is wrong with it is said, file by file, and nothing is done."""

from pathlib import Path

import pytest

from juesuan.cli import main

Captured = pytest.CaptureFixture[str]


def written(root: Path, **files: str) -> Path:
    """A folder with files by their paths, ``__`` for a slash."""
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_right_folder_has_nothing_wrong(tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path, layouts__own__layout='label = "自定"\nbase = "mof-2022"\n', layouts__own__print='face = "sans"\n')

    assert main(["standard", "check", str(tmp_path)]) == 0
    assert "没有错误" in capsys.readouterr().err


def test_the_first_mistake_of_every_file_is_said_with_its_place(tmp_path: Path, capsys: Captured) -> None:
    written(
        tmp_path,
        layouts__own__layout='label = "自定"\nbase = "mof-2022"\nunitt = "元"\nzeros = ""\n',
        layouts__other__layout='label = "另一个"\nbase = "mof-2022"\n',
        layouts__other__print='rules = "dotted"\n',
        layouts__third__narrative="terms = {}\n",
        forms__T01x="",
        other__thing="",
    )

    assert main(["standard", "check", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    for file, what in (
        ("layouts/own/layout.toml", "unitt：不认识的项"),
        ("layouts/other/print.toml", "rules：不认识的值"),
        ("layouts/third/narrative.toml", "没有 layout.toml"),
        ("forms/T01x.toml", "缺少 id"),
        ("other/thing.toml", "没有哪里会读取这个文件"),
    ):
        line = next(line for line in said.splitlines() if file in line)
        assert what in line


def test_a_vocabulary_that_is_wrong_is_said_alone(tmp_path: Path, capsys: Captured) -> None:
    """What cites facts cannot be judged then."""
    written(tmp_path, layouts__own__layout='lable = "自定"\n', facts='[dimensions.source.values.debt]\nlabell = "债"\n')

    assert main(["standard", "check", str(tmp_path)]) == 2
    assert "facts.toml：dimensions.source.values.debt.labell：不认识的项" in capsys.readouterr().err


def test_what_was_a_template_of_before_is_told_its_new_place(tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path, **{"edition-own": 'extends = "mof-2022"\n'})

    assert main(["standard", "check", str(tmp_path)]) == 2
    assert "layouts/版式名/layout.toml" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["check"], ["read"], ["prepare", "-o", "out"], ["compare", "b.html"]])
def test_no_command_works_by_a_standard_that_is_wrong(command: list[str], tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path, layouts__own__layout='lable = "自定"\n')

    assert main([*command, "a.html", "--standard", str(tmp_path)]) == 2
    assert "lable：不认识的项" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: Captured) -> None:
    assert main(["standard", "check", str(tmp_path / "没有")]) == 2
    assert "没有这个文件夹" in capsys.readouterr().err


def test_a_layout_of_the_users_is_known_by_name(tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path, layouts__own__layout='label = "自定"\nbase = "mof-2022"\n')
    assert main(["check", "a.html", "--standard", str(tmp_path), "--layout", "owm"]) == 2
    assert "没有名为“owm”的版式" in (said := capsys.readouterr().err)
    assert "own" in said
