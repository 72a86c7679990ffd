"""Findings explained once stay quiet while their numbers are unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

import juesuan
from juesuan import check
from juesuan.checking.waivers import Waiver, waive
from juesuan.cli import main
from juesuan.demo import demo_disclosure
from juesuan.model import Report
from juesuan.preparing.planting import with_cell
from juesuan.publishing import publish
from juesuan.standard import builtin


def document(folder: Path, cell: str) -> Path:
    """The demo's disclosure with one wrong cell."""
    path = folder / "决算.html"
    publish(
        with_cell(demo_disclosure(builtin()), "T06", "operating", "C1", cell),
        builtin().layouts.named("henan-2022").style,
        path,
        builtin(),
    )
    return path


def judged(path: Path) -> Report:
    return juesuan.check(juesuan.read(path))


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    status = main(["check", *arguments, "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_an_explained_finding_is_quiet_until_its_numbers_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(tmp_path, "205.76")
    status, report = checked(capsys, str(path))
    assert status == 1
    waivers = tmp_path / "说明.csv"
    lines = [
        f"{finding['id']},系统口径不同,王某,2024-09-01" for finding in report["findings"] if finding["root"] is None
    ]  # type: ignore[attr-defined]
    waivers.write_text("\n".join(["指纹,说明,作者,日期", *lines, ",,,"]), encoding="gb18030")

    status, report = checked(capsys, str(path), "--waivers", str(waivers))
    assert status == 0
    assert {finding["waived"] for finding in report["findings"]} == {"系统口径不同（王某，2024-09-01）"}  # type: ignore[attr-defined]

    status, _ = checked(capsys, str(document(tmp_path, "215.76")), "--waivers", str(waivers))
    assert status == 1


def test_a_fingerprint_of_an_earlier_version_still_holds() -> None:
    """For the finding that was shown under it: of two that it does not tell apart, the first."""
    report = check(with_cell(demo_disclosure(builtin()), "T06", "operating", "C1", "205.76"))
    roots = [finding for finding in report.findings if finding.root is None]
    twin = replace(roots[0], id="another", outcomes=())
    waived = waive(replace(report, findings=(*report.findings, twin)), [Waiver(f.formerly, "口径不同") for f in roots])

    assert all(finding.formerly != finding.id for finding in roots)
    assert [f.waived for f in waived.findings if f.root is None] == ["口径不同"] * len(roots) + [None]


def test_a_row_that_holds_nowhere_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistyped, or of numbers that have changed; and one of an earlier version, with what to write instead."""
    path = document(tmp_path, "205.76")
    _, report = checked(capsys, str(path))
    finding = next(f for f in report["findings"] if f["root"] is None)  # type: ignore[attr-defined]
    former = next(f.formerly for f in judged(path).findings if f.id == finding["id"])
    waivers = tmp_path / "说明.csv"
    waivers.write_text(f"指纹,说明\n{finding['id']},一\nabc,二\n\n0123456789abcdef,三\n", encoding="utf-8")

    assert main(["check", str(path), "--waivers", str(waivers)]) == 0
    assert "说明.csv 第 3、5 行：核对的文件中没有这样的问题" in capsys.readouterr().err

    waivers.write_text(f"指纹,说明\n{former},一\n", encoding="utf-8")
    assert main(["check", str(path), "--waivers", str(waivers)]) == 0
    assert f"第 2 行：指纹 {former} 是旧版本的，这次仍然有效，请改为 {finding['id']}。" in capsys.readouterr().err
    assert main(["compare", str(path), str(path), "--waivers", str(waivers)]) == 0
    assert f"请改为 {finding['id']}。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("编号,说明\n1,x", "指纹"),
        ("指纹,说明\nabc,", "第 2 行"),
        ("指纹,说明\nabc,\nabd,x\nabe,", "第 4 行"),
        ('指纹,说明\nabc,"x\nabd,y', "引号没有成对"),
        ("指纹,说明\nabc," + "x" * 200_000, "太长"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    waivers = tmp_path / "说明.csv"
    waivers.write_text(text, encoding="utf-8")

    assert main(["check", "x.pdf", "--waivers", str(waivers)]) == 2
    assert said in capsys.readouterr().err
