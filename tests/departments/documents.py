"""Documents of random departments: in any edition, in either unit, in every year that an edition's form was in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from juesuan.model import Disclosure, Unit
from juesuan.model.print_style import PrintStyle
from juesuan.preparing.books import Books
from juesuan.preparing.prepare import prepare
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.departments.accounts import accounts
from tests.departments.chance import Chance

__all__ = ["EDITIONS", "Made", "document"]

_FIRST, _LAST = 2019, 2024
_ELSEWHERE = "示例县"  # prints what the reference format has


def _years() -> Mapping[str, tuple[Layout, ...]]:
    found: dict[str, list[Layout]] = {}
    for place in sorted(
        {_ELSEWHERE, *(place for edition in builtin().layouts.prepared.values() for place in edition.applies.places)}
    ):
        for year in range(_FIRST, _LAST + 1):
            edition = builtin().layouts.of_place(place, year)
            found.setdefault(edition.id, []).append(edition)
    return {name: tuple({edition.year: edition for edition in years}.values()) for name, years in found.items()}


EDITIONS = _years()
"""Every edition by name, in each year that it is printed for."""


@dataclass(frozen=True, repr=False)
class Made:
    """A document before and after composing, and how it is to be drawn. Its books fill pages, so it shows but its name."""

    seed: int
    most: int
    books: Books
    edition: Layout
    rounding: str
    layout: PrintStyle
    disclosure: Disclosure

    def __repr__(self) -> str:
        kind = f"{self.edition.id}, {self.books.year}, {self.edition.unit.value}, {self.rounding}"
        return f"Made({self.seed}, {self.most}: {kind}, {len(self.disclosure.statements)} statements)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def document(seed: int, most: int = 60, *, name: str = "", unit: Unit | None = None) -> Made:
    """The consistent document of a seed, of one edition or of any, in one unit or in either."""
    chance = Chance(seed)
    edition = chance.choice(EDITIONS[name or chance.choice(sorted(EDITIONS))])
    edition = replace(edition, unit=unit or chance.choice((Unit.YUAN, Unit.WAN)))
    books = accounts(chance, edition, chance.randint(1, most))
    rounding = chance.choice(("plain", "footing"))
    prepared = prepare(books, edition, rounding)
    assert prepared.disclosure is not None, prepared.problems
    return Made(seed, most, books, edition, rounding, _drawing(chance, edition), prepared.disclosure)


def _drawing(chance: Chance, edition: Layout) -> PrintStyle:
    """The layout of an edition, with what other places vary in varied.

    Tables without vertical lines keep their wide pages and repeated headers: nobody draws them otherwise.
    """
    layout = edition.style
    numbers = layout.column_numbers and chance.happens(0.5)
    layout = msgspec.structs.replace(layout, table_face=chance.choice(("serif", "sans")), column_numbers=numbers)
    if layout.rules != "grid":
        return layout
    split = layout.code_columns == 3 or chance.happens(0.5)
    return msgspec.structs.replace(
        layout,
        code_columns=3 if split else 1,
        broken_codes=not split and chance.happens(0.5),
        repeat_header=chance.happens(0.5),
        landscape=frozenset(chance.some([form.id for form in edition.forms], len(edition.forms))),
    )
