"""The PDF as its readers use it: outline, links, tags, language, fonts; and nothing beyond the margins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from msgspec import structs

from juesuan.formats.pdf.writing.document import typst_source
from juesuan.formats.printing.around_tables import corners_of
from juesuan.formats.printing.fitting import text_width
from juesuan.formats.printing.paper import HEADINGS
from juesuan.formats.printing.printed_blocks import Printed, PrintedLine, PrintedTable
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import OwnFonts, missing_fonts, publish, publish_pdf
from juesuan.publishing.printed_document import printed_document
from juesuan.standard import builtin
from tests.departments import document

NAMES = sorted(builtin().layouts.prepared)


def made(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


@dataclass(frozen=True)
class Sheet:
    """A page as another program reads it.

    Attributes:
        width: in points.
        text: all of it, line by line.
        chars: each character with its left and right edge, its bottom and its size, in points.
        links: how many links it has.
    """

    width: float
    text: str
    chars: tuple[tuple[str, float, float, float, float], ...]
    links: int


@dataclass(frozen=True)
class Written:
    """The example in an edition: composed, laid out, and the file, opened once for all that is asked of it."""

    name: str
    disclosure: Disclosure
    printed: Printed
    path: Path
    sheets: tuple[Sheet, ...]


@pytest.fixture(scope="module", params=NAMES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    style = builtin().layouts.named(request.param).style
    disclosure = made(request.param)
    path = tmp_path_factory.mktemp("pdf") / "made.pdf"
    publish(disclosure, style, path, builtin())
    printed = printed_document(disclosure, style, builtin())
    return Written(request.param, disclosure, printed, path, tuple(sheets(path)))


def sheets(path: Path) -> Iterator[Sheet]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            chars = tuple((c["text"], c["x0"], c["x1"], c["bottom"], c["size"]) for c in page.chars)
            links = [annotation for annotation in page.annots if annotation["data"].get("Subtype").name == "Link"]
            yield Sheet(float(page.width), page.extract_text() or "", chars, len(links))
            page.close()  # else all of them are kept: a gigabyte


def test_outline_has_every_heading_and_table(written: Written) -> None:
    wanted = [
        block.text if isinstance(block, PrintedLine) else block.name or block.title
        for block in written.printed.blocks
        if isinstance(block, PrintedTable) or (isinstance(block, PrintedLine) and block.style in HEADINGS)
    ]

    found = [entry.get_title() for entry in pypdfium2.PdfDocument(written.path).get_toc()]

    assert found == wanted
    assert len(set(found)) == len(found)


def test_contents_lead_to_the_pages_they_name(written: Written) -> None:
    """The page numbers count from the body on, and every entry is a link."""
    listed = [block for block in written.printed.blocks if isinstance(block, PrintedLine) and block.target]
    contents = written.sheets[1]
    pages = [int(match[1]) for line in contents.text.splitlines() if (match := re.search(r"[.\s]{3,}(\d+)$", line))]
    bodies = ["".join(sheet.text.split()) for sheet in written.sheets]

    assert len(pages) == len(listed)
    assert contents.links >= len(listed)
    for entry, page in zip(listed, pages, strict=True):
        assert "".join(entry.text.split()) in bodies[page + 1]


def test_it_is_accessible(written: Written) -> None:
    data = written.path.read_bytes()
    document = pypdfium2.PdfDocument(written.path)
    unit, year = written.disclosure.info.unit, builtin().layouts.named(written.name).year

    assert b"/Lang" in data
    assert re.search(rb"/Lang ?\(zh", data)
    assert re.search(rb"/Marked ?true", data)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert document.get_metadata_value("Title") == f"{unit}{year}年度部门决算"
    assert document.get_metadata_value("Author") == unit


def test_nothing_stands_beyond_the_margins_or_is_too_small(written: Written) -> None:
    for sheet in written.sheets:
        assert all(left > 50 and right < sheet.width - 50 for _, left, right, _, _ in sheet.chars)
        assert all(size >= 7 for *_, size in sheet.chars)
        assert len(sheet.chars) >= 15


def test_cells_do_not_run_into_each_other(written: Written) -> None:
    """On no line do two letters or digits overlap; punctuation may be squeezed."""
    for sheet in written.sheets:
        lines: dict[int, list[tuple[float, float]]] = {}
        for text, left, right, bottom, _ in sheet.chars:
            if text.isalnum():
                lines.setdefault(round(bottom * 4), []).append((left, right))
        for spans in lines.values():
            assert all(after[0] > before[1] - 1.5 for before, after in pairwise(sorted(spans)))


def test_a_document_without_parts_is_printed_all_the_same(tmp_path: Path) -> None:
    """Its headings begin on the second level, which the standard for accessible documents does not allow."""
    whole = made("henan-2022")
    sections = tuple(section for section in whole.sections if not section.id.startswith("part"))
    publish(
        structs.replace(whole, sections=sections),
        builtin().layouts.named("henan-2022").style,
        tmp_path / "made.pdf",
        builtin(),
    )
    assert len(pypdfium2.PdfDocument(tmp_path / "made.pdf")) > 5


def test_own_fonts_come_before_ours() -> None:
    printed = printed_document(made("henan-2022"), builtin().layouts.named("henan-2022").style, builtin())
    source = typst_source(
        printed, builtin().layouts.named("henan-2022").style, OwnFonts(body="FangSong", subheading="KaiTi")
    )
    assert '#let body-font = ("FangSong", "Noto Serif SC",)' in source
    assert '#let subheading-font = ("KaiTi", "Noto Sans SC",)' in source
    assert '#let table-font = ("Noto Serif SC",)' in source


def test_a_font_that_is_not_there_is_named_and_replaced(tmp_path: Path) -> None:
    own = OwnFonts(body="No Such Font", title="Noto Sans SC", folder=tmp_path)
    publish_pdf(
        made("shanghai-2024"), builtin().layouts.named("shanghai-2024").style, tmp_path / "made.pdf", builtin(), own
    )
    [first, second] = missing_fonts(own)
    assert "Noto Sans SC" in first.message
    assert "No Such Font" in second.message
    assert b"NotoSerifSC" in (tmp_path / "made.pdf").read_bytes()


def test_no_row_is_torn_by_the_end_of_a_page(tmp_path: Path) -> None:
    """A department with amounts so long that labels wrap: this one stood half on the one page of its 04, half on the next."""
    made = document(2426580, 4)
    publish(made.disclosure, made.layout, tmp_path / "made.pdf", builtin())
    with pdfplumber.open(tmp_path / "made.pdf") as opened:
        cells = [
            "".join(cell.split()) for page in opened.pages for row in page.extract_table() or () for cell in row if cell
        ]

    assert cells.count("十八、自然资源海洋气象等支出") == 2  # of 01 and of 04
    assert "洋气象等支出" not in cells


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("name", ["示例局", "河东区水利移民（后期扶持）工作办公室", "示例省" * 14])
def test_the_line_above_a_table_is_one_line(name: str, landscape: bool) -> None:
    """However long the name of the unit: the texts keep a character's distance and stay between the margins."""
    table = replace(next(tables(made("henan-2022"))), corners=(f"部门：{name}", "2023年度", "金额单位：万元"))
    width = 680.0 if landscape else 450.0
    size, centre = corners_of(table, width)
    left, middle, right = (text_width(text) * size for text in table.corners)

    assert left + size / 2 < centre - middle / 2
    assert centre + middle / 2 < width - right - size / 2


def tables(disclosure: Disclosure) -> Iterator[PrintedTable]:
    printed = printed_document(disclosure, builtin().layouts.named("henan-2022").style, builtin())
    return (block for block in printed.blocks if isinstance(block, PrintedTable))
