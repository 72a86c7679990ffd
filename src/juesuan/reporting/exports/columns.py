"""What a table of data is: its columns with names, types and meaning, its keys. Every writer and the documentation go by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

__all__ = ["Field", "ForeignKey", "Resource", "Row", "Rows", "Value", "plain_row", "typed_row"]

Value: TypeAlias = str | int | Decimal | None
"""What stands in a cell. Nothing is None: an empty text is nothing, and a blank is no zero."""

Row: TypeAlias = Mapping[str, Value]
Rows: TypeAlias = list[dict[str, Value]]


class Field(Struct, frozen=True):
    """A column.

    Attributes:
        name: as in the files. type: string | integer | number | boolean (a number is an exact decimal).
        title: in Chinese. description: more of it, where the title does not say everything.
        column_type: its type in the taxonomy of fiscal data; empty where none truly fits.
        required: never empty.
        choices: all values that it may have.
    """

    name: str
    type: str
    title: str
    description: str = ""
    column_type: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()

    def descriptor(self) -> dict[str, Any]:
        """The column in a Table Schema."""
        found: dict[str, Any] = {"name": self.name, "type": self.type, "title": self.title}
        if self.description:
            found["description"] = self.description
        if self.column_type:
            found["columnType"] = self.column_type
        constraints = {"required": self.required, "enum": list(self.choices)}
        if any(constraints.values()):
            found["constraints"] = {key: value for key, value in constraints.items() if value}
        return found

    def value(self, text: str | int | None) -> Value:
        """What a cell holds, of what it was written as.

        Raises:
            ValueError: when it is none of the column's type.
        """
        if text is None or text == "":
            return None
        if self.type == "integer":
            return int(text)
        return Decimal(text) if self.type == "number" else str(text)


class ForeignKey(Struct, frozen=True):
    """Columns whose values are keys of a resource (empty: of its own); ``key`` names them there."""

    field: str
    resource: str
    key: str


class Resource(Struct, frozen=True):
    """A table."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its columns in order."""
        return tuple(field.name for field in self.fields)

    def schema(self) -> dict[str, Any]:
        """Its Table Schema; names of resources are in lower case there."""
        found: dict[str, Any] = {
            "fields": [field.descriptor() for field in self.fields],
            "missingValues": [""],
            "primaryKey": list(self.primary_key),
        }
        if self.foreign_keys:
            found["foreignKeys"] = [
                {"fields": [key.field], "reference": {"resource": key.resource.lower(), "fields": [key.key]}}
                for key in self.foreign_keys
            ]
        return found


def plain_row(resource: Resource, row: Row) -> list[str | int | None]:
    """The cells of a row in the order of its columns, decimals as exact texts, as they go between processes."""
    return [_plain(row.get(name)) for name in resource.names]


def _plain(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value == "" else value


def typed_row(resource: Resource, cells: Sequence[str | int | None]) -> dict[str, Value]:
    """The row again.

    Raises:
        ValueError: when a cell is none of its column's type.
    """
    return dict(_typed(resource, cells))


def _typed(resource: Resource, cells: Sequence[str | int | None]) -> Iterator[tuple[str, Value]]:
    for field, cell in zip(resource.fields, cells, strict=True):
        yield field.name, field.value(cell)
