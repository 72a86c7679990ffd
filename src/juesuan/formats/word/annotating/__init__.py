"""Word documents (.docx) with comments; in the text nothing changes but where runs are divided."""

from __future__ import annotations

import posixpath

from lxml import etree

from juesuan.formats.archives.office_copy import Element, OfficeCopy
from juesuan.formats.refusal import Unmarkable
from juesuan.formats.remarks import AUTHOR, MarkedPlace, Note, Remarks
from juesuan.formats.word.annotating.anchor import anchor
from juesuan.formats.word.annotating.story import Story
from juesuan.model import Place, Severity
from juesuan.model.whole_numbers import whole_number

__all__ = ["annotate_docx"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = "核"
_NUMBERED = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
"""What bears the number of a comment."""

_STRICT = "http://purl.oclc.org/"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate_docx(data: bytes, remarks: Remarks) -> bytes:
    """The document with a comment for every mark, those without a place at its beginning.

    Raises:
        Unmarkable: when the file cannot be copied.
    """
    package = OfficeCopy(data)
    main = package.target("", "officeDocument") or "word/document.xml"
    document = package.xml(main)
    story = Story(document)
    comments = _Comments(package, main, document)
    notes = [Note(0, Severity.INFO, remarks.opening, True), *remarks.unplaced]
    for mark in (*(MarkedPlace(Place(), "", (note,)) for note in notes), *remarks.marks):
        paragraphs = story.paragraphs(mark.place)
        if not paragraphs:
            raise Unmarkable("文件里没有可以加批注的段落。请用 Word 另存一份再试。")
        anchor(paragraphs, mark, comments.add(mark.text))
    package.put_xml(main, document)
    comments.save()
    return package.written()


class _Comments:
    """The document's part of comments, made if there is none."""

    def __init__(self, package: OfficeCopy, main: str, document: Element) -> None:
        self._package = package
        namespace = etree.QName(document).namespace
        self._tag = f"{{{namespace}}}"
        part = package.target(main, "comments")
        if part is not None:
            self._part, self._root = part, package.xml(part)
        else:
            folder = posixpath.dirname(main)
            name = posixpath.join(folder, "comments.xml")
            self._part = name if name not in package else package.free_name(posixpath.join(folder, "comments{}.xml"))
            self._root = etree.Element(f"{self._tag}comments", nsmap={"w": namespace})
            package.relate(main, "comments", self._part, strict=namespace.startswith(_STRICT))
            package.declare(self._part, _COMMENTS)
        tags = [self._tag + name for name in _NUMBERED]
        numbers = (element.get(f"{self._tag}id", "") for root in (self._root, document) for element in root.iter(*tags))
        self._next = 1 + max((whole_number(number) or 0 for number in numbers), default=-1)

    def add(self, text: str) -> int:
        """A new comment, a paragraph a line; returns its number."""
        number, self._next = self._next, self._next + 1
        names = {"id": str(number), "author": AUTHOR, "initials": _INITIALS}
        comment = self._make(self._root, "comment", {self._tag + name: value for name, value in names.items()})
        for index, line in enumerate(text.split("\n")):
            paragraph = self._make(comment, "p")
            if index == 0:
                self._make(self._make(paragraph, "r"), "annotationRef")
            if line:
                words = self._make(self._make(paragraph, "r"), "t", {_SPACE: "preserve"})
                words.text = line
        return number

    def _make(self, parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
        return etree.SubElement(parent, self._tag + name, attributes or {})

    def save(self) -> None:
        """Writes the part."""
        self._package.put_xml(self._part, self._root)
