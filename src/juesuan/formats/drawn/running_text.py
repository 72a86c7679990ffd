"""A line of running text with everything that its place in the layout is judged by, and nothing that takes much memory."""

from __future__ import annotations

from msgspec import Struct

from juesuan.formats.drawn.text_lines import CharacterLine
from juesuan.formats.pages.normal_form import Run, normalise
from juesuan.model.expressions import expression

__all__ = ["TextLine", "is_marked"]

_MARK_PATTERN = (
    r"第[一二三四五六七八九十百]+[部章节条]分?|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+[.．、](?!\d)|(?:附[件表]?|表)\d*[-\d]*[.．:：]|注[:：]"
)
_MARK = expression(_MARK_PATTERN)
_HEADING = expression(rf"(?:{_MARK_PATTERN})[^，。；：]*")
_LEADERS = expression(r"[.·…．‥⋯]{4,}|…{2,}")
_SENTENCE_ENDS = ("。", "；", "！", "？", "：", ".", ";", "!", "?", ":")
_UNBROKEN = expression(r"[-\d.,，%％]+|[A-Za-z]+|[(（“《‘〔]?.[，。；：、）)”》’〕！？]?")


def is_marked(text: str) -> bool:
    """Whether a text begins with the mark of a heading or of an item."""
    return _MARK.match(text) is not None


class TextLine(Struct, frozen=True):
    """A line of text.

    Attributes:
        run: its characters with their places.
        raw: as printed, with blanks for gaps.
        text: in normal form.
        left, right, baseline: where it stands.
        em: size of its characters.
        widest_gap: widest gap between two characters.
        bold: printed bold.
    """

    run: Run
    raw: str
    text: str
    left: float
    right: float
    baseline: float
    em: float
    widest_gap: float
    bold: bool

    @classmethod
    def of(cls, line: CharacterLine, page: int, bold: bool) -> TextLine:
        """The text of a line of glyphs."""
        run = line.run(page)
        return cls(
            run, line.raw, normalise(run.text), line.left, line.right, line.baseline, line.em, line.widest_gap, bold
        )

    @property
    def width(self) -> float:
        """Distance of its ends."""
        return self.right - self.left

    @property
    def page(self) -> int | None:
        """The page it stands on."""
        return self.run.place.page

    @property
    def is_marked(self) -> bool:
        """Whether it begins with the mark of a heading or of an item."""
        return is_marked(self.text)

    @property
    def is_heading(self) -> bool:
        """Whether it may be a heading: a mark and no punctuation."""
        return _HEADING.fullmatch(self.text) is not None

    @property
    def has_leaders(self) -> bool:
        """Whether it is a line of a table of contents."""
        return _LEADERS.search(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends where a paragraph may end."""
        return self.text.endswith(_SENTENCE_ENDS)

    @property
    def lead(self) -> float:
        """Width of what cannot be broken at its start."""
        match = _UNBROKEN.match(self.text)
        edges = self.run.edges
        if match is None or edges is None:
            return self.em
        return edges[min(len(match[0]), len(edges) - 1)] - self.left
