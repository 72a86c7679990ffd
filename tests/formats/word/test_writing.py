"""What an official finds in the Word file: styles, contents, sections, page numbers, tables; and what Word insists on."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from juesuan.formats.printing.printed_blocks import PrintedLine, PrintedTable
from juesuan.formats.word.writing.contents import page_numbers
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.printed_document import printed_document
from juesuan.standard import builtin
from tests.formats.word.order import W, misplaced

NAMES = sorted(builtin().layouts.prepared)


def made(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    for name in NAMES:
        publish(made(name), builtin().layouts.named(name).style, folder / f"{name}.docx", builtin())
    return {name: folder / f"{name}.docx" for name in NAMES}


def part(path: Path, name: str) -> etree._Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_part_keeps_the_order_of_word(files: dict[str, Path], name: str) -> None:
    with ZipFile(files[name]) as archive:
        parts = [entry for entry in archive.namelist() if entry.startswith("word/") and entry.endswith(".xml")]
        wrong = {entry: list(misplaced(etree.fromstring(archive.read(entry)))) for entry in parts}

    assert {entry: found for entry, found in wrong.items() if found} == {}
    assert {"word/document.xml", "word/styles.xml", "word/fontTable.xml", "word/footer1.xml"} <= set(parts)


def test_every_relationship_has_its_part(files: dict[str, Path]) -> None:
    with ZipFile(files["shaanxi-2022"]) as archive:
        names = set(archive.namelist())
        targets = re.findall(r'Target="([^"]+)"', archive.read("word/_rels/document.xml.rels").decode())
        declared = re.findall(r'PartName="/([^"]+)"', archive.read("[Content_Types].xml").decode())
        used = set(re.findall(r'r:id="(\w+)"', archive.read("word/document.xml").decode()))
        known = set(re.findall(r'Id="(\w+)"', archive.read("word/_rels/document.xml.rels").decode()))

    assert {f"word/{target}" for target in targets} <= names
    assert set(declared) <= names
    assert used == {"rId4", "rId5"} <= known


def test_styles_are_those_of_official_documents(files: dict[str, Path]) -> None:
    sheet = part(files["henan-2022"], "word/styles.xml")
    styles = {found.get(f"{W}styleId"): found for found in sheet.iter(f"{W}style")}
    names = {name: found.find(f"{W}name").get(f"{W}val") for name, found in styles.items()}
    body = styles["Normal"]

    assert [names[name] for name in ("Normal", "Heading1", "Heading2", "Heading3")] == [
        "Normal",
        "heading 1",
        "heading 2",
        "heading 3",
    ]
    assert {"封面", "表题", "表注", "表内文字", "toc 1", "toc 2", "footer"} <= set(names.values())
    assert body.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert body.find(f"{W}rPr/{W}sz").get(f"{W}val") == "32"
    spacing = body.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("560", "exact")
    assert body.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    assert [styles[f"Heading{level}"].find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") for level in (1, 2, 3)] == [
        "0",
        "1",
        "2",
    ]
    fonts = {font.get(f"{W}name"): font.find(f"{W}altName") for font in part(files["henan-2022"], "word/fontTable.xml")}
    assert "FangSong" in fonts["仿宋_GB2312"].get(f"{W}val")


def test_no_style_is_used_that_is_not_there(files: dict[str, Path]) -> None:
    for path in files.values():
        known = {found.get(f"{W}styleId") for found in part(path, "word/styles.xml").iter(f"{W}style")}
        used = {found.get(f"{W}val") for found in part(path, "word/document.xml").iter(f"{W}pStyle")}
        assert used <= known


@pytest.mark.parametrize("name", NAMES)
def test_contents_are_there_before_they_are_updated(files: dict[str, Path], name: str) -> None:
    printed = printed_document(made(name), builtin().layouts.named(name).style, builtin())
    pages = page_numbers(printed, builtin().layouts.named(name).style)
    wanted = [
        (block.text, str(pages[block.target]))
        for block in printed.blocks
        if isinstance(block, PrintedLine) and block.target
    ]
    body = part(files[name], "word/document.xml")
    entries = [paragraph for paragraph in body.iter(f"{W}p") if style(paragraph).startswith("TOC")]
    marks = {mark.get(f"{W}name"): text(mark.getparent()) for mark in body.iter(f"{W}bookmarkStart")}
    links = [link for entry in entries for link in entry.iter(f"{W}hyperlink")]
    shown = [[node.text for node in entry.iter(f"{W}t")] for entry in entries]

    assert [(title, page) for title, page in shown] == wanted
    assert [marks[link.get(f"{W}anchor")] for link in links] == [title for title, _ in wanted]
    instructions = [node.text.split()[0] for node in body.iter(f"{W}instrText")]
    assert instructions == ["TOC", *["PAGEREF"] * len(wanted)]
    kinds = [node.get(f"{W}fldCharType") for node in body.iter(f"{W}fldChar")]
    assert [kinds.count(kind) for kind in ("begin", "separate", "end")] == [len(wanted) + 1] * 3
    assert part(files[name], "word/settings.xml").find(f"{W}updateFields") is None


def test_contents_list_what_an_update_would_list(files: dict[str, Path]) -> None:
    """The field lists paragraphs of the first two outline levels; so do our entries."""
    for path in files.values():
        body = part(path, "word/document.xml")
        levels = {
            found.get(f"{W}styleId"): level.get(f"{W}val")
            for found in part(path, "word/styles.xml").iter(f"{W}style")
            for level in found.iter(f"{W}outlineLvl")
        }
        outlined = [text(paragraph) for paragraph in body.iter(f"{W}p") if levels.get(style(paragraph)) in {"0", "1"}]
        entries = [
            next(node.text for node in paragraph.iter(f"{W}t"))
            for paragraph in body.iter(f"{W}p")
            if style(paragraph).startswith("TOC")
        ]
        assert entries == outlined


def test_pages_are_numbered_from_the_body_on(files: dict[str, Path]) -> None:
    sections = list(part(files["henan-2022"], "word/document.xml").iter(f"{W}sectPr"))
    numbered = [section.find(f"{W}footerReference") is not None for section in sections]
    restarts = [found.get(f"{W}start") for section in sections for found in section.iter(f"{W}pgNumType")]

    assert numbered == [False, False, True, *[False] * (len(sections) - 3)]
    assert restarts == ["1"]
    assert "PAGE" in "".join(node.text for node in part(files["henan-2022"], "word/footer1.xml").iter(f"{W}instrText"))
    assert text(part(files["shaanxi-2022"], "word/footer2.xml")) == "　— 1 —"
    assert part(files["shaanxi-2022"], "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


@pytest.mark.parametrize("name", NAMES)
def test_wide_tables_stand_on_turned_pages_and_fit_them(files: dict[str, Path], name: str) -> None:
    body = part(files[name], "word/document.xml")[0]
    printed = printed_document(made(name), builtin().layouts.named(name).style, builtin())
    wanted = [block.landscape for block in printed.blocks if isinstance(block, PrintedTable)]
    turned: list[bool] = []
    waiting: list[etree._Element] = []
    for element in body:
        if element.tag == f"{W}tbl":
            waiting.append(element)
        section = element if element.tag == f"{W}sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if section is None:
            continue
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        wide = size.get(f"{W}orient") == "landscape"
        assert wide == (int(size.get(f"{W}w")) > int(size.get(f"{W}h")))
        room = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
        for table in waiting:
            columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
            assert sum(columns) <= room + len(columns)
        turned += [wide] * len(waiting)
        waiting = []

    assert turned == wanted


def test_headers_repeat_rows_hold_together_and_titles_stay(files: dict[str, Path]) -> None:
    body = part(files["henan-2022"], "word/document.xml")[0]
    tables = [element for element in body if element.tag == f"{W}tbl"]
    printed = printed_document(made("henan-2022"), builtin().layouts.named("henan-2022").style, builtin())
    wanted = [block.header_rows for block in printed.blocks if isinstance(block, PrintedTable)]
    keeping = {
        found.get(f"{W}styleId")
        for found in part(files["henan-2022"], "word/styles.xml").iter(f"{W}style")
        if found.find(f"{W}pPr/{W}keepNext") is not None
    }

    assert [len(list(table.iter(f"{W}tblHeader"))) for table in tables] == wanted
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for table in tables for row in table.iter(f"{W}tr"))
    assert {style(table.getprevious()) for table in tables} <= keeping
    for table in tables:
        for row in table.iter(f"{W}tr"):
            spans = [int(span.get(f"{W}val")) for span in row.iter(f"{W}gridSpan")]
            cells = len(list(row.iter(f"{W}tc")))
            assert cells - len(spans) + sum(spans) == len(list(table.iter(f"{W}gridCol")))


def test_properties_say_what_and_whose_it_is(files: dict[str, Path]) -> None:
    properties = {child.tag.rpartition("}")[2]: child.text for child in part(files["henan-2022"], "docProps/core.xml")}

    assert properties["title"] == "青禾市数据资源管理局2022年度部门决算"
    assert properties["creator"] == "青禾市数据资源管理局"
    assert properties["language"] == "zh-CN"


def test_the_same_document_gives_the_same_bytes(files: dict[str, Path], tmp_path: Path) -> None:
    publish(made("henan-2022"), builtin().layouts.named("henan-2022").style, tmp_path / "again.docx", builtin())
    assert (tmp_path / "again.docx").read_bytes() == files["henan-2022"].read_bytes()


@pytest.mark.campaign
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_pages_of_the_contents_are_those_of_the_document(files: dict[str, Path], tmp_path: Path) -> None:
    """LibreOffice, with other fonts than ours, turns every table on the page that the contents say, or the next."""
    import pypdfium2  # noqa: PLC0415

    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(files["henan-2022"])], check=True, capture_output=True, timeout=180
    )
    printed = printed_document(made("henan-2022"), builtin().layouts.named("henan-2022").style, builtin())
    pages = page_numbers(printed, builtin().layouts.named("henan-2022").style)
    document = pypdfium2.PdfDocument(tmp_path / "henan-2022.pdf")
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    tables = [block for block in printed.blocks if isinstance(block, PrintedTable) and block.id.startswith("T")]

    found = {
        table.id: next(i for i, page in enumerate(texts) if i > 1 and table.title in page[:60]) - 1 for table in tables
    }

    assert all(0 <= found[name] - pages[name] <= 1 for name in found)
