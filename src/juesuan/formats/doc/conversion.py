"""Old Word documents to ``.docx``, by LibreOffice where it is installed.

LibreOffice opens what strangers wrote, so it gets little to do harm with: a profile of its own in which links are blocked and macros
off, a proxy that leads nowhere, one input filter (by itself it would choose any that fits the content), and a process above it that
ends it and removes its folder when time is up, memory is used up, or the program that asked has gone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import IO

from juesuan.formats.doc.kinds import Kind
from juesuan.formats.errors import Damaged, ReadError, TooLarge, Unsupported
from juesuan.system import APART, confine, end_group, pipes, started
from juesuan.unfinished import Unfinished, clear

__all__ = ["convert", "find_libreoffice", "main"]

TIMEOUT_SECONDS = 120.0
"""A cold start takes some 2 s and a document of 170 pages some 10 s, on a slow machine several times that."""
_MEMORY = 2 * 2**30
"""Bytes. A document of 170 pages takes 300 MB."""

_FILTERS: Mapping[Kind, str] = {"doc": "MS Word 97", "rtf": "Rich Text Format", "wordml": "MS Word 2003 XML"}
_TARGET = "docx:MS Word 2007 XML"
_LENGTH = 8
_DONE, _NOT_OPENED, _LATE = 0, 3, 4

_KNOWN_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)

_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Of the profile: links to what lies elsewhere are not followed, nothing in the document runs, and the proxy is a closed door."""

_PROXY = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")


def find_libreoffice() -> Path | None:
    """LibreOffice's program, on the search path or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((place for place in _KNOWN_PLACES if place.is_file()), None)


def convert(path: Path, data: bytes, kind: Kind) -> bytes:
    """An old Word document as a ``.docx``.

    Raises:
        ReadError: when there is no LibreOffice, or it cannot open the document, or not in time.
    """
    program = find_libreoffice()
    if program is None:
        raise Unsupported(
            path, "读取旧版 Word 文档（.doc）需要 LibreOffice，本机没有安装", "请用 Word 或 WPS 另存为 .docx 后再试"
        )
    process, orders, answers = started("juesuan.formats.doc.conversion", str(program), kind, str(TIMEOUT_SECONDS))
    try:
        orders.write(len(data).to_bytes(_LENGTH) + data)
        orders.flush()
        converted = answers.read()
        code = process.wait()
    except BrokenPipeError:
        converted, code = b"", process.wait()
    finally:
        # Where we are interrupted it sees that nobody waits any more, ends LibreOffice and clears up.
        _close(orders)
        answers.close()
        process.wait()
    if code == _DONE:
        return converted
    raise _refusal(path, code)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _refusal(path: Path, code: int) -> ReadError:
    if code == _LATE:
        return TooLarge(path, f"LibreOffice 在 {TIMEOUT_SECONDS:g} 秒内没有完成转换")
    return Damaged(path, "LibreOffice 无法打开这个 Word 文档", "请用 Word 或 WPS 打开后另存为 .docx 再试")


def main() -> None:
    """The process above LibreOffice: takes the document from its standard input and answers with the converted one."""
    program, kind, seconds = sys.argv[1:]
    orders, answers = pipes()
    data = orders.read(int.from_bytes(orders.read(_LENGTH)))
    clear(Path(tempfile.gettempdir()))
    folder = Unfinished(Path(tempfile.gettempdir()), private=True)
    confine(_MEMORY, writes=True, alone=False)
    running = _Running(program, _FILTERS[kind], folder)  # type: ignore[index]
    Thread(target=running.end_with, args=(orders,), daemon=True).start()
    code = running.convert(data, float(seconds))
    converted = running.result()
    running.clear()
    if code == _DONE and converted is not None:
        answers.write(converted)
        answers.flush()
    os._exit(code if converted is not None or code else _NOT_OPENED)


class _Running:
    """LibreOffice at work in a folder."""

    def __init__(self, program: str, read_as: str, unfinished: Unfinished) -> None:
        self._unfinished = unfinished
        self._folder = folder = unfinished.path
        self._original = folder / "document.doc"
        profile = folder / "profile"
        self._command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        self._command += [f"--infilter={read_as}", "--convert-to", _TARGET, "--outdir", str(folder)]
        self._command.append(str(self._original))
        self._process: subprocess.Popen[bytes] | None = None
        user = profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")

    def convert(self, data: bytes, seconds: float) -> int:
        """Converts a document; what came of it as the code to exit with."""
        self._original.write_bytes(data)
        proxies = {name: _PROXY for lower in _PROXIES for name in (lower, lower.upper())}
        temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self._folder))
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **proxies, **temporary, "no_proxy": "", "NO_PROXY": ""},
            **APART,
        )
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return _LATE
        return _DONE

    def result(self) -> bytes | None:
        """The converted document, if there is one."""
        made = self._folder / "document.docx"
        return made.read_bytes() if made.is_file() else None

    def end_with(self, orders: IO[bytes]) -> None:
        """Ends everything when whoever asked has gone."""
        orders.read()
        self.clear()
        os._exit(_NOT_OPENED)

    def clear(self) -> None:
        """Ends LibreOffice, which is a launcher with others below it, and removes the folder."""
        if self._process is not None:
            end_group(self._process)
        self._unfinished.close()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n{items}</oor:items>\n'
    )
