"""Speed and memory of ``read + check``, as ratios to pdfplumber's ``extract_tables`` on the same file in the same run.

    python bench/speed.py [--write] [FILE.pdf ...]

Without files it takes the real documents at hand and the example disclosure that the demo makes. A measurement is a process of its
own, alternately ours and theirs; the first round in it is the cold one, imports and data files included, the second the
warm one, as a service or a folder of files sees it. Seconds are of processor time, which other work on the
machine hardly changes, and the median of the pairwise ratios is what counts. ``--write`` puts the table into ``docs/benchmarks.md``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples" / "accounts"
PAIRS = 3

_MEASURE = """
import sys, time

def work(path):
{work}

def seconds():
    start = time.process_time()
    pages = work(sys.argv[1])
    return time.process_time() - start, pages

cold, pages = seconds()
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
except ImportError:  # Windows
    peak = float("nan")
print(cold, seconds()[0], peak, pages)
"""
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
print(write_demo(Path(sys.argv[1])).good)
"""
_HEAD = """\
| document | pages | cold s | cold ratio | warm s | warm ratio | pdfplumber cold s | warm s | peak MB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|"""


@dataclass(frozen=True)
class Measured:
    """One process: processor seconds of its first and its second round, its peak memory in megabytes, pages of the file."""

    cold: float
    warm: float
    peak: float
    pages: float


class Runner:
    """Runs measurements, with byte code compiled beforehand as it is for an installed package.

    Everything is done in processes of their own: on Linux the peak memory of a process is at least that of its parent.
    """

    def __init__(self, folder: Path) -> None:
        self._environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def output(self, *arguments: str) -> str:
        """What a Python process prints."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=self._environment).stdout

    def measure(self, work: str, path: Path) -> Measured:
        """One process that works on a file."""
        return Measured(*map(float, self.output("-c", _MEASURE.format(work=work), str(path)).split()))

    def example(self, folder: Path) -> Path:
        """The demo's example disclosure as PDF."""
        return Path(self.output("-X", "utf8", "-c", _EXAMPLE, str(folder)).strip())

    def start_up(self) -> float:
        """Seconds of ``juesuan --version``, the least of several runs."""
        script = "import subprocess, sys, time\nstart = time.perf_counter()\n"
        script += "subprocess.run([sys.executable, '-m', 'juesuan', '--version'], capture_output=True)\n"
        script += "print(time.perf_counter() - start)"
        return min(float(self.output("-c", script)) for _ in range(5))


def row(runner: Runner, path: Path, name: str) -> str:
    """The row of a document."""
    pairs = [(runner.measure(_OURS, path), runner.measure(_THEIRS, path)) for _ in range(PAIRS)]

    def median(figure: Callable[[Measured, Measured], float]) -> float:
        return statistics.median(figure(ours, theirs) for ours, theirs in pairs)

    cells = (
        name,
        f"{pairs[0][0].pages:.0f}",
        f"{median(lambda ours, _: ours.cold):.2f}",
        f"{median(lambda ours, theirs: ours.cold / theirs.cold):.2f}",
        f"{median(lambda ours, _: ours.warm):.2f}",
        f"{median(lambda ours, theirs: ours.warm / theirs.warm):.2f}",
        f"{median(lambda _, theirs: theirs.cold):.2f}",
        f"{median(lambda _, theirs: theirs.warm):.2f}",
        f"{max(ours.peak for ours, _ in pairs):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def documents(example: Path) -> Iterator[tuple[str, Path]]:
    """The files to measure, with the names they have in the table."""
    named = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    for path in named or sorted(SAMPLES.glob("*.pdf")):
        yield path.stem, path
    if not named:
        yield "example of the demo", example


def main() -> None:
    """Prints a row per document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runner = Runner(folder)
        example = runner.example(folder)
        for work in (_OURS, _THEIRS):
            runner.measure(work, example)
        print(_HEAD, flush=True)
        lines = [_HEAD]
        for title, path in documents(example):
            lines.append(row(runner, path, title))
            print(lines[-1], flush=True)
        lines.append(f"\nStart-up (`juesuan --version`): {runner.start_up():.3f} s.")
        print(lines[-1])
    if "--write" in sys.argv:
        write("\n".join(lines))


def write(table: str) -> None:
    """Puts the table into docs/benchmarks.md between its markers."""
    path = ROOT / "docs" / "benchmarks.md"
    before, _, rest = path.read_text(encoding="utf-8").partition("<!-- table -->")
    after = rest.partition("<!-- end -->")[2]
    path.write_text(f"{before}<!-- table -->\n{table}\n<!-- end -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
