"""PDF files made for the tests: typeset by typst with the fonts that our own documents use, or written by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypdfium2
import typst

from juesuan.formats.pages.source import Grid, Page, Paragraph, Source
from juesuan.formats.pdf.reading import read_pdf
from juesuan.formats.pdf.writing.fonts import FACES, font_folder

PREAMBLE = f"""
#set text(font: "{FACES["serif"]}", size: 10.5pt, lang: "zh", region: "cn")
#set page(paper: "a4", margin: 2cm)
#set par(first-line-indent: (amount: 2em, all: true), leading: 0.8em, spacing: 0.8em, justify: true)
"""

HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
TABLE = (
    HEAD,
    ("201", "一般公共服务支出", "1,234.56", "1,000.00", "234.56"),
    ("20106", "财政事务", "1,234.56", "1,000.00", "234.56"),
    ("2010601", "行政运行", "1,000.00", "1,000.00", ""),
    ("2010602", "一般行政管理事务", "234.56", "", "234.56"),
    ("208", "社会保障和就业支出", "300.10", "300.10", ""),
    ("20805", "行政事业单位养老支出", "300.10", "300.10", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "200.00", "200.00", ""),
    ("2080506", "机关事业单位职业年金缴费支出", "100.10", "100.10", ""),
)
TITLE = "#align(center)[支出决算表]\n#align(right)[单位：万元]\n"

Rows = Sequence[Sequence[str]]


@cache
def typeset(markup: str) -> bytes:
    """The PDF that typst makes of some markup."""
    return typst.compile(
        (PREAMBLE + markup).encode(), font_paths=[font_folder()], ignore_system_fonts=True, pdf_tags=False
    )


def table(rows: Rows = TABLE, stroke: str = "0.5pt", extra: str = "") -> str:
    """Markup of a table with amounts set to the right. ``stroke`` and ``extra`` are arguments of typst's own."""
    cells = ", ".join(f"[{text}]" for row in rows for text in row)
    columns = "(20mm, 50mm, 26mm, 26mm, 26mm)"
    align = "(x, y) => if y == 0 {center} else if x < 2 {left} else {right}"
    return f"#table(columns: {columns}, stroke: {stroke}, align: {align}, inset: 4pt, {extra} {cells})\n"


def rotated(markup: str, angle: int, rotation: int) -> bytes:
    """A page with its content turned by ``angle``, and the page itself said to be displayed turned by ``rotation``."""
    data = typeset(f"#rotate({angle}deg, reflow: true)[#box(width: 20cm)[{markup}]]")
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(rotation)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def written_by_hand(
    content: bytes, *, page: bytes = b"", resources: bytes = b"", objects: Sequence[bytes] = (), trailer: bytes = b""
) -> bytes:
    """A one-page PDF of 400 by 300 points with this content stream. ``objects`` are numbered from 5."""
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<<%s%s>>%s>>"
        % (resources, font, page),
        stream(content),
        *objects,
    ]
    body = b"%PDF-1.7\n"
    offsets = []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, part)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(parts) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, entries, size, trailer, len(body),
    )  # fmt: skip


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def read(data: bytes) -> Source:
    """What the adapter makes of a file."""
    return read_pdf(Path("made.pdf"), data)


def first_page(data: bytes) -> Page:
    """The first page as read."""
    return read(data).pages[0]


def grids(page: Page) -> list[Grid]:
    """The tables of a page."""
    return [block for block in page.blocks if isinstance(block, Grid)]


def paragraphs(page: Page) -> list[Paragraph]:
    """The paragraphs of a page."""
    return [block for block in page.blocks if isinstance(block, Paragraph)]


def texts(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The texts of a grid row by row; a cell that covers several rows or columns is repeated."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = cell.text
    return tuple(tuple(row) for row in rows)
