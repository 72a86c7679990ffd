"""Ignorance never accuses, whoever made the PDF: consistent documents printed by other programs, and with watermarks of every direction.

    python bench/producers.py [--count N] [--seed N]

Each document of ``tests/departments``' seeds is printed by us with a watermark at a random angle, by a browser (Chromium) from our web page and by
LibreOffice from our Word file, where these programs are at hand; which are not is said. An error or a warning is a breach of the law, and the
status is 1 when there is any.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter, Transformation

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.departments import Chance, document  # noqa: E402
from tests.formats.pdf.made import typeset  # noqa: E402

import juesuan  # noqa: E402
from juesuan.model import Severity  # noqa: E402
from juesuan.publishing import publish  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

_WORDS = ("内部资料 注意保存", "2023 DRAFT 12.50", "草稿", "某某局 1,234.56 万元")
_SIZES = (30, 45, 60, 90)
_WIDTH, _HEIGHT = 900, 160
_MOST_CODES = 10
_SECONDS = 180


def watermarked(made: Path, folder: Path, chance: Chance) -> str:
    """Our PDF with a watermark on every page; what it says and how it lies."""
    words, size, angle = chance.choice(_WORDS), chance.choice(_SIZES), chance.choice((0, 90, chance.randint(0, 180)))
    page = f"#set page(width: {_WIDTH}pt, height: {_HEIGHT}pt, margin: 0pt, fill: none)\n"
    mark = PdfReader(io.BytesIO(typeset(f"{page}#text(size: {size}pt, fill: luma(80%))[{words}]"))).pages[0]
    pages = PdfWriter(clone_from=made / "made.pdf")
    for each in pages.pages:
        middle = Transformation().translate(-_WIDTH / 2, -_HEIGHT / 2).rotate(angle)
        placed = middle.translate(float(each.mediabox.width) / 2, float(each.mediabox.height) / 2)
        each.merge_transformed_page(mark, placed, over=chance.choice((True, False)))
    pages.write(folder / "printed.pdf")
    return f"{words} {size} pt {angle}°"


def browser(made: Path, folder: Path, _: Chance) -> str:
    """Our web page as Chromium prints it."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder / 'printed.pdf'}")
    return _printed("chromium", *options, (made / "made.html").as_uri())


def office(made: Path, folder: Path, _: Chance) -> str:
    """Our Word file as LibreOffice prints it."""
    said = _printed("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(made / "made.docx"))
    (folder / "made.pdf").rename(folder / "printed.pdf")
    return said


def _printed(program: str, *arguments: str) -> str:
    subprocess.run([program, *arguments], capture_output=True, timeout=_SECONDS, check=True)
    return program


_PRODUCERS: Mapping[str, tuple[str | None, Callable[[Path, Path, Chance], str]]] = {
    "watermark": (None, watermarked),
    "browser": ("chromium", browser),
    "office": ("soffice", office),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Does another producer make a consistent document an accused one?")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    producers = {name: make for name, (needs, make) in _PRODUCERS.items() if needs is None or shutil.which(needs)}
    for absent in _PRODUCERS.keys() - producers.keys():
        print(f"{absent}: not tried, {_PRODUCERS[absent][0]} is not installed")
    breaches: Counter[str] = Counter()
    for seed in range(options.seed, options.seed + options.count):
        consistent = document(seed, _MOST_CODES)
        for name, make in producers.items():
            with TemporaryDirectory() as made, TemporaryDirectory() as folder:
                for suffix in ("pdf", "html", "docx"):
                    publish(consistent.disclosure, consistent.layout, Path(made) / f"made.{suffix}", builtin())
                how = make(Path(made), Path(folder), Chance(seed))
                report = juesuan.check(juesuan.read(Path(folder) / "printed.pdf"))
            for finding in report.findings:
                if finding.severity is not Severity.INFO:
                    breaches[name] += 1
                    print(name, seed, how, ":", finding.rule, finding.message)
    for name in producers:
        print(f"{name}: {options.count} documents, {breaches[name]} findings above a note")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
