"""Old Word documents, where LibreOffice is installed to convert them."""

import subprocess
import sys

import docx
import pytest

from juesuan.reading import legacy_doc
from juesuan.reading.errors import Damaged, TooLarge, Unsupported
from juesuan.reading.legacy_doc import find_libreoffice
from juesuan.reading.opening import open_source
from tests.reading.builders import compound_file, grids, paragraphs, table


def converted(path, kind):
    """The file in another format, made by LibreOffice; skips the test where it is absent."""
    program = find_libreoffice()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", path.parent / "converted", path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.parent / "converted" / f"{path.stem}.{kind}"


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_document(tmp_path, kind):
    document = docx.Document()
    document.add_heading("第一部分 概况", 1)
    document.add_paragraph("收入", style="List Number")
    made = document.add_table(2, 3)
    for index, text in enumerate(["项目", "决算数", "", "合计", "3,878.84", "100%"]):
        made.cell(index // 3, index % 3).text = text
    made.cell(0, 1).merge(made.cell(0, 2))
    document.add_paragraph("说明")
    document.save(tmp_path / "a.docx")
    source = open_source(converted(tmp_path / "a.docx", kind))

    assert source.format == "doc"
    assert source.path.endswith(f"a.{kind}")
    assert [block.raw for block in paragraphs(source)] == ["第一部分 概况", "1. 收入", "说明"]
    assert table(grids(source)[0]) == [["项目", "决算数", ""], ["合计", "3,878.84", "100%"]]


def test_without_libreoffice_the_message_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy_doc, "find_libreoffice", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))

    with pytest.raises(Unsupported, match=r"LibreOffice.*另存为 \.docx"):
        open_source(path)


def test_a_damaged_document(tmp_path):
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))

    with pytest.raises(Damaged):
        open_source(path)


def test_a_conversion_that_hangs_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy_doc, "TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(legacy_doc, "find_libreoffice", lambda: tmp_path / "program")

    def sleep(path, command):
        return run(path, [sys.executable, "-c", "import time; time.sleep(60)"])

    run = legacy_doc._run
    monkeypatch.setattr(legacy_doc, "_run", sleep)
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))

    with pytest.raises(TooLarge, match="没有完成转换"):
        open_source(path)
