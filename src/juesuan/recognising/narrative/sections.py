"""The sections of a document: headings recognised by their words, the 目录 set aside, everything else body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from juesuan.model import FactKey, Passage, Section
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.headings import Heading, heading_of
from juesuan.standard.narrative import Grammar, SectionKind

__all__ = ["OpenSection", "sections_of"]

_CONTENTS_ENTRY = expression(r"(?<![.．·…⋯—-])[.．·…⋯—-]{3,}\d*$|(?<=[^\d年.,])\d{1,3}$")
_PAGE = expression(r"[.．·…⋯\s—-]*\d{0,3}$")
_CLOSED_ZONES = {"glossary", "annex"}
_ANNEX = expression(r"附件|附表|附录")
_WITH_OWN_PARTS = ("N01", "N04", "N05", "N09")
_LONGEST_ENTRY = 60


class OpenSection(Struct):
    """A section being filled.

    Attributes:
        id, heading: as in :class:`juesuan.model.Section`.
        mark: how its heading is numbered, for people: ``五（三）``.
        level: of its heading.
        scope: what it speaks of.
        paragraphs: its body so far.
    """

    id: str
    heading: Passage
    mark: str
    level: int
    scope: FactKey | None
    paragraphs: list[Passage] = field(default_factory=list)

    def closed(self) -> Section:
        """The section of the model."""
        place = self.heading.place(0, len(self.heading.text))
        return Section(self.id, self.heading.text, place, Passage.joined(self.paragraphs), tuple(self.paragraphs))

    @property
    def main(self) -> str:
        """Its id without the sub-section."""
        return self.id.partition(".")[0]


def sections_of(paragraphs: Sequence[Passage], grammar: Grammar) -> list[OpenSection]:
    """All paragraphs in sections, in document order. What stands before the first heading is the cover."""
    found = [OpenSection("cover", Passage(""), "", 0, None)]
    first, last = _contents(paragraphs, grammar)
    zone = "front"
    for index, paragraph in enumerate(paragraphs):
        if first <= index < last:
            if index == first:
                found.append(OpenSection("toc", paragraph, "", 0, None))
            else:
                found[-1].paragraphs.append(paragraph)
            continue
        heading = heading_of(paragraph.text, grammar)
        opened = _opened(paragraph, heading, found, zone) if heading is not None else None
        if opened is None:
            if first < last == index:
                found.append(OpenSection("other", Passage(""), "", 0, None))
            found[-1].paragraphs.append(paragraph)
            continue
        if opened.level == 0 or opened.id == "glossary":
            zone = "glossary" if opened.id == "glossary" else "annex" if _ANNEX.search(paragraph.text) else "body"
        found.append(opened)
    return [section for section in found if section.heading.text or section.paragraphs]


def _contents(paragraphs: Sequence[Passage], grammar: Grammar) -> tuple[int, int]:
    """Where the 目录 stands: from its title to where its first entry, or a paragraph of prose, comes again."""
    first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.text.rstrip("：:") == "目录"), None)
    if first is None:
        return _untitled_contents(paragraphs)
    seen: set[str] = set()
    for index in range(first + 1, len(paragraphs)):
        text = paragraphs[index].text
        entry = _PAGE.sub("", text)
        if entry in seen:
            return first, _repeated_from(paragraphs, first, index, grammar)
        if "。" in text[:-1] or (len(text) > _LONGEST_ENTRY and not _CONTENTS_ENTRY.search(text)):
            return first, index
        seen.add(entry)
    return first, first + 1


def _repeated_from(paragraphs: Sequence[Passage], first: int, repeated: int, grammar: Grammar) -> int:
    """The beginning of the body: the part heading in front of the first repeated heading belongs to it too."""
    before, here = (heading_of(paragraphs[index].text, grammar) for index in (repeated - 1, repeated))
    part_in_front = before is not None and before.level == 0 and (here is None or here.level > 0)
    return repeated - 1 if part_in_front and repeated - 1 > first + 1 else repeated


def _untitled_contents(paragraphs: Sequence[Passage]) -> tuple[int, int]:
    """A run of entries with dot leaders is a 目录 even without its title."""
    entries = [index for index, paragraph in enumerate(paragraphs) if _CONTENTS_ENTRY.match(_leader(paragraph.text))]
    if len(entries) < 4 or entries[-1] - entries[0] > 2 * len(entries):
        return 0, 0
    return entries[0], entries[-1] + 1


def _leader(text: str) -> str:
    match = re.search(r"(?<![.．·…⋯])[.．·…⋯]{3,}\d*$", text)
    return match[0] if match is not None else ""


def _opened(paragraph: Passage, heading: Heading, found: list[OpenSection], zone: str) -> OpenSection | None:
    """The section that a heading opens; None when it is only a line of the section it stands in."""
    current = found[-1]
    if heading.level == 0:
        kind = next((kind for kind in heading.kinds if kind.id in {"glossary"}), None)
        section_id = kind.id if kind is not None else f"part{heading.number}"
        return OpenSection(section_id, paragraph, "", 0, None)
    parent = next((s for s in reversed(found) if s.level < heading.level or s.level == 0), found[0])
    mark = _mark(heading, parent)
    kind = _kind(heading, parent, zone)
    if kind is not None:
        return OpenSection(kind.id, paragraph, mark, heading.level, kind.scope or current.scope)
    if heading.level == 1:
        return OpenSection("other", paragraph, mark, 1, None) if zone not in _CLOSED_ZONES else None
    if heading.level == 2 and parent.id.startswith("N") and parent.main not in _WITH_OWN_PARTS:
        return OpenSection(f"{parent.main}.{heading.number}", paragraph, mark, 2, parent.scope)
    return None


def _kind(heading: Heading, parent: OpenSection, zone: str) -> SectionKind | None:
    """Sub-sections of the section it stands in come first; no section of the narrative begins in a glossary or annex."""
    under = [kind for kind in heading.kinds if kind.under and kind.under == parent.main]
    if under and heading.level > parent.level:
        return under[0]
    for kind in heading.kinds:
        if kind.under or (kind.id.startswith("N") and zone in _CLOSED_ZONES):
            continue
        if kind.id == parent.main and heading.level > parent.level:
            continue
        return kind
    return None


def _mark(heading: Heading, parent: OpenSection) -> str:
    if heading.level == 2:
        return f"{parent.mark}（{heading.mark}）" if parent.level == 1 else f"（{heading.mark}）"
    return heading.mark
