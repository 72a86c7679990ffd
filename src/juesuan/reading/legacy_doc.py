"""Word 97–2003 documents (.doc), RTF and Word XML, converted to .docx by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from juesuan.reading.docx import read_docx
from juesuan.reading.errors import Damaged, TooLarge, Unsupported
from juesuan.reading.files import fingerprint
from juesuan.reading.source import Source

__all__ = ["Converter", "convert", "find_libreoffice", "read_legacy"]

Converter = Callable[[Path, bytes], bytes]
"""From an old Word document to a ``.docx``; the path is for messages.

Raises:
    ReadError: when it cannot be converted.
"""

TIMEOUT_SECONDS = 120
"""A cold start takes some 2 s and a document of 170 pages some 10 s, on a slow machine several times that."""

_KNOWN_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def find_libreoffice() -> Path | None:
    """LibreOffice's program, on the search path or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((place for place in _KNOWN_PLACES if place.is_file()), None)


def read_legacy(path: Path, data: bytes, converter: Converter | None = None) -> Source:
    """The document as a Source; places are those of the converted document, which counts paragraphs and tables alike.

    Args:
        path: the file. data: its content.
        converter: converts it; None: LibreOffice, started from here.
    """
    return replace(read_docx(path, (converter or convert)(path, data)), format="doc", sha256=fingerprint(data))


def convert(path: Path, data: bytes) -> bytes:
    """The document as a ``.docx``, made by LibreOffice.

    Raises:
        ReadError: when there is no LibreOffice, or it cannot open the document.
    """
    program = find_libreoffice()
    if program is None:
        raise Unsupported(
            path, "读取旧版 Word 文档（.doc）需要 LibreOffice，本机没有安装", "请用 Word 或 WPS 另存为 .docx 后再试"
        )
    with tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
        return _convert(path, data, program, Path(folder))


def _convert(path: Path, data: bytes, program: Path, folder: Path) -> bytes:
    # A copy under a plain name, and a profile of its own: LibreOffice refuses a second instance of one profile.
    original = folder / "document.doc"
    original.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", str(folder), str(original)]
    _run(path, command)
    target = folder / "document.docx"
    if not target.is_file():
        raise Damaged(path, "LibreOffice 无法打开这个 Word 文档", "请用 Word 或 WPS 打开后另存为 .docx 再试")
    return target.read_bytes()


def _run(path: Path, command: list[str]) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        # The program is a launcher: what it started has to end with it.
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        raise TooLarge(path, f"LibreOffice 在 {TIMEOUT_SECONDS} 秒内没有完成转换") from None
