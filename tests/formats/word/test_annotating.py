"""Word copies: comments at the words, and nothing else."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from lxml import etree

from juesuan.formats.pages.printed_words import folded
from juesuan.formats.pages.source import Grid
from juesuan.formats.remarks import AUTHOR, MarkedPlace, Remarks
from juesuan.formats.word.annotating import annotate_docx
from juesuan.formats.word.annotating.story import Story
from juesuan.formats.word.reading import read_docx
from juesuan.reporting.annotated import Unmarkable
from tests.formats.builders import WORD, cell, package, paragraph, word
from tests.reporting.annotated.made import example, mark, note, only, parts

W = f"{{{WORD}}}"
MAIN = "word/document.xml"
MARKS = {W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}


def document(content: bytes) -> etree._Element:
    """The root of the main part."""
    return etree.fromstring(parts(content)[MAIN])


def paragraph_texts(content: bytes) -> list[str]:
    """The text of every paragraph, deleted text too."""
    texts = (
        "".join(part.text or "" for part in p.iter(W + "t", W + "delText")) for p in document(content).iter(W + "p")
    )
    return list(texts)


def formatted(content: bytes) -> list[tuple[str, str]]:
    """Every printed character with the formatting of its run."""
    found = []
    for run in document(content).iter(W + "r"):
        look = b"".join(etree.tostring(child) for child in run if child.tag == W + "rPr").decode()
        found += [(character, look) for part in run.iter(W + "t") for character in part.text or ""]
    return found


@dataclass(frozen=True)
class Comment:
    """A comment of the file."""

    number: str
    author: str
    lines: tuple[str, ...]


def comments(content: bytes) -> list[Comment]:
    """The comments in the part of comments."""
    root = etree.fromstring(parts(content)["word/comments.xml"])
    return [
        Comment(
            element.get(W + "id", ""),
            element.get(W + "author", ""),
            tuple("".join(part.text or "" for part in p.iter(W + "t")) for p in element),
        )
        for element in root
    ]


def anchored(content: bytes) -> list[tuple[str, str]]:
    """For every comment the words between its ends, and its text; its reference stands once, behind the end."""
    found = []
    for comment in comments(content):
        inside, words, after = False, "", 0
        for element in document(content).iter(*MARKS, W + "t"):
            if element.get(W + "id") == comment.number:
                inside = element.tag == W + "commentRangeStart"
                after += element.tag == W + "commentReference"
            elif inside and element.tag == W + "t":
                words += element.text or ""
        assert after == 1
        found.append((words, "\n".join(comment.lines)))
    return found


def made(tmp_path: Path, body: str, **more: str) -> bytes:
    """A Word file of this body."""
    return word(tmp_path / "made.docx", body, **more).read_bytes()


def test_text_and_formatting_stay_and_so_do_all_other_parts() -> None:
    """Only the document, its relationships, the types and the comments are written."""
    one = example("docx")
    before, after = parts(one.original), parts(one.copy)
    written = {MAIN, "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}

    assert paragraph_texts(one.copy) == paragraph_texts(one.original)
    assert formatted(one.copy) == formatted(one.original)
    assert {name for name in after if after[name] != before.get(name)} == written
    assert set(before) <= set(after)


def test_every_mark_is_a_comment_at_its_words() -> None:
    """The figure and nothing around it."""
    one = example("docx")
    found = anchored(one.copy)

    assert len(docx.Document(io.BytesIO(one.copy)).comments) == len(found)
    assert len(found) == len(one.remarks.marks) + len(one.remarks.unplaced) + 1
    for found_mark in one.remarks.marks:
        if found_mark.printed[0].isdigit():
            assert any(words == found_mark.printed and text == found_mark.text for words, text in found)
    assert any(text.startswith("问题8（错误）：没有找到“国有资本经营预算") for _, text in found)


def test_places_are_counted_as_the_reader_counts_them() -> None:
    """Every cell and paragraph that the reader sees is found again, with its text."""
    one = example("docx")
    story = Story(document(one.original))
    source = read_docx(Path("flawed.docx"), one.original)
    blocks = source.pages[0].blocks
    pieces = [item for block in blocks for item in (block.cells if isinstance(block, Grid) else (block,))]
    places = [(item.place if hasattr(item, "place") else item.passage.pieces[0].place, item.text) for item in pieces]

    assert len(places) > 1000
    for place, text in places:
        there = "".join(part.text or "" for p in story.paragraphs(place) for part in p.iter(W + "t"))
        assert text in folded(there)[0] or folded(text)[0] in folded(there)[0]


TRICKY = {
    "inside one run": '<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>决算数为 80.00 万元。</w:t></w:r></w:p>',
    "over runs": "<w:p><w:r><w:t>共8</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>0.0</w:t></w:r><w:r><w:t>0元</w:t></w:r></w:p>",
    "several texts in a run": "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>80.</w:t><w:t>00</w:t><w:br/><w:t>乙</w:t></w:r></w:p>",
    "inserted": '<w:p><w:ins w:id="7"><w:r><w:t>增80.00元</w:t></w:r></w:ins></w:p>',
    "after deleted": '<w:p><w:del w:id="7"><w:r><w:delText>80.00</w:delText></w:r></w:del><w:r><w:t>为80.00</w:t></w:r></w:p>',
    "half inserted": '<w:p><w:r><w:t>为80</w:t></w:r><w:ins w:id="7"><w:r><w:t>.00元</w:t></w:r></w:ins></w:p>',
    "link": "<w:p><w:hyperlink><w:r><w:t>见80.00</w:t></w:r></w:hyperlink><w:r><w:t>元</w:t></w:r></w:p>",
    "content control": "<w:p><w:sdt><w:sdtContent><w:r><w:t>填80.00</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "field": '<w:p><w:fldSimple w:instr="SUM"><w:r><w:t>80.00</w:t></w:r></w:fldSimple></w:p>',
    "properties first": '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:bookmarkStart w:id="3" w:name="x"/><w:r><w:t>80.00</w:t></w:r></w:p>',
    "only in a text box": (
        "<w:p><w:r><w:t>框</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>80.00</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    ),
    "nothing printed": "<w:p><w:pPr/></w:p>",
}
WHOLE = {
    "half inserted": "80.00元",
    "content control": "填80.00",
    "only in a text box": "框80.00",
    "nothing printed": "",
}
"""What is marked where the words themselves cannot be."""


@pytest.mark.parametrize("name", TRICKY)
def test_anchors_in_tricky_paragraphs(name: str, tmp_path: Path) -> None:
    """The text stays, properties stay first, ends stand where the schema lets them, comments not in text boxes."""
    content = made(tmp_path, paragraph("甲") + TRICKY[name])
    copy = annotate_docx(content, only(mark("80.00", "问题1", paragraph=2)))

    assert paragraph_texts(copy) == paragraph_texts(content)
    assert formatted(copy) == formatted(content)
    assert anchored(copy) == [("甲", "核对结论"), (WHOLE.get(name, "80.00"), "问题1")]
    for element in document(copy).iter(W + "commentRangeStart", W + "commentRangeEnd"):
        assert element.getparent().tag in {W + "p", W + "ins", W + "hyperlink"}
        assert not list(element.iterancestors(W + "txbxContent"))
    for p in document(copy).iter(W + "p"):
        assert all(index == 0 for index, child in enumerate(p) if child.tag == W + "pPr")


def test_cells_are_found_by_their_grid_column(tmp_path: Path) -> None:
    """Spans, merged cells, nested tables and deleted rows count as the reader counts them."""
    span, merged = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
    inner = f"<w:tbl><w:tr>{cell('80.00')}</w:tr></w:tbl>"
    body = (
        f'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("80.00")}</w:tr><w:tr>{cell("甲", span)}{cell("80.00")}</w:tr>'
        f"<w:sdt><w:sdtContent><w:tr>{cell('', merged)}<w:tc>{inner}<w:p/></w:tc>{cell('乙')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    content = made(tmp_path, paragraph("题") + body)
    copy = annotate_docx(
        content,
        only(
            mark("80.00", "一", paragraph=2, table_row=1, table_column=3),
            mark("80.00", "二", paragraph=2, table_row=2, table_column=2),
            mark("乙", "三", paragraph=2, table_row=2, table_column=3),
        ),
    )

    assert anchored(copy)[1:] == [("80.00", "一"), ("80.00", "二"), ("乙", "三")]
    cells = [element.getparent() for element in document(copy).iter(W + "tc")]
    assert [sum(1 for _ in row.iter(W + "commentReference")) for row in dict.fromkeys(cells)] == [0, 1, 2, 1]


def test_of_equal_numbers_the_excerpt_tells_which(tmp_path: Path) -> None:
    """As in 年初预算为80.00万元，支出决算为80.00万元."""
    content = made(tmp_path, paragraph("年初预算为80.00万元，支出决算为80.00万元，完成100%。"))
    place = {"paragraph": 1, "text": "元，支出决算为80.00万元，完成100%"}
    copy = annotate_docx(content, only(mark("80.00", "二", **place)))
    texts = [element.text for element in document(copy).iter(W + "t")]

    assert texts == ["年初预算为80.00万元，支出决算为", "80.00", "万元，完成100%。"]


def test_comments_of_the_file_are_kept(tmp_path: Path) -> None:
    """Ours get numbers of their own."""
    old = '<w:comment w:id="4" w:author="王某"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>'
    reference = '<w:r><w:commentReference w:id="4"/></w:r>'
    body = (
        f'<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>80.00</w:t></w:r><w:commentRangeEnd w:id="4"/>{reference}</w:p>'
    )
    content = made(tmp_path, body, comments=old)
    copy = annotate_docx(content, only(mark("80.00", "问题1", paragraph=1)))

    assert [(comment.number, comment.author) for comment in comments(copy)] == [
        ("4", "王某"),
        ("5", AUTHOR),
        ("6", AUTHOR),
    ]
    assert anchored(copy)[0] == ("80.00", "请核实")
    assert set(parts(copy)) == set(parts(content))


def test_strict_documents_get_strict_comments(tmp_path: Path) -> None:
    """Word saves them with other namespaces."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = parts(made(tmp_path, paragraph("80.00")))
    changed = package(
        tmp_path / "strict.docx", {name: part.replace(WORD.encode(), strict.encode()) for name, part in content.items()}
    )
    after = parts(annotate_docx(changed.read_bytes(), only(mark("80.00", paragraph=1))))

    assert etree.fromstring(after["word/comments.xml"]).tag == f"{{{strict}}}comments"
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


def test_a_document_without_paragraphs_is_refused(tmp_path: Path) -> None:
    """There is nothing to hang a comment on."""
    with pytest.raises(Unmarkable):
        annotate_docx(made(tmp_path, ""), only())


def test_a_damaged_package_is_refused() -> None:
    """Not an exception of the zip module."""
    with pytest.raises(Unmarkable):
        annotate_docx(example("docx").original[:5000], Remarks("", (), (), {}))


def test_lines_of_a_note_are_paragraphs(tmp_path: Path) -> None:
    """As a person would write them."""
    copy = annotate_docx(made(tmp_path, paragraph("80.00")), only(MarkedPlace(mark("").place, "", (note("一\n\n二"),))))

    assert comments(copy)[1].lines == ("一", "", "二")
