"""Which sections of the explanation the layout of a document asks for and were not found in it."""

from __future__ import annotations

from juesuan.checking.contents import contents_of, listed_sections
from juesuan.checking.context import Context
from juesuan.checking.wording import explanation
from juesuan.standard.patterns import without_number

__all__ = ["is_whole", "missing_sections", "promised_sections", "section_title"]

_HEADING = 8  # characters; shorter words open ordinary sentences


def missing_sections(context: Context) -> tuple[str, ...]:
    """Ids of the sections that are not there, in the layout's order; none where no explanation was read at all."""
    present = set(_present(context))
    if not present:
        return ()
    return tuple(key for key in context.layout.sections if key not in present and not _is_named(key, context))


def promised_sections(context: Context) -> tuple[str, ...]:
    """Those of them that the contents list, though the explanation goes on behind where they should stand: they were left out."""
    present = [context.layout.sections.index(key) for key in _present(context) if key in context.layout.sections]
    listed = listed_sections(context)
    last = max(present, default=-1)
    missing = missing_sections(context)
    return tuple(key for key in missing if key in listed and context.layout.sections.index(key) < last)


def _present(context: Context) -> list[str]:
    """Ids of the sections of the explanation that stand in the body: a list of contents may look like them."""
    explained = context.sections_of_explanation
    return [section.id.partition(".")[0] for section in contents_of(context).body if section in explained]


def is_whole(context: Context) -> bool:
    """Whether what was read is an explanation as a whole: most of what its layout asks for, so that what is not there is missing."""
    return len(missing_sections(context)) * 2 < len(context.layout.sections)


def section_title(key: str, context: Context) -> str:
    """What people call a section."""
    kind = context.standard.grammar.section(key)
    return kind.title if kind is not None else key


def _is_named(key: str, context: Context) -> bool:
    """Whether a paragraph opens with the section's heading: it was not told apart as one, but it is there."""
    kind = context.standard.grammar.section(key)
    openings = (without_number(text.passage.text) for text in explanation(context))
    return kind is not None and any(
        (match := kind.heading.match(opening)) is not None and len(match[0]) >= _HEADING for opening in openings
    )
