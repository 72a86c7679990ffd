"""PDF copies: the given bytes, then an update with highlights at the numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdf
import pypdf.errors
import pypdfium2
import pypdfium2.raw as api
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from juesuan.formats.pdf.annotating import annotate_pdf
from juesuan.formats.pdf.annotating.page_coordinates import PageCoordinates
from juesuan.formats.remarks import AUTHOR, MarkedPlace
from juesuan.model import Place
from juesuan.reporting.annotated import Unmarkable, annotate
from juesuan.reporting.annotated.finding_remarks import marked_cases
from tests.examples import examples
from tests.formats.pdf.made import first_page, grids, rotated, stream, table, written_by_hand
from tests.reporting.annotated.made import example, mark, note, only
from tests.reporting.made import unreadable_dossier

BOX = (100.0, 50.0, 160.0, 62.0)


def page_texts(data: bytes) -> list[str]:
    """The text of every page, as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for number in range(len(document)):
        page = document[number]
        texts.append(page.get_textpage().get_text_range())
    return texts


def ours(data: bytes) -> Iterator[tuple[int, DictionaryObject]]:
    """Page number and annotation of every note that is ours."""
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data), strict=True).pages, start=1):
        for annotation in page.get("/Annots", ()):
            if annotation.get_object().get("/T") == AUTHOR:
                yield number, annotation.get_object()


def displayed(page: pypdfium2.PdfPage, annotation: DictionaryObject) -> tuple[float, float, float, float]:
    """The box of an annotation's quadrilateral on the page as PDFium displays it, in points from the top left."""
    numbers = [float(value) for value in annotation["/QuadPoints"]]
    corners = []
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        across, down = api.c_int(), api.c_int()
        wide, high = round(page.get_width() * 100), round(page.get_height() * 100)
        api.FPDF_PageToDevice(page.raw, 0, 0, wide, high, 0, x, y, across, down)
        corners.append((across.value / 100, down.value / 100))
    lefts, tops = zip(*corners, strict=True)
    return min(lefts), min(tops), max(lefts), max(tops)


def test_the_given_bytes_stay_and_every_page_reads_the_same() -> None:
    """The copy begins with the file."""
    made = example("pdf")

    assert made.copy.startswith(made.original)
    assert page_texts(made.copy) == page_texts(made.original)


def test_every_cause_has_its_note() -> None:
    """With author and appearance, in an update that a strict reader accepts."""
    made = example("pdf")
    found = list(ours(made.copy))
    texts = [str(annotation["/Contents"]) for _, annotation in found]

    for number, case in marked_cases(made.dossier).items():
        assert any(f"问题{number}（" in text and case.finding.message in text for text in texts)
    for _, annotation in found:
        assert annotation["/AP"]["/N"].get_object()["/BBox"] == annotation["/Rect"]
    assert any(page == 1 and "没有找到“国有资本经营" in str(annotation["/Contents"]) for page, annotation in found)


def test_highlights_cover_what_is_printed_wrong() -> None:
    """The text under the highlight is the figure of the note."""
    made = example("pdf")
    document = pypdfium2.PdfDocument(made.copy)
    printed: dict[str, list[str]] = {}
    for found in made.remarks.marks:
        if found.printed[0].isdigit():
            printed.setdefault(found.text, []).append(found.printed)
    covered = 0
    for number, annotation in ours(made.copy):
        if str(annotation["/Contents"]) in printed:
            text = _under(document[number - 1], annotation)
            assert any(figure in text for figure in printed[str(annotation["/Contents"])])
            covered += 1
    assert covered > 20


def _under(page: pypdfium2.PdfPage, annotation: DictionaryObject) -> str:
    """The text under a highlight, without blanks."""
    numbers = [float(value) for value in annotation["/QuadPoints"]]
    xs, ys = numbers[::2], numbers[1::2]
    text = page.get_textpage().get_text_bounded(min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)
    return "".join(text.split())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_highlights_stand_on_turned_and_cropped_pages(rotation: int) -> None:
    """Places are those of the displayed page; annotations are written in the page's own coordinates."""
    data = written_by_hand(b"", page=b"/CropBox[20 30 380 280]/Rotate %d" % rotation)
    data = data.replace(b"MediaBox[0 0 400 300]", b"MediaBox[9 9 400 300]")
    copy = annotate_pdf(data, only(mark("1.00", page=1, bbox=BOX)))
    highlight = next(annotation for _, annotation in ours(copy) if annotation["/Subtype"] == "/Highlight")

    assert displayed(pypdfium2.PdfDocument(copy)[0], highlight) == pytest.approx(BOX, abs=0.02)


@pytest.mark.parametrize(("angle", "rotation"), [(0, 0), (90, 270), (-90, 90), (90, 0)])
def test_marks_of_turned_tables_cover_the_cell(angle: int, rotation: int) -> None:
    """From reading to writing: the cell's box comes back on the displayed page."""
    data = rotated(table(), angle, rotation)
    cell = next(cell for cell in grids(first_page(data))[0].cells if cell.text == "234.56")
    copy = annotate_pdf(data, only(MarkedPlace(cell.place, "234.56", (note("问题1"),))))
    highlight = next(annotation for _, annotation in ours(copy) if annotation["/Subtype"] == "/Highlight")

    assert displayed(pypdfium2.PdfDocument(copy)[0], highlight) == pytest.approx(cell.place.bbox, abs=0.1)


def test_words_over_two_lines_are_one_highlight() -> None:
    """With a quadrilateral a line."""
    copy = annotate_pdf(written_by_hand(b""), only(mark("大于", page=1, bbox=BOX, further=((10.0, 70.0, 50.0, 82.0),))))
    highlight = next(annotation for _, annotation in ours(copy) if annotation["/Subtype"] == "/Highlight")

    assert len(highlight["/QuadPoints"]) == 16


def test_annotations_of_the_file_are_kept() -> None:
    """Also when their list is an object of its own."""
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>"
    data = written_by_hand(b"", page=b"/Annots 5 0 R", objects=(b"[6 0 R]", link))
    page = pypdf.PdfReader(io.BytesIO(annotate_pdf(data, only()))).pages[0]

    assert [annotation.get_object()["/Subtype"] for annotation in page["/Annots"]] == ["/Link", "/Text"]


def test_a_mark_without_box_and_one_beyond_the_pages_are_pinned() -> None:
    """No note is lost."""
    copy = annotate_pdf(written_by_hand(b""), only(mark("", "无框", page=1), mark("1", "页外", page=9, bbox=BOX)))

    assert [annotation["/Contents"] for _, annotation in ours(copy)] == ["核对结论", "无框", "页外"]


def _rewritten(**settings: object) -> bytes:
    """A document written by pypdf: encrypted, or with an index stream."""
    writer = pypdf.PdfWriter(io.BytesIO(written_by_hand(b"BT /F 9 Tf 20 20 Td (1234.56) Tj ET")))
    if settings:
        writer.encrypt("", "owner", **settings)  # type: ignore[arg-type]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_files_locked_against_changes_stay_locked(algorithm: str) -> None:
    """Notes are encrypted like everything else; AES needs a library that not every machine has."""
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    data = _rewritten(algorithm=algorithm)
    copy = annotate_pdf(data, only(mark("1234.56", "问题1（错误）", page=1, bbox=BOX)))
    reader = pypdf.PdfReader(io.BytesIO(copy), password="")

    assert copy.startswith(data)
    assert reader.is_encrypted
    assert page_texts(copy) == page_texts(data) == ["1234.56"]
    assert reader.pages[0]["/Annots"][1].get_object()["/Contents"] == "问题1（错误）"
    assert "问题1（错误）".encode("utf-16-be") not in copy


@pytest.mark.parametrize("method", ["verify", "encrypt_object"])
def test_without_the_library_for_its_encryption_a_file_is_refused(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever that comes out: when the file is opened, or only when the notes are written."""
    data = _rewritten(algorithm="RC4-128")

    def missing(*_: object, **__: object) -> None:
        raise pypdf.errors.DependencyError("AES")

    monkeypatch.setattr(f"pypdf._encryption.Encryption.{method}", missing)
    with pytest.raises(Unmarkable, match="设有加密"):
        annotate_pdf(data, only(mark("1", page=1, bbox=BOX)))


def _with_index_stream() -> bytes:
    """A file whose index is a stream, as most programs write today."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
    ]
    data, offsets = b"%PDF-1.7\n", [0]
    for number, part in enumerate(parts, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, part)
    offsets.append(len(data))
    rows = b"".join((b"\x01" if offset else b"\x00") + offset.to_bytes(4) for offset in offsets)
    index = stream(rows, b"/Type/XRef/W[1 4 0]/Size 5/Root 1 0 R")
    return data + b"4 0 obj%s\nendobj\nstartxref\n%d\n%%%%EOF" % (index, offsets[-1])


@pytest.mark.parametrize("rubbish", [b"", b"rubbish before the header\n"])
def test_an_index_stream_is_continued_by_an_index_stream(rubbish: bytes) -> None:
    """And offsets count from the header, wherever it is."""
    data = rubbish + _with_index_stream()
    copy = annotate_pdf(data, only(mark("1", page=1, bbox=BOX)))

    assert copy.startswith(data)
    assert b"/Type /XRef" in copy[len(data) :]
    document = pypdfium2.PdfDocument(copy)
    page = document[0]
    assert api.FPDFPage_GetAnnotCount(page.raw) == 2


def test_a_copy_can_be_annotated_again() -> None:
    """An update of an update."""
    once = annotate_pdf(written_by_hand(b""), only(mark("1", "一", page=1, bbox=BOX)))
    twice = annotate_pdf(once, only(mark("1", "二", page=1, bbox=BOX)))

    assert twice.startswith(once)
    assert [annotation["/Contents"] for _, annotation in ours(twice)] == ["核对结论", "一", "核对结论", "二"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", written_by_hand(b"").replace(b"startxref\n", b"startxref\n9")])
def test_a_file_without_a_sound_index_is_refused(data: bytes) -> None:
    """An update would make it worse."""
    with pytest.raises(Unmarkable, match="另存一份"):
        annotate_pdf(data, only())


boxes = st.tuples(*[st.floats(0, 500) for _ in range(4)]).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]) + 1, max(box[1], box[3]) + 1)
)


@settings(max_examples=examples(50), deadline=None)
@given(boxes, st.sampled_from((0, 90, 180, 270, -90)), st.tuples(st.floats(0, 500), st.floats(0, 500)))
def test_a_frame_keeps_every_point_on_the_page(
    crop: tuple[float, ...], rotation: int, point: tuple[float, float]
) -> None:
    """Displayed points inside the page are inside the visible box, and corners are corners."""
    frame = PageCoordinates.of(crop, crop, rotation)  # type: ignore[arg-type]
    x, y = frame.own((point[0] % frame.width, point[1] % frame.height))

    assert crop[0] - 1e-6 <= x <= crop[2] + 1e-6
    assert crop[1] - 1e-6 <= y <= crop[3] + 1e-6
    assert frame.rectangle((0, 0, frame.width, frame.height)) == pytest.approx(crop)


def test_pages_of_a_damaged_tree_are_refused() -> None:
    """Not an exception of the library."""
    writer = pypdf.PdfWriter(io.BytesIO(written_by_hand(b"")))
    writer.pages[0][NameObject("/MediaBox")] = ArrayObject()
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(Unmarkable):
        annotate_pdf(out.getvalue(), only(MarkedPlace(Place(page=1), "", (note("一"),))))


def test_a_scan_gets_a_copy_that_says_it_was_not_read() -> None:
    """A page without marks must not look like one without errors."""
    copy = annotate(unreadable_dossier(), written_by_hand(b""), "pdf")
    (_, opening), *others = ours(copy)

    assert others == []
    assert str(opening["/Contents"]).startswith("核对结论：未能读取")
    assert "第 1、2 页没有文字层" in str(opening["/Contents"])
