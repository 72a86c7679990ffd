"""The documents that errors are planted into: consistent ones that we made, and real ones where they are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import juesuan
from juesuan.model import Disclosure
from juesuan.preparing.books import Books
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish, publish_flattened
from juesuan.standard import builtin

__all__ = ["SAMPLES", "example", "flattened", "last_year", "samples"]

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "accounts"
_CENT = Decimal("0.01")
_LAST_YEAR = Decimal("0.9137")
_MONEY = ("income", "spending", "basic", "opening", "initial")
_AMOUNTS = ("three_public", "procurement", "previous", "running_costs", "surplus_used", "surplus_distributed")


@cache
def example(edition: str) -> Disclosure:
    """The worked example of an edition, published as a web page and read back."""
    return _read_back(edition, example_books(builtin()), 0)


@cache
def last_year(edition: str) -> Disclosure:
    """The accounts of the year before: the same department with other amounts."""
    books = example_books(builtin())
    changes = {name: tuple(_scaled(item) for item in getattr(books, name)) for name in _MONEY}
    changes |= {name: _scaled(getattr(books, name)) for name in _AMOUNTS}
    return _read_back(edition, replace(books, **changes), -1)


def flattened(edition: str) -> Disclosure:
    """The worked example as a text dump of its PDF leaves it, read back."""
    chosen = builtin().layouts.named(edition)
    made = compose(replace(example_books(builtin()), year=chosen.year), chosen)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.txt"
        publish_flattened(made, chosen.style, path, builtin())
        return juesuan.read(path)


def samples() -> dict[str, Disclosure]:
    """Real accounts, by name; none where they are not at hand."""
    if not SAMPLES.is_dir():
        return {}
    read = {path.name: juesuan.read(path) for path in sorted(SAMPLES.iterdir()) if path.suffix in {".pdf", ".txt"}}
    return {name: document for name, document in read.items() if document.statements}


def _read_back(edition: str, books: Books, years: int) -> Disclosure:
    chosen = builtin().layouts.named(edition)
    made = compose(replace(books, year=chosen.year + years), chosen)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(made, chosen.style, path, builtin())
        return juesuan.read(path)


def _scaled(value: object) -> object:
    """Other amounts, with everything else as it is."""
    if isinstance(value, Decimal):
        return (value * _LAST_YEAR).quantize(_CENT)
    if isinstance(value, Mapping):
        return {name: _scaled(item) for name, item in value.items()}
    return replace(value, amount=_scaled(value.amount))  # type: ignore[attr-defined,type-var]
