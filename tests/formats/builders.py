"""Small files of every format, made by hand where the libraries cannot make them wrong enough."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

from juesuan.formats.archives.compound import SIGNATURE
from juesuan.formats.pages.source import Block, Grid, Paragraph, Source

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip package of the given parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>', **parts}.items():
            archive.writestr(name, content)
    return path


def relationships(**targets: str) -> str:
    """A relationships part: type word to target; ids are the type words."""
    items = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word document of this body; ``styles`` and ``numbering`` are the insides of those parts."""
    contents: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:mc="{MARKUP}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relationships(**{name: f"{name}.xml" for name in parts}),
    }
    for name, inside in parts.items():
        contents[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{WORD}">{inside}</w:{name}>'
    return package(path, contents)


def paragraph(text: str, properties: str = "") -> str:
    """``w:p`` with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """``w:tc`` with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def compound_file(**streams: bytes) -> bytes:
    """A compound file (OLE) of these streams, each padded to the size from which streams have sectors of their own; 7 MB at most."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    contents = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors = sum(-(-len(content) // 512) for content in contents.values())
    tables = -(-(sectors + 2) // 127)
    chains, directory, body = [*[table] * tables, end], b"", b""
    entries = [("Root Entry", 5, end, 0)]
    for name, content in contents.items():
        start, count = len(chains), -(-len(content) // 512)
        entries.append((name, 2, start, len(content)))
        chains += [*range(start + 1, start + count), end]
        body += content.ljust(count * 512, b"\0")
    for name, kind, start, size in entries:
        encoded = (name + "\0").encode("utf-16-le")
        head = encoded.ljust(64, b"\0") + struct.pack("<HB", len(encoded), kind)
        directory += head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
    header = SIGNATURE.ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIII", tables, tables, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    chains += [free] * (128 * tables - len(chains))
    return header + struct.pack(f"<{len(chains)}I", *chains) + directory.ljust(512, b"\0") + body


def blocks(source: Source) -> list[Block]:
    """All blocks of all pages."""
    return [block for page in source.pages for block in page.blocks]


def paragraphs(source: Source) -> list[Paragraph]:
    """All paragraphs."""
    return [block for block in blocks(source) if isinstance(block, Paragraph)]


def grids(source: Source) -> list[Grid]:
    """All grids."""
    return [block for block in blocks(source) if isinstance(block, Grid)]


def table(grid: Grid) -> list[list[str]]:
    """The texts of a grid; a cell that spans several positions stands in its corner, the others are empty."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for item in grid.cells:
        rows[item.row][item.column] = item.text
    return rows


def is_covered_once(grid: Grid) -> bool:
    """Whether every position is covered by exactly one cell, in row-major order of corners."""
    positions = [
        (row, column)
        for item in grid.cells
        for row in range(item.row, item.row + item.row_span)
        for column in range(item.column, item.column + item.column_span)
    ]
    corners = [(item.row, item.column) for item in grid.cells]
    everywhere = [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    return sorted(positions) == everywhere and corners == sorted(corners)
