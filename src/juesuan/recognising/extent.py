"""Whether a file is all of a document, or a part that was cut out of it: by what its layout has before and behind what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import Section, Table
from juesuan.model.expressions import expression
from juesuan.model.place import position
from juesuan.recognising.forms.recognise import FormsRead
from juesuan.standard.layouts import Layout
from juesuan.standard.titles import title_of

__all__ = ["Extent", "extent_of", "held_open"]

_TITLE = expression(r".{0,40}\d{4}年.{0,10}决算.{0,20}")
_TORN = "文件在这张表处中断，后面的行可能没有读到"


class Extent(Struct, frozen=True):
    """What may be missing of a document.

    Attributes:
        begins_late, ends_early: as in :class:`juesuan.model.Disclosure`.
        last: what is there last of all, by the layout; empty where nothing is.
    """

    begins_late: bool
    ends_early: bool
    last: str


def extent_of(
    sections: Sequence[Section], tables: Mapping[str, Table], layout: Layout, *, has_attachments: bool
) -> Extent:
    """How far a file reaches. What has no prose is a file of tables, and is not asked where it begins and ends."""
    there = {section.id.partition(".")[0] for section in sections} | tables.keys()
    reach = layout.reach(there)
    if reach is None or not any(section.paragraphs for section in sections):
        return Extent(False, False, "")
    first, last = reach
    late = first > 0 and not _begins(sections)
    early = last < len(layout.outline) - 1 and not has_attachments and not _ends(sections)
    return Extent(late, early, layout.outline[last] if early else "")


def _begins(sections: Sequence[Section]) -> bool:
    """Whether the document begins with its title or its contents."""
    first = next((paragraph.text for section in sections[:1] for paragraph in section.paragraphs), "")
    return _TITLE.fullmatch(first) is not None or any(section.id == "toc" for section in sections)


def _ends(sections: Sequence[Section]) -> bool:
    """Whether what the contents have last is there, or an attachment is."""
    if any(section.id in {"part5", "part6"} for section in sections):
        return True
    contents = next((section for section in sections if section.id == "toc"), None)
    if contents is None or not contents.paragraphs:
        return False
    last = title_of(contents.paragraphs[-1].text)
    headings = (section.heading.rstrip("。：:") for section in sections if section is not contents)
    return any(heading and title_of(heading) == last for heading in headings)


def _is_followed(table: Table, sections: Sequence[Section]) -> bool:
    """Whether the file goes on behind a table, though not with what anybody knows: then it is not where the file was cut.

    The notes under a table stand behind all its rows.
    """
    if table.notes:
        return True
    end = max(
        (position(place) for place in (table.place, *(cell.place for cell in table.cells.values()))), default=None
    )
    behind = (paragraph.place(0, len(paragraph.text)) for section in sections for paragraph in section.paragraphs)
    return end is not None and any(position(place) > end for place in behind)


def held_open(extent: Extent, sections: Sequence[Section], forms: FormsRead) -> tuple[tuple[Section, ...], FormsRead]:
    """The sections and forms, those in which the file ends marked: there may be more of them."""
    last = extent.last
    marked = tuple(
        replace(section, is_partial=True) if last and section.id.partition(".")[0] == last else section
        for section in sections
    )
    table = forms.tables.get(last)
    if table is None or _is_followed(table, sections):
        return marked, forms
    printed = any(cell.raw for cell in table.cells.values())
    torn = {**forms.tables, last: replace(table, unknown=(*table.unknown, _TORN))}
    if not printed:  # only its header came before the end: that is no empty table
        del torn[last]
    readings = tuple(
        replace(reading, state="partial" if printed else "unreadable", reason=_TORN)
        if reading.form == last
        else reading
        for reading in forms.readings
    )
    statements = tuple(stated for stated in forms.statements if printed or stated.source != last)
    return marked, replace(forms, tables=torn, readings=readings, statements=statements)
