"""The cells of a row of evidence that were not understood, for who asks why a measure has no value."""

from __future__ import annotations

from juesuan.performance.evidence.engine import quoted
from juesuan.performance.evidence.people import tells_of_people
from juesuan.performance.evidence.tables import BAD, PLACE, Evidence, EvidenceTable

__all__ = ["unread_cells"]

_LONGEST = 20
"""Of the text of a cell that is told."""


def unread_cells(evidence: Evidence, table: EvidenceTable, place: int) -> str:
    """Their columns with what is in them, in brackets; of what could give somebody away the column alone."""
    bad = [column for column in table.columns if column.bad]
    if not bad:
        return ""
    names = ", ".join(quoted(column.title + BAD) for column in bad)
    (texts,) = evidence.engine.ask(f"SELECT {names} FROM {quoted(table.name)} WHERE {PLACE} = ?", [place])
    people = evidence.schema.people
    cells = [
        f"“{column.title}”" + ("" if tells_of_people(text, people) else f"是“{text[:_LONGEST]}”")
        for column, text in zip(bad, texts, strict=True)
        if text
    ]
    return f"（{'，'.join(cells)}）" if cells else ""
