"""From a file to a Disclosure: open, recognise the forms, the performance forms, the prose, and what the document is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.formats.by_content import format_of
from juesuan.formats.files import is_data_package, load
from juesuan.formats.opening import open_source
from juesuan.formats.pages.joined import joined
from juesuan.formats.pages.source import Block, Source
from juesuan.model import (
    DenialClaim,
    Disclosure,
    DocumentInfo,
    FactKey,
    FormReading,
    Place,
    Problem,
    Section,
    Table,
    Unit,
)
from juesuan.recognising.disclosed import is_disclosed
from juesuan.recognising.extent import extent_of, held_open
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.recognising.forms.others import with_others
from juesuan.recognising.forms.titles import forms_known
from juesuan.recognising.identity import identify, speaks_of_budget, speaks_of_internal
from juesuan.recognising.narrative import NarrativeRead, read_narrative
from juesuan.recognising.narrative.headings import heading_of
from juesuan.recognising.performance import PerformanceRead, recognise_performance
from juesuan.recognising.several_disclosures import first_disclosure
from juesuan.recognising.titles_of_documents import lines_of, titles_in
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, BUDGET, INTERNAL, NOT_DISCLOSED, PERFORMANCE
from juesuan.standard.layouts import Layout, LayoutEvidence

if TYPE_CHECKING:
    from juesuan.formats.doc.kinds import Converter

__all__ = ["read", "read_source", "read_together"]

_LONGEST_TITLE = 80

_TABLES_ONLY = {
    INTERNAL: "文件是决算报表（财决表）：只读取表格，可以由它编制公开文件",
}
"""Kinds of document of which only the tables are read, and what the user is told then."""


def read(path: Path, standard: Standard, profile: str | None = None, converter: Converter | None = None) -> Disclosure:
    """Reads a published document of any format, or the JSON or the data package that was written of one.

    Args:
        path: the file, or the folder of a data package.
        standard: what it is read by.
        profile: name of the layout; recognised from the document when None.
        converter: converts old Word documents; None: LibreOffice, started from here.

    Raises:
        ReadError: with a message for the user, when the file cannot be read at all.
        UnknownLayout: when there is no layout of that name.
    """
    # Published documents do not need what reads data.
    if is_data_package(path):
        from juesuan.formats.package.reading import read_data_package  # noqa: PLC0415

        return _known(read_data_package(path), standard)
    data = load(path)
    match format_of(path, data):
        case "json":
            from juesuan.formats.package.extract_reading import read_data  # noqa: PLC0415

            return _known(read_data(path, data), standard)
        case "package":
            from juesuan.formats.package.reading import read_data_package  # noqa: PLC0415

            return _known(read_data_package(path, data), standard)
    return read_source(open_source(path, data, converter), standard, profile)


def _known(disclosure: Disclosure, standard: Standard) -> Disclosure:
    """What our own data say, without facts that the standard does not have: they are of another version, or were changed by hand."""

    def knows(fact: FactKey) -> bool:
        try:
            standard.vocabulary.parse(str(fact))
        except ValueError:
            return False
        return True

    strange = [str(one.fact) for one in disclosure.statements if one.fact is not None and not knows(one.fact)]
    claims = tuple(
        replace(claim, facts=tuple(filter(knows, claim.facts))) if isinstance(claim, DenialClaim) else claim
        for claim in disclosure.claims
    )
    if not strange and claims == disclosure.claims:
        return disclosure
    statements = tuple(
        replace(one, fact=None) if one.fact is not None and not knows(one.fact) else one
        for one in disclosure.statements
    )
    told = (
        Problem(f"数据中有 {len(strange)} 个数所指的内容（如 {strange[0][:60]}）不认识，没有核对") if strange else None
    )
    problems = (*disclosure.problems, told) if told is not None else disclosure.problems
    return replace(disclosure, statements=statements, claims=claims, problems=problems)


def read_together(
    paths: Sequence[Path], standard: Standard, profile: str | None = None, converter: Converter | None = None
) -> Disclosure:
    """Reads one document that is in several files, tables in one and prose in the other, say; ``info.file`` is the first.

    Raises:
        ReadError: when one of them cannot be read; so it is with our own data, which are whole documents.
        UnknownLayout: when there is no layout of that name.
    """
    source = joined([open_source(path, load(path), converter) for path in paths])
    document = read_source(source, standard, profile)
    return replace(document, info=replace(document.info, parts=tuple(path.name for path in paths)))


def read_source(source: Source, standard: Standard, profile: str | None = None) -> Disclosure:
    """Recognises everything in an opened file; of a budget its tables and its explanation."""
    source, others_told = first_disclosure(source, forms_known(standard))
    forms = _forms(source, standard)
    performance = recognise_performance(source, standard, forms.consumed)
    titles = tuple(titles_in(lines_of(source)))
    info = identify(source, titles, forms.tables, performance.forms, standard.forms)
    known = standard.layouts
    layout = known.named(profile) if profile else known.recognised(_evidence(info, forms.tables))
    if info.kind == BUDGET:
        performance = PerformanceRead()  # its goals have forms of their own: they are tables beside the known ones
    if info.kind in _TABLES_ONLY:
        performance, narrative = PerformanceRead(), NarrativeRead()
        problems = (*source.problems, *forms.problems, Problem(_TABLES_ONLY[info.kind]))
    else:
        consumed = forms.consumed | performance.consumed
        narrative = read_narrative(_remaining(source, consumed), forms.tables, info, standard)
        problems = (*source.problems, *forms.problems, *_headed_strangely(narrative.sections, standard))
    readable = all(page.has_text for page in source.pages)
    if readable and not is_disclosed(forms.tables.values(), performance.forms, narrative, titles):
        return _of_something_else(info, narrative, (*_named_stage(source, standard), *problems))
    asked = () if info.kind == BUDGET else narrative.sections  # no layout says where a budget begins and ends
    extent = extent_of(asked, forms.tables, layout, has_attachments=bool(performance.forms))
    sections, forms = held_open(extent, narrative.sections, forms)
    readings, others = _all_tables(forms, performance, source, info, standard)
    return Disclosure(
        info=replace(info, profile=layout.id),
        tables=forms.tables,
        statements=(*forms.statements, *narrative.statements, *performance.statements),
        sections=sections,
        claims=narrative.claims,
        numbers=(*narrative.numbers, *performance.numbers),
        performance=performance.forms,
        readings=(*_readings(readings, layout), *others_told),
        unreadable_pages=tuple(page.number for page in source.pages if not page.has_text),
        pictures=tuple(page.number for page in source.pages if page.has_text and page.has_picture),
        begins_late=extent.begins_late,
        ends_early=extent.ends_early,
        refused_pages=tuple(page.number for page in source.pages if page.refused),
        grade=forms.grade,
        problems=problems,
        others=others,
    )


def _of_something_else(info: DocumentInfo, narrative: NarrativeRead, problems: tuple[Problem, ...]) -> Disclosure:
    """A document that is no disclosure: whose headline names a body is not that body's, and nothing in it is judged."""
    bare = replace(info, kind=NOT_DISCLOSED, level="", unit="", year=None, place="", profile="")
    return Disclosure(bare, sections=narrative.sections, problems=problems)


def _headed_strangely(sections: Sequence[Section], standard: Standard) -> Iterator[Problem]:
    """The sections whose heading nobody knows, and that were known by what they speak of: whoever reads the report may look."""
    for section in sections:
        known = heading_of(section.heading, standard.grammar) if section.is_partial and section.heading else None
        kind = standard.grammar.section(section.id.partition(".")[0])
        if section.is_partial and section.heading and kind is not None and not (known is not None and known.kinds):
            message = f"标题“{section.heading}”不认识，按内容认作“{kind.title}”，请与原件核对"
            yield Problem(message, section.place)


def _named_stage(source: Source, standard: Standard) -> Iterator[Problem]:
    """What a paper of another stage of the performance cycle is, by the first title that says so."""
    known = standard.evaluations
    for line in lines_of(source):
        if len(line) <= _LONGEST_TITLE and (stage := known.stage_of(line)):
            told = f"这是{stage}（“{line}”），属于绩效管理的其他阶段，不是决算公开文件，也不是绩效自评表"
            yield Problem(told, Place(form=stage))
            return


def _forms(source: Source, standard: Standard) -> FormsRead:
    """The forms of the accounts, or those of another kind of document where it speaks of that and has more of them."""
    accounts = recognise_forms(source, standard)
    if speaks_of_internal(source):
        internal = recognise_forms(source, standard, INTERNAL)
        return internal if len(internal.tables) > len(accounts.tables) else accounts
    if accounts.tables and not speaks_of_budget(source):
        return accounts
    budget = recognise_forms(source, standard, BUDGET)
    return budget if len(budget.tables) > len(accounts.tables) else accounts


def _all_tables(
    forms: FormsRead, performance: PerformanceRead, source: Source, info: DocumentInfo, standard: Standard
) -> tuple[tuple[FormReading, ...], tuple[Table, ...]]:
    """The readings of the forms, and of every other table of the accounts; and these others."""
    if info.kind in {INTERNAL, PERFORMANCE} or not forms.tables:
        return forms.readings, ()
    unit, known = info.amount_unit or Unit.WAN, forms_known(standard, BUDGET if info.kind == BUDGET else ACCOUNTS)
    return with_others(forms.readings, source, forms.consumed | performance.consumed, known, unit)


def _evidence(info: DocumentInfo, tables: Mapping[str, Table]) -> LayoutEvidence:
    printed = sorted(tables.values(), key=lambda table: table.pages)
    return LayoutEvidence(
        unit=info.unit,
        place=info.place,
        year=info.year,
        forms=tuple(table.form for table in printed),
        titles=tuple(table.title for table in printed),
        document=info.kind if info.kind in {BUDGET, PERFORMANCE, INTERNAL} else ACCOUNTS,
    )


def _readings(found: Iterable[FormReading], layout: Layout) -> tuple[FormReading, ...]:
    """One per form that the layout has or the document prints; a form foreign to the layout is not missing."""
    return tuple(
        reading
        for reading in found
        if not reading.form or reading.form in layout.form_ids or reading.state in {"read", "partial"}
    )


def _remaining(source: Source, consumed: frozenset[tuple[int, int]]) -> list[Block]:
    """The blocks that no form has taken, in reading order."""
    return [
        block
        for page in source.pages
        for index, block in enumerate(page.blocks)
        if (page.number, index) not in consumed
    ]
