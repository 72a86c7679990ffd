"""The commands read in processes of their own: what these answer is what reading here answers, and no file costs another anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from juesuan.cli import main
from juesuan.cli.status import FAULT, FINE, UNUSABLE
from juesuan.preparing.example import example_books
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.cli.conftest import Files
from tests.here import Here
from tests.ledgers import write_ledger

pytestmark = pytest.mark.processes

Captured = pytest.CaptureFixture[str]


def outcome(arguments: list[str], folder: Path, capsys: Captured) -> tuple[int, str, str, Mapping[str, bytes]]:
    """Status, what is said, and the files that a command makes in a folder; files with the time in them by name only."""
    folder.mkdir()
    here = Path.cwd()
    os.chdir(folder)
    try:
        status = main(arguments)
    finally:
        os.chdir(here)
    said = capsys.readouterr()
    made = {
        str(path.relative_to(folder)): b"" if path.suffix in {".xlsx", ".docx", ".pdf"} else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".juesuan.json"
    }
    return status, said.out, said.err, made


@pytest.fixture(scope="module")
def named(files: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The documents, and what accountants have: a workbook and a ledger."""
    folder, books = tmp_path_factory.mktemp("books"), example_books(builtin())
    (folder / "book.xlsx").write_bytes(template_workbook(books.year, builtin(), books=books))
    write_ledger(books, folder / "lines.csv", 3)
    documents = {"good": files.good, "flawed": files.flawed, "pdf": files.pdf, "broken": files.broken}
    return {**documents, "book": folder / "book.xlsx", "ledger": folder / "lines.csv"}


@pytest.mark.parametrize(
    "command",
    [
        "check {flawed} --format json --annotate a.html --notice n.docx",
        "check {pdf} --format html -o r.html --annotate a.pdf",
        "check {good} {flawed} {broken} --format json --jobs 2",
        "check {good} {flawed} --format xlsx -o results",
        "check {flawed} --budget {broken}",
        "compare {flawed} {good}",
        "read {pdf} --format csv --overlay pages",
        "read {broken}",
        "read {good} {flawed} --format csv -o tables",
        "check {good} --units {flawed} --export tables",
        "prepare {book} {ledger} -o made --formats html,json --previous {good}",
        "prepare {book} {ledger} -o made --formats html",
    ],
)
def test_processes_answer_what_reading_here_answers(
    command: str, named: dict[str, Path], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = command.format(**named).split()
    apart = outcome(arguments, tmp_path / "apart", capsys)
    monkeypatch.setattr("juesuan.corpus.workers.Workers", Here)

    assert apart[0] != FAULT
    assert outcome(arguments, tmp_path / "here", capsys) == apart


def pdf(*objects: bytes) -> bytes:
    """A PDF of objects, of which the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(places) + 1,
        table,
        len(places) + 1,
        len(body),
    )


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (head, len(content), content)


def draws_itself(path: Path) -> None:
    """A form that draws itself, twice: without a guard it is drawn until the stack is full."""
    form = stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>"
    root = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    path.write_bytes(pdf(*root, page, form, stream(b"/F Do")))


def one_page_often(path: Path) -> None:
    """A page of a thousand words that stands in the document three thousand times."""
    words = b"BT /F 9 Tf 0 9 Td " + b"(word) Tj 1 0 Td " * 1000 + b"ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 999 99]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>"
    kids = b"3 0 R " * 3000
    root = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count 3000>>" % kids)
    path.write_bytes(pdf(*root, page, font, stream(words)))


def long_table(path: Path) -> None:
    """What is within all limits of what a file may hold, and takes some seconds to read."""
    path.write_text("<html><table>" + "<tr><td>收入合计</td><td>1.00</td></tr>" * 70_000, encoding="utf-8")


def one_text_often(path: Path) -> None:
    """A workbook of 200 000 cells that share one text of a million characters."""
    name = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kinds, package = (f"http://schemas.openxmlformats.org/{part}/2006" for part in ("officeDocument", "package"))
    links = f'<Relationships xmlns="{package}/relationships">{{}}</Relationships>'
    link = f'<Relationship Id="{{1}}" Type="{kinds}/relationships/{{0}}" Target="{{2}}"/>'
    cells = "".join(f'<c r="{column}{{row}}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(1, 20_001))
    sheet = f'<sheets><sheet name="a" sheetId="1" xmlns:r="{kinds}/relationships" r:id="s"/></sheets>'
    inside = link.format("worksheet", "s", "sheet.xml") + link.format("sharedStrings", "t", "strings.xml")
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>',
        "_rels/.rels": links.format(link.format("officeDocument", "a", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {name}>{sheet}</workbook>",
        "xl/_rels/workbook.xml.rels": links.format(inside),
        "xl/sheet.xml": f"<worksheet {name}><sheetData>{rows}</sheetData></worksheet>",
        "xl/strings.xml": f"<sst {name}><si><t>{'x' * 1_000_000}</t></si></sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)


def deep_table(path: Path) -> None:
    """A page of tables in tables."""
    path.write_text("<html>" + "<table><tr><td>" * 30_000 + "1.00", encoding="utf-8")


@pytest.mark.parametrize(
    ("made", "suffix"),
    [(draws_itself, ".pdf"), (one_page_often, ".pdf"), (one_text_often, ".xlsx"), (deep_table, ".html")],
)
def test_a_file_that_harms_costs_only_itself(
    made: Callable[[Path], None], suffix: str, files: Files, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    made(folder / f"b{suffix}")
    for name in ("a.html", "c.html"):
        shutil.copy(files.good, folder / name)
    begun = time.monotonic()
    status = main(["check", str(folder), "--jobs", "1", "--time-limit", "2", "--memory-limit", "512"])
    said = capsys.readouterr()

    assert status in {FINE, UNUSABLE}
    assert said.out.count("未发现问题") == 2
    assert "Traceback" not in said.err
    assert "程序内部出错" not in said.err
    assert time.monotonic() - begun < 60


HEARING = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("juesuan", run_name="__main__", alter_sys=True)
"""
"""The command as a person starts it: what a shell runs in the background, and all that is started there, is deaf to an interrupt."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to a process")
@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGKILL])
def test_an_ended_command_leaves_nothing(which: signal.Signals, files: Files, tmp_path: Path) -> None:
    """No process, no file, and on an interrupt one quiet line."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for number in range(50):
        shutil.copy(files.flawed, tmp_path / f"{number}.html")
    command = [sys.executable, "-c", HEARING, "check", str(tmp_path), "--jobs", "1", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        time.sleep(1.5)
        below = children(process.pid)
        process.send_signal(which)
        out, err = process.communicate(timeout=20)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in below) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not any(Path(f"/proc/{child}").exists() for child in below)
    assert all(json.loads(line)["schema"] for line in out.splitlines())  # of the files that were done, whole
    assert re.fullmatch(
        "已中断。(共 50 份，(核对完 \\d+ 份，结果都在|还没有核对完一份)。)?\n" if which is signal.SIGINT else "", err
    )
    assert list(temporary.iterdir()) == []


def children(process: int) -> list[str]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return listed.read_text(encoding="utf-8").split() if listed.exists() else []


def test_limits_are_said_with_their_options(tmp_path: Path, capsys: Captured) -> None:
    long_table(tmp_path / "a.html")

    assert main(["check", str(tmp_path / "a.html"), "--time-limit", "1"]) == UNUSABLE
    said = capsys.readouterr().err
    assert re.search(r"a\.html：.*(?:--time-limit|上限)", said)
    assert said.count("\n") == 1


def test_nothing_stays_among_the_temporary_files(
    files: Files, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    books = example_books(builtin())
    (tmp_path / "book.xlsx").write_bytes(template_workbook(books.year, builtin(), books=books))
    main(["check", str(files.good), str(files.flawed), "--jobs", "2"])
    main(["prepare", str(tmp_path / "book.xlsx"), "-o", str(tmp_path / "made"), "--formats", "json"])

    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsx", "made"]
    capsys.readouterr()
