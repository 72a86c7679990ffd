"""``juesuan monitor`` from a folder of tables to every format."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from juesuan.cli import main
from juesuan.performance.monitoring.brief import Brief, BriefLine
from juesuan.reporting.month_docx import month_docx
from juesuan.reporting.month_html import month_html
from tests.performance.months import planted, rows_of
from tests.performance.tables import written


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "佐证"
    folder.mkdir()
    written(folder, "重点企业月报.csv", rows_of(planted(3)))
    return folder


def test_a_month_is_told_on_the_screen(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last one that there are reports of, where none is named."""
    assert main(["monitor", str(tables)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("重点企业运行监测月报（2023年12月）")
    assert "重点企业月报.csv 第961行" in told

    assert main(["monitor", str(tables / "重点企业月报.csv"), "--month", "2023年7月", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert not re.search(r"期限 \d+-|。。", told)
    assert (report["month"], report["complete"]) == ("2023-07", True)
    assert [item["kind"] for item in report["warnings"]] == ["rise"]
    assert report["measures"][0]["month"]["comparable"]["contribution"] == report["measures"][0]["month"]["growth"]


def test_who_writes_a_file_is_told_what_is_in_it(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also what is not: a month without reports, and files that nobody reads."""
    (tables / "扫描.pdf").write_bytes(b"%PDF-")
    (tables / "说明.txt").write_text("以上为本局报送的表", "utf-8")
    assert main(["monitor", str(tables), "-o", str(tmp_path / "简报.docx")]) == 0
    told = capsys.readouterr().err
    assert "2023年12月：预警 " in told
    assert "没有读取 2 份文件：扫描.pdf、说明.txt" in told

    assert main(["monitor", str(tables), "--month", "2031-05", "-o", str(tmp_path / "五月.docx")]) == 2
    assert "没有2031年5月的月报，有的是 20" in capsys.readouterr().err


def test_every_format_at_once_and_the_same_bytes_again(tables: Path, tmp_path: Path) -> None:
    names = ("简报.docx", "简报.xlsx", "简报.html", "月报.json", "月报.txt")
    line = ["monitor", str(tables), "--unit", "示范区工业和信息化局", "--to", "区政府", "--date", "2024年1月12日"]
    for name in names:
        line += ["-o", str(tmp_path / name)]

    assert main(line) == 0
    first = [(tmp_path / name).read_bytes() for name in names]
    assert main(line) == 0
    assert [(tmp_path / name).read_bytes() for name in names] == first
    with zipfile.ZipFile(tmp_path / "简报.docx") as archive:
        text = archive.read("word/document.xml").decode()
        assert "区政府：" in text and "2024年1月12日" in text and "示范区工业和信息化局" in text
        assert text.count("<c:chart ") == 2
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        assert "word/charts/chart2.xml" in archive.namelist()
    with zipfile.ZipFile(tmp_path / "简报.xlsx") as archive:
        assert "xl/charts/chart2.xml" in archive.namelist()
    assert (tmp_path / "简报.html").read_text(encoding="utf-8").count("<svg ") == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--month", "九月"], "2023-09"),
        (["--format", "docx"], "-o"),
        (["-o", "简报.pdf"], ".pdf"),
    ],
)
def test_what_cannot_be_done_says_how(
    tables: Path, more: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables.parent)

    assert main(["monitor", str(tables), *more]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_is_not_there_and_one_without_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitor", str(tmp_path / "没有")]) == 2
    assert main(["monitor", str(tmp_path)]) == 2
    assert "另一个月份" in capsys.readouterr().err
    assert main(["monitor", str(tmp_path), "--month", "2023-09"]) == 2
    assert "没有读到一张佐证表，没有写任何结果" in capsys.readouterr().err


@pytest.mark.parametrize("secret", ["李四光", "13800138000", "11010519491231002X", "6222020200112233446"])
def test_people_reach_no_result(tables: Path, tmp_path: Path, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Planted in columns about people they stay there; planted where it is printed, nothing is written."""
    head = ["问题编号", "企业名称", "反映日期", "问题内容", "责任单位", "办理人", "办理状态", "解决日期"]
    row = ["1", "示例企业01有限公司", "2023-05-20", f"请找{secret}", "金融工作局", secret, "办理中", ""]
    written(tables, "问题台账.csv", [head, row])
    outputs = [tmp_path / name for name in ("a.docx", "a.xlsx", "a.html", "a.json")]
    line = ["monitor", str(tables), *(item for path in outputs for item in ("-o", str(path)))]

    assert main(line) in {0, 2}
    for path in outputs:
        data = path.read_bytes()
        parts = [data]
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        assert not any(secret.encode() in part for part in parts)
    assert secret not in "".join(capsys.readouterr())

    row[1] = f"示例{secret}"
    written(tables, "问题台账.csv", [head, row])
    if secret in {"李四光", "11010519491231002X"}:
        for path in outputs:
            path.unlink()
    status = main(line)
    said = "".join(capsys.readouterr())
    assert secret not in said
    for path in outputs:
        if path.exists():
            assert secret.encode() not in path.read_bytes()
        else:
            assert status == 2


def test_what_is_said_in_a_brief_is_text_and_never_markup() -> None:
    brief = Brief("标题<b>", "（&）", "<i>", (BriefLine("body", "<script>\x01"),), "", "")

    assert "<script>" not in month_html(brief) and "<b>" not in month_html(brief)
    with zipfile.ZipFile(BytesIO(month_docx(brief))) as archive:
        etree.fromstring(archive.read("word/document.xml"))
