"""Tables on their way between processes. What waits for them imports nothing that makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from juesuan.reporting.exports.columns import Resource, Rows, plain_row, typed_row

__all__ = ["Exported", "packed_tables", "unpacked_tables"]


class Exported(Struct, frozen=True):
    """The tables of one document on their way between processes: cells in the order of the columns, decimals as exact texts."""

    tables: Mapping[str, list[list[str | int | None]]] = field(default_factory=dict)


def packed_tables(made: Mapping[str, Rows], known: Sequence[Resource]) -> Exported:
    """The tables to be sent."""
    return Exported({one.name: [plain_row(one, row) for row in made[one.name]] for one in known if one.name in made})


def unpacked_tables(sent: Exported, known: Sequence[Resource]) -> dict[str, Rows]:
    """What was sent."""
    return {
        one.name: [typed_row(one, cells) for cells in sent.tables[one.name]] for one in known if one.name in sent.tables
    }
