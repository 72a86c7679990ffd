"""Placeholders in the paragraphs of a Word part: found although they are split over runs, and replaced in place."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from juesuan.formats.printing.around_tables import room_for
from juesuan.formats.printing.fitting import fitted
from juesuan.formats.printing.paper import TALL, Paper
from juesuan.formats.printing.printed_blocks import PrintedTable
from juesuan.formats.word.writing.fillings import Paragraphs, Tables, Value
from juesuan.formats.word.writing.markup import NAMESPACES, W
from juesuan.formats.word.writing.tables import table_markup
from juesuan.model.print_style import PrintStyle

__all__ = ["TemplateSlot", "put", "slots", "unfinished"]

_NAME = re.compile(r"[{｛]{2}\s*([^{}｛｝]+?)\s*[}｝]{2}")
_BRACES = re.compile(r"[{｛]{2}|[}｝]{2}")
_UNIQUE = re.compile(r"\}(paraId|textId)$")  # attributes that no two paragraphs may share
_TWIPS = 20

_AFTER_JUSTIFY = (
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
)
_AFTER_INDENT = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", *_AFTER_JUSTIFY)
_AFTER_BREAK = (
    *(
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
    ),
    *(
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
    ),
    *("spacing", "ind", *_AFTER_INDENT),
)
_AFTER = {"jc": _AFTER_JUSTIFY, "ind": _AFTER_INDENT, "pageBreakBefore": _AFTER_BREAK}
"""What follows in ``w:pPr``: Word insists on the order."""

_Element = Any  # lxml has no types


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class TemplateSlot:
    """A placeholder where it stands.

    Attributes:
        name: between the braces; ``text``: with them.
        paragraph: its paragraph, number ``paragraph_number`` of the part.
        start, end: in the text of the paragraph.
        alone: nothing else stands in the paragraph.
    """

    name: str
    text: str
    paragraph: _Element
    paragraph_number: int
    start: int
    end: int
    alone: bool


def slots(root: _Element) -> Iterator[TemplateSlot]:
    """The placeholders of a part, in order."""
    for number, paragraph in enumerate(root.iter(_w("p")), 1):
        text = "".join(node.text or "" for node in _nodes(paragraph))
        for match in _NAME.finditer(text):
            alone = text.strip() == match[0]
            yield TemplateSlot(match[1], match[0], paragraph, number, match.start(), match.end(), alone)


def unfinished(root: _Element) -> Iterator[tuple[int, str]]:
    """Paragraphs with braces that belong to no placeholder: their numbers, and what stands there."""
    for number, paragraph in enumerate(root.iter(_w("p")), 1):
        text = "".join(node.text or "" for node in _nodes(paragraph))
        rest = _NAME.sub("", text)
        brace = _BRACES.search(rest)
        if brace:
            yield number, rest[max(0, brace.start() - 6) : brace.end() + 12]


def _nodes(paragraph: _Element) -> list[_Element]:
    """The texts of a paragraph itself, without those of paragraphs in text boxes that hang on it."""
    return [node for node in paragraph.iter(_w("t")) if next(node.iterancestors(_w("p"))) is paragraph]


def put(slot: TemplateSlot, value: Value, body: _Element, layout: PrintStyle) -> None:
    """Replaces the placeholder. ``body`` is the document's main part, which knows the paper."""
    if isinstance(value, str):
        _write(slot, value)
    elif isinstance(value, Paragraphs):
        if slot.alone:
            _replace(slot.paragraph, [_like(slot.paragraph, text) for text in value.texts])
        else:
            _write(slot, "".join(value.texts))
    elif isinstance(value, Tables):
        _put_tables(slot, value, body, layout)


def _write(slot: TemplateSlot, text: str) -> None:
    """The text where the placeholder begins, in the run it begins in."""
    at = 0
    for node in _nodes(slot.paragraph):
        here = node.text or ""
        begin, end = max(slot.start - at, 0), min(slot.end - at, len(here))
        if begin < end:
            starts = slot.start >= at
            node.text = here[:begin] + (text if starts else "") + here[end:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(here)


def _like(paragraph: _Element, text: str) -> _Element:
    """A paragraph that looks like the placeholder's."""
    twin = copy.deepcopy(paragraph)
    for name in [name for name in twin.attrib if _UNIQUE.search(name)]:
        del twin.attrib[name]
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"):
        for mark in list(twin.iter(_w(name))):
            mark.getparent().remove(mark)
    for section in twin.findall(f"{_w('pPr')}/{_w('sectPr')}"):
        section.getparent().remove(section)
    first, *others = _nodes(twin)
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for node in others:
        node.text = ""
    return twin


def _replace(paragraph: _Element, elements: Sequence[_Element]) -> None:
    """Elements in place of a paragraph; where a section ends with it, or a table would touch another, an empty one is left."""
    for element in elements:
        paragraph.addprevious(element)
    parent, following = paragraph.getparent(), paragraph.getnext()
    ends_section = paragraph.find(f"{_w('pPr')}/{_w('sectPr')}") is not None
    after_table = bool(elements) and elements[-1].tag == _w("tbl")
    if ends_section or (after_table and (following is None or following.tag != _w("p"))):
        for node in _nodes(paragraph):
            node.text = ""
    else:
        parent.remove(paragraph)


def _put_tables(slot: TemplateSlot, value: Tables, body: _Element, layout: PrintStyle) -> None:
    sheet = _paper(slot.paragraph, body)
    elements: list[_Element] = []
    for number, table in enumerate(value.tables):
        if value.titled:
            title = _like(slot.paragraph, table.title)
            _centred(title, new_page=number > 0)
            elements.append(title)
        elements.append(_table(table, sheet, layout))
        elements += [_like(slot.paragraph, note) for note in table.notes]
    _replace(slot.paragraph, elements)


def _centred(paragraph: _Element, *, new_page: bool) -> None:
    """``w:pPr`` with its children in the order that Word insists on."""
    properties = paragraph.find(_w("pPr"))
    if properties is None:
        properties = etree.Element(_w("pPr"))
        paragraph.insert(0, properties)
    for name in ("jc", "ind", "pageBreakBefore"):
        for old in properties.findall(_w(name)):
            properties.remove(old)
    _insert(properties, "jc", val="center")
    _insert(properties, "ind", firstLineChars="0", firstLine="0")
    if new_page:
        _insert(properties, "pageBreakBefore")


def _insert(properties: _Element, name: str, **attributes: str) -> None:
    """A child where it belongs."""
    later = {_w(other) for other in _AFTER[name]}
    position = next((index for index, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(position, etree.Element(_w(name), {_w(key): value for key, value in attributes.items()}))


def _table(table: PrintedTable, sheet: Paper, layout: PrintStyle) -> _Element:
    room = room_for(table, sheet, layout)
    fit = fitted(table, room, layout.table_size, repeat=True)
    markup = table_markup(table, fit, layout, font=layout.fonts.table)
    return etree.fromstring(f"<w:body {NAMESPACES}>{markup}</w:body>")[0]


def _paper(paragraph: _Element, body: _Element) -> Paper:
    """The paper that the paragraph stands on: of its section, and no wider than the cell it may stand in."""
    sections = list(body.iter(_w("sectPr")))
    section = next((item for item in sections if _comes_before(paragraph, item)), sections[-1] if sections else None)
    sheet = TALL if section is None else _sheet(section)
    cell = next(paragraph.iterancestors(_w("tc")), None)
    width = _measure(cell, "tcPr/tcW", "w") if cell is not None else None
    if width is None or width >= sheet.text_width:
        return sheet
    return Paper(width, sheet.height, sheet.top, sheet.bottom, 0.0, 0.0, sheet.footer, sheet.landscape)


def _comes_before(paragraph: _Element, section: _Element) -> bool:
    """Whether a section that ends there holds the paragraph: it is the first that ends at or after it."""
    if paragraph.getroottree().getroot() is not section.getroottree().getroot():
        return False
    root = paragraph.getroottree().getroot()
    for element in root.iter(_w("p"), _w("sectPr")):
        if element is paragraph:
            return True
        if element is section:
            return False
    return False


def _sheet(section: _Element) -> Paper:
    width, height = _measure(section, "pgSz", "w"), _measure(section, "pgSz", "h")
    margins = [_measure(section, "pgMar", side) for side in ("top", "bottom", "left", "right")]
    if not width or not height or any(margin is None for margin in margins):
        return TALL
    top, bottom, left, right = (abs(margin or 0.0) for margin in margins)
    return Paper(width, height, top, bottom, left, right, TALL.footer, landscape=width > height)


def _measure(element: _Element, path: str, name: str) -> float | None:
    """An attribute in points, or None."""
    found = element.find("/".join(_w(part) for part in path.split("/")))
    value = "" if found is None else found.get(_w(name), "")
    return int(value) / _TWIPS if re.fullmatch(r"-?\d{1,6}", value) else None
