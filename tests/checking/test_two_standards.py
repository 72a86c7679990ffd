"""Two standards are two judges: what one of them says does not change what the other finds."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import juesuan
from juesuan.model import Disclosure, Report, Severity
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps, report_object
from juesuan.standard import Standard, builtin, load
from juesuan.standard.loading import read_text

IDENTITIES = """id,severity,category,title,assertion,scope,basis
X-99,error,cross_table,运行经费＝公用经费＋采购,"running_costs@N10 = spend[fund=gpb,economic=operating,nature=basic]@T06 + procurement@N11",,FORM
X-01,info,cross_table,收支总表与收入决算表的本年收入一致,T01 ~ T02 : income,,FORM
"""

CALLED_OTHERWISE = {
    "财政拨款“三公”经费支出决算表": "出行与招待花费表",
    "机关运行经费支出情况说明": "机关运转花费说明",
    "机关运行经费支出": "机关运转所费",
}
"""What a table, a section and a measure are called by us, and in a place of which only its own standard knows."""

TITLE, HEADING, MEASURE = CALLED_OTHERWISE.values()
ADDED = {
    "forms/T09.toml": ("titles = [", f"titles = [\n    '{TITLE}',"),
    "narrative/sections.toml": (
        "headings = ['(?:关于)?(?:部门)?机关运行",
        f"headings = ['{HEADING}', '(?:关于)?(?:部门)?机关运行",
    ),
    "narrative/measures.toml": ("patterns = ['机关运行经费", f"patterns = ['{MEASURE}', '机关运行经费"),
}
"""The words of that place in our files."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a wrong total, as it is published."""
    made, reference = compose(example_books(builtin()), builtin().layouts.reference), builtin().layouts.reference
    path = tmp_path_factory.mktemp("published") / "a.html"
    publish(made, reference.style, path, builtin())
    total = next(s for s in made.statements if s.source == "T01" and str(s.fact) == "income")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f">{total.amount.raw}<", f">9{total.amount.raw}<", 1), encoding="utf-8")
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that calls 2010301 otherwise, has one identity more, and takes a wrong total lightly."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "functional.csv").write_text(
        "code,name,valid_from,valid_to,confidence,source\n2010301,机关运行,,,high,observed\n", encoding="utf-8"
    )
    (tmp_path / "identities.csv").write_text(IDENTITIES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def renamed(published: Path, tmp_path: Path) -> Path:
    """The same in the words of that place."""
    path, text = tmp_path / "renamed.html", published.read_text(encoding="utf-8")
    for ours, theirs in CALLED_OTHERWISE.items():
        assert ours in text
        text = text.replace(ours, theirs)
    path.write_text(text, encoding="utf-8")
    return path


def knowing(folder: Path, *files: str) -> Path:
    """A folder of that place with some of its files."""
    folder.mkdir()
    for name in files:
        before, after = ADDED[name]
        text = read_text(builtin().layers.files(name)[-1])
        assert before in text
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


def read_by(path: Path, standard: Standard) -> str:
    """What is read, as the command line writes it."""
    return dumps(disclosure_object(juesuan.read(path, standard=standard))) + "\n"


def judged(document: Disclosure, standard: Standard) -> str:
    """The report as the command line writes it."""
    return dumps(report_object(Dossier(document, juesuan.check(document, standard=standard), builtin()))) + "\n"


def in_a_process(path: Path, *options: str, command: str = "check") -> str:
    """The same from a process of its own."""
    command_line = (sys.executable, "-m", "juesuan", command, str(path), "--format", "json", *options)
    made = subprocess.run(
        command_line, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"}, timeout=120
    )
    return made.stdout.decode("utf-8").replace("\r\n", "\n")


def test_two_at_once_judge_as_two_processes_do(published: Path, theirs: Path) -> None:
    """In two threads, each of which loads its standard itself; byte for byte. What differs has no part in reading."""
    document = juesuan.read(published)

    with ThreadPoolExecutor(2) as pool:
        ours, other = pool.map(lambda folders: judged(document, load(*folders)), ((), (theirs,)))

    assert ours == in_a_process(published)
    assert other == in_a_process(published, "--standard", str(theirs))
    assert ours != other


def test_each_judges_by_its_own(published: Path, theirs: Path) -> None:
    """Codes, identities and severities."""
    document = juesuan.read(published)
    ours, other = (juesuan.check(document, standard=standard) for standard in (load(), load(theirs)))

    def severities(report: Report, rule: str) -> list[Severity]:
        return [finding.severity for finding in report.findings if finding.rule == rule]

    assert (severities(ours, "C-02"), severities(ours, "X-01")) == ([], [Severity.ERROR])
    assert severities(other, "C-02")
    assert severities(other, "X-01") == [Severity.INFO]
    assert "X-99" not in {result.rule for result in ours.results}
    assert "X-99" in {result.rule for result in other.results}
    assert ours.catalogue != other.catalogue


def test_two_at_once_read_as_two_processes_do(renamed: Path, tmp_path: Path) -> None:
    """In two threads, each of which loads its standard itself; byte for byte."""
    words = knowing(tmp_path / "words", *ADDED)

    with ThreadPoolExecutor(2) as pool:
        ours, other = pool.map(lambda folders: read_by(renamed, load(*folders)), ((), (words,)))

    assert ours == in_a_process(renamed, command="read")
    assert other == in_a_process(renamed, "--standard", str(words), command="read")
    assert ours != other


@pytest.mark.parametrize("files", [(), *((name,) for name in ADDED), tuple(ADDED)], ids="-".join)
def test_each_reads_by_its_own(renamed: Path, tmp_path: Path, files: tuple[str, ...]) -> None:
    """Titles of tables, headings of sections, and what measures are called: one after another in one process."""
    juesuan.read(renamed, standard=load())
    read = juesuan.read(renamed, standard=load(knowing(tmp_path / "words", *files)))

    headed = "narrative/sections.toml" in files
    assert ("T09" in read.tables) == ("forms/T09.toml" in files)
    assert any(section.id == "N10" for section in read.sections) == headed
    assert any(
        statement.source == "N10" and str(statement.fact) == "running_costs" for statement in read.statements
    ) == (headed and "narrative/measures.toml" in files)
