"""The nouns as plain values (what JSON knows) and back, by their type hints: nothing to write for a new field.

Exact decimals become strings, enumerations their values, fact keys their text; a tuple becomes a list.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from juesuan.model.fact import FactKey

__all__ = ["plain", "restored"]

MOST_DIGITS = 40
"""Of a decimal, twice what the largest number of a document has."""

LARGEST = 2**53
"""Pages, positions and counts are no larger; also the integers that every program reads exactly."""

_KINDS = 256
"""Types whose way is remembered: more than there are nouns."""

Noun = TypeVar("Noun")


def plain(value: object) -> Any:
    """A noun, or a collection of them, as plain values."""
    kind: Any = type(value)
    return _writer(kind)(value)


def restored(kind: type[Noun], value: Any) -> Noun:
    """The noun of a kind that the plain value describes; keys that the kind does not know are left aside.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: when the value does not describe one.
    """
    described: Any = kind
    noun: Noun = _reader(described)(value)
    return noun


@lru_cache(maxsize=_KINDS)
def _writer(kind: type) -> Callable[[Any], Any]:
    """How values of a type become plain: found out once, for a document has a hundred thousand values of few types."""
    if issubclass(kind, FactKey):
        return str
    if issubclass(kind, Decimal):
        return _digits
    if issubclass(kind, Enum):
        return attrgetter("value")
    if (names := _names(kind)) is not None:
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    if issubclass(kind, tuple | list):
        return lambda value: [plain(item) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {key: plain(item) for key, item in value.items()}
    return _itself


def _digits(value: Decimal) -> str:
    return format(value, "f")


def _itself(value: object) -> object:
    return value


@lru_cache(maxsize=_KINDS)
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How plain values become such a noun, found out once as well."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        chosen = _reader(next(choice for choice in inner if choice is not type(None)))
        return lambda value: None if value is None else chosen(value)
    if origin is tuple:
        return partial(_items, inner)
    if kind is FactKey:
        return FactKey.parse
    if kind is Decimal:
        return _decimal
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    names = _names(kind)
    return partial(_scalar, kind) if names is None else _fields(kind, names)


def _names(kind: Any) -> tuple[str, ...] | None:
    """The fields of a noun; None for what is none."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _fields(kind: Any, names: tuple[str, ...]) -> Callable[[Any], Any]:
    """How a noun is made of its fields; what reads a field is found when it is first there, for nouns may have nouns of their own kind."""
    hints = get_type_hints(kind)
    readers: dict[str, Callable[[Any], Any]] = {}

    def read(value: Any) -> Any:
        given = {name: item for name, item in dict(value).items() if name in names}
        for name in given.keys() - readers.keys():
            readers[name] = _reader(hints[name])
        return kind(**{name: readers[name](item) for name, item in given.items()})

    return read


def _items(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list expected, not {value!r}")
    if inner[-1] is Ellipsis:
        return tuple(map(_reader(inner[0]), value))
    return tuple(_reader(kind)(item) for kind, item in zip(inner, value, strict=True))


def _scalar(kind: Any, value: Any) -> Any:
    """A text, a number or a truth value, checked: the value may come from anywhere."""
    accepted = (int, float) if kind is float else kind
    if not isinstance(value, accepted) or (kind in {int, float} and isinstance(value, bool)):
        raise TypeError(f"{kind.__name__} expected, not {value!r}")
    if isinstance(value, str):
        value.encode()  # what no encoding has is no text
    elif isinstance(value, int | float) and not abs(value) <= LARGEST:
        raise ValueError(f"a number of a document expected, not {value!r}")
    return value


def _decimal(value: Any) -> Decimal:
    """An exact decimal as it is written down here: finite, with no more digits than a document prints."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"a decimal expected, not {value!r}")
    number = Decimal(value)
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(f"a number of a document expected, not {value!r}")
    return number
