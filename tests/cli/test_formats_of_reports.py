"""A report can be made of every kind of file in every format: of what was read of a PDF and kept as data, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from juesuan.cli import main
from tests.cli.conftest import Files
from tests.formats.ofd.made import of_pdf


@pytest.fixture(scope="module")
def folder(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document as PDF, OFD, JSON and data package."""
    made = tmp_path_factory.mktemp("kinds")
    shutil.copy(files.pdf, made / "a.pdf")
    (made / "a.ofd").write_bytes(of_pdf(files.pdf))
    main(["read", str(files.pdf), "--format", "json", "-o", str(made / "a.json")])
    main(["read", str(files.pdf), "--format", "package", "-o", str(made / "a.zip")])
    return made


@pytest.mark.parametrize("report", ["html", "xlsx", "json", "text", "sarif"])
@pytest.mark.parametrize("name", ["a.ofd", "a.json", "a.zip"])
def test_every_report_of_every_kind(
    name: str, report: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"r.{report}"
    assert main(["check", str(folder / name), "--format", report, "-o", str(target)]) == 1
    assert "程序内部出错" not in capsys.readouterr().err
    assert target.stat().st_size
