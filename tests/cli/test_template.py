"""``juesuan template``: writes the workbook, never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.cli import main
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import read_books
from juesuan.recognising.workbook_input import open_input
from juesuan.standard import builtin

Captured = pytest.CaptureFixture[str]


def test_the_empty_template_holds_the_year_and_the_place(tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xlsx"

    assert main(["template", "-o", str(path), "--year", "2023年", "--place", "示例县"]) == 0
    department = next(sheet for sheet in open_input(path).sheets if sheet.name == "单位信息")
    shown = {line[0].text: line[1].text for line in department.rows.values() if {0, 1} <= line.keys()}
    assert (shown["决算年度"], shown["行政区划"]) == ("2023", "示例县")


def test_the_example_is_the_worked_example(tmp_path: Path) -> None:
    path = tmp_path / "示例.xlsx"

    assert main(["template", "--example", "-o", str(path)]) == 0
    assert read_books(open_input(path).sheets, builtin()).books == example_books(builtin())


def test_it_does_not_write_to_nowhere(capsys: Captured) -> None:
    assert main(["template"]) == 2
    assert "请用 -o 指定" in capsys.readouterr().err


def test_a_file_that_exists_is_replaced_only_by_force(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "工作簿.xlsx"
    path.write_text("去年填的")

    assert main(["template", "-o", str(path)]) == 2
    assert path.read_text() == "去年填的"
    assert "文件已存在，没有改动" in capsys.readouterr().err
    assert main(["template", "-o", str(path), "--force"]) == 0
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "工作簿.docx"], "请以 .xlsx 结尾"),
        (["-o", "没有的文件夹/工作簿.xlsx"], "无法写入，文件夹不存在"),
        (["-o", "工作簿.xlsx", "--example", "--year", "2022"], "不能与 --year"),
    ],
)
def test_what_cannot_be_done_is_explained(
    arguments: list[str], message: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["template", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_is_none_is_explained(tmp_path: Path, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["template", "-o", str(tmp_path / "工作簿.xlsx"), "--year", "今年"])

    assert stopped.value.code == 2
    assert "“今年”不是年度" in capsys.readouterr().err
