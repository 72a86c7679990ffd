"""Worked examples as they come back from what was published."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

import juesuan
from juesuan.model import Disclosure, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.standard import builtin

__all__ = ["example"]


@cache
def example(edition: str, unit: Unit | None = None) -> Disclosure:
    """The worked example of an edition, published as a web page and read back; all of it in another unit if one is given."""
    layout = builtin().layouts.named(edition)
    layout = layout if unit is None else replace(layout, unit=unit)
    made = compose(dataclasses.replace(example_books(builtin()), year=layout.year), layout)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(made, layout.style, path, builtin())
        return juesuan.read(path)
