"""Word documents (.docx): the body as one page of paragraphs and grids, read as a stream.

What Word shows is read: accepted insertions but not deletions, automatic numbers, text boxes, content controls; not
footnotes, headers, hidden text. Page numbers do not exist in the file, so places count body elements: paragraphs and
tables from 1, those in content controls too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from juesuan.formats.archives.office import Element, OfficePackage, local_name
from juesuan.formats.errors import Damaged
from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Block, Page, Source
from juesuan.formats.word.reading.numbering import Numbering
from juesuan.formats.word.reading.paragraphs import WordProse
from juesuan.formats.word.reading.styles import Styles
from juesuan.formats.word.reading.tables import TableReader, paragraph_blocks
from juesuan.model import Place

__all__ = ["read_docx"]

_BODY_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo"])


def read_docx(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """The document as a Source of one page."""
    package = OfficePackage(path, data, limits)
    main = package.main_part()
    if main is None:
        raise Damaged(path, "找不到 Word 正文部件")
    parts = {kind: target for kind, target in package.related(main).values() if target in package}
    styles = Styles(package.xml(parts["styles"]) if "styles" in parts else None)
    numbering = Numbering(package.xml(parts["numbering"]) if "numbering" in parts else None)
    blocks = tuple(_body(package, main, WordProse(styles, numbering)))
    page = Page(1, 0.0, 0.0, blocks, has_text=bool(blocks), has_picture="image" in parts)
    return Source(str(path), "docx", fingerprint(data), (page,), problems=tuple(package.budget.left_out))


def _body(package: OfficePackage, main: str, prose: WordProse) -> Iterator[Block]:
    budget = package.budget
    element_number = 1
    table: TableReader | None = None
    for element in package.elements(main, ("p", "tr", "tbl")):
        place = Place(paragraph=element_number)
        name = local_name(element)
        if name == "tr":
            if not _is_in_body(_holder(element)):
                continue
            table = table or TableReader(place, prose, budget)
            table.add_row(element)
        elif not _is_in_body(element):
            continue
        else:
            element_number += 1
            if name == "p":
                yield from paragraph_blocks(element, place, prose, budget)
            elif table is not None:
                yield from table.blocks()
                table = None
        element.clear()


def _holder(element: Element) -> Element:
    """The nearest ancestor that is no mere wrapper: the table of a row, the body or the cell of a paragraph."""
    parent = element.getparent()
    while parent is not None and local_name(parent) in _BODY_WRAPPERS:
        parent = parent.getparent()
    return parent


def _is_in_body(element: Element | None) -> bool:
    holder = None if element is None else _holder(element)
    return holder is not None and local_name(holder) == "body"
