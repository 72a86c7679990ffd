"""Crafted PDF files."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping

from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED", "pdf", "stream"]

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{more}>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F1 12 Tf 72 700 Td (2022 1,234.56) Tj ET\n"


def stream(content: bytes, more: str = "", layers: int = 1) -> bytes:
    """A stream, packed so many times."""
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = f"/Filter[{'/FlateDecode' * layers}]" if layers else ""
    return f"<</Length {len(content)}{filters}{more}>>\nstream\n".encode() + content + b"\nendstream"


def pdf(objects: Mapping[int, bytes | str], trailer: str = "") -> bytes:
    """A file of numbered objects, 1 the catalogue."""
    content = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start, size = len(content), max(objects) + 1
    content += f"xref\n0 {size}\n".encode()
    for number in range(size):
        content += b"%010d %05d %s \n" % (
            places.get(number, 0), 0 if number in places else 65535, b"n" if number in places else b"f",
        )  # fmt: skip
    return bytes(content) + f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def document(
    content: bytes, more: str = "", extra: Mapping[int, bytes | str] | None = None, page: str = "", layers: int = 1
) -> bytes:
    """One page that this content draws; ``more`` in its resources, ``extra`` objects, ``page`` instead of the usual one."""
    return pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page or PAGE.format(more=more), 4: stream(content, layers=layers), 5: FONT, **(extra or {}),
        }
    )  # fmt: skip


def tree(kids: str, count: int, extra: Mapping[int, bytes | str] | None = None) -> bytes:
    """A page tree with these kids."""
    return pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            3: PAGE.format(more=""), 4: stream(HELLO), 5: FONT, **(extra or {}),
        }
    )  # fmt: skip


def form(content: bytes, resources: str = "") -> bytes:
    """A form XObject."""
    return stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<{resources}>>")


def nested_forms(depth: int, fan: int) -> bytes:
    """Forms that draw forms, so many times at every level."""
    forms: dict[int, bytes | str] = {
        10 + level: form(b"/X Do\n" * fan, f"/XObject<</X {11 + level} 0 R>>") for level in range(depth)
    }
    forms[10 + depth] = form(b"0 0 m 9 9 l S\n")
    return document(b"/X Do\n" * fan, "/XObject<</X 10 0 R>>", forms)


def scattered(count: int, seed: int = 1) -> bytes:
    """Numbers anywhere on the page."""
    chance = random.Random(seed)
    texts = (
        b"1 0 0 1 %d %d Tm (%d.%02d) Tj\n" % (chance.randrange(590), chance.randrange(840), number, number % 100)
        for number in range(count)
    )
    return document(b"BT /F1 6 Tf\n" + b"".join(texts) + b"ET")


def grid(count: int, side: int) -> bytes:
    """So many lines each way."""
    step = side / max(count, 1)
    lines = (
        f"{k * step:.3f} 0 m {k * step:.3f} {side} l S 0 {k * step:.3f} m {side} {k * step:.3f} l S\n".encode()
        for k in range(count + 1)
    )
    page = PAGE.format(more="").replace("595 842", f"{side} {side}")
    return document(b"".join(lines) + HELLO, page=page)


def cells(count: int, fill: bool) -> bytes:
    """A table drawn cell by cell, with a number in each."""
    side = max(int(count**0.5), 1)
    parts = []
    for k in range(count):
        x, y = 20 + k % side * 540 / side, 20 + k // side * 780 / side
        parts.append(f"{x:.2f} {y:.2f} {540 / side:.2f} {780 / side:.2f} re {'f' if fill else 'S'}\n".encode())
        parts.append(f"BT /F1 2 Tf {x:.2f} {y + 1:.2f} Td ({k % 9}.5) Tj ET\n".encode())
    return document(b"".join(parts))


def unruled(count: int, columns: int) -> bytes:
    """A table without lines."""
    rows = max(count // columns, 1)
    parts = [b"BT /F1 3 Tf\n"]
    for k in range(count):
        x, y = 20 + k % columns * 560 / columns, 820 - k // columns * 800 / rows
        parts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm ({k},{k % 999:03d}.50) Tj\n".encode())
    return document(b"".join(parts) + b"ET")


def rules(count: int) -> bytes:
    """Texts over equally long rules, headers over groups of columns."""
    parts = [f"20 {800 - k} m 580 {800 - k} l S\n".encode() for k in range(0, min(count, 700), 12)]
    parts += [
        f"BT /F1 4 Tf {20 + k % 40 * 14} {805 - k // 40 * 12} Td ({k}.{k % 10}0) Tj ET\n".encode() for k in range(count)
    ]
    return document(b"".join(parts))


def crossing(count: int) -> bytes:
    """Chinese text that sticks out of cells."""
    font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>"
    descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
    lines = [f"{x} 20 m {x} 800 l S {20} {x} m 580 {x} l S\n".encode() for x in range(20, 580, 8)]
    texts = [
        f"BT /F1 3 Tf {20 + k * 7 % 500} {790 - k * 3 % 700} Td <{'91D1989D' * 4}> Tj ET\n".encode()
        for k in range(count)
    ]
    return document(b"".join(lines + texts), extra={5: font, 6: descendant})


def _trees() -> Iterator[Crafted]:
    yield from kinds("pdf", "shared-page", lambda n: tree("3 0 R " * n, n), (10, 300, 1900, 20_000))
    yield from kinds("pdf", "count-lies", lambda n: tree("3 0 R", n), (0, 2, 1900, 10**6, 2**31 - 1, 10**12))
    yield from kinds("pdf", "count-negative", lambda n: tree("3 0 R", -n), (1, 1000))
    yield from kinds("pdf", "tree-circle", lambda n: tree("2 0 R " * n + "3 0 R", n + 1), (1, 50, 1500))
    yield from kinds(
        "pdf", "tree-fan",
        lambda n: tree("10 0 R " * 10, 10**n, {
            **{k: f"<</Type/Pages/Parent 2 0 R/Kids[{f'{k + 1} 0 R ' * 10}]/Count 10>>" for k in range(10, 10 + n)},
            10 + n: PAGE.format(more=""),
        }),
        (1, 3, 6, 9),
    )  # fmt: skip
    yield from kinds("pdf", "tree-deep", lambda n: tree("10 0 R", 1, {
        **{k: f"<</Type/Pages/Parent 2 0 R/Kids[{k + 1} 0 R]/Count 1>>" for k in range(10, 10 + n)}, 10 + n: PAGE.format(more=""),
    }), (10, 900, 5000))  # fmt: skip
    yield from kinds(
        "pdf", "prev-circle", lambda n: tree("3 0 R", 1).replace(b"/Root", b"/Prev %d/Root" % n), (9, 1500)
    )
    yield from kinds("pdf", "nested-arrays", lambda n: tree("3 0 R", 1, {9: "[" * n + "]" * n}), (100, 10_000, 500_000))
    yield from kinds(
        "pdf", "length-lies", lambda n: tree("3 0 R", 1).replace(b"/Length 5", b"/Length %d" % n), (0, 10**9)
    )


def _forms() -> Iterator[Crafted]:
    resources = "/XObject<</X 10 0 R>>"
    yield from kinds(
        "pdf", "form-self", lambda n: document(b"/X Do ", resources, {10: form(b"/X Do " * n, resources)}), (1, 2, 50)
    )
    yield from kinds(
        "pdf", "form-each-other",
        lambda n: document(b"/X Do ", resources, {
            10 + k: form(b"/X Do ", f"/XObject<</X {10 + (k + 1) % n} 0 R>>") for k in range(n)
        }),
        (2, 9, 60),
    )  # fmt: skip
    yield from kinds("pdf", "form-heir", lambda n: document(b"/X Do ", resources, {
        10: stream(b"/X Do " * n, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}), (1, 20))  # fmt: skip
    yield from kinds("pdf", "forms-nested-2", lambda n: nested_forms(n, 2), (3, 12, 20, 28))
    yield from kinds("pdf", "forms-nested-10", lambda n: nested_forms(n, 10), (2, 4, 6, 9))
    yield from kinds("pdf", "forms-chain", lambda n: nested_forms(n, 1), (20, 45, 2000))
    tiling = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<</Pattern<</P 10 0 R>>>>"
    yield from kinds(
        "pdf", "tiling",
        lambda n: document(b"/Pattern cs /P scn 0 0 595 842 re f\n" * n, "/Pattern<</P 10 0 R>>", {
            10: stream(b"/Pattern cs /P scn 0 0 1 1 re f", tiling)}),
        (1, 100, 20_000),
    )  # fmt: skip
    yield from kinds("pdf", "soft-mask", lambda n: document(b"/G gs 0 0 9 9 re f " * n, "/ExtGState<</G<</SMask<</S/Alpha/G 10 0 R>>>>>>", {
        10: form(b"/G gs 0 0 9 9 re f", "/ExtGState<</G<</SMask<</S/Alpha/G 10 0 R>>>>>>")}), (1, 1000))  # fmt: skip


def _contents() -> Iterator[Crafted]:
    listed = PAGE.format(more="").replace("/Contents 4 0 R", "/Contents[{}]")
    yield from kinds(
        "pdf", "contents-many", lambda n: document(HELLO, page=listed.format("4 0 R " * n)), (100, 3000, 100_000)
    )
    for layers in (1, 2, 3, 9):
        yield from kinds(
            "pdf", f"flate-{layers}", lambda n, k=layers: document(b" " * n, layers=k), (10**5, 10**7, 2 * 10**8)
        )
    yield from kinds(
        "pdf",
        "contents-array-self",
        lambda n: document(HELLO, page=listed.format("9 0 R"), extra={9: "[9 0 R]" * n}),
        (1, 5),
    )
    yield from kinds("pdf", "states", lambda n: document(b"q " * n + HELLO), (1000, 100_000, 3_000_000))
    yield from kinds(
        "pdf",
        "clips",
        lambda n: document(b"0 0 9 9 re W n " + (b"0 0 9 9 re W n BT /F1 9 Tf (a) Tj ET\n" * n)),
        (100, 4000, 60_000),
    )
    yield from kinds(
        "pdf", "marks", lambda n: document(b"BT /F1 9 Tf " + b"/P BMC (a) Tj\n" * n + b"ET"), (100, 4000, 60_000)
    )
    yield from kinds(
        "pdf", "texts", lambda n: document(b"BT /F1 9 Tf " + b"(a) Tj " * n + b"ET"), (1000, 30_000, 300_000, 1_000_000)
    )
    yield from kinds(
        "pdf", "long-text", lambda n: document(b"BT /F1 9 Tf (" + b"9" * n + b") Tj ET"), (1000, 35_000, 4_000_000)
    )
    yield from kinds(
        "pdf",
        "spaced-text",
        lambda n: document(b"BT /F1 9 Tf [" + b"(1)-9000" * n + b"] TJ ET"),
        (1000, 30_000, 800_000),
    )
    yield from kinds("pdf", "operands", lambda n: document(b"1 " * n + HELLO), (1000, 10**6, 10**8))
    yield from kinds("pdf", "deep-operand", lambda n: document(b"[" * n + b"]" * n + HELLO), (100, 10**5, 3 * 10**6))
    yield from kinds(
        "pdf", "inline-images", lambda n: document(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n" * n), (100, 10_000, 200_000)
    )
    yield from kinds(
        "pdf",
        "inline-image-huge",
        lambda n: document(b"BI /W %d /H %d /BPC 8 /CS /RGB /F /Fl ID %s EI\n" % (n, n, zlib.compress(b" " * 10**6))),
        (100, 30_000),
    )
    for angle in (b"nan", b"1e999", b"-inf", b"0"):
        yield from kinds(
            "pdf",
            f"matrix-{angle.decode()}",
            lambda n, a=angle: document(b"BT /F1 9 Tf " + b"%b 0 0 %b 50 50 Tm (1.5) Tj " % (a, a) * n + b"ET"),
            (1, 200),
        )
    for box in ("0 0 0 0", "-1e9 -1e9 1e9 1e9", "595 842 0 0", "0 0 1e-9 1e-9", "x y z w", "0 0 1e38 1e38"):
        yield from kinds(
            "pdf",
            f"box-{box.replace(' ', '_')}",
            lambda n, b=box: document(HELLO * n, page=PAGE.format(more="").replace("0 0 595 842", b)),
            (1, 100),
        )


def _layouts() -> Iterator[Crafted]:
    yield from kinds("pdf", "scattered", scattered, (300, 3000, 12_000))
    yield from kinds("pdf", "grid", lambda n: grid(n, 800), (30, 300, 3000))
    yield from kinds("pdf", "grid-spread", lambda n: grid(n, 14_400), (30, 300, 1000, 3000))
    yield from kinds("pdf", "cells-stroked", lambda n: cells(n, fill=False), (100, 3000, 12_000, 60_000))
    yield from kinds("pdf", "cells-filled", lambda n: cells(n, fill=True), (100, 3000, 12_000))
    yield from kinds("pdf", "unruled-tall", lambda n: unruled(n, 8), (100, 1000, 4500, 9000))
    yield from kinds("pdf", "unruled-wide", lambda n: unruled(n, 90), (100, 1000, 4500, 9000))
    yield from kinds("pdf", "rules", rules, (100, 600, 4000))
    yield from kinds("pdf", "crossing", crossing, (50, 800, 4000))
    yield from kinds("pdf", "font-bomb", lambda n: document(HELLO, extra={
        5: "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R/ToUnicode 8 0 R>>",
        6: "<</Type/FontDescriptor/FontName/X/FontFile2 7 0 R>>", 7: stream(b"\0" * n, layers=2), 8: stream(b"<0000> <FFFF> <0000>\n" * (n // 20)),
    }), (10**4, 10**7, 3 * 10**8))  # fmt: skip
    yield from kinds("pdf", "fonts-many", lambda n: document(HELLO * 3, extra={
        5: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
        6: "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[" + "0 [500] " * n + "]>>",
        8: stream(b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n" * n),
    }), (10, 20_000, 300_000))  # fmt: skip


CRAFTED = (*_trees(), *_forms(), *_contents(), *_layouts())
