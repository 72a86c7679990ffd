"""From the blocks that no form has taken to the narrative of a disclosure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juesuan.model import Claim, DocumentInfo, NumberSeen, Passage, Section, Statement, Table
from juesuan.reading.narrative.figures import figures
from juesuan.reading.narrative.functions import FunctionNames
from juesuan.reading.narrative.ledger import Ledger
from juesuan.reading.narrative.paragraphs import joined_paragraphs
from juesuan.reading.narrative.reader import read_section
from juesuan.reading.narrative.sections import sections_of
from juesuan.reading.source import Block, Grid

__all__ = ["NarrativeRead", "read_narrative"]

@dataclass(frozen=True, slots=True)
class NarrativeRead:
    """What the prose says. Fields as in :class:`juesuan.model.Disclosure`."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    numbers: tuple[NumberSeen, ...]


def read_narrative(blocks: Sequence[Block], tables: Mapping[str, Table], info: DocumentInfo) -> NarrativeRead:
    """Reads the prose.

    Args:
        blocks: what the forms left over, in reading order.
        tables: the forms that were read: names of 科目, and what a share may be a share of.
        info: what the document is; its year tells this year's figures from last year's.
    """
    paragraphs, page_numbers = joined_paragraphs(blocks)
    sections = sections_of(paragraphs)
    ledger = Ledger(tables)
    functions = FunctionNames(tables)
    for section in sections:
        _see(section.heading, section.id, ledger)
        if section.id.startswith("N"):
            read_section(section, ledger, functions, info.year)
        else:
            for paragraph in section.paragraphs:
                _see(paragraph, section.id, ledger)
    for number in page_numbers:
        ledger.numbers.append(NumberSeen(number.text, "number", "", "", number.place(0, len(number.text))))
    for block in blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                _see(cell.passage, "", ledger)
    return NarrativeRead(
        tuple(section.closed() for section in sections),
        tuple(ledger.statements),
        tuple(ledger.claims),
        tuple(ledger.numbers),
    )


def _see(passage: Passage, section: str, ledger: Ledger) -> None:
    """Numbers that state nothing we check."""
    for figure in figures(passage.text):
        text = passage.text[figure.start : figure.stop]
        ledger.numbers.append(NumberSeen(text, figure.kind, section, "", passage.place(figure.start, figure.stop)))
