"""From the blocks that no form has taken to the narrative of a disclosure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.formats.pages.source import Block, Grid
from juesuan.model import Claim, DocumentInfo, NumberKind, NumberSeen, Passage, Section, Statement, Table
from juesuan.recognising.narrative.clauses import read_section
from juesuan.recognising.narrative.described import is_described
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.narrative.numbers_in_prose import figures
from juesuan.recognising.narrative.own_name import OwnName
from juesuan.recognising.narrative.paragraphs import joined_paragraphs
from juesuan.recognising.narrative.sections import sections_of
from juesuan.recognising.narrative.told import Told
from juesuan.recognising.narrative.totals import read_year_totals
from juesuan.standard import Standard
from juesuan.standard.forms import BUDGET
from juesuan.standard.narrative import Grammar

if TYPE_CHECKING:
    from juesuan.recognising.narrative.spoken import OfBudget

__all__ = ["NarrativeRead", "read_narrative"]
_HEADERS = {
    NumberKind.NUMBER: re.compile(r"序号|编号|行次|栏次"),
    NumberKind.CODE: re.compile(r"编码|代码"),
    NumberKind.SCORE: re.compile(r"分"),
    NumberKind.AMOUNT: re.compile(r"[万亿]?元|金额|预算数|决算数"),
    NumberKind.COUNT: re.compile(r"数量|人数|个数|编制"),
}


class NarrativeRead(Struct, frozen=True):
    """What the prose says. Fields as in :class:`juesuan.model.Disclosure`."""

    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    numbers: tuple[NumberSeen, ...] = ()


def read_narrative(
    blocks: Sequence[Block], tables: Mapping[str, Table], info: DocumentInfo, standard: Standard
) -> NarrativeRead:
    """Reads the prose.

    Args:
        blocks: what the forms left over, in reading order.
        tables: the forms that were read: names of 科目, and what a share may be a share of.
        info: what the document is; its year tells this year's figures from last year's.
        standard: what it is read by.
    """
    grammar = standard.grammar
    paragraphs, page_numbers = joined_paragraphs(blocks, grammar)
    spoken = _of_budget(paragraphs, standard) if info.kind == BUDGET else None
    paragraphs = spoken.paragraphs if spoken is not None else paragraphs
    lexicon = Lexicon.of(standard, tables, OwnName.of(info.unit, paragraphs, info.level))
    sections = sections_of(paragraphs, grammar)
    told = Told(tables, standard.forms, spoken.bare) if spoken is not None else Told(tables, standard.forms)
    for section in sections:
        _see(section.heading, section.id, told, grammar, NumberKind.NUMBER)  # what a heading counts is itself
        if section.id.startswith("N"):
            read_section(section, told, lexicon, info.year)
        else:
            bare = NumberKind.NUMBER if section.id == "toc" else NumberKind.OTHER  # the contents number pages
            for paragraph in section.paragraphs:
                _see(paragraph, section.id, told, grammar, bare)
    for number in page_numbers:
        told.numbers.append(NumberSeen(number.text, NumberKind.NUMBER, "", None, number.place(0, len(number.text))))
    for block in blocks:
        if isinstance(block, Grid):
            _see_grid(block, told, grammar)
    read_year_totals(told, standard.vocabulary)
    closed = [section.closed() for section in sections]
    if spoken is not None:
        closed = list(spoken.sections(closed, [section.paragraphs for section in sections]))
        spoken.put_back(told)
    return NarrativeRead(
        tuple(closed),
        tuple(told.statements),
        tuple(told.claims),
        tuple(told.numbers),
    )


def _of_budget(paragraphs: Sequence[Passage], standard: Standard) -> OfBudget:
    from juesuan.recognising.narrative.spoken import OfBudget  # noqa: PLC0415 - accounts do not need it

    return OfBudget(paragraphs, standard.grammar, standard.vocabulary)


def _see(passage: Passage, section: str, told: Told, grammar: Grammar, bare: NumberKind = NumberKind.OTHER) -> None:
    """Numbers that state nothing we check; ``bare`` is the kind of one without a measure word."""
    for figure in figures(passage.text, grammar):
        text = passage.text[figure.start : figure.stop]
        kind = bare if figure.kind is NumberKind.OTHER else figure.kind
        described = bool(section) and is_described(passage.text, figure, section, grammar)
        place = passage.place(figure.start, figure.stop)
        told.numbers.append(NumberSeen(text, kind, section, None, place, described))


def _see_grid(grid: Grid, told: Told, grammar: Grammar) -> None:
    """The numbers of a table that is no form of ours: what they are is said above their column."""
    headers = {cell.column: cell.text for cell in reversed(grid.cells) if cell.row == 0}
    for cell in grid.cells:
        header = headers.get(cell.column, "")
        bare = next((kind for kind, pattern in _HEADERS.items() if pattern.search(header)), NumberKind.OTHER)
        _see(cell.passage, "", told, grammar, bare)
