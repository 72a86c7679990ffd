"""``juesuan check 收到.zip``: every file in an archive is read, or named with the reason why not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from juesuan.cli import main
from tests.cli.conftest import Files
from tests.cli.test_parts import Captured, changed, found, parts, told
from tests.laws import page

_SEED = 7


def _zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("numbers", [(), (5,)])
def test_one_document_in_parts_in_an_archive(numbers: tuple[int, ...], tmp_path: Path, capsys: Captured) -> None:
    """The same is found as in one file."""
    text = changed(page(_SEED), *numbers)
    (tmp_path / "全文.html").write_text(text, encoding="utf-8")
    packed = _zip(tmp_path / "甲局.zip", {f"甲局/{name}": part.encode() for name, part in parts(text).items()})

    (whole,) = told(capsys, tmp_path / "全文.html")
    (joined,) = told(capsys, packed)
    assert found(joined) == found(whole)
    assert joined["verdict"] == whole["verdict"]
    assert joined["document"]["parts"] == ["说明.html", "附表.html", "自评.html"]


def test_every_file_is_accounted_for(tmp_path: Path, capsys: Captured) -> None:
    """In a folder with an archive that has another: read, or named; results have names of their own."""
    folder = tmp_path / "收到"
    folder.mkdir()
    inner = _zip(tmp_path / "乙局.zip", {"决算.html": page(8).encode(), "公章.png": b"\x89PNG"}).read_bytes()
    _zip(
        folder / "各局.zip",
        {"甲局/决算.html": page(_SEED).encode(), "乙局.zip": inner, "空.docx": b"", "__MACOSX/._决算.html": b"x"},
    )
    (folder / "坏的.zip").write_bytes(b"PK\x03\x04 nothing")

    main(["check", str(folder), "--format", "json", "-o", str(tmp_path / "all.jsonl")])
    said = capsys.readouterr().err
    assert "公章.png" in said
    assert "空.docx：文件已损坏，文件是空的" in said
    assert "坏的.zip：文件已损坏" in said
    assert "共 4 份" in said

    main(["check", str(folder), "--format", "html", "-o", str(tmp_path / "out")])
    assert sorted(path.name for path in (tmp_path / "out").glob("*.html")) == ["决算-2.html", "决算.html"]


def test_an_archive_without_documents_is_told_of(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(_zip(tmp_path / "a.zip", {"照片.jpg": b"x"}))]) == 2
    assert "没有可以读取的文件" in capsys.readouterr().err


def test_a_file_in_an_archive_by_its_path(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """Also as what a document is compared with; the copy with remarks is written beside, never into the archive."""
    packed = _zip(tmp_path / "a.zip", {"甲/决算.pdf": files.pdf.read_bytes()})
    before = packed.read_bytes()
    (report,) = told(capsys, packed / "甲" / "决算.pdf")
    assert report["document"]["unit"]
    main(["check", str(packed / "甲" / "决算.pdf"), "--annotate", str(tmp_path / "marked.pdf")])
    assert (tmp_path / "marked.pdf").is_file()
    assert main(["read", str(packed), "--format", "csv", "-o", str(packed)]) == 2
    assert packed.read_bytes() == before
