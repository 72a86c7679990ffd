"""Rows below a table that are no data of it: who filled it in (填表人：…，联系电话：…), and notes (注：…).

They are taken away before anything is made of the columns that they happen to stand in; whom they name is known as anybody's name is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan.model import Problem
from juesuan.performance.evidence.engine import Engine
from juesuan.performance.evidence.sources import EvidenceSource

__all__ = ["Footers", "footers_of"]

Footers = tuple[Problem, list[tuple[str, str]]]
"""What is said of them, and the texts in them, each with where it stands."""

_LAST = 30
_COLON = re.compile("[:：]")


def footers_of(source: EvidenceSource, engine: Engine, raw: str, words: Sequence[str]) -> Footers | None:
    """Blanks such rows among the last of a source; None where there is none.

    Such a row begins with one of the words and a colon, and leaves something blank that every row of its kind has.
    """
    if not source.delimiter:
        return None  # nobody types below a Parquet file
    begins = re.compile(rf"\s*(?:{'|'.join(map(re.escape, words))})\s*\d{{0,2}}\s*[:：]")
    names = ", ".join(f"c{number}" for number in range(source.width))
    required = [column.index for column in source.columns if column.field is not None and column.field.required]
    rows = engine.run(
        f"SELECT rowid, {names} FROM {raw} WHERE rowid > {source.header} AND "
        f"rowid > (SELECT max(rowid) FROM {raw}) - {_LAST} ORDER BY rowid"
    )
    found: list[tuple[int, list[str]]] = []
    for row, *cells in rows:
        texts = [text for text in cells if text and text.strip()]
        lacks = not required or any(not (cells[index] or "").strip() for index in required)
        if texts and lacks and begins.match(texts[0]):
            found.append((row, texts))
    if not found:
        return None
    places = ", ".join(str(row) for row, _ in found)
    blank = ", ".join(f"c{number} = ''" for number in range(source.width))
    engine.run(f"UPDATE {raw} SET {blank} WHERE rowid IN ({places})")
    first, count = found[0][0] + 1, len(found)
    said = [
        (part, source.where(row + 1)) for row, texts in found for text in texts for part in _COLON.split(text) if part
    ]
    return source.problem(f"第{first}行{f'等 {count} 行' if count > 1 else ''}是表下的填表人、注等，不当作数据"), said
