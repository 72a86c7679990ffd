"""What the arithmetic and the model hand on are values: nothing that was said is changed afterwards."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import ModuleType

import pytest
from msgspec import Struct

import juesuan.arithmetic
import juesuan.model


def classes(package: ModuleType) -> Iterator[type]:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        yield from (item for item in vars(module).values() if isinstance(item, type) and item.__module__ == found.name)


VALUES = [
    item
    for package in (juesuan.arithmetic, juesuan.model)
    for item in classes(package)
    if is_dataclass(item) or issubclass(item, Struct)
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{value.__module__}.{value.__name__}")
def test_it_is_frozen(value: type) -> None:
    config = getattr(value, "__struct_config__", None) or value.__dataclass_params__  # type: ignore[attr-defined]

    assert config.frozen
