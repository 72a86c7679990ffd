"""What layouts add to the words of the standard: headings and names of their own in the prose, sources of income in the workbook.

As with forms, what one layout says is known whatever the layout of a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from juesuan.model import FactKey
from juesuan.standard.layout_files import AddedColumn, AddedRow, LayoutFiles
from juesuan.standard.narrative import Grammar, SectionKind, Word
from juesuan.standard.patterns import opened_literal, without_number
from juesuan.standard.performance_templates import Templates
from juesuan.standard.spelt import SpeltPattern
from juesuan.standard.workbook import CellChoice, WorkbookField, WorkbookSchema

__all__ = ["grammar_with_layouts", "sources_with_layouts", "workbook_with_layouts"]

_SOURCE = "source"
_PROJECTS, _MANAGEMENT = "projects", "management"
_WIDTH = 30


def grammar_with_layouts(grammar: Grammar, layouts: LayoutFiles) -> Grammar:
    """The grammar with the headings of the layouts, and the names of the facts that they add."""
    return replace(
        grammar,
        sections=(*grammar.sections, *_headings(grammar, layouts)),
        words=(*_measures(grammar, layouts), *grammar.words),
    )


def _headings(grammar: Grammar, layouts: LayoutFiles) -> Iterator[SectionKind]:
    """A kind of section for each heading, where no pattern of its section matches."""
    seen: set[tuple[str, str]] = set()
    for name in layouts.names:
        for entry in layouts.layout(name).printed_sections:
            heading = without_number(entry.heading).rstrip("。")
            kinds = [kind for kind in grammar.sections if kind.id == entry.id]
            if kinds and "{" not in heading and (entry.id, heading) not in seen:
                known = tuple(kind.heading for kind in kinds)
                yield replace(kinds[0], heading=SpeltPattern([opened_literal(heading)], unless=known))
                seen.add((entry.id, heading))


def _measures(grammar: Grammar, layouts: LayoutFiles) -> Iterator[Word]:
    """A word for each added row or column that says something else than the grammar has words for."""
    known = {fact for word in grammar.words for fact in word.facts}
    for item in _added(layouts):
        fact = item.fact.key
        if fact not in known:
            known.add(fact)
            yield Word(
                "measure",
                item.fact,
                item.label,
                SpeltPattern([opened_literal(item.label)]),
                (fact,),
                partition=_partition(grammar, fact),
            )


def _partition(grammar: Grammar, fact: FactKey) -> str:
    """The partition of the words for facts of the same measure in the same dimensions."""
    shape = [name for name, _ in fact.dimensions]
    return next(
        (
            word.partition
            for word in grammar.words
            for other in word.facts
            if word.partition and other.measure == fact.measure and [name for name, _ in other.dimensions] == shape
        ),
        "",
    )


def sources_with_layouts(
    choices: Mapping[str, tuple[CellChoice, ...]], layouts: LayoutFiles
) -> Mapping[str, tuple[CellChoice, ...]]:
    """The choices of the workbook, with the sources of income that rows and columns of layouts add."""
    sources = list(choices[_SOURCE])
    for item in _added(layouts):
        source = item.fact.key.get(_SOURCE)
        if source and not item.memo and source not in {choice.key for choice in sources}:
            sources.append(CellChoice(source, item.label, ()))
    return {**choices, _SOURCE: tuple(sources)}


def workbook_with_layouts(workbook: WorkbookSchema, templates: Templates) -> WorkbookSchema:
    """The workbook, with a column of the projects for each row of a scored block that only some performance forms have."""
    fields: dict[str, WorkbookField] = {}
    for template in templates:
        block = template.management
        for item in block.items if block is not None else ():
            note = (
                "" if fields else f"{block.label if block is not None else ''}。当地自评表没有这一块的，这几栏都留空。"
            )
            key = f"{_MANAGEMENT}.{item.name}"
            fields.setdefault(key, WorkbookField(key, item.name, item.columns, "text", False, False, note, _WIDTH))
    sheets = (
        replace(sheet, fields=(*sheet.fields, *fields.values())) if sheet.id == _PROJECTS else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=tuple(sheets))


def _added(layouts: LayoutFiles) -> Iterator[AddedRow | AddedColumn]:
    for name in layouts.names:
        for entry in layouts.layout(name).forms:
            yield from entry.added_rows
            yield from entry.added_columns
