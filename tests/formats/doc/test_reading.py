"""Old Word documents, where LibreOffice is installed to convert them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from juesuan.formats.doc import conversion
from juesuan.formats.doc.conversion import find_libreoffice
from juesuan.formats.errors import Damaged, TooLarge, Unsupported
from juesuan.formats.opening import open_source
from tests.formats.builders import compound_file, grids, paragraphs, table


def converted(path, kind):
    """The file in another format, made by LibreOffice; skips the test where it is absent."""
    program = find_libreoffice()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", path.parent / "converted", path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.parent / "converted" / f"{path.stem}.{kind}"


@pytest.mark.campaign
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
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))

    with pytest.raises(Unsupported, match=r"LibreOffice.*另存为 \.docx"):
        open_source(path)


@pytest.mark.campaign
def test_a_damaged_document(tmp_path):
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))

    with pytest.raises(Damaged):
        open_source(path)


@pytest.fixture
def sleeper(tmp_path, monkeypatch):
    """In the place of LibreOffice a program that starts another, says which, and waits with it for ever."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {tmp_path}/process\nwait\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: program)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b""))
    return path


def gone(folder):
    """Whether the process that the program started has ended, and its folder was removed."""
    state = Path(f"/proc/{(folder / 'process').read_text().strip()}/stat")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        ended = not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
        if ended and not list((folder / "temporary").iterdir()):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_conversion_that_hangs_is_stopped_with_all_that_it_started(tmp_path, monkeypatch, sleeper):
    monkeypatch.setattr(conversion, "TIMEOUT_SECONDS", 0.5)

    with pytest.raises(TooLarge, match="没有完成转换"):
        open_source(sleeper)
    assert gone(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_conversion_ends_with_the_program_that_asked_for_it(tmp_path, sleeper):
    script = (
        "from pathlib import Path; from juesuan.formats import opening; from juesuan.formats.doc import conversion\n"
        f"conversion.find_libreoffice = lambda: Path({str(tmp_path / 'soffice')!r})\n"
        f"opening.open_source(Path({str(sleeper)!r}))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], env=environment) as asking:
        deadline = time.monotonic() + 20
        while not (tmp_path / "process").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        asking.kill()

    assert gone(tmp_path)


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2"><office:body><office:text>{marker}
<text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{address}"/></draw:frame>正文</text:p>
</office:text></office:body></office:document>"""


@pytest.fixture
def listener():
    """Where links lead, and what came there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def nobody_called(server):
    try:
        server.accept()
    except TimeoutError:
        return True
    return False


@pytest.mark.campaign
def test_a_linked_picture_is_not_fetched(tmp_path, listener):
    """It would tell a stranger that, when and where his document is checked."""
    flat = tmp_path / "a.fodt"
    flat.write_text(
        FLAT.format(address=f"http://127.0.0.1:{listener.getsockname()[1]}/a.png", marker=""), encoding="utf-8"
    )
    linked = converted(flat, "doc")
    while not nobody_called(listener):  # what made the document may ask
        pass
    source = open_source(linked)

    assert b"127.0.0.1" in linked.read_bytes()
    assert [block.raw for block in paragraphs(source)] == ["正文"]
    assert nobody_called(listener)


def test_a_document_cannot_choose_its_filter(tmp_path, listener):
    """OpenDocument that says it is of Word."""
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "a.doc"
    marker = '<!-- <?mso-application progid="Word.Document"?> -->'
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.png"
    path.write_text(FLAT.format(address=address, marker=marker), encoding="utf-8")

    with contextlib.suppress(Damaged):
        assert list(paragraphs(open_source(path))) == []
    assert nobody_called(listener)
