"""A form as printed: canonical rows and columns with what stands in each cell."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from juesuan.model.amount import Amount, Unit
from juesuan.model.place import Place

__all__ = ["Cell", "Column", "Row", "Table"]


class Column(Struct, frozen=True):
    """A column: canonical key (``C1``) and the header as printed (``本年支出/小计``)."""

    key: str
    label: str


class Row(Struct, frozen=True):
    """A row.

    Attributes:
        key: canonical key: ``L27`` (lines of 01, 04), the code (02, 03, 05–08), ``*`` for 合计.
        label: the name as printed, white space removed.
        code: the 科目编码 as printed, joined when it stands in three cells; empty if none.
        line: the printed 行次; None where there is none.
        place: place of the label.
    """

    key: str
    label: str
    code: str = ""
    line: int | None = None
    place: Place = field(default_factory=Place)


class Cell(Struct, frozen=True):
    """What stands in a cell. ``amount`` is None when the text is not a number; blank cells have ``raw == ""``.

    A number with a letter for a digit (``12.4O``) that nothing but one reading fits has that as its amount.
    """

    raw: str
    amount: Amount | None
    place: Place


class Table(Struct, frozen=True):
    """One of the forms, as it was printed or is to be printed.

    Attributes:
        form: ``T01``…
        title: as printed.
        number: ``公开01表`` as printed, or empty.
        unit_name: the 部门 printed on the table, or empty.
        year: fiscal year printed on the table, or None.
        amount_unit: unit printed on the table; None when it is not stated.
        columns, rows: in printed order.
        cells: ``(row key, column key) -> Cell`` for every printed cell, blank ones too. A pair that is not here is not
            printed in this layout at all.
        notes: the 注 and 说明 under the table, in order.
        pages: pages it stands on.
        place: place of the title.
        unknown: header or row texts with numbers in them that the standard does not know.
        unknown_columns: those of them that are headers.
    """

    form: str
    title: str
    number: str
    unit_name: str
    year: int | None
    amount_unit: Unit | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], Cell]
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    place: Place = field(default_factory=Place)
    unknown: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Canonical keys of the printed rows."""
        return tuple(row.key for row in self.rows)

    def row(self, key: str) -> Row | None:
        """The row with that key, or None."""
        return next((row for row in self.rows if row.key == key), None)
