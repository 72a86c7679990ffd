"""The nouns as plain values (what JSON knows) and back, by their type hints: nothing to write for a new field.

Exact decimals become strings, enumerations their values, fact keys their text; a tuple becomes a list.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from juesuan.model.fact import FactKey

__all__ = ["plain", "restored"]

MOST_DIGITS = 40
"""Of a decimal, twice what the largest number of a document has."""

LARGEST = 2**53
"""Pages, positions and counts are no larger; also the integers that every program reads exactly."""

Noun = TypeVar("Noun")


def plain(value: object) -> Any:
    """A noun, or a collection of them, as plain values."""
    if isinstance(value, FactKey):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Enum):
        return value.value
    if (names := _names(type(value))) is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def restored(kind: type[Noun], value: Any) -> Noun:
    """The noun of a kind that the plain value describes; keys that the kind does not know are left aside.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: when the value does not describe one.
    """
    noun: Noun = _restored(kind, value)
    return noun


def _restored(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        choices = [choice for choice in inner if choice is not type(None)]
        return None if value is None else _restored(choices[0], value)
    if origin is tuple:
        return _items(inner, value)
    if kind is FactKey:
        return FactKey.parse(value)
    if kind is Decimal:
        return _decimal(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    names = _names(kind)
    return _scalar(kind, value) if names is None else _fields(kind, names, value)


def _names(kind: Any) -> tuple[str, ...] | None:
    """The fields of a noun; None for what is none."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _fields(kind: Any, names: tuple[str, ...], value: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: _restored(hints[name], item) for name, item in dict(value).items() if name in names})


def _items(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list expected, not {value!r}")
    if inner[-1] is Ellipsis:
        return tuple(_restored(inner[0], item) for item in value)
    return tuple(_restored(kind, item) for kind, item in zip(inner, value, strict=True))


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


@lru_cache(maxsize=128)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
