"""Tables of data from the command line: ``read`` of several files, and ``check --export``."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from juesuan.cli import main
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_numbers_of_several_files_are_one_table(files: Files, capsys: Captured) -> None:
    """On the screen too; a file that cannot be read is told of and costs only itself."""
    assert main(["read", str(files.good), str(files.flawed), str(files.broken), "--format", "csv"]) == 2
    captured = capsys.readouterr()

    assert {row["file"] for row in lines(captured.out)} == {"good.html", "flawed.html"}
    assert len({(row["document"], row["id"]) for row in lines(captured.out)}) == len(lines(captured.out))
    assert "broken.pdf" in captured.err


def test_several_files_are_an_object_a_line(files: Files, capsys: Captured) -> None:
    assert main(["read", str(files.good), str(files.flawed)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(one["document"]["file"]).name for one in found] == ["good.html", "flawed.html"]


@pytest.mark.parametrize("name", ["数据", "数据.zip", "数据.xlsx"])
def test_what_was_found_goes_with_what_was_read(name: str, files: Files, tmp_path: Path, capsys: Captured) -> None:
    """The findings of the report and those of the tables are the same."""
    where = tmp_path / name
    status = main(["check", str(files.good), str(files.flawed), "--format", "json", "--export", str(where)])
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wanted = [finding["id"] for report in reports for finding in report["findings"]]

    assert status == 1
    assert _findings(where) == wanted


def _findings(where: Path) -> list[object]:
    if where.suffix == ".xlsx":
        rows = openpyxl.load_workbook(where)["问题"].iter_rows(min_row=2, min_col=2, max_col=2, values_only=True)
        return [row[0] for row in rows]
    if where.suffix == ".zip":
        with zipfile.ZipFile(where) as archive:
            text = archive.read("data/findings.csv").decode()
    else:
        text = (where / "data" / "findings.csv").read_text(encoding="utf-8")
    return [row["id"] for row in lines(text)]


def test_a_name_that_promises_another_format_is_refused(files: Files, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(files.good), "--export", str(tmp_path / "数据.pdf")]) == 2
    assert "数据写成 .xlsx" in capsys.readouterr().err


def test_what_was_written_is_replaced_and_what_was_not_stays(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """The tables are results like any other."""
    where = tmp_path / "数据.xlsx"
    for _ in range(2):
        main(["check", str(files.good), "--export", str(where), "-o", str(tmp_path / "报告.txt")])
        assert where.stat().st_size
    where.write_bytes(b"mine")
    assert main(["check", str(files.good), "--export", str(where), "-o", str(tmp_path / "报告.txt")]) == 2
    assert where.read_bytes() == b"mine"
