"""Where something stands in the user's own file, in the coordinates the user sees."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["BBox", "Passage", "Piece", "Place", "cell_name", "coordinates", "position"]

BBox = tuple[float, float, float, float]
"""left, top, right, bottom in PDF points from the top left corner of the page. Geometry, never an amount."""


class Place(Struct, frozen=True):
    """A place in a document. Only the fields that the format has are set.

    Attributes:
        page: page number from 1 (PDF, and txt when pages are marked).
        bbox: box on that page; of words that run over lines, the box on their first line.
        further: their boxes on the following lines of that page.
        form, row, column: the form id and the labels of the cell, for people.
        sheet, cell: Excel coordinates (``"Z01"``, ``"C7"``).
        line: line number from 1 (txt, html).
        paragraph: Word body element from 1, counting paragraphs and tables.
        table_row, table_column: cell of a Word or HTML table, from 1.
        text: excerpt as printed.
        file: its name, where a document is in several files; else None.
    """

    page: int | None = None
    bbox: BBox | None = None
    form: str | None = None
    row: str | None = None
    column: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    paragraph: int | None = None
    table_row: int | None = None
    table_column: int | None = None
    text: str = ""
    further: tuple[BBox, ...] = ()
    file: str | None = None

    def but(self, **changes: object) -> Place:
        """A copy with some fields changed."""
        return replace(self, **changes)


class Piece(Struct, frozen=True):
    """A run of a passage that stands on one line of the source.

    Attributes:
        start: offset of its first character in the passage's text.
        place: place of the whole run.
        edges: for geometry formats, ``n + 1`` x-coordinates of the run's n characters, so that a part has its own box.
    """

    start: int
    place: Place
    edges: tuple[float, ...] | None = None


def _box(piece: Piece, start: int, end: int) -> BBox | None:
    """The box of a part of a piece, given by offsets in the passage; None without geometry."""
    box = piece.place.bbox
    if piece.edges is None or box is None:
        return None
    first = min(max(start - piece.start, 0), len(piece.edges) - 2)
    last = min(max(end - piece.start, first + 1), len(piece.edges) - 1)
    return piece.edges[first], box[1], piece.edges[last], box[3]


_START = attrgetter("start")


class Passage(Struct, frozen=True):
    """Running text without white space, every part of which knows its place.

    Attributes:
        text: NFKC-normalised text, all white space removed (DOMAIN 7). Full-width ，。：；（）“”、％ are kept as they
            are printed except digits, letters, ``%`` and ``.`` between digits, which are half-width.
        pieces: in order of ``start``; the first starts at 0. Empty for text that we made ourselves.
    """

    text: str
    pieces: tuple[Piece, ...] = ()

    def place(self, start: int, end: int, context: int = 12) -> Place:
        """The place of ``text[start:end]``, with an excerpt that shows ``context`` characters around."""
        excerpt = self.text[max(0, start - context) : end + context]
        if not self.pieces:
            return Place(text=excerpt)
        index = max(0, bisect_right(self.pieces, start, key=_START) - 1)
        place = self.pieces[index].place
        box = _box(self.pieces[index], start, end)
        if box is None:
            return place.but(text=excerpt)
        lines = self.pieces[index + 1 : bisect_left(self.pieces, end, key=_START)]
        further = (_box(piece, start, end) for piece in lines if piece.place.page == place.page)
        return place.but(bbox=box, text=excerpt, further=tuple(box for box in further if box is not None))

    def part(self, start: int, end: int) -> Passage:
        """The passage of ``text[start:end]``, places kept."""
        pieces = []
        for index, piece in enumerate(self.pieces):
            stop = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
            if stop <= start or piece.start >= end:
                continue
            cut, tail = max(start - piece.start, 0), min(end, stop) - piece.start
            edges = piece.edges[cut : tail + 1] if piece.edges is not None else None
            pieces.append(Piece(max(piece.start - start, 0), piece.place, edges))
        return Passage(self.text[start:end], tuple(pieces))

    @classmethod
    def joined(cls, passages: list[Passage]) -> Passage:
        """One passage from several, in order."""
        pieces: list[Piece] = []
        offset = 0
        for passage in passages:
            pieces += [Piece(piece.start + offset, piece.place, piece.edges) for piece in passage.pieces]
            offset += len(passage.text)
        return cls("".join(passage.text for passage in passages), tuple(pieces))


def cell_name(row: int, column: int) -> str:
    """``C7`` for row 6, column 2."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def coordinates(place: Place) -> tuple[str, ...]:
    """The part of a place that finds it in the user's own program: file (of several), page, sheet and cell, paragraph, line."""
    found = [f"“{place.file}”"] if place.file is not None else []
    if place.page is not None:
        found.append(f"第 {place.page} 页")
    if place.sheet is not None:
        found.append(f"工作表“{place.sheet}”{place.cell or ''}")
    if place.paragraph is not None:
        found.append(f"第 {place.paragraph} 段")
    if place.table_row is not None:
        found.append(f"表格第 {place.table_row} 行第 {place.table_column or 1} 格")
    if place.line is not None:
        found.append(f"第 {place.line} 行")
    return tuple(found)


def position(place: Place) -> tuple[int, int, float]:
    """Where a place comes in its document; all zero when it has no coordinates."""
    return (place.page or 0, place.paragraph or place.line or 0, place.bbox[1] if place.bbox else 0.0)
