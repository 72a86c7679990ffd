"""Word paragraphs with their automatic numbers and their look."""

from __future__ import annotations

from juesuan.formats.archives.office import Element
from juesuan.formats.pages.normal_form import Run, join_runs
from juesuan.formats.pages.source import Paragraph
from juesuan.formats.word.reading.content import Content, content_of
from juesuan.formats.word.reading.numbering import Numbering
from juesuan.formats.word.reading.styles import Styles, WordLook
from juesuan.model import Place

__all__ = ["WordProse"]


class WordProse:
    """Reads paragraphs in document order: their automatic numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def content(self, element: Element) -> tuple[Content, WordLook]:
        """What a paragraph prints, its automatic number in front, and its complete look."""
        content = content_of(element)
        look = content.look.over(self._styles.look(content.style))
        if content.text.strip():
            content.text = self._numbering.next_label(look, content.style) + content.text
        return content, look

    def paragraph(self, content: Content, look: WordLook, place: Place) -> Paragraph | None:
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
