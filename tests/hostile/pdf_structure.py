"""Crafted PDF files whose structure leads round in circles, lies about itself, or hides much behind little."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.kinds import Crafted, kinds
from tests.hostile.pdfs import FONT, HELLO, PAGE, document, form, pdf, stream, tree

__all__ = ["CRAFTED"]

CATALOGUE = "<</Type/Catalog/Pages 2 0 R{}>>"


def catalogue(more: str, extra: dict[int, bytes | str], page: str = "") -> bytes:
    """A page, with more in the catalogue and other objects."""
    return pdf(
        {
            1: CATALOGUE.format(more),
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page or PAGE.format(more=""),
            4: stream(HELLO),
            5: FONT,
            **extra,
        }
    )


def _circles() -> Iterator[Crafted]:
    yield from kinds(
        "pdf",
        "outline-circle",
        lambda n: catalogue(
            "/Outlines 9 0 R",
            {
                9: "<</Type/Outlines/First 10 0 R/Last 10 0 R/Count 9>>",
                **{
                    10 + k: f"<</Title(x)/Parent 9 0 R/Next {10 + (k + 1) % n} 0 R/First 9 0 R/Dest[3 0 R/Fit]>>"
                    for k in range(n)
                },
            },
        ),
        (1, 500),
    )
    yield from kinds(
        "pdf",
        "structure-circle",
        lambda n: catalogue(
            "/MarkInfo<</Marked true>>/StructTreeRoot 9 0 R", {9: "<</Type/StructTreeRoot/K" + "[9 0 R]" * n + ">>"}
        ),
        (1, 300),
    )
    yield from kinds(
        "pdf",
        "names-circle",
        lambda n: catalogue(
            "/Names<</Dests 9 0 R/EmbeddedFiles 9 0 R>>", {9: "<</Kids[" + "9 0 R " * n + "]/Limits[(a)(z)]>>"}
        ),
        (1, 300),
    )
    yield from kinds(
        "pdf",
        "fields-circle",
        lambda n: catalogue(
            "/AcroForm<</Fields[9 0 R]/NeedAppearances true>>",
            {9: "<</FT/Tx/T(x)/Kids[" + "9 0 R " * n + "]/Parent 9 0 R/Subtype/Widget/Rect[0 0 9 9]>>"},
            PAGE.format(more="").replace("/Contents", "/Annots[9 0 R]/Contents"),
        ),
        (1, 300),
    )
    yield from kinds(
        "pdf",
        "parent-circle",
        lambda n: pdf(
            {
                1: CATALOGUE.format(""),
                2: "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
                3: "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
                4: stream(HELLO * n),
            }
        ),
        (1, 100),
    )
    glyphs = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
    yield from kinds(
        "pdf",
        "glyph-self",
        lambda n: document(
            b"BT /F1 9 Tf (aaaa) Tj ET",
            extra={
                5: glyphs + "/Encoding<</Differences[97/a]>>/CharProcs<</a 9 0 R>>/Resources<</Font<</F1 5 0 R>>>>>>",
                9: stream(b"9 0 d0 BT /F1 9 Tf (aa) Tj ET\n" * n),
            },
        ),
        (1, 30),
    )
    yield from kinds(
        "pdf",
        "font-circle",
        lambda n: document(
            HELLO * n,
            extra={
                5: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 8 0 R/DescendantFonts[5 0 R]/ToUnicode 8 0 R>>",
                8: stream(
                    b"/X usecmap 1 begincodespacerange <00> <FF> endcodespacerange",
                    "/Type/CMap/CMapName/X/UseCMap 8 0 R",
                ),
            },
        ),
        (1, 50),
    )
    yield from kinds(
        "pdf",
        "function-circle",
        lambda n: document(
            b"/S sh\n" * n,
            "/Shading<</S 9 0 R>>",
            {
                9: "<</ShadingType 2/ColorSpace[/Separation/A/DeviceRGB 10 0 R]/Coords[0 0 9 9]/Function 10 0 R>>",
                10: "<</FunctionType 3/Domain[0 1]/Functions[10 0 R 10 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>",
            },
        ),
        (1, 20),
    )
    yield from kinds(
        "pdf",
        "colours-circle",
        lambda n: document(
            b"/C cs 0.5 scn 0 0 9 9 re f\n" * n,
            "/ColorSpace<</C 9 0 R>>",
            {9: "[/Indexed 9 0 R 255 10 0 R]", 10: stream(b"\0" * 700)},
        ),
        (1, 50),
    )
    yield from kinds(
        "pdf",
        "layers-circle",
        lambda n: catalogue(
            "/OCProperties<</OCGs[9 0 R]/D<</Order 10 0 R/ON[9 0 R]>>>>",
            {9: "<</Type/OCG/Name(x)>>", 10: "[" + "10 0 R " * n + "]"},
        ),
        (1, 300),
    )
    yield from kinds(
        "pdf",
        "reference-circle",
        lambda n: pdf(
            {
                1: CATALOGUE.format(""),
                2: "<</Type/Pages/Kids 9 0 R/Count 10 0 R>>",
                3: PAGE.format(more="").replace("4 0 R", "9 0 R"),
                4: stream(HELLO),
                9: "9 0 R" if n == 1 else "10 0 R",
                10: "9 0 R",
            }
        ),
        (1, 2),
    )
    yield from kinds(
        "pdf",
        "length-circle",
        lambda n: tree("3 0 R", n, {4: b"<</Length 4 0 R>>\nstream\n" + HELLO + b"\nendstream"}),
        (1,),
    )
    yield from kinds(
        "pdf",
        "thread-circle",
        lambda n: catalogue(
            "/Threads[9 0 R]/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 11 0 R>>",
            {
                9: "<</F 10 0 R>>",
                10: "<</N 10 0 R/V 10 0 R/P 3 0 R/R[0 0 9 9]>>",
                11: "<</S/JavaScript/JS(while\\(1\\);)/Next 11 0 R>>",
            },
        ),
        (1,),
    )


def _lies() -> Iterator[Crafted]:
    yield from kinds(
        "pdf",
        "stream-index-circle",
        _with_index,
        (0, 9),
    )
    for kind, filters, data in (
        ("hex", "/ASCIIHexDecode", b"20" * 10**6),
        ("base85", "/ASCII85Decode", b"z" * 10**6),
        ("run", "/RunLengthDecode", b"\x81 " * 10**6),
        ("lzw", "/LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 10**5),
        ("unknown", "/Treasure", b"x" * 10**5),
        ("image", "/DCTDecode", b"\xff\xd8\xff" * 10**4),
        ("bilevel", "/JBIG2Decode", b"\0" * 10**5),
        ("fax", "/CCITTFaxDecode", b"\0" * 10**5),
    ):
        body = f"<</Length {len(data)}/Filter[{filters}]>>\nstream\n".encode() + data + b"\nendstream"
        yield from kinds("pdf", f"filter-{kind}", lambda n, b=body: tree("3 0 R", n, {4: b}), (1,))
        yield from kinds(
            "pdf",
            f"filters-{kind}",
            lambda n, d=data, f=filters: tree(
                "3 0 R", 1, {4: f"<</Length {len(d)}/Filter[{f * n}]>>\nstream\n".encode() + d + b"\nendstream"}
            ),
            (50,),
        )
    yield from kinds(
        "pdf",
        "predictor",
        lambda n: tree(
            "3 0 R",
            1,
            {4: stream(b"\0" * 10**5, f"/DecodeParms[<</Predictor 12/Columns {n}/Colors {n}/BitsPerComponent 16>>]")},
        ),
        (1, 65535, 2**31 - 1),
    )
    yield from kinds(
        "pdf",
        "image-huge",
        lambda n: document(
            b"/I Do",
            "/XObject<</I 9 0 R>>",
            {
                9: stream(
                    b"\0" * 10**6,
                    f"/Type/XObject/Subtype/Image/Width {n}/Height {n}/BitsPerComponent 16/ColorSpace/DeviceCMYK",
                )
            },
        ),
        (100, 60_000),
    )
    yield from kinds(
        "pdf",
        "images-many",
        lambda n: document(
            b"q 9 0 0 9 9 9 cm /I Do Q\n" * n,
            "/XObject<</I 9 0 R>>",
            {
                9: stream(
                    b"\0" * 2 * 10**6,
                    "/Type/XObject/Subtype/Image/Width 1000/Height 2000/BitsPerComponent 8/ColorSpace/DeviceGray",
                )
            },
        ),
        (10, 5000),
    )
    boxes = PAGE.format(more="").replace(
        "[0 0 595 842]", "[0 0 {0} {0}]/CropBox[-{0} -{0} 9 9]/UserUnit {0}/Rotate {0}"
    )
    yield from kinds("pdf", "page-giant", lambda n: document(HELLO, page=boxes.format(n)), (45, 10**7, 10**30))
    annotated = PAGE.format(more="").replace("/Contents", "/Annots[{}]/Contents")
    note = (
        "<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(1,234.56)/AP<</N 10 0 R>>/Popup 9 0 R/Parent 9 0 R>>"
    )
    yield from kinds(
        "pdf",
        "notes-many",
        lambda n: document(
            HELLO, page=annotated.format("9 0 R " * n), extra={9: note, 10: form(HELLO, "/Font<</F1 5 0 R>>")}
        ),
        (10, 10_000, 10**6),
    )
    yield from kinds(
        "pdf",
        "notes-own",
        lambda n: document(
            HELLO, page=annotated.format(note * n), extra={9: note, 10: form(HELLO, "/Font<</F1 5 0 R>>")}
        ),
        (100, 30_000),
    )
    yield from kinds(
        "pdf",
        "fonts-switched",
        lambda n: document(
            b"BT " + b"".join(b"/F%d 9 Tf 1 0 0 1 9 9 Tm (1.5) Tj " % k for k in range(n)) + b"ET",
            page=PAGE.format(more="").replace("/F1 5 0 R", " ".join(f"/F{k} 5 0 R" for k in range(n))),
        ),
        (100, 20_000),
    )
    yield from kinds(
        "pdf",
        "code-map-huge",
        lambda n: document(
            HELLO,
            extra={
                5: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 8 0 R/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
                6: "<</Type/Font/Subtype/CIDFontType2/BaseFont/X>>",
                8: stream(
                    b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange 1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange\n"
                    * n
                ),
            },
        ),
        (1, 5000),
    )
    yield from kinds("pdf", "updates", _updated, (2, 300))
    yield from kinds(
        "pdf",
        "file-in-file",
        lambda n: catalogue(
            "/Names<</EmbeddedFiles<</Names[(a)9 0 R]>>>>",
            {
                9: "<</Type/Filespec/F(http://127.0.0.1:9/x)/EF<</F 10 0 R>>>>",
                10: stream(b"\0" * n, "/Type/EmbeddedFile", layers=2),
            },
        ),
        (10**6, 10**8),
    )
    yield from kinds(
        "pdf", "clip-nested", lambda n: document(b"q 0 0 500 800 re W n\n" * n + HELLO + b"Q " * n), (100, 30_000)
    )
    yield from kinds("pdf", "dashes", lambda n: document(b"[1e-9 1e-9] 0 d 0 0 m 999999 999999 l S\n" * n), (1, 300))
    yield from kinds("pdf", "curves", lambda n: document(b"0 0 m " + b"1 2 300 400 5 600 c " * n + b"S"), (100, 60_000))


def _with_index(number: int) -> bytes:
    """Objects in a stream of objects that is said to be in itself; the index is a stream that leads on to itself."""
    inner = (
        b"1 0 2 30 3 80 <</Type/Catalog/Pages 2 0 R>>   <</Type/Pages/Kids[3 0 R]/Count 1>>                "
        + PAGE.format(more="").encode()
    )
    body = bytearray(b"%PDF-1.7\n")
    at = len(body)
    body += b"6 0 obj\n" + stream(inner, f"/Type/ObjStm/N 3/First 14/Extends {number or 6} 0 R") + b"\nendobj\n"
    start = len(body)
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + rest.to_bytes(2, "big")
        for kind, where, rest in (
            (0, 0, 65535),
            (2, 6, 0),
            (2, 6, 1),
            (2, 6, 2),
            (0, 0, 0),
            (0, 0, 0),
            (1, at, 0) if number else (2, 6, 0),
            (1, start, 0),
        )
    )
    more = f"/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R/Prev {start}/XRefStm {start}"
    body += b"7 0 obj\n" + stream(rows, more) + b"\nendobj\n"
    return bytes(body) + b"startxref\n%d\n%%%%EOF\n" % start


def _updated(count: int) -> bytes:
    """A file that was appended to so many times, each time with an index of one object."""
    body = bytearray(tree("3 0 R", 1))
    previous = int(body.rpartition(b"startxref\n")[2].split()[0])
    for _ in range(count):
        at = len(body)
        body += b"4 0 obj\n" + stream(HELLO) + b"\nendobj\n"
        start = len(body)
        body += b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            at,
            previous,
            start,
        )
        previous = start
    return bytes(body)


CRAFTED = (*_circles(), *_lies())
