"""Speed and memory of ``read + check`` as a ratio to pdfplumber's ``extract_tables`` on the same file in the same run.

    python bench/speed.py [FILE.pdf ...]

Without files it takes the real documents at hand, else the example disclosure that the demo makes. Each measurement is a process
of its own, alternately ours and theirs, and the median of the pairwise ratios is what counts: machines drift.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples" / "accounts"
RUNS = 3

_MEASURE = """
import sys, time
start = time.perf_counter()
{work}
print(time.perf_counter() - start)
try:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
except ImportError:
    print(0)
"""
_OURS = """
import juesuan
disclosure = juesuan.read(sys.argv[1])
juesuan.check(disclosure)
"""
_THEIRS = """
import pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_tables()
        page.close()
"""


def measure(work: str, path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one run in a fresh process."""
    command = [sys.executable, "-c", _MEASURE.format(work=work), str(path)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(lines[-2]), float(lines[-1])


def start_up() -> float:
    """Seconds of ``juesuan --version``, the least of several runs."""
    command = [sys.executable, "-c", _MEASURE.format(work="import subprocess\nsubprocess.run([sys.executable, '-m', 'juesuan', '--version'])")]
    return min(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-2]) for _ in range(5))


def main() -> None:
    """Prints a row per document."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.glob("*.pdf")) or example(Path(folder))
        print(f"{'document':40} {'ours s':>8} {'theirs s':>9} {'ratio':>7} {'ours MB':>8}")
        for path in files:
            pairs = [(measure(_OURS, path), measure(_THEIRS, path)) for _ in range(RUNS)]
            ratio = statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)
            seconds = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
            memory = max(ours[1] for ours, _ in pairs)
            print(f"{path.name:40} {seconds[0]:8.2f} {seconds[1]:9.2f} {ratio:7.3f} {memory:8.0f}", flush=True)
        print(f"start-up (juesuan --version): {start_up():.3f} s")


def example(folder: Path) -> list[Path]:
    """The demo's example disclosure as PDF."""
    from juesuan.demo import write_example

    return [write_example(folder)]


if __name__ == "__main__":
    main()
