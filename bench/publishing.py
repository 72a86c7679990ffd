"""Time of preparing and publishing the example in every format, in one cold process, beside named alternatives in the same run.

    python bench/publishing.py [--write]

A round is a process of its own that prepares the disclosure and writes Word, PDF, Excel, web page, JSON and data package one
after the other, imports and data files included; the aim is 5 seconds for all of it. The alternatives: openpyxl writing
the cells, formulas and formats of the same workbook, and LibreOffice turning the Word file into a PDF (where it is
installed). Seconds are medians of the rounds, of processor time, which other work on the machine hardly changes, and by the
clock; ratios are medians over pairs. ``--write`` puts the table into ``docs/benchmarks.md``.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
LIMIT = 5.0
FORMATS = ("prepare", "docx", "pdf", "xlsx", "html", "json", "package")
BEGIN, END = "<!-- publishing -->", "<!-- end of publishing -->"
NAMES = {"prepare": "prepare (books → disclosure)", "package": "data package (CSV + Parquet)"}

_OURS = """
import json, sys, time
started = (time.perf_counter(), time.process_time())
seconds = {}

def lap(name):
    global started
    now = (time.perf_counter(), time.process_time())
    seconds[name] = [after - before for after, before in zip(now, started)]
    started = now

from pathlib import Path
folder = Path(sys.argv[1])
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard.layouts import layouts
edition = layouts().named("henan-2022")
made = compose(example_books(), edition)
lap("prepare")
from juesuan.publishing import publish, publish_package
layout = edition.style
for name in ("docx", "pdf", "xlsx", "html"):
    publish(made, layout, folder / f"made.{name}")
    lap(name)
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
(folder / "made.json").write_text(dumps(disclosure_object(made)), encoding="utf-8")
lap("json")
publish_package(made, layout, folder / "package")
lap("package")
print(json.dumps(seconds))
"""
_OPENPYXL = """
import sys, time
from copy import copy
from openpyxl import Workbook, load_workbook
source = load_workbook(sys.argv[1] + "/made.xlsx")
sheets = [
    (sheet.title, [(c.row, c.column, c.value, copy(c.font), copy(c.border), copy(c.alignment), c.number_format)
                   for row in sheet.iter_rows() for c in row if type(c).__name__ == "Cell"],
     [str(area) for area in sheet.merged_cells.ranges])
    for sheet in source
]
started = time.process_time()
book = Workbook()
for title, cells, merges in sheets:
    sheet = book.create_sheet(title)
    for row, column, value, font, border, alignment, number_format in cells:
        cell = sheet.cell(row, column, value)
        cell.font, cell.border, cell.alignment, cell.number_format = font, border, alignment, number_format
    for area in merges:
        sheet.merge_cells(area)
book.save(sys.argv[1] + "/theirs.xlsx")
print(time.process_time() - started)
"""


def output(folder: Path, script: str, where: Path) -> str:
    """What a Python process prints, with byte code compiled beforehand as it is for an installed package."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", script, str(where)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment).stdout


def office(folder: Path, where: Path) -> float | None:
    """Seconds of LibreOffice for Word → PDF, its profile made beforehand."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(where / "office"), str(where / "made.docx")]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return time.perf_counter() - started


def measured() -> tuple[list[dict[str, list[float]]], list[float], list[float]]:
    """Seconds of all rounds: ours by format, openpyxl's, LibreOffice's."""
    ours, openpyxl, libreoffice = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(ROUNDS + 1):  # the first round compiles and makes profiles, and does not count
            where = folder / str(number)
            where.mkdir()
            seconds = json.loads(output(folder, _OURS, where))
            theirs = float(output(folder, _OPENPYXL, where))
            converted = office(folder, where)
            if number:
                ours.append(seconds)
                openpyxl.append(theirs)
                libreoffice += [converted] if converted is not None else []
    return ours, openpyxl, libreoffice


def table() -> tuple[str, float]:
    """The measurements as Markdown, and the seconds of everything by the processor."""
    ours, openpyxl, libreoffice = measured()
    lines = ["| step, in one cold process | processor s | clock s |", "|---|---:|---:|"]
    for name in FORMATS:
        clock, processor = (statistics.median(round_[name][kind] for round_ in ours) for kind in (0, 1))
        lines.append(f"| {NAMES.get(name, name)} | {processor:.2f} | {clock:.2f} |")
    clocks, processors = ([sum(lap[kind] for lap in round_.values()) for round_ in ours] for kind in (0, 1))
    total = statistics.median(processors)
    lines.append(f"| **everything** (at most {LIMIT:.0f}) | **{total:.2f}** | {statistics.median(clocks):.2f} |")
    lines += ["", "| alternative in the same run | seconds | ours / theirs |", "|---|---:|---:|"]
    pairs = [("openpyxl writes the same workbook (processor)", openpyxl, [round_["xlsx"][1] for round_ in ours])]
    if libreoffice:
        pairs.append(("LibreOffice, docx → pdf, against all our formats together (clock)", libreoffice, clocks))
    for title, theirs, mine in pairs:
        ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
        lines.append(f"| {title} | {statistics.median(theirs):.2f} | {ratio:.2f} |")
    return "\n".join(lines), total


def main() -> int:
    """Prints the table; exit status 1 when everything together takes longer than it may."""
    text, seconds = table()
    print(text)
    if "--write" in sys.argv:
        path = ROOT / "docs" / "benchmarks.md"
        before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0 if seconds <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
