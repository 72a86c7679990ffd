"""Files in archives: every one is listed once under a name that is good everywhere, comes out as it went in, and nothing leads out."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.formats.archives import bundles
from juesuan.formats.archives.bundles import archive_of, listed
from juesuan.formats.errors import Damaged, Encrypted, NotFound, ReadError, TooLarge
from juesuan.formats.files import load
from juesuan.formats.limits import Limits
from tests.examples import examples

_NAMES = st.text(st.sampled_from("甲局决算a A.-/\\:*?<>|~\u202e\u0301\n"), min_size=1, max_size=12)
_FILES = st.lists(st.tuples(_NAMES, st.binary(min_size=1, max_size=20)), max_size=12)


class _Entry(zipfile.ZipInfo):
    """An entry whose name is written in an encoding of our choice, without the flag of UTF-8."""

    encoding = "gb18030"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(self.encoding), self.flag_bits


def packed(files: Sequence[tuple[str, bytes]], kind: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = kind("x")
            entry.filename = name
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@settings(max_examples=examples(60))
@given(files=_FILES, inner=_FILES)
def test_every_file_comes_out_as_it_went_in(files: list[tuple[str, bytes]], inner: list[tuple[str, bytes]]) -> None:
    """Whatever names there are, doubled ones and those of an archive in the archive, too."""
    wanted = [content for name, content in files if not name.endswith("/")]
    wanted += [content for name, content in inner if not name.endswith("/")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "收到.zip")
        path.write_bytes(packed([*files, ("里面.ZIP", packed(inner))]))
        names = listed(path)
        assert names is not None
        found = [load(path.joinpath(*name.split("/"))) for name in names if not name.endswith("里面.ZIP")]

    assert sorted(found) == sorted(wanted)
    for name in names:
        parts = PurePosixPath(name).parts
        assert not {"..", "."} & {*parts}
        assert PureWindowsPath(name).parts == parts
        assert not PurePosixPath(name).is_absolute()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_of_utf_8(encoding: str, tmp_path: Path) -> None:
    """As programs of Windows in Chinese, and some that forget the flag, write them."""

    class Entry(_Entry):
        pass

    Entry.encoding = encoding
    path = tmp_path / "a.zip"
    path.write_bytes(packed([("某某市财政局/2022年度决算（终稿）.docx", b"x")], Entry))
    assert listed(path) == ("某某市财政局/2022年度决算（终稿）.docx",)


def test_a_name_told_apart_in_utf_8(tmp_path: Path) -> None:
    """An extra field has the name where the other one could not be written; a field of another name is not believed."""

    def entry(of: bytes) -> zipfile.ZipInfo:
        made = zipfile.ZipInfo("a__.txt")
        field = b"\x01" + zlib.crc32(of).to_bytes(4, "little") + "决算.txt".encode()
        made.extra = struct.pack("<HH", 0x7075, len(field)) + field
        return made

    path = tmp_path / "a.zip"
    for of, name in ((b"a__.txt", "决算.txt"), (b"another", "a__.txt")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(entry(of), "x")
        assert listed(path) == (name,)


def test_a_path_that_leads_through_no_archive(tmp_path: Path) -> None:
    folder = tmp_path / "文件夹.zip"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"x")
    assert archive_of(folder / "a.txt") is None
    assert load(folder / "a.txt") == b"x"

    path = tmp_path / "a.zip"
    path.write_bytes(packed([("a.txt", b"x")]))
    with pytest.raises(NotFound, match="压缩包里没有这个文件"):
        load(path / "b.txt")
    with pytest.raises(ReadError):
        load(path / ".." / "文件夹.zip" / "b.txt")


@pytest.mark.parametrize("member", ["[Content_Types].xml", "OFD.xml", "datapackage.json"])
def test_a_document_made_of_parts_is_no_archive(member: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed([(member, b"x"), ("word/document.xml", b"x")]))
    assert listed(path) is None
    path.write_bytes(packed([("b.zip", path.read_bytes())]))
    assert listed(path) == ("b.zip",)


def test_archives_in_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    content = packed([("a.txt", b"x")])
    for _ in range(5):
        content = packed([("b.zip", content)])
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert listed(path) == ("b.zip/b.zip/b.zip",)


def test_what_cannot_be_taken_out_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    whole = packed([("a.txt", b"x" * 500)])
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged):
        listed(path)

    bad = bytearray(whole)
    bad[38] ^= 0xFF
    path.write_bytes(bytes(bad))
    with pytest.raises(Damaged):
        load(path / "a.txt")

    path.write_bytes(packed([("a.txt", b"")]))
    with pytest.raises(Damaged, match="0 字节"):
        load(path / "a.txt")

    protected = bytearray(whole)
    protected[whole.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(protected))
    assert listed(path) == ("a.txt",)
    with pytest.raises(Encrypted):
        load(path / "a.txt")


def test_bounds(tmp_path: Path) -> None:
    """Too many files, and what inflates beyond all measure, in the archive or in one inside, end in a message."""
    path = tmp_path / "a.zip"
    path.write_bytes(packed([(f"{number}.txt", b"x") for number in range(30)]))
    with pytest.raises(TooLarge):
        listed(path, Limits(parts=20))

    bomb = packed([("a.txt", b"0" * 60_000_000)])
    path.write_bytes(bomb)
    with pytest.raises(TooLarge):
        load(path / "a.txt")
    path.write_bytes(packed([("b.zip", packed([("a.txt", b"0" * 3_000_000)]))]))
    with pytest.raises(TooLarge):
        bundles.content_of(path, path / "b.zip" / "a.txt", Limits(package_bytes=1_000_000))
