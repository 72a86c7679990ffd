"""OFD files made for the tests: what a PDF page draws, written as an OFD page, so that both must be read alike."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2_raw as api

from juesuan.formats.drawn.geometry import Drawing, Glyph, Stroke
from juesuan.formats.pdf.pdfium import each_page
from juesuan.formats.pdf.reading.glyphs import frame_of, read_glyphs, read_text_layer, turn_to_read
from juesuan.formats.pdf.reading.strokes import read_drawing
from juesuan.formats.pdf.reading.watermarks import Watermarks

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MILLIMETRE = 25.4 / 72


class DrawnInPdf:
    """A page as it is drawn: its size in points, characters and lines."""

    def __init__(self, width: float, height: float, glyphs: Sequence[Glyph], drawing: Drawing) -> None:
        self.width, self.height, self.glyphs, self.drawing = width, height, glyphs, drawing


def pages_of_pdf(path: Path, data: bytes) -> list[DrawnInPdf]:
    """What the pages of a PDF draw."""
    found = []
    for _, page in each_page(path, data, lambda count: count, lambda number: True):
        textpage = api.FPDFText_LoadPage(page)
        layer = read_text_layer(textpage, Watermarks())
        frame = frame_of(page, turn_to_read(page, layer))
        glyphs = read_glyphs(textpage, frame, layer)
        found.append(DrawnInPdf(frame.width, frame.height, glyphs, read_drawing(page, frame)))
        api.FPDFText_ClosePage(textpage)
    return found


def millimetres(*points: float) -> str:
    return " ".join(f"{point * _MILLIMETRE:.4f}" for point in points)


def text_object(glyphs: Sequence[Glyph], number: int) -> str:
    """A run of characters on one baseline."""
    first = glyphs[0]
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.text >= "\u2e80"]
    em = max(wide) if wide else 2 * max(glyph.right - glyph.left for glyph in glyphs)
    steps = [after.left - before.left for before, after in pairwise(glyphs)]
    top = first.baseline - em
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{millimetres(first.left, top, glyphs[-1].right - first.left, 1.2 * em)}" '
        f'Font="1" Size="{em * _MILLIMETRE:.4f}"><ofd:TextCode X="0" Y="{millimetres(em)}" '
        f'DeltaX="{millimetres(*steps)}">{escape("".join(glyph.text for glyph in glyphs))}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(stroke: Stroke, *, is_level: bool, number: int) -> str:
    """A straight line."""
    long = stroke.end - stroke.start
    box = (stroke.start, stroke.position, long, 0.0) if is_level else (stroke.position, stroke.start, 0.0, long)
    end = millimetres(long, 0) if is_level else millimetres(0, long)
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{millimetres(*box)}" LineWidth="0.25">'
        f"<ofd:AbbreviatedData>M 0 0 L {end}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def runs(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Characters that stand close to each other on one baseline: a producer's text objects."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (
            glyph.spaced
            or abs(glyph.baseline - run[-1].baseline) > 0.01
            or not 0 < glyph.left - run[-1].left < 3 * (run[-1].right - run[-1].left)
        ):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def page_part(page: DrawnInPdf) -> str:
    """The part that draws a page."""
    objects = [text_object(run, number) for number, run in enumerate(runs(page.glyphs), 10)]
    objects += [path_object(line, is_level=True, number=90_000 + n) for n, line in enumerate(page.drawing.horizontals)]
    objects += [path_object(line, is_level=False, number=95_000 + n) for n, line in enumerate(page.drawing.verticals)]
    return layered("".join(objects), page.width * _MILLIMETRE, page.height * _MILLIMETRE)


def layered(objects: str, width: float = 210.0, height: float = 297.0) -> str:
    """A page of some objects."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 {width:.4f} {height:.4f}'
        f'</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def package(pages: Sequence[str], common: str = "", others: Mapping[str, str] | None = None) -> bytes:
    """An OFD file of pages; ``common`` stands among what they have in common, ``others`` are further parts."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
        **(others or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def of_pdf(path: Path) -> bytes:
    """The OFD file that draws what a PDF draws."""
    return of_pdf_bytes(path.read_bytes())


def of_pdf_bytes(data: bytes) -> bytes:
    """The same of its content."""
    return package([page_part(page) for page in pages_of_pdf(Path("a.pdf"), data)])
