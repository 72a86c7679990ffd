"""Rows of evidence that add up others (合计, 小计): they are no data. They are left out, and held against what they add up.

What a total adds up nobody writes down. It is right when it is the sum of all rows of its table, of those above it, of those since the total
before it, or of those up to the next one; where it says a month, or another column of the key, of the rows that say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.model import Problem
from juesuan.performance.evidence.engine import Engine, literal, quoted
from juesuan.performance.evidence.sources import EvidenceSource, SourceColumn
from juesuan.performance.evidence.tables import BAD, PLACE, SHIFT, TableColumn, source_and_row
from juesuan.standard.evidence import EvidenceSchema

__all__ = ["find_totals", "left_out", "wrong_totals"]

_BLANK, _IGNORED = " \u3000\t", " \u3000\t:："
_LONGEST = 40
_SHARE = "%"
_SUMS = "_sums"


def find_totals(source: EvidenceSource, engine: Engine, raw: str, into: str, words: Sequence[str]) -> int:
    """How many rows of a source are totals; where there are any, ``into`` is a table of their ``rowid`` as ``_row``.

    Such a row begins with one of the words, or has it in a column by which rows of its kind are told apart.
    """
    cells = [
        f"c{column.index if source.delimiter else number}"
        for number, column in sorted(enumerate(source.columns), key=_at)
    ]
    filled = ", ".join(f"nullif(trim({cell}, '{_BLANK}'), '')" for cell in cells)
    keys = source.kind.key if source.kind is not None else ()
    named = [
        f"c{column.index if source.delimiter else number}"
        for number, column in enumerate(source.columns)
        if column.field is not None and column.field.key in keys and column.field.type == "text"
    ]
    told = ", ".join(literal(word) for word in words)
    is_total = " OR ".join(
        f"(strlen({cell}) <= {_LONGEST} AND translate({cell}, '{_IGNORED}', '') IN ({told}))"
        for cell in (f"coalesce({filled})", *named)
    )
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT rowid AS _row FROM {raw} WHERE rowid > {source.header} AND ({is_total})"
    )
    count: int = engine.run(f"SELECT count(*) FROM {into}")[0][0]
    return count


def _at(numbered: tuple[int, SourceColumn]) -> int:
    return numbered[1].index


def left_out(source: EvidenceSource, engine: Engine, into: str, count: int) -> Problem:
    """That totals were left out, for those who look for them."""
    first = engine.run(f"SELECT min(_row) FROM {into}")[0][0] + 1
    return source.problem(f"第{first}行{f'等 {count} 行' if count > 1 else ''}是合计，不当作数据，没有算进去")


def wrong_totals(
    table: tuple[str, str],
    columns: Sequence[TableColumn],
    engine: Engine,
    sources: Sequence[EvidenceSource],
    schema: EvidenceSchema,
) -> Iterator[Problem]:
    """The totals that are no sum of rows of their table; ``table``: its name, and SQL for its totals, typed as its rows are."""
    name, totals = table
    engine.run(f"CREATE OR REPLACE TEMP TABLE {_SUMS} AS {totals}")
    alike = [f"one.{PLACE} // {SHIFT} = data.{PLACE} // {SHIFT}"]
    for item in columns:
        if item.is_date:
            day = quoted(item.title)
            alike.append(f"(one.{day} IS NULL OR one.{day} = data.{day})")
    by_source = f"PARTITION BY {PLACE} // {SHIFT} ORDER BY {PLACE}"
    for item in columns:
        if item.type != "money" and not (item.type == "number" and item.unit and item.unit != _SHARE):
            continue
        value, bad = quoted(item.title), quoted(item.title + BAD)
        rows = engine.run(
            f"SELECT _at, said, whole, since, above, behind FROM (SELECT one.{PLACE} AS _at, any_value(one.{value}) AS said, "
            f"count(data.{bad}) AS unread, sum(data.{value}) AS whole, "
            f"sum(data.{value}) FILTER (data.{PLACE} < one.{PLACE} AND data.{PLACE} > coalesce(one._before, 0)) AS since, "
            f"sum(data.{value}) FILTER (data.{PLACE} < one.{PLACE}) AS above, "
            f"sum(data.{value}) FILTER (data.{PLACE} > one.{PLACE} AND (one._next IS NULL OR data.{PLACE} < one._next)) AS behind "
            f"FROM (SELECT *, lag({PLACE}) OVER ({by_source}) AS _before, lead({PLACE}) OVER ({by_source}) AS _next FROM {_SUMS}) one "
            f"JOIN {quoted(name)} data ON {' AND '.join(alike)} GROUP BY one.{PLACE}) "
            "WHERE said IS NOT NULL AND unread = 0 ORDER BY _at"
        )
        for at, said, *sums in rows:
            if said not in sums:
                number, row = source_and_row(at)
                yield _wrong(sources[number], row, item, (said, *sums), schema)
    engine.run(f"DROP TABLE {_SUMS}")


def _wrong(
    source: EvidenceSource, row: int, item: TableColumn, found: Sequence[Decimal | None], schema: EvidenceSchema
) -> Problem:
    """A total that nothing adds up to, beside the sum that is the nearest to it in place."""
    column = next((own for own in source.columns if own.title.casefold() == item.title.casefold()), None)
    power = (schema.money_power(column.unit) or 0) if column is not None and item.type == "money" else 0
    said, whole, since, *_ = (_plain(value, power) for value in found)
    wanted = f"各行之和是 {whole}" if since in {"", whole} else f"各行之和是 {whole}（上一个合计以来 {since}）"
    return source.problem(f"合计行的“{item.title}”是 {said}，{wanted}，请核对", row, column)


def _plain(value: Decimal | None, power: int) -> str:
    return f"{value.scaleb(-power).normalize():f}" if value is not None else ""
