"""How much one file may hold: one set of limits, handed to whatever reads."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["USUAL", "Limits"]

_MEGABYTE = 2**20


class Limits(Struct, frozen=True):
    """What is beyond ten times the longest disclosures known (171 pages, consolidated) is no disclosure.

    Attributes:
        parts: members of a package; pictures are parts, and a thousand scanned pages are still far below this.
        part_bytes: inflated size of one part; the text of the longest disclosures is some 30 MB of XML.
        package_bytes: all that is inflated of a package, a part that is read twice counted twice.
        ratio: inflated to stored size of a part. Tables of repetitive XML reach 60; a stream of one byte repeated reaches 1 030.
        markup: elements and attributes of a page or a part that is held as a whole, and those between two paragraphs of one that
            is read as a stream; some 100 bytes of memory each.
        text_bytes: a text or a web page; 200 times the longest known.
        data_bytes, data_values: JSON of our own; 171 pages have 17 MB.
        items: paragraphs and cells, words of plain text; 171 pages have 14 000, and 150 000 take some 15 s.
        characters: of all paragraphs and cells; 171 pages have 105 000.
        numbers: in the text of paragraphs and cells; 171 pages have 9 000.
        positions: places that cells cover, by their spans too, or may be placed in.
        columns: of one table; the widest known have 40.
        all_columns: of all tables; 171 pages have some 3 000.
        cells: cells of a workbook that have a format or a content; whole columns are formatted often enough.
        tables: of all pages; 171 pages have some 300.
        formula_steps: cells looked at to compute formulas without a result.
        nesting: tables and text boxes within each other in a Word document.
        pages: of a PDF.
        objects: parts of the structure of a PDF that are looked at.
        stream_bytes: inflated size of what is no picture, a font for example.
        streams_bytes: of all of these. Ten times the longest known have 220 MB.
        page_bytes: what draws one page, forms counted as often as they are drawn. Dense tables reach 1 MB.
        drawn_bytes: the same for all pages.
        page_glyphs: characters of one page; a dense one has 4 000.
        glyphs: characters of all pages.
        page_objects: lines, texts and pictures drawn on one page.
        page_lines: straight lines of one page.
        page_meetings: pairs of lines on one page that may meet.
        page_positions: the same within its tables: these become cells.
        page_texts: texts apart from each other on one page.
    """

    parts: int = 20_000
    part_bytes: int = 256 * _MEGABYTE
    package_bytes: int = 384 * _MEGABYTE
    ratio: int = 250
    markup: int = 3_000_000
    text_bytes: int = 64 * _MEGABYTE
    data_bytes: int = 192 * _MEGABYTE
    data_values: int = 5_000_000
    items: int = 150_000
    characters: int = 2_000_000
    numbers: int = 150_000
    positions: int = 1_000_000
    columns: int = 1_000
    all_columns: int = 30_000
    cells: int = 1_500_000
    tables: int = 5_000
    formula_steps: int = 1_000_000
    nesting: int = 100
    pages: int = 2_000
    objects: int = 3_000_000
    stream_bytes: int = 96 * _MEGABYTE
    streams_bytes: int = 1024 * _MEGABYTE
    page_bytes: int = 8 * _MEGABYTE
    drawn_bytes: int = 512 * _MEGABYTE
    page_glyphs: int = 40_000
    glyphs: int = 1_500_000
    page_objects: int = 100_000
    page_lines: int = 20_000
    page_meetings: int = 2_000_000
    page_positions: int = 100_000
    page_texts: int = 5_000


USUAL = Limits()
