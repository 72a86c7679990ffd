"""Word paragraphs with their automatic numbers and their look."""

from __future__ import annotations

from juesuan.model import Place
from juesuan.reading.docx.content import Content, content_of
from juesuan.reading.docx.numbering import Numbering
from juesuan.reading.docx.styles import Look, Styles
from juesuan.reading.package import Element
from juesuan.reading.source import Paragraph
from juesuan.reading.text import Run, join_runs

__all__ = ["Prose"]


class Prose:
    """Reads paragraphs in document order: their automatic numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def content(self, element: Element) -> tuple[Content, Look]:
        """What a paragraph prints, its automatic number in front, and its complete look."""
        content = content_of(element)
        look = content.look.over(self._styles.look(content.style))
        if content.text.strip():
            content.text = self._numbering.next_label(look, content.style) + content.text
        return content, look

    def paragraph(self, content: Content, look: Look, place: Place) -> Paragraph | None:
        """The paragraph, or None for a blank one."""
        passage = join_runs(Run(line, place) for line in content.text.split("\n"))
        if not passage.text:
            return None
        return Paragraph(
            passage,
            content.text.strip("\n"),
            size=look.size or 0.0,
            bold=bool(look.bold),
            style=look.name or "",
            centred=bool(look.centred),
        )
