"""Why something that was not found may be there all the same: absence is claimed only of what was read as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from juesuan.checking.context import Context
from juesuan.model import Disclosure, Section
from juesuan.standard.codes import plain_name

__all__ = ["why_attachments_unsure", "why_unsure", "why_unsure_in", "why_unsure_of_name"]

_SHOWN = 5
_END = "文件末尾可能不全"
_ENDS = tuple("。！？；：…）”》.!?;:)")


def why_unsure(wanted: Collection[str], context: Context, *, by_heading: bool = False) -> str:
    """Why none of some forms or sections may be there though none was found, in Chinese; empty where nothing tells so.

    Args:
        wanted: ids of forms and sections, as the layout's outline has them.
        context: the document.
        by_heading: whether they are known by their headings alone, so that text under a heading nobody knows may be one.
    """
    disclosure = context.disclosure
    return _pages(disclosure) or _beyond(wanted, context) or (_strange_heading(disclosure) if by_heading else "")


def why_attachments_unsure(context: Context) -> str:
    """Why there may be attachments, which stand behind all else, though none was found."""
    return _END if context.disclosure.ends_early else _pages(context.disclosure)


def why_unsure_in(prefix: str, context: Context) -> str:
    """Why more may stand in a section than was read, in Chinese; empty where it was read as a whole."""
    sections = context.sections(prefix)
    if _is_cut_off(sections, context.disclosure):
        return _END
    if not any(section.is_partial for section in sections):
        return ""
    named = next((section.heading for section in sections if section.heading), "")
    return f"“{named}”可能没有读全" if named else "这一部分没有认出标题，可能没有读全"


def _is_cut_off(sections: Sequence[Section], disclosure: Disclosure) -> bool:
    """Whether the document ends in one of these, in the middle of a sentence."""
    if not disclosure.ends_early or not any(section is disclosure.sections[-1] for section in sections):
        return False
    text = disclosure.sections[-1].body.text
    return bool(text) and not text.endswith(_ENDS)


def why_unsure_of_name(name: str, prefix: str, context: Context) -> str:
    """Why a section may speak of something that nothing in it was bound to, in Chinese: it was not read as a whole, or the name stands in it."""
    unsure = why_unsure_in(prefix, context)
    if unsure:
        return unsure
    named = any(plain_name(name) in section.body.text for section in context.sections(prefix))
    return f"文中写到“{name}”，但没有读懂" if named and plain_name(name) else ""


def _pages(disclosure: Disclosure) -> str:
    for pages, what in (
        (disclosure.textless_pages, "没有文字层"),
        (disclosure.refused_pages, "没有读取"),
        (disclosure.pictures, "有图片，其中的内容没有读取"),
    ):
        if pages:
            return f"{pages_named(pages[:_SHOWN], disclosure)}{what}"
    return ""


def pages_named(pages: Sequence[int], disclosure: Disclosure) -> str:
    """The pages as people know them: only some files have pages, a workbook has sheets."""
    places = [place for section in disclosure.sections for place in (section.place,)]
    places += [table.place for table in disclosure.tables.values()]
    numbers = "、".join(map(str, pages))
    if any(place.sheet is not None for place in places):
        return f"第 {numbers} 张工作表"
    flows = any(place.paragraph is not None or place.line is not None for place in places)
    return "文件中" if flows and all(place.page is None for place in places) else f"第 {numbers} 页"


def _beyond(wanted: Collection[str], context: Context) -> str:
    """Whether they stand before the beginning, or behind the end, of what is there."""
    disclosure, layout = context.disclosure, context.layout
    there = layout.reach({section.id.partition(".")[0] for section in disclosure.sections} | disclosure.tables.keys())
    places = layout.reach(wanted)
    if there is None or places is None:
        return ""
    if disclosure.begins_late and places[1] < there[0]:
        return "文件开头可能不全"
    return _END if disclosure.ends_early and places[0] > there[1] else ""


def _strange_heading(disclosure: Disclosure) -> str:
    strange = next((s for s in disclosure.sections if s.id == "other" and s.body.text), None)
    if strange is None:
        return ""
    return f"“{strange.heading}”下的内容没有认出" if strange.heading else "有一部分内容没有认出标题"
