"""No command speaks to anybody, whatever links the files have that it is given: nobody is called, and no process of it has a socket.

A command or an option with a file that comes to the parser must come to the lines here.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from juesuan.cli import build_parser
from juesuan.demo import demo_disclosure
from juesuan.formats.doc.conversion import find_libreoffice
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.cli.conftest import Files

pytestmark = pytest.mark.processes

LINES = (
    "check a.html a.docx a.xlsx a.pdf a.doc --waivers w.csv --format html -o out/all --annotate out/copies --notice out/letters"
    " --standard own",
    "check a.html a.docx --roster w.csv --year 2022 -o out/batch",
    "check a.html --previous a.docx --budget a.pdf",
    "check a.html --against a.xlsx --units a.docx a.html --export out/tables",
    "check a.html --evidence tables --measures book.xlsx",
    "compare a.html a.docx --previous a.xlsx --budget a.pdf --waivers w.csv --standard own -o out/c.html",
    "read a.pdf --overlay out/pages --standard own -o out/r.json",
    "read a.html --format package -o out/p.zip",
    "read a.html a.docx --format xlsx -o out/both.xlsx",
    "template -o out/t.xlsx --standard own",
    "template -o out/n.xlsx --from book.xlsx --standard own",
    "prepare book.xlsx -o out/made --previous a.html --template t.docx --as-it-stands w.csv --evidence tables --standard own",
    "cycle book.xlsx --stage 自评 --evidence tables -o out/self.docx --standard own",
    "score book.xlsx --evidence tables -o out/score.json --standard own",
    "monitor tables --month 2022-03 -o out/month.docx -o out/month.xlsx --standard own",
    "fill t.docx --from a.docx -o out/filled.docx --standard own",
    "corpus add a.html --data out/store --list w.csv --standard own",
    "corpus export --data out/store -o out/exported.xlsx",
    "rules T01-01 --standard own",
    "standard check own",
    "demo -o out/demo --no-browser",
)
WATCHED = """
import json, os, sys
from pathlib import Path
where = Path({where!r})
def hook(event, arguments):
    if event.startswith("socket."):
        with (where / "told").open("a", encoding="utf-8") as file: print(number, event, arguments, file=file)
number = 0
sys.addaudithook(hook)
from juesuan.cli import main
for number, words in enumerate(json.loads({lines!r})):
    with (where / f"said {{number}}").open("wb") as said: os.dup2(said.fileno(), 2)
    (where / "now").write_text(str(number), encoding="ascii")
    try: status = main(words)
    except SystemExit as end: status = end.code
    (where / f"status {{number}}").write_text(str(status), encoding="ascii")
"""
"""All lines in one process, so that the program is started once; what each says and how it ends by its number."""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands by name."""
    (choice,) = (action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(choice.choices)


def test_every_command_with_every_file_is_tried() -> None:
    tried: dict[str, set[str]] = {}
    for line in LINES:
        given = build_parser().parse_args(line.split())
        named = {name for name, value in vars(given).items() if isinstance(value, Path | list) and value}
        tried.setdefault(given.command, set()).update(named)

    # ``serve`` answers the browser of this machine: what it may do is tested in tests/cli/test_serve.py.
    closed = {name: command for name, command in commands().items() if name != "serve"}
    assert tried.keys() == closed.keys()
    for name, command in closed.items():
        assert {action.dest for action in command._actions if action.type is Path} <= tried[name], name


def with_part(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Changes a part of an Office package."""
    with zipfile.ZipFile(path) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, content in parts.items():
            archive.writestr(item, content)


def linked(path: Path, part: str, kind: str, address: str) -> None:
    """Adds a link to something elsewhere, which Office would fetch."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="far" Type="{types}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
    with_part(path, part, lambda text: text.replace("</Relationships>", f"{link}</Relationships>"))


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Where all links lead."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield server


@pytest.fixture(scope="module")
def folder(listener: socket.socket, files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents, a workbook, a template and a standard of the user's own, full of links."""
    where = tmp_path_factory.mktemp("linked")
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    page = files.flawed.read_text(encoding="utf-8")
    head = f'<link rel="stylesheet" href="{address}/a.css"><script src="{address}/a.js"></script><img src="{address}/a.png">'
    (where / "a.html").write_text(page.replace("<body", f"{head}<body", 1), encoding="utf-8")
    style = builtin().layouts.named("henan-2022").style
    for suffix in (".docx", ".xlsx"):
        publish(demo_disclosure(builtin()), style, where / f"a{suffix}", builtin())
    linked(where / "a.docx", "word/_rels/document.xml.rels", "image", address)
    linked(where / "a.docx", "word/_rels/document.xml.rels", "attachedTemplate", address)
    linked(where / "a.xlsx", "xl/_rels/workbook.xml.rels", "externalLinkPath", address)
    content = files.pdf.read_bytes()
    (where / "a.pdf").write_bytes(
        content.replace(b"/Type /Catalog", b"/OpenAction<</S/URI/URI(%b/a)>>/Type /Catalog" % address.encode())
    )
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/a.png" \\d}}{{\fldrslt x}}}}'
    rtf = rf"{{\rtf1 {field} text}}"
    (where / "a.doc").write_text(rtf, encoding="ascii")
    books = example_books(builtin())
    (where / "book.xlsx").write_bytes(template_workbook(books.year, builtin(), books=books))
    linked(where / "book.xlsx", "xl/_rels/workbook.xml.rels", "externalLinkPath", address)
    publish(demo_disclosure(builtin()), style, where / "t.docx", builtin())
    with_part(
        where / "t.docx",
        "word/document.xml",
        lambda text: text.replace('<w:t xml:space="preserve">', '<w:t xml:space="preserve">{{单位}}', 1),
    )
    linked(where / "t.docx", "word/_rels/document.xml.rels", "image", address)
    (where / "w.csv").write_text(f'指纹,说明,作者,日期\n,=WEBSERVICE("{address}"),,\n', encoding="utf-8")
    (where / "tables").mkdir()
    (where / "tables" / "问题台账.csv").write_text(
        f'问题编号,反映日期,状态\n1,2022-03-01,"=WEBSERVICE(""{address}"")"\n', encoding="utf-8"
    )
    (where / "own").mkdir()
    (where / "own" / "facts.toml").write_text("# 没有另加\n", encoding="utf-8")
    return where


def sockets(mark: bytes) -> set[str]:
    """The sockets of the network that processes with a mark in their environment have, as far as the system shows them."""
    network = {
        line.split()[9]
        for kind in ("tcp", "tcp6", "udp", "udp6")
        if Path("/proc/net", kind).exists()
        for line in Path("/proc/net", kind).read_text(encoding="ascii").splitlines()[1:]
    }
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found |= {str(handle.readlink()) for handle in (process / "fd").iterdir()}
        except OSError:
            continue
    return {name for name in found if name.startswith("socket:") and name[8:-1] in network}


@pytest.fixture(scope="module")
def watched(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[int, set[str]]]:
    """What was written down of all lines, and the sockets that were seen by the number of the line."""
    where = tmp_path_factory.mktemp("watched")
    office = find_libreoffice() is not None
    lines = json.dumps([[word for word in line.split() if word != "a.doc" or office] for line in LINES])
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHED.format(where=str(where), lines=lines)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(where / "began").open("wb"),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "JUESUAN_SILENCE": str(where)},
    )
    seen: defaultdict[int, set[str]] = defaultdict(set)
    now = where / "now"
    while process.poll() is None:
        line = int(now.read_text(encoding="ascii") or 0) if now.exists() else 0
        seen[line] |= sockets(str(where).encode())
        time.sleep(0.1)  # to look at every process of the machine is dear
    assert process.returncode == 0, (where / "began").read_text(encoding="utf-8")
    return where, seen


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.split()[:2]))
def test_no_command_speaks_to_anybody(line: str, watched: tuple[Path, Mapping[int, set[str]]]) -> None:
    where, seen = watched
    number = LINES.index(line)

    said = (where / f"said {number}").read_text(encoding="utf-8")
    assert (where / f"status {number}").read_text(encoding="ascii") in {"0", "1", "2"}, said
    assert "程序内部出错" not in said
    assert seen.get(number, set()) == set()


def test_nobody_is_called(watched: tuple[Path, Mapping[int, set[str]]], listener: socket.socket) -> None:
    told = watched[0] / "told"
    assert not told.exists(), told.read_text(encoding="utf-8")
    with pytest.raises(TimeoutError):
        listener.accept()
