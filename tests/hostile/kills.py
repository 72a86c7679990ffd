"""Ends commands at random moments, as a power cut or an impatient user does, and looks at what is left.

    python -m tests.hostile.kills [--count N] [--seed N] [--commands check prepare …]

After each: every file of the user's is as it was; every earlier result stands under its own name, whole, be it the old one or the new one;
no process is left. The same command once more ends as ever, and nothing hidden stays, neither beside the results nor among the temporary
files. Half of the moments are spread over the whole run, half lie just behind the first sign of writing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from juesuan.cli.inputs import KEPT
from juesuan.cli.status import ERRORS, FINE
from juesuan.cli.writing.record import LIST
from juesuan.demo import demo_disclosure, flawed
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from juesuan.unfinished import is_unfinished

__all__ = ["COMMANDS", "Killed", "Scene"]

COMMANDS: Mapping[str, str] = {
    "check": "check given/flawed.html -o out/r.html",
    "check with all": "check given/flawed.pdf -o out/r.json --annotate out/a.pdf --notice out/n.docx",
    "folder": "check given/documents --format html -o out/reports --jobs 2",
    "folder with all": "check given/documents --format xlsx -o out/lists --annotate out/copies --notice out/letters",
    "batch": "check given/documents -o out/batch --jobs 2",
    "compare": "compare given/flawed.html given/good.html -o out/c.xlsx",
    "prepare": "prepare given/book.xlsx -o out/made --formats html,xlsx,json,package",
    "read": "read given/flawed.pdf -o out/r.xlsx --overlay out/pages",
    "package": "read given/good.html --format package -o out/package",
    "zip": "read given/good.html --format package -o out/package.zip",
    "template": "template --example -o out/book.xlsx",
    "fill": "fill given/template.docx --from given/good.html -o out/filled.docx",
    "demo": "demo -o out/demo --no-browser",
}
_SAME = "out/batch/"
"""Results here are the same, byte for byte, however often the command was ended before."""
OWN = "out/自己的.txt"
"""A file of the user's among the results."""
_GONE = 10.0
"""Seconds within which every process has ended; where the processors are free it is a tenth of one."""
_LONG = 900


@dataclass
class Killed:
    """What was found after one command had been ended."""

    command: str
    moment: float
    wrong: list[str] = field(default_factory=list)
    while_writing: bool = False


class Scene:
    """A folder with what a user has, and the commands at work in it.

    Attributes:
        longest: seconds until the last process of an ended command had gone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "temporary"
        self._mark = f"JUESUAN_KILLS={folder}"
        self._lasts: dict[str, float] = {}
        self._status: dict[str, int] = {}
        self._made: dict[str, str] = {}
        self.longest = 0.0
        self.temporary.mkdir()
        (folder / "out").mkdir()
        _furnish(folder / "given")
        (folder / OWN).write_text("我自己的文件", encoding="utf-8")
        self._given = self._hashes(folder / "given") | {OWN: _sha256(folder / OWN)}

    def kill(self, name: str, chance: random.Random, *, anew: bool) -> Killed:
        """Ends a command at a moment, and looks; ``anew``: with no earlier results there."""
        if name not in self._lasts:
            self._learn(name)
        if anew:
            self._clean()
        earlier = self._hashes(self.folder / "out")
        watches = chance.random() < 0.5
        moment = chance.uniform(0, 0.03) if watches else chance.uniform(0, 1.05 * self._lasts[name])
        process = self._started(name)
        if watches:
            self._wait_for_writing(process)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        killed = Killed(name, moment, while_writing=any(map(is_unfinished, self._below("out"))))
        killed.wrong += self._orphans() + self._harm(earlier)
        killed.wrong += self._next(name)
        return killed

    def _learn(self, name: str) -> None:
        begun = time.monotonic()
        self._status[name] = self._started(name).wait(_LONG)
        self._lasts[name] = time.monotonic() - begun
        if self._status[name] not in {FINE, ERRORS}:
            raise ValueError(f"{name} does not even end well when it is left alone")
        self._made |= {
            path: sha256 for path, sha256 in self._hashes(self.folder / "out").items() if path.startswith(_SAME)
        }

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        key, _, value = self._mark.partition("=")
        temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self.temporary))
        return subprocess.Popen(
            [sys.executable, "-m", "juesuan", *COMMANDS[name].split()],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), key: value, **temporary},
        )

    def _wait_for_writing(self, process: subprocess.Popen[bytes]) -> None:
        """Until something unfinished lies beside the results, or the command has ended."""
        deadline = time.monotonic() + _LONG
        out = self.folder / "out"
        while process.poll() is None and time.monotonic() < deadline:
            if any(is_unfinished(Path(name)) for _, names, _ in os.walk(out) for name in names):
                return
            time.sleep(0.001)

    def _orphans(self) -> list[str]:
        """Processes of the command that are still there after a while (as far as the system lets us see them)."""
        deadline = time.monotonic() + _GONE
        while (left := self._processes()) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.longest = max(self.longest, time.monotonic() + _GONE - deadline)
        return [f"process left: {name}" for name in left]

    def _processes(self) -> list[str]:
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if self._mark.encode() in path.read_bytes():
                    found.append((path.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue
        return found

    def _harm(self, earlier: Mapping[str, str]) -> list[str]:
        """What is wrong with the files that were there before, and with the results that are there now."""
        there = self._hashes(self.folder / "given") | self._hashes(self.folder / "out")
        wrong = [f"changed: {name}" for name, sha256 in self._given.items() if there.get(name) != sha256]
        wrong += [f"gone: {name}" for name in earlier if name not in there]
        return wrong + [f"not whole: {name}" for name in there if not _is_whole(self.folder / name)]

    def _next(self, name: str) -> list[str]:
        """What is wrong after the same command once more."""
        status = self._started(name).wait(_LONG)
        wrong = [] if status == self._status[name] else [f"ended with {status} instead of {self._status[name]}"]
        wrong += [f"left: {path}" for path in self._below("out") if is_unfinished(path)]
        wrong += [f"left: {path}" for path in self._below("temporary")]
        for path in self.temporary.iterdir():
            shutil.rmtree(path)  # told of once
        if any(path.as_posix().startswith(_SAME) for path in self._below("out")):
            there = self._hashes(self.folder / "out")
            wrong += [f"not as undisturbed: {path}" for path in self._made if there.get(path) != self._made[path]]
        listed = list((self.folder / "out").rglob(LIST))
        wrong += [f"no list: {path}" for path in listed if not json.loads(path.read_text(encoding="utf-8"))["files"]]
        return wrong + self._harm({})

    def _clean(self) -> None:
        for path in (self.folder / "out").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path != self.folder / OWN:
                path.unlink()

    def _below(self, name: str) -> list[Path]:
        return [path.relative_to(self.folder) for path in (self.folder / name).rglob("*")]

    def _hashes(self, where: Path) -> dict[str, str]:
        files = (path for path in where.rglob("*") if path.is_file() and path.name != LIST and KEPT not in path.parts)
        names = {path.relative_to(self.folder): path for path in files}
        return {name.as_posix(): _sha256(path) for name, path in names.items() if not is_unfinished(name)}


def _furnish(given: Path) -> None:
    """The documents, the workbook and the template."""
    (given / "documents" / "下级").mkdir(parents=True)
    standard = builtin()
    good, layout = demo_disclosure(standard), standard.layouts.named("henan-2022").style
    for disclosure, name in ((good, "good"), (flawed(good), "flawed")):
        publish(disclosure, layout, given / f"{name}.html", standard)
    publish(flawed(good), layout, given / "flawed.pdf", standard)
    publish(flawed(good), layout, given / "documents" / "甲.docx", standard)
    shutil.copy(given / "good.html", given / "documents" / "乙.html")
    shutil.copy(given / "flawed.pdf", given / "documents" / "下级" / "甲.pdf")
    books = example_books(standard)
    (given / "book.xlsx").write_bytes(template_workbook(books.year, standard, books=books))
    template = docx.Document()
    for text in ("{{单位}}", "{{表:收入支出决算总表}}"):
        template.add_paragraph(text)
    template.save(str(given / "template.docx"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_whole(path: Path) -> bool:
    """Whether a file ends as files of its format do."""
    content = path.read_bytes()
    match path.suffix:
        case ".docx" | ".xlsx" | ".zip":
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        case ".json":
            return isinstance(json.loads(content), dict)
        case ".html":
            return content.rstrip().endswith(b"</html>")
        case ".svg":
            return content.rstrip().endswith(b"</svg>")
        case ".pdf":
            return content.rstrip().endswith(b"%%EOF")
        case ".parquet":
            return content.endswith(b"PAR1")
        case _:
            return content.endswith(b"\n") or path.name == Path(OWN).name


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the campaign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--commands", nargs="+", choices=sorted(COMMANDS), default=list(COMMANDS))
    chosen = parser.parse_args(arguments)
    chance = random.Random(chosen.seed)
    bad, writing = 0, 0
    with TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        for number in range(chosen.count):
            name = chosen.commands[number % len(chosen.commands)]
            killed = scene.kill(name, chance, anew=chance.random() < 0.3)
            writing += killed.while_writing
            if killed.wrong:
                bad += 1
                print(f"{number}: {name} after {killed.moment:.3f} s: {'; '.join(killed.wrong[:5])}", flush=True)
    print(f"{chosen.count} commands ended at random, {writing} of them while they wrote, {bad} with harm")
    print(f"the last process of one had gone after {scene.longest:.2f} s at most")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
