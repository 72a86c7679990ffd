"""What of evidence a measure does not see: cells that were not understood, rows without the date by which they would count."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.performance.evidence.conditions import Compiled
from juesuan.performance.evidence.engine import quoted
from juesuan.performance.evidence.people import tells_of_people
from juesuan.performance.evidence.tables import BAD, PLACE, Evidence, EvidenceTable, TableColumn

__all__ = ["undated", "unheard", "unread_cells"]

_OFFERED = 6
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


def undated(evidence: Evidence, table: EvidenceTable, where: Compiled, dated: TableColumn | None) -> Iterator[str]:
    """That rows which would count have no date, so that they are of no period."""
    if dated is None or not dated.blank:
        return
    blank = f"{quoted(dated.title)} IS NULL" + (f" AND {quoted(dated.title + BAD)} IS NULL" if dated.bad else "")
    ((rows, first),) = evidence.engine.ask(
        f"SELECT count(*), min({PLACE}) FROM {quoted(table.name)} WHERE {blank} AND ({where.sql}) IS NOT FALSE",
        where.parameters,
    )
    if rows:
        yield f"另有 {rows} 行没有填“{dated.title}”，没有计入，如 {evidence.where(first)}"


def unheard(evidence: Evidence, table: EvidenceTable, where: Compiled) -> Iterator[str]:
    """The values that a condition wants and no row of the table has, with those that there are: a word that was meant for another one."""
    for column, value, spellings in where.wanted:
        name, whole = quoted(column.title), quoted(table.name)
        marks = ", ".join("?" * len(spellings))
        if evidence.engine.ask(f"SELECT 1 FROM {whole} WHERE {name} IN ({marks}) LIMIT 1", spellings):
            continue
        found = evidence.engine.ask(
            f"SELECT {name} FROM {whole} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {_OFFERED}",
            (),
        )
        people = evidence.schema.people
        there = [f"“{text[:_LONGEST]}”" for (text,) in found if not tells_of_people(text, people)]
        yield f"“{column.title}”一栏没有一行是“{value}”" + (f"，有的是：{'、'.join(there)}" if there else "")
