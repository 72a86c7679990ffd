"""Two standards make two documents: what one of them says does not change what is prepared and published by the other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import juesuan
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_html
from juesuan.publishing.template_workbook import example_workbook
from juesuan.standard import Standard, load

FORMATS = ("docx", "xlsx", "html", "pdf")
CHARTS = '[apart]\n[[charts]]\ntitle = "支出的构成"\nrows = [["T03", "spend"]]\n'


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that calls a code and a term otherwise, computes one fact by a line of its own, and draws one chart."""
    folder = tmp_path / "own"
    (folder / "codes").mkdir(parents=True)
    texts = {
        "codes/functional.csv": "code,name,valid_from,valid_to,confidence,source\n2060499,钻研与开发,,,high,observed\n",
        "glossary.csv": "term,english,name,expected,definition\n基本支出,basic,nature=basic,,维持运转的支出。\n",
        "charts.toml": CHARTS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def made_by(standard: Standard, where: Path) -> Mapping[str, bytes]:
    """The workbook of the worked example and what is published of it, by suffix."""
    where.mkdir()
    books = example_books(standard)
    prepared = juesuan.prepare(books, rounding="footing", standard=standard)
    assert prepared.disclosure is not None
    for suffix in FORMATS:
        juesuan.publish(prepared.disclosure, where / f"made.{suffix}", standard=standard)
    style = standard.layouts.of_document(prepared.disclosure.info.profile).style
    publish_html(prepared.disclosure, style, where / "made.html", standard, books.previous)
    workbook = example_workbook(standard)
    return {"workbook": workbook, **{suffix: (where / f"made.{suffix}").read_bytes() for suffix in FORMATS}}


def made_in_a_process(where: Path, *options: str) -> Mapping[str, bytes]:
    """The same by the command line."""
    where.mkdir()
    workbook = where / "工作簿.xlsx"
    command(where, "template", "--example", "-o", str(workbook), *options)
    chosen = ("--rounding", "footing", "--formats", ",".join(FORMATS))
    command(where, "prepare", str(workbook), "-o", "out", *chosen, *options)
    found = {path.suffix[1:]: path.read_bytes() for path in (where / "out").iterdir() if path.suffix[1:] in FORMATS}
    return {"workbook": workbook.read_bytes(), **found}


def command(where: Path, *arguments: str) -> None:
    line = (sys.executable, "-m", "juesuan", *arguments)
    subprocess.run(line, cwd=where, env={**os.environ, "PYTHONUTF8": "1"}, timeout=300, capture_output=True, check=True)


def test_two_at_once_make_what_two_processes_make(theirs: Path, tmp_path: Path) -> None:
    """In two threads, each of which loads its standard itself; byte for byte, in every format."""
    folders = ((), (theirs,))

    with ThreadPoolExecutor(2) as pool:
        ours, other = pool.map(lambda n: made_by(load(*folders[n]), tmp_path / str(n)), range(2))

    assert ours == made_in_a_process(tmp_path / "a")
    assert other == made_in_a_process(tmp_path / "b", "--standard", str(theirs))
    assert all(ours[kind] != other[kind] for kind in ours)
    assert "钻研与开发" in other["html"].decode() and "钻研与开发" not in ours["html"].decode()
