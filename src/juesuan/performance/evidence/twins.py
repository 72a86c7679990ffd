"""Rows of evidence that are the same in every cell and have no whole key: they may be one thing recorded twice, or two; they count, and are named."""

from __future__ import annotations

from msgspec import Struct

from juesuan.performance.evidence.engine import Engine, quoted
from juesuan.performance.evidence.repeats import Repeats
from juesuan.performance.evidence.tables import BAD, PLACE, EvidenceTable

__all__ = ["Twins", "twins_of"]

_HASH, _DOUBLED, _FOUND = "_hash", "_doubled", "_twins"


class Twins(Struct, frozen=True):
    """Such rows of a table: how many say again what a row before them says; places of the first of these, and of the row it repeats."""

    rows: int
    first: int
    original: int


def twins_of(table: EvidenceTable, repeats: Repeats, engine: Engine) -> Twins | None:
    """The rows of a table that repeat another whole; None where there are none. Rows that a whole key tells apart are none of them."""
    name = quoted(table.name)
    cells = [quoted(item.title) for item in table.columns]
    cells += [quoted(item.title + BAD) for item in table.columns if item.bad]
    if not cells:
        return None
    unkeyed = " OR ".join(f"{quoted(item.title)} IS NULL" for item in repeats.keys)
    where = f"WHERE {unkeyed}" if repeats.keys and not repeats.missing else ""
    told = ", ".join(cells)
    # Millions of rows: a number for each first, and the cells of those alone whose numbers are the same.
    engine.run(f"CREATE OR REPLACE TEMP TABLE {_HASH} AS SELECT {PLACE} AS _at, hash({told}) AS _h FROM {name} {where}")
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {_DOUBLED} AS SELECT _at FROM {_HASH} "
        f"WHERE _h IN (SELECT _h FROM {_HASH} GROUP BY _h HAVING count(*) > 1)"
    )
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {_FOUND} AS SELECT {PLACE} AS _at, min({PLACE}) OVER (PARTITION BY {told}) AS _original "
        f"FROM {name} WHERE {PLACE} IN (SELECT _at FROM {_DOUBLED})"
    )
    ((rows, first, original),) = engine.run(
        f"SELECT count(*), min(_at), arg_min(_original, _at) FROM {_FOUND} WHERE _at > _original"
    )
    return Twins(rows, first, original) if rows else None
