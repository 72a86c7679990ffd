"""What typed amounts are held against: comparisons of sums of the workbook's cells, ``data/workbook/comparisons.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Meaning, read_toml
from juesuan.standard.references import Text
from juesuan.standard.workbook import WorkbookSchema

__all__ = ["CellComparison", "CellSum", "Comparisons", "load_comparisons"]

_CELLS = expression(r"(?P<sheet>[a-z_]+)\.(?P<field>\S+)(?: where (?P<where>.+))?")
_LAST = "last:"


class CellSum(Struct, frozen=True):
    """Cells that are added up on one side.

    Attributes:
        sheet, field: ids of the schema. where: the values that a key may have, by key.
        last: instead of cells, a fact of last year's disclosure; ``$key`` stands for the group's.
    """

    sheet: str = ""
    field: str = ""
    where: Mapping[str, frozenset[str]] = {}
    last: str = ""


class CellComparison(Struct, frozen=True):
    """Two sums that are alike, one part of the other, not far more than it, the same, or things and what they cost; see the data."""

    kind: Literal["alike", "part", "same", "each", "most"]
    left: tuple[CellSum, ...]
    right: tuple[CellSum, ...]
    by: tuple[str, ...]
    what: tuple[str, str]
    each: int


class Comparisons(Struct, frozen=True):
    """All of them.

    Attributes:
        slip: what a slip multiplies by. far, near: how many times the other side gives one away, and clears it once it is undone.
        contained: how many times what contains it a part may be.
        year, year_called: what a year comes to. least: yuan, below which no year of a unit is.
    """

    slip: int
    far: int
    near: int
    contained: int
    least: int
    year: tuple[CellSum, ...]
    year_called: str
    all: tuple[CellComparison, ...]


_Side = Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class _ComparisonLine(DataTable, frozen=True):
    kind: Literal["alike", "part", "same", "each", "most"]
    left: _Side
    right: _Side
    what: tuple[Text, Text]
    by: tuple[Text, ...] = ()
    each: Annotated[int, msgspec.Meta(ge=1)] = 1
    by_unit: bool = False


class _ComparisonsFile(DataTable, frozen=True):
    slip: int
    far: int
    near: int
    contained: int
    least: int
    year: _Side
    year_called: Text
    comparisons: tuple[_ComparisonLine, ...]


def load_comparisons(layers: Layers, meaning: Meaning, schema: WorkbookSchema) -> Comparisons:
    """The comparisons; of several files the uppermost.

    Raises:
        DataError: for its first mistake: a cell that the workbook has not.
    """
    file = layers.files("workbook/comparisons.toml")[-1]
    data = read_toml(file, _ComparisonsFile, meaning)

    def side(texts: tuple[str, ...], place: str) -> tuple[CellSum, ...]:
        found = []
        for text in texts:
            addend = _addend(text, schema)
            if addend is None:
                raise DataError(file.name, place, f"工作簿中没有“{text}”")
            found.append(addend)
        return tuple(found)

    lines = tuple(
        CellComparison(
            line.kind,
            side(line.left, f"comparisons[{index}].left"),
            side(line.right, f"comparisons[{index}].right"),
            by,
            line.what,
            line.each,
        )
        for index, line in enumerate(data.comparisons)
        for by in ([line.by, (*line.by, "agency")] if line.by_unit else [line.by])
    )
    year = side(data.year, "year")
    return Comparisons(data.slip, data.far, data.near, data.contained, data.least, year, data.year_called, lines)


def _addend(text: str, schema: WorkbookSchema) -> CellSum | None:
    if text.startswith(_LAST):
        return CellSum(last=text.removeprefix(_LAST))
    match = _CELLS.fullmatch(text)
    if match is None:
        return None
    try:
        schema.sheet(match["sheet"]).field(match["field"])
    except KeyError:
        return None
    where = {}
    for part in (match["where"] or "").split():
        key, _, values = part.partition("=")
        where[key] = frozenset(values.split("|"))
    return CellSum(match["sheet"], match["field"], where)
