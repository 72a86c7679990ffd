"""A disclosure in printing order: cover, contents, parts, tables, narrative, glossary, attached forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from juesuan.formats.printing.printed_blocks import Block, NewPage, NumberMark, Printed, PrintedLine, PrintedTable
from juesuan.model import Disclosure, Section, Statement
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.evaluation_grids import printed_evaluation
from juesuan.publishing.printed_tables import printed_table
from juesuan.standard import Standard

__all__ = ["document_title", "printed_document", "printed_forms"]

_TABLES, _FORMS = "part2", "part5"  # the parts whose headings tables and performance forms follow


def printed_document(disclosure: Disclosure, layout: PrintStyle, standard: Standard) -> Printed:
    """Everything the disclosure prints, in order."""
    title = document_title(disclosure)
    ids = _ids(disclosure.sections)
    blocks: list[Block] = []
    for index, section in enumerate(disclosure.sections):
        blocks += _section(section, ids[index], disclosure, ids)
        if section.id == _TABLES:
            tables = disclosure.tables.values()
            blocks += (printed_table(table, layout, standard, _cells_of(table.form, disclosure)) for table in tables)
        if section.id == _FORMS:
            blocks += printed_forms(disclosure, standard)
    return Printed(title, tuple(blocks), disclosure.info.unit, disclosure.info.mark)


def document_title(disclosure: Disclosure) -> str:
    """The title on the cover. A document that was read may have none: it is then made of what the document is."""
    info = disclosure.info
    heading = next((section.heading for section in disclosure.sections if section.id == "cover"), "")
    return heading or f"{info.unit}{info.year or ''}年度{info.level or '部门'}决算"


def _ids(sections: Sequence[Section]) -> Mapping[int, str]:
    """Names of the sections for links, by position: sections nobody knows share one id."""
    seen: Counter[str] = Counter()
    names = {}
    for index, section in enumerate(sections):
        seen[section.id] += 1
        names[index] = section.id if seen[section.id] == 1 else f"{section.id}-{seen[section.id]}"
    return names


def _section(section: Section, name: str, disclosure: Disclosure, ids: Mapping[int, str]) -> Iterator[Block]:
    """The heading and the paragraphs of a section."""
    if section.id == "cover":
        yield PrintedLine(document_title(disclosure), "cover", section=section.id)
        yield NewPage()
        return
    if section.id == "toc":
        yield PrintedLine(section.heading, "title", section=section.id)
        yield from _contents(disclosure, ids)
        yield NewPage()
        return
    if section.id.startswith("part"):
        if section.id != "part1":
            yield NewPage()
        yield PrintedLine(section.heading, "part", name, section=section.id)
    elif section.heading:
        yield PrintedLine(section.heading, "subheading" if "." in section.id else "heading", name, section=section.id)
    yield from _paragraphs(section, disclosure)


def printed_forms(disclosure: Disclosure, standard: Standard) -> Iterator[PrintedTable]:
    """The performance forms, each with a name that tells it from the others."""
    unit = disclosure.info.amount_unit.value if disclosure.info.amount_unit else ""
    for form in disclosure.performance:
        name = f"{form.title.text}（{form.project.text}）" if form.project and form.project.text else ""
        template = standard.templates.named(form.template, form.kind)
        printed = printed_evaluation(form, disclosure.statements, unit, template)
        yield replace(printed, id=f"{form.kind}-{form.instance}", name=name)


def _contents(disclosure: Disclosure, ids: Mapping[int, str]) -> Iterator[PrintedLine]:
    """The contents: parts, their sections, and the titles of the tables."""
    for index, section in enumerate(disclosure.sections):
        if section.id in {"cover", "toc"} or not section.heading or "." in section.id:
            continue
        yield PrintedLine(section.heading, "contents", target=ids[index], section=section.id)
        if section.id == _TABLES:
            for table in disclosure.tables.values():
                yield PrintedLine(table.title, "contents", target=table.form, section=table.form)


def _cells_of(form: str, disclosure: Disclosure) -> Mapping[tuple[str, str], Statement]:
    return {(item.row, item.column): item for item in disclosure.statements if item.source == form}


def _paragraphs(section: Section, disclosure: Disclosure) -> Iterator[PrintedLine]:
    """The paragraphs with the amounts of the section's statements marked, which follow one another as they were written."""
    texts = [paragraph.text for paragraph in section.paragraphs]
    marks: list[list[NumberMark]] = [[] for _ in texts]
    number, offset = 0, 0
    for statement in disclosure.statements:
        if statement.source != section.id or not statement.in_prose or not statement.amount.raw:
            continue
        found = _find(statement, texts, number, offset)
        if found is not None:
            number, start = found
            offset = start + len(statement.amount.raw)
            marks[number].append(NumberMark(start, offset, statement))
    yield from (
        PrintedLine(text, section=section.id, marks=tuple(some)) for text, some in zip(texts, marks, strict=True)
    )


def _find(statement: Statement, texts: Sequence[str], number: int, offset: int) -> tuple[int, int] | None:
    """Paragraph and offset of the statement's number: with its unit, no part of a longer number and no mere difference."""
    raw, unit = statement.amount.raw, statement.amount.unit.value
    tail = "" if raw.endswith(unit) else re.escape(unit)
    wanted = re.compile(rf"(?<![\d.,])(?<!增加)(?<!减少){re.escape(raw)}{tail}")
    for at in range(number, len(texts)):
        match = wanted.search(texts[at], offset if at == number else 0)
        if match is not None:
            return at, match.start()
    return None
