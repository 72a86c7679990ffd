"""A disclosure in printing order: cover, contents, parts, tables, narrative, glossary, attached forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from juesuan.model import Disclosure, Section
from juesuan.publishing.evaluation_grids import printed_evaluation
from juesuan.publishing.grids import printed_table
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Block, Line, NewPage, Printed, PrintedTable

__all__ = ["printed_document", "printed_forms"]

_TABLES, _FORMS = "part2", "part5"  # the parts whose headings tables and performance forms follow


def printed_document(disclosure: Disclosure, layout: Layout) -> Printed:
    """Everything the disclosure prints, in order."""
    cover = next((section for section in disclosure.sections if section.id == "cover"), None)
    title = cover.heading if cover else disclosure.info.unit
    ids = _ids(disclosure.sections)
    blocks = tuple(
        block
        for index, section in enumerate(disclosure.sections)
        for block in _section(section, ids[index], disclosure, layout, ids)
    )
    return Printed(title, blocks, disclosure.info.unit)


def _ids(sections: Sequence[Section]) -> Mapping[int, str]:
    """Names of the sections for links, by position: sections nobody knows share one id."""
    seen: Counter[str] = Counter()
    names = {}
    for index, section in enumerate(sections):
        seen[section.id] += 1
        names[index] = section.id if seen[section.id] == 1 else f"{section.id}-{seen[section.id]}"
    return names


def _section(
    section: Section, name: str, disclosure: Disclosure, layout: Layout, ids: Mapping[int, str]
) -> Iterator[Block]:
    if section.id == "cover":
        yield Line(section.heading, "cover")
        yield NewPage()
        return
    if section.id == "toc":
        yield Line(section.heading, "title")
        yield from _contents(disclosure, ids)
        yield NewPage()
        return
    if section.id.startswith("part"):
        if section.id != "part1":
            yield NewPage()
        yield Line(section.heading, "part", name)
    elif section.heading:
        yield Line(section.heading, "subheading" if "." in section.id else "heading", name)
    for paragraph in section.paragraphs:
        yield Line(paragraph.text)
    if section.id == _TABLES:
        for table in disclosure.tables.values():
            yield printed_table(table, layout)
    if section.id == _FORMS:
        yield from printed_forms(disclosure)


def printed_forms(disclosure: Disclosure) -> Iterator[PrintedTable]:
    """The performance forms, each with a name that tells it from the others."""
    unit = disclosure.info.amount_unit.value if disclosure.info.amount_unit else ""
    for form in disclosure.performance:
        name = f"{form.title.text}（{form.project.text}）" if form.project and form.project.text else ""
        printed = printed_evaluation(form, disclosure.statements, unit)
        yield replace(printed, id=f"{form.kind}-{form.instance}", name=name)


def _contents(disclosure: Disclosure, ids: Mapping[int, str]) -> Iterator[Line]:
    """The contents: parts, their sections, and the titles of the tables."""
    for index, section in enumerate(disclosure.sections):
        if section.id in {"cover", "toc"} or not section.heading or "." in section.id:
            continue
        yield Line(section.heading, "contents", target=ids[index])
        if section.id == _TABLES:
            yield from (Line(table.title, "contents", target=table.form) for table in disclosure.tables.values())
