"""What a cold check imports: half of it is start-up, so nothing is imported that the file at hand does not need.

Counts of modules, never seconds: each costs some tenth of a millisecond to find and load, and what it defines the same again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Files

pytestmark = pytest.mark.processes

_COMMAND = """
import contextlib, io, json, sys
from juesuan.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["check", sys.argv[1]])
print(json.dumps(["", sorted(sys.modules)]))
"""
_READER = """
import sys; sys.path[:] = {path!r}
from juesuan import lean
import juesuan.corpus.child, juesuan.corpus.work as work
work.warm_up()
import os
from juesuan.corpus.judging import Judge, Wanted
from juesuan.corpus.jobs import Tools
from juesuan.corpus.outputs import Look
from juesuan.reporting.style import Style
from juesuan.standard import builtin
judged = Judge(os.fsencode(sys.argv[1]), Wanted("text", Look(Style(), False))).do(Tools(builtin(), None))
loaded = sorted(sys.modules)
import json
print(json.dumps([judged.text, loaded]))
"""
_ANNOTATIONS = """
import sys, typing
def spelt(self, text, *rest, made=typing.ForwardRef.__init__, **named):
    asked.append(text)
    made(self, text, *rest, **named)
asked = []
typing.ForwardRef.__init__ = spelt
from juesuan.standard import builtin
for part in ("codes", "forms", "layouts", "evaluations", "places", "requirements", "glossary", "terms", "language", "blame"):
    getattr(builtin(), part)
print(" ".join(map(str, asked)))
"""
_NEVER = {
    "inspect",
    "typing_extensions",
    "dataclasses",
    "asyncio",
    "concurrent.futures",
    "socket",
    "logging",
    "statistics",
}
_OF_OTHER_FILES = {"lxml", "duckdb", "pypdf", "typst", "xlsxwriter", "xlrd", "python_calamine", "pypdfium2"}


def _printed(*arguments: str) -> str:
    path = [entry for entry in sys.path if entry]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment).stdout


def _ours(modules: list[str]) -> list[str]:
    return [name for name in modules if name.partition(".")[0] == "juesuan"]


def _packages(modules: list[str]) -> set[str]:
    return {".".join(name.split(".")[:2]) for name in _ours(modules)}


def test_the_command_imports_nothing_that_reads_or_judges(files: Files) -> None:
    """It takes the arguments, watches over the process that does the work, and prints what comes back."""
    loaded: list[str] = json.loads(_printed("-c", _COMMAND, str(files.pdf)))[1]

    assert not _packages(loaded) & {
        "juesuan.standard",
        "juesuan.arithmetic",
        "juesuan.recognising",
        "juesuan.publishing",
    }
    data = ["juesuan.checking.by_hand", "juesuan.checking.waivers"]
    assert [name for name in _ours(loaded) if name.startswith("juesuan.checking.")] == data
    assert sorted(set(loaded) & (_NEVER | _OF_OTHER_FILES | {"csv", "hashlib", "shutil", "tempfile"})) == []
    assert len(_ours(loaded)) <= 64
    assert len(loaded) - len(_ours(loaded)) <= 120


@pytest.mark.parametrize(("kind", "most", "needs"), [("pdf", 332, []), ("good", 310, ["inspect", "lxml"])])
def test_the_process_that_reads_imports_what_its_file_needs(
    kind: str, most: int, needs: list[str], files: Files
) -> None:
    """``needs``: what it imports of what is not for every file; lxml imports inspect. Rules are all needed, and may become more."""
    path: Path = getattr(files, kind)
    entries = [entry for entry in sys.path if entry]
    text, loaded = json.loads(_printed("-I", "-S", "-c", _READER.format(path=entries), str(path)))

    assert text
    assert sorted(set(loaded) & (_NEVER | _OF_OTHER_FILES)) == needs
    assert not _packages(loaded) & {"juesuan.cli", "juesuan.preparing", "juesuan.publishing", "juesuan.demo"}
    assert not {name for name in loaded if name.startswith("juesuan.recognising.forms.flattened.p")}
    assert len([name for name in _ours(loaded) if not name.startswith("juesuan.checking.rules.")]) <= most
    assert len(loaded) - len(_ours(loaded)) <= 165


def test_types_of_the_standards_files_are_no_texts() -> None:
    """A module that puts off its annotations leaves them as texts, and each is compiled when a file is decoded: a tenth of loading."""
    assert len(_printed("-c", _ANNOTATIONS).split()) <= 8
