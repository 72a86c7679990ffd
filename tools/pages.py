"""Draws ``docs/images/page-*.png``: three pages of the invented department's PDF. Needs pypdfium2, which the reader uses, and Pillow."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

from juesuan.demo import demo_disclosure, demo_layout
from juesuan.publishing import publish
from juesuan.standard import builtin

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
PAGES = {"narrative": "第三部分 ", "table": "支出决算表", "performance": "项目支出绩效自评情况表"}
"""What each picture shows, by the beginning of the bookmark of its page."""

SCALE = 1.5  # pixels a point
COLOURS = 16  # greys are enough for black on white, and small


def main() -> int:
    """Draws the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        publish(demo_disclosure(builtin()), demo_layout(builtin()).style, path, builtin())
        document = pypdfium2.PdfDocument(path)
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
        for name, title in PAGES.items():
            index = next(page for text, page in marks if text.startswith(title))
            picture = document[index].render(scale=SCALE, grayscale=True).to_pil().quantize(COLOURS)
            picture.save(FOLDER / f"page-{name}.png", optimize=True)
            print(f"page-{name}.png: page {index + 1}")
        document.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
