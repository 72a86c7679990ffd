"""``juesuan check --annotate``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from juesuan.cli import main
from tests.cli.conftest import Files, results_in

Captured = pytest.CaptureFixture[str]


def test_the_copy_is_written_beside_the_report(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """The report is what it is without the copy, and so is the status."""
    target = tmp_path / "批注.pdf"
    status = main(["check", str(files.pdf), "--annotate", str(target)])
    report, said = capsys.readouterr()
    main(["check", str(files.pdf)])

    assert status == 1
    assert report == capsys.readouterr().out
    assert said == f"已写入批注副本 {target}\n"
    assert target.read_bytes().startswith(files.pdf.read_bytes())


def test_several_copies_go_into_a_folder_under_their_own_names(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """A file that cannot carry notes is said to, and the others go on."""
    text = tmp_path / "说明.txt"
    text.write_text("2022年度部门决算", encoding="utf-8")
    (tmp_path / "other").mkdir()
    twin = Path(shutil.copy(files.pdf, tmp_path / "other" / files.pdf.name))
    target = tmp_path / "copies"
    main(["check", str(files.pdf), str(text), str(twin), "--annotate", str(target), "--format", "json"])
    said = capsys.readouterr().err

    assert results_in(target) == ["flawed-2.pdf", "flawed.pdf"]
    assert "说明.txt：没有写批注副本" in said
    assert "请核对原来的 .docx、.xlsx 或 PDF 文件" in said


def test_a_folder_that_is_there_takes_a_single_copy(files: Files, tmp_path: Path) -> None:
    """As one expects of a folder."""
    main(["check", str(files.pdf), "--annotate", str(tmp_path)])

    assert (tmp_path / files.pdf.name).is_file()


def test_the_file_itself_is_never_overwritten(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """Nor the report by the copy."""
    given = Path(shutil.copy(files.pdf, tmp_path / "given.pdf"))
    before = given.read_bytes()

    assert main(["check", str(given), "--annotate", str(tmp_path)]) == 2
    assert "不能用作输出文件" in capsys.readouterr().err
    assert main(["check", str(given), "-o", str(tmp_path / "a"), "--annotate", str(tmp_path / "a")]) == 2
    assert "不能是同一个文件" in capsys.readouterr().err
    assert given.read_bytes() == before


def test_hints_are_marked_when_everything_is_asked_for(files: Files, tmp_path: Path) -> None:
    """The same choice as for the report."""
    counts = []
    for number, options in enumerate(([], ["--all"])):
        target = tmp_path / f"{number}.pdf"
        main(["check", str(files.pdf), "--annotate", str(target), *options])
        counts.append(sum(len(page.get("/Annots", ())) for page in pypdf.PdfReader(target).pages))

    assert counts[0] <= counts[1]


def test_a_file_that_cannot_be_read_gets_no_copy(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """And one message, not two."""
    assert main(["check", str(files.broken), "--annotate", str(tmp_path / "copy.pdf")]) == 2
    assert capsys.readouterr().err.count("broken.pdf") == 1
    assert list(tmp_path.iterdir()) == []
