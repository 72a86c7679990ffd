"""The sections of a document: headings recognised by their words, the 目录 set aside, everything else body."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model import FactKey, Passage, Section
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.headings import Heading, heading_of
from juesuan.standard.narrative import Grammar, SectionKind
from juesuan.standard.titles import names_tables, without_page

__all__ = ["OpenSection", "opened_by", "sections_of"]

_CONTENTS_ENTRY = expression(r"(?<![.．·…⋯—-])[.．·…⋯—-]{3,}\d*$|(?<=[^\d年.,])\d{1,3}$")
_CLOSED_ZONES = {"glossary", "annex"}
_EXPLANATION = expression(r"^第[一二三四五六七八九十\d]+(?:部分|[章篇]).*说明")
_ANNEX = expression(r"附件|附表|附录")
_YEARS = expression(r"\d{4}年(?:度|\d{1,2}月\d{1,2}日)?")
_FIRST_WORDS = expression(r"[^\d。；：]{0,60}(?=[\d。]|：$)")
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
        is_partial: as in :class:`juesuan.model.Section`.
    """

    id: str
    heading: Passage
    mark: str
    level: int
    scope: FactKey | None
    paragraphs: list[Passage] = field(default_factory=list)
    is_partial: bool = False

    def closed(self) -> Section:
        """The section of the model."""
        place = self.heading.place(0, len(self.heading.text))
        paragraphs = tuple(self.paragraphs)
        return Section(self.id, self.heading.text, place, Passage.joined(self.paragraphs), paragraphs, self.is_partial)

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
        elif heading is not None and any(kind.part and kind.id == opened.id for kind in heading.kinds):
            zone = "body"
        found.append(opened)
    headed = frozenset(section.main for section in found)
    told = [part for section in found for part in _told_by_words(section, headed, grammar)]
    return [section for section in told if section.heading.text or section.paragraphs]


def _told_by_words(section: OpenSection, headed: Container[str], grammar: Grammar) -> list[OpenSection]:
    """A section cut where a paragraph begins to speak of what a known section is about, which has no heading in the document."""
    is_named = section.id.startswith("N")
    if not is_named and section.id != "other" and not _EXPLANATION.search(section.heading.text):
        return [section]
    parts = [replace(section, paragraphs=[])]
    for paragraph in section.paragraphs:
        kind = opened_by(paragraph.text, grammar)
        if kind is None or kind.id == parts[-1].main or (is_named and kind.id in headed):
            parts[-1].paragraphs.append(paragraph)
            continue
        first = len(parts) == 1 and section.id == "other" and not parts[0].paragraphs
        heading = parts.pop().heading if first else Passage("")  # a heading that nobody knows
        parts.append(
            OpenSection(kind.id, heading, section.mark, section.level, kind.scope, [paragraph], is_partial=True)
        )
    return parts


def opened_by(text: str, grammar: Grammar) -> SectionKind | None:
    """The only section whose first sentence may begin as a paragraph does, up to its first number."""
    opening = _FIRST_WORDS.match(_YEARS.sub("", text))
    words = opening[0] if opening is not None else ""
    kinds = [kind for kind in grammar.sections if kind.opening is not None and kind.opening.search(words)]
    return kinds[0] if len({kind.id for kind in kinds}) == 1 else None


def _contents(paragraphs: Sequence[Passage], grammar: Grammar) -> tuple[int, int]:
    """Where the 目录 stands: from its title to where its first entry, or a paragraph of prose, comes again."""
    first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.text.rstrip("：:") == "目录"), None)
    if first is None:
        return _untitled_contents(paragraphs)
    seen: set[str] = set()
    for index in range(first + 1, len(paragraphs)):
        text = paragraphs[index].text
        entry = without_page(text)
        if entry in seen:
            return first, _repeated_from(paragraphs, first, index, grammar)
        long = len(text) > _LONGEST_ENTRY and not _CONTENTS_ENTRY.search(text) and not names_tables(text)
        if "。" in text[:-1] or long:
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
    kind = _kind(heading, parent, current, zone)
    if kind is not None:
        return OpenSection(kind.id, paragraph, mark, heading.level, kind.scope or current.scope)
    if heading.level == 1:
        return OpenSection("other", paragraph, mark, 1, None) if zone not in _CLOSED_ZONES else None
    if heading.level == 2 == current.level and current.id.startswith("N") and not parent.id.startswith("N"):
        return OpenSection("other", paragraph, mark, 2, None)  # beside a section of the explanation, and none of it
    if heading.level == 2 and parent.id.startswith("N") and parent.main not in _WITH_OWN_PARTS:
        return OpenSection(f"{parent.main}.{heading.number}", paragraph, mark, 2, parent.scope)
    return None


def _kind(heading: Heading, parent: OpenSection, current: OpenSection, zone: str) -> SectionKind | None:
    """Sub-sections of the section it stands in come first; no section of the narrative begins in a glossary or annex."""
    under = [kind for kind in heading.kinds if kind.under and kind.under == parent.main]
    if under and heading.level > parent.level:
        return under[0]
    inside = [kind for kind in heading.kinds if kind.under and kind.under == current.main]
    if inside and len(inside) == len(heading.kinds):
        return inside[0]  # however it is numbered
    for kind in heading.kinds:
        if kind.part:
            return kind
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
