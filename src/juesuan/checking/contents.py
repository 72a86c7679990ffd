"""The table of contents: its entries, and which sections are the body that it speaks of.

Where the entries of the contents look like headings they are read as sections of their own, without text: the body begins where the first entry
stands a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.wording import Text, prose
from juesuan.model import Passage, Section
from juesuan.model.expressions import expression
from juesuan.standard.forms import titled
from juesuan.standard.titles import names_tables, title_of

__all__ = ["Contents", "contents_of", "listed_sections", "number_of", "page_of"]

_PAGED = expression(r"(?:[.．·…]{3,}|…{2}|[^\d.．·…—-])(\d{1,3})$")
_NUMBERED = expression(r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]+[、.．)）])")


class Contents(Struct, frozen=True):
    """Attributes: the entries in printed order, those of them that stand in lines of their own under 目录, and the sections of the body."""

    entries: tuple[Text, ...]
    lines: tuple[Text, ...]
    body: tuple[Section, ...]


def contents_of(context: Context) -> Contents:
    """The contents of a document; without one, no entries, and all sections are the body."""
    sections = context.disclosure.sections
    at = next((n for n, section in enumerate(sections) if section.id == "toc"), None)
    if at is None:
        return Contents((), (), sections)
    lines = tuple(prose(context, "toc"))
    entries = [text for text in _entries(lines) if title_of(text.passage.text)]
    rest = sections[at + 1 :]
    first = title_of(entries[0].passage.text) if entries else title_of(rest[0].heading) if rest else ""
    starts = [n for n, section in enumerate(rest) if title_of(section.heading) == first and (entries or n)]
    begin = starts[0] if starts else _again(rest)
    headed = [section for section in rest[:begin] if title_of(section.heading) and not section.body.text]
    entries += [Text("“目录”", Passage(section.heading), section.place) for section in headed]
    return Contents(tuple(entries), lines, rest[begin:])


def _again(rest: Sequence[Section]) -> int:
    """Where the first heading stands that stood before: the first entry of the contents is not in the body."""
    seen: set[str] = set()
    for n, section in enumerate(rest):
        title = title_of(section.heading)
        if title in seen and section.id[:1] == "N":
            return n
        if title:
            seen.add(title)
    return 0


def listed_sections(context: Context) -> frozenset[str]:
    """Ids of the sections of the layout that the contents list."""
    entries = (title_of(text.passage.text) for text in contents_of(context).entries)
    titles = [title for title in entries if titled(title, context.standard.forms) is None]
    kinds = ((key, context.standard.grammar.section(key)) for key in context.layout.sections)
    return frozenset(key for key, kind in kinds if kind is not None and any(map(kind.heading.match, titles)))


def number_of(text: str) -> str:
    """The number in front of an entry or heading; empty without one."""
    match = _NUMBERED.match(text)
    return match[0].strip("（(）)、.．") if match is not None else ""


def page_of(text: str) -> int | None:
    """The page that an entry says."""
    match = _PAGED.search(text)
    return int(match[1]) if match is not None else None


def _entries(contents: Sequence[Text]) -> Iterator[Text]:
    """The numbered lines, each with the unnumbered ones behind it: long titles wrap. A page number ends an entry."""
    lines: list[Text] = []
    paged = False
    for text in contents:
        ended = bool(lines) and _PAGED.search(lines[-1].passage.text) is not None
        paged = paged or ended
        if lines and (ended or _NUMBERED.match(text.passage.text)):
            yield _joined(lines)
            lines = []
        if lines and not _NUMBERED.match(text.passage.text) and names_tables(title_of(text.passage.text)):
            continue  # the tables of the part, each in a line of its own or all in one: no rest of its title
        if lines or paged or _NUMBERED.match(text.passage.text):
            lines.append(text)
    if lines:
        yield _joined(lines)


def _joined(lines: list[Text]) -> Text:
    return replace(lines[0], passage=Passage.joined([line.passage for line in lines]))
