"""A disclosure in printing order: cover, contents, parts, tables, narrative, glossary, attached forms."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model import Disclosure, Section
from juesuan.publishing.evaluation_grids import printed_evaluation
from juesuan.publishing.grids import printed_table
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Block, Line, NewPage, Printed

__all__ = ["printed_document"]

_TABLES, _FORMS = "part2", "part5"  # the parts whose headings tables and performance forms follow


def printed_document(disclosure: Disclosure, layout: Layout) -> Printed:
    """Everything the disclosure prints, in order."""
    cover = next((section for section in disclosure.sections if section.id == "cover"), None)
    title = cover.heading if cover else disclosure.info.unit
    return Printed(title, tuple(block for section in disclosure.sections for block in _section(section, disclosure, layout)))


def _section(section: Section, disclosure: Disclosure, layout: Layout) -> Iterator[Block]:
    if section.id == "cover":
        yield Line(section.heading, "cover")
        yield NewPage()
        return
    if section.id == "toc":
        yield Line(section.heading, "title")
        yield from _contents(disclosure)
        yield NewPage()
        return
    if section.id.startswith("part"):
        if section.id != "part1":
            yield NewPage()
        yield Line(section.heading, "part")
    elif section.heading:
        yield Line(section.heading, "subheading" if "." in section.id else "heading")
    for paragraph in section.paragraphs:
        yield Line(paragraph.text)
    if section.id == _TABLES:
        for table in disclosure.tables.values():
            yield printed_table(table, layout)
    if section.id == _FORMS:
        unit = disclosure.info.amount_unit.value if disclosure.info.amount_unit else ""
        for form in disclosure.performance:
            yield printed_evaluation(form, disclosure.statements, unit)


def _contents(disclosure: Disclosure) -> Iterator[Line]:
    """The contents: parts, their sections, and the titles of the tables."""
    for section in disclosure.sections:
        if section.id in {"cover", "toc"} or not section.heading or "." in section.id:
            continue
        yield Line(section.heading, "contents")
        if section.id == _TABLES:
            yield from (Line(table.title, "contents") for table in disclosure.tables.values())
