"""Speed and memory of checking a document, as ratios to pdfplumber's ``extract_tables`` on the same file in the same run.

    python bench/speed.py [--write] [FILE.pdf ...]

Without files it takes the real documents at hand and the example disclosure that the demo makes. A measurement is a process of its
own, alternately ours and theirs. Cold is the whole of a process that does one document and ends, with the process in which it has it
read: ``juesuan check FILE`` with all that both import and load, beside one that imports pdfplumber and finds the tables of every page.
Warm is a second round in a process, reading and checking, as a service or a folder of files sees it. Seconds are of processor time,
which other work on the machine hardly changes, and the median of the pairwise ratios is what counts. ``--write`` puts the table into
``docs/benchmarks.md``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples" / "accounts"
PAIRS = 3

_MEASURE = """
import sys, time

def work(path):
{work}

pages = work(sys.argv[1])
cold = time.process_time()
work(sys.argv[1])
warm = time.process_time() - cold
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
except ImportError:  # Windows
    peak = float("nan")
print(cold, warm, peak, pages)
"""
_CHECK = """
import contextlib, io, os, sys, time
from juesuan.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["check", sys.argv[1]])
ended = os.times()
print(time.process_time() + ended.children_user + ended.children_system)
"""
_STANDARD = """
import time
import juesuan.recognising.file_to_disclosure, juesuan.checking.engine
from juesuan.standard import builtin
start = time.process_time()
for part in {parts}:
    getattr(builtin(), part)
print(time.process_time() - start)
"""
_NEEDED = (
    *("codes", "vocabulary", "forms", "layouts", "grammar", "evaluations", "bases", "places", "requirements"),
    *("glossary", "terms", "language", "blame"),
)
"""The parts of the standard that final accounts are read and judged by."""

_SHORTEST, _LONGEST = 25, 50
"""Pages of the documents whose cold checks have a goal."""

_OURS = """
    import juesuan
    disclosure = juesuan.read(path)
    juesuan.check(disclosure)
    return disclosure.info.pages
"""
_THEIRS = """
    import pdfplumber
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()
        return len(document.pages)
"""
_EXAMPLE = """
import sys
from pathlib import Path
from juesuan.demo import write_demo
from juesuan.standard import builtin
print(write_demo(Path(sys.argv[1]), builtin()).good)
"""
_HEAD = """\
| document | pages | `check` cold s | cold ratio | warm s | warm ratio | pdfplumber cold s | warm s | peak MB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|"""


@dataclass(frozen=True)
class Measured:
    """One process: processor seconds up to the end of its first round, and of its second, its peak memory in megabytes, pages of the file."""

    cold: float
    warm: float
    peak: float
    pages: float


class Runner:
    """Runs measurements, with byte code compiled beforehand beside the sources, as it is for an installed package.

    Everything is done in processes of their own: on Linux the peak memory of a process is at least that of its parent.
    """

    def __init__(self) -> None:
        # The process that reads looks for it nowhere else.
        self._environment = {name: value for name, value in os.environ.items() if name != "PYTHONPYCACHEPREFIX"}
        self.output("-m", "compileall", "-q", str(ROOT / "src"))

    def output(self, *arguments: str) -> str:
        """What a Python process prints."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=self._environment).stdout

    def measure(self, work: str, path: Path) -> Measured:
        """One process that works on a file."""
        return Measured(*map(float, self.output("-c", _MEASURE.format(work=work), str(path)).split()))

    def check(self, path: Path) -> float:
        """Processor seconds of a process that checks a file from the command line."""
        return float(self.output("-c", _CHECK, str(path)))

    def standard(self) -> float:
        """Processor seconds of loading what one document needs of the standard, the least of several processes."""
        return min(float(self.output("-c", _STANDARD.format(parts=_NEEDED))) for _ in range(5))

    def example(self, folder: Path) -> Path:
        """The demo's example disclosure as PDF."""
        return Path(self.output("-X", "utf8", "-c", _EXAMPLE, str(folder)).strip())

    def start_up(self) -> float:
        """Seconds of ``juesuan --version``, the least of several runs."""
        script = "import subprocess, sys, time\nstart = time.perf_counter()\n"
        script += "subprocess.run([sys.executable, '-m', 'juesuan', '--version'], capture_output=True)\n"
        script += "print(time.perf_counter() - start)"
        return min(float(self.output("-c", script)) for _ in range(5))


@dataclass(frozen=True)
class Row:
    """What was measured of a document: the line of the table, its pages, the ratio of a cold check."""

    line: str
    pages: float
    cold: float


def row(runner: Runner, path: Path, name: str) -> Row:
    """Measures a document."""
    rounds = [(runner.check(path), runner.measure(_THEIRS, path), runner.measure(_OURS, path)) for _ in range(PAIRS)]
    cold = statistics.median(check / theirs.cold for check, theirs, _ in rounds)
    pages = rounds[0][2].pages
    cells = (
        name,
        f"{pages:.0f}",
        f"{statistics.median(check for check, _, _ in rounds):.2f}",
        f"{cold:.2f}",
        f"{statistics.median(ours.warm for _, _, ours in rounds):.2f}",
        f"{statistics.median(ours.warm / theirs.warm for _, theirs, ours in rounds):.2f}",
        f"{statistics.median(theirs.cold for _, theirs, _ in rounds):.2f}",
        f"{statistics.median(theirs.warm for _, theirs, _ in rounds):.2f}",
        f"{max(ours.peak for _, _, ours in rounds):.0f}",
    )
    return Row(f"| {' | '.join(cells)} |", pages, cold)


def summary(rows: Sequence[Row]) -> str:
    """The cold checks that have a goal, in a sentence; empty when none of the documents has as many pages."""
    ratios = [row.cold for row in rows if _SHORTEST <= row.pages <= _LONGEST]
    if not ratios:
        return ""
    middle = f"median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}"
    return f"\nCold checks of {_SHORTEST} to {_LONGEST} pages: {middle} of pdfplumber's time."


def documents(example: Path) -> Iterator[tuple[str, Path]]:
    """The files to measure, with the names they have in the table."""
    named = [Path(name) for name in sys.argv[1:] if _is_file(name)]
    for path in named or sorted(SAMPLES.glob("*.pdf")):
        yield path.stem, path
    if not named:
        yield "example of the demo", example


def main() -> None:
    """Prints a row per document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runner = Runner()
        example = runner.example(folder)
        for work in (_OURS, _THEIRS):
            runner.measure(work, example)
        runner.check(example)
        print(_HEAD, flush=True)
        rows = []
        for title, path in documents(example):
            rows.append(row(runner, path, title))
            print(rows[-1].line, flush=True)
        real = rows if any(map(_is_file, sys.argv[1:])) else rows[:-1]
        lines = [
            f"{summary(real)}\n" if summary(real) else "",
            f"Loading what one document needs of the standard: {runner.standard():.3f} s of processor time.",
            f"Start-up (`juesuan --version`): {runner.start_up():.3f} s.",
        ]
        print("\n".join(lines))
    if "--write" in sys.argv:
        write("\n".join([_HEAD, *(row.line for row in rows), *lines]))


def _is_file(argument: str) -> bool:
    return not argument.startswith("--")


def write(table: str) -> None:
    """Puts the table into docs/benchmarks.md between its markers."""
    path = ROOT / "docs" / "benchmarks.md"
    before, _, rest = path.read_text(encoding="utf-8").partition("<!-- table -->")
    after = rest.partition("<!-- end -->")[2]
    path.write_text(f"{before}<!-- table -->\n{table}\n<!-- end -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
