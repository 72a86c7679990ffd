"""The same table handed over twice — a CSV beside its workbook, ``月报 - 副本.xlsx`` — is one table: that with the shorter name."""

from __future__ import annotations

from dataclasses import replace

from juesuan.model import Problem
from juesuan.performance.evidence.engine import Engine, quoted
from juesuan.performance.evidence.sources import EvidenceSource
from juesuan.performance.evidence.tables import BAD, PLACE, SHIFT, EvidenceTable

__all__ = ["without_copies"]

_LEAST = 2
"""One row alone may well be said twice."""


def without_copies(
    table: EvidenceTable, engine: Engine, sources: list[EvidenceSource]
) -> tuple[EvidenceTable, list[Problem]]:
    """The table without the rows of files that say what another one says, all of it and nothing else; each is named.

    A table of no known kind has to say when: else two of them may be of two months.
    """
    dated = table.kind is not None or any(item.is_date for item in table.columns)
    if len(table.sources) < _LEAST or not dated:
        return table, []
    cells = [quoted(item.title) for item in table.columns]
    cells += [quoted(item.title + BAD) for item in table.columns if item.bad]
    name, told = quoted(table.name), ", ".join(cells)
    source = f"{PLACE} // {SHIFT}"
    marks = engine.run(
        f"SELECT {source} AS number, count(*), bit_xor(hash({told})) FROM {name} GROUP BY number "
        f"HAVING count(*) >= {_LEAST} ORDER BY number"
    )
    rows = f"SELECT {told} FROM {name} WHERE {source} ="
    originals: dict[tuple[object, ...], list[int]] = {}
    copies: dict[int, int] = {}
    for number, *mark in sorted(marks, key=lambda found: (len(sources[found[0]].file), found[0])):
        alike = originals.setdefault(tuple(mark), [])
        same = next((other for other in alike if _same(rows, number, other, engine)), None)
        if same is None:
            alike.append(number)
        else:
            copies[number] = same
    if not copies:
        return table, []
    numbers = ", ".join(map(str, copies))
    engine.run(f"DELETE FROM {name} WHERE {source} IN ({numbers})")
    count = engine.run(f"SELECT count(*) FROM {name}")[0][0]
    problems = [
        sources[number].problem(f"与“{_called(sources[other])}”的内容完全相同，是同一份表，只算一份")
        for number, other in copies.items()
    ]
    return replace(
        table, rows=count, sources=tuple(number for number in table.sources if number not in copies)
    ), problems


def _same(rows: str, number: int, other: int, engine: Engine) -> bool:
    """Whether all rows of two sources, of which there are as many, are the same."""
    return not engine.run(f"SELECT count(*) FROM ({rows} {number} EXCEPT ALL {rows} {other})")[0][0]


def _called(source: EvidenceSource) -> str:
    return f"{source.file} {source.sheet}".strip()
