"""Web pages (.html, and the tables that many systems export as HTML under the name .xls)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from juesuan.formats.archives.office import Element, local_name
from juesuan.formats.errors import Damaged, TooLarge
from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.normal_form import Run, join_runs, normalise, printed_lines
from juesuan.formats.pages.reference_marks import is_reference
from juesuan.formats.pages.source import Block, Page, Paragraph, Source
from juesuan.formats.pages.spans import TableBuilder
from juesuan.formats.reading_budget import Budget
from juesuan.formats.text.decoding import decode
from juesuan.model import Place, Problem

__all__ = ["read_html"]

MAX_COLUMN_SPAN, MAX_ROW_SPAN = 1000, 65_534
"""What browsers make of larger spans (HTML standard, 4.9.11)."""

MAX_TABLE_DEPTH = 30
"""Tables within tables; what is nested deeper is read as text."""

MAX_LINE = 65_535
"""The line number at which the parser stops counting."""

_UNSEEN = frozenset(
    [
        "script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "select", "textarea",
        "nav", "button", "dialog",
    ]
)  # fmt: skip
"""Elements whose text is not the document's: ways to get about in the page are no part of what it says."""
_INLINE = frozenset(
    [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
        "q", "s", "br", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "nobr", "img", "wbr",
    ]
)  # fmt: skip
_ICON = 100
"""Pixels: what is smaller shows no table."""
_HEADINGS = {f"h{level}": f"Heading {level}" for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align\s*:", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_html(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """The web page as a Source of one page. Lines are those of the HTML text."""
    decoded = decode(path, data, limits)
    if decoded.text.count("<") + 2 * decoded.text.count("=") > limits.markup:
        raise TooLarge(path, "网页里的标签过多，不像决算公开文件")
    # HTML has no entities to bomb with; the limits that "huge" lifts cut a page with unclosed tags short without a word.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(decoded.text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(path, f"HTML 无法解析（{error.msg}）") from None
    if root is None:
        raise Damaged(path, "网页是空的")
    budget = Budget(path, limits)
    blocks = tuple(_Flow(budget).read(root, _ElementLook()))
    page = Page(1, 0.0, 0.0, blocks, has_text=bool(blocks), has_picture=any(map(_is_shown, root.iter("img"))))
    is_cut = any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)
    problems = (Problem("网页标签嵌套过深，后面的内容没有读到"),) if is_cut else ()
    return Source(
        str(path), "html", fingerprint(data), (page,), problems=(*decoded.problems, *problems, *budget.left_out)
    )


class _ElementLook(Struct, frozen=True):
    """What the elements around a text say about it."""

    style: str = ""
    bold: bool = False
    centred: bool = False
    preformatted: bool = False

    def inside(self, element: Element) -> _ElementLook:
        """The look inside an element."""
        name = local_name(element)
        centred = self.centred
        if name == "center" or element.get("align", "").lower() == "center":
            centred = True
        elif _ALIGNED.search(element.get("style", "")):
            centred = bool(_CENTRED.search(element.get("style", "")))
        return _ElementLook(
            _HEADINGS.get(name, self.style),
            self.bold or name in ("b", "strong", "th") or name in _HEADINGS,
            centred,
            self.preformatted or name == "pre",
        )


class _Flow:
    """Gathers the inline text of elements into paragraphs, and gives tables to a builder."""

    def __init__(self, budget: Budget, cell: Place | None = None, depth: int = 0) -> None:
        """``cell`` is the table cell that all of it stands in, the ``depth``-th from outside."""
        self._budget = budget
        self._cell = cell or Place()
        self._depth = depth
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._looks: list[_ElementLook] = []

    def read(self, root: Element, look: _ElementLook) -> list[Block]:
        """The blocks inside an element. Not recursive: pages with unclosed tags are nested a thousand deep."""
        looks = [look]
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                looks.append(looks[-1].inside(element))
                if not self._start(element, looks[-1]):
                    walk.skip_subtree()
                continue
            looks.pop()
            if _is_block(element):
                self._end_paragraph()
            if element is not root:
                self._add(element.tail, element, looks[-1])
        self._end_paragraph()
        return self._blocks

    def _start(self, element: Element, look: _ElementLook) -> bool:
        """The start of an element; False when what is inside needs no further walk."""
        name = local_name(element)
        if _is_unseen(element):
            return False
        if name == "sup" and is_reference("".join(element.itertext()), "".join(run.text for run in self._runs[-2:])):
            return False
        if _is_block(element):
            self._end_paragraph()
        if name == "br":
            self._runs.append(Run("\n", self._place(element)))
        elif name == "table" and self._depth < MAX_TABLE_DEPTH:
            self._blocks += _table(element, look, self._budget, self._depth + 1)
            return False
        self._add(element.text, element, look)
        return True

    def _add(self, text: str | None, near: Element, look: _ElementLook) -> None:
        if not text:
            return
        self._runs.append(Run(text if look.preformatted else _BLANKS.sub(" ", text), self._place(near, text)))
        if normalise(text):
            self._looks.append(look)

    def _place(self, near: Element, text: str = "") -> Place:
        """The line on which the first printed character stands."""
        line = _line(near)
        if line is not None:
            line += text.count("\n", 0, len(text) - len(text.lstrip()))
        return Place(line=line, table_row=self._cell.table_row, table_column=self._cell.table_column)

    def _end_paragraph(self) -> None:
        if self._looks:
            passage = join_runs(self._runs)
            self._budget.spend("items")
            self._budget.spend_text(passage.text)
            raw = "".join(run.text for run in self._runs)
            self._blocks.append(
                Paragraph(
                    passage,
                    raw.strip("\n") if self._looks[0].preformatted else "\n".join(printed_lines(raw)),
                    bold=all(look.bold for look in self._looks),
                    style=self._looks[0].style,
                    centred=self._looks[0].centred,
                )
            )
        self._runs, self._looks = [], []


def _is_shown(picture: Element) -> bool:
    """Whether a picture may show something of the document: no icon, and nothing to get about with."""
    around = {local_name(element) for element in picture.iterancestors()}
    sizes = (picture.get(side, "") for side in ("width", "height"))
    small = any(size.isdigit() and int(size) < _ICON for size in sizes)
    return not small and not around & {*_UNSEEN, "a", "header", "footer"} and not _is_unseen(picture)


def _is_unseen(element: Element) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
    return bool(hidden) or local_name(element) in _UNSEEN


def _is_block(element: Element) -> bool:
    """Whether a paragraph ends where the element starts and ends."""
    return local_name(element) not in _INLINE and not _is_unseen(element)


def _line(element: Element) -> int | None:
    """The line of an element, as far as the parser counts."""
    line: int | None = element.sourceline
    return line if line is not None and line < MAX_LINE else None


def _table(element: Element, look: _ElementLook, budget: Budget, depth: int) -> Iterator[Block]:
    """A table, its caption before it. Cells are placed as browsers place them, around those that reach down."""
    place = Place(line=_line(element))
    builder = TableBuilder(place, budget)
    reaching: dict[int, int] = {}
    row = 0
    for part in _rows(element):
        if local_name(part) == "caption":
            yield from _Flow(budget, place, depth).read(part, look)
            continue
        column = 0
        budget.spend("positions", len(reaching) + 1)
        reaching = {at: end for at, end in reaching.items() if end > row}
        for cell in part:
            if local_name(cell) not in ("td", "th"):
                continue
            while column in reaching:
                column += 1
            width = _span(cell, "colspan", MAX_COLUMN_SPAN)
            height = _span(cell, "rowspan", MAX_ROW_SPAN)
            at = Place(line=_line(cell), table_row=row + 1, table_column=column + 1)
            builder.add((row, column), (height, width), at, _Flow(budget, at, depth).read(cell, look))
            reaching |= dict.fromkeys(range(column, column + width), row + height)
            column += width
        row += 1
    yield from builder.blocks()


def _rows(table: Element) -> Iterator[Element]:
    """The caption and the rows that are shown, those of its sections too."""
    for child in table:
        name = local_name(child)
        if name in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if local_name(row) == "tr" and not _HIDDEN.search(row.get("style", "")))
        elif name in ("caption", "tr") and not _HIDDEN.search(child.get("style", "")):
            yield child


def _span(cell: Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    if not value.isdecimal() or len(value) > 9:
        return 1
    return min(max(int(value), 1), most)
