"""A report can be made of every kind of file in every format: of what was read of a PDF and kept as data, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import juesuan
from juesuan.cli import main
from juesuan.corpus.outputs import OUTPUTS, Look
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.style import Style
from juesuan.standard import builtin
from tests.cli.conftest import Files
from tests.formats.ofd.made import of_pdf

LOOK = Look(Style(False, 100, False), False)


@pytest.fixture(scope="module")
def folder(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document as PDF, OFD, JSON and data package."""
    made = tmp_path_factory.mktemp("kinds")
    shutil.copy(files.pdf, made / "a.pdf")
    (made / "a.ofd").write_bytes(of_pdf(files.pdf))
    main(["read", str(files.pdf), "--format", "json", "-o", str(made / "a.json")])
    main(["read", str(files.pdf), "--format", "package", "-o", str(made / "a.zip")])
    return made


def dossier_of(path: Path) -> Dossier:
    """What checking says about a file."""
    disclosure = juesuan.read(path)
    return Dossier(disclosure, juesuan.check(disclosure), builtin())


@pytest.mark.parametrize("name", ["a.ofd", "a.json", "a.zip"])
def test_every_report_of_every_kind(name: str, folder: Path) -> None:
    """Judged once, shown in every format."""
    dossier = dossier_of(folder / name)

    assert dossier.report.findings
    for report, output in OUTPUTS.items():
        assert output.render(dossier, folder / name, LOOK), report


@pytest.mark.parametrize(
    ("name", "report"),
    [("a.ofd", "html"), ("a.json", "xlsx"), ("a.zip", "json"), ("a.zip", "text"), ("a.json", "sarif")],
)
def test_the_command_writes_every_report(
    name: str, report: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each format and each kind of file once: which goes with which is said above."""
    target = tmp_path / f"r.{report}"
    assert main(["check", str(folder / name), "--format", report, "-o", str(target)]) == 1
    assert "程序内部出错" not in capsys.readouterr().err
    assert target.stat().st_size
