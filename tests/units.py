"""A department and its units, consistent with one another: the books of each unit by itself, and of all of them together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from msgspec import structs

from juesuan.model import Disclosure
from juesuan.preparing.books import Books
from juesuan.preparing.compose import compose
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout

__all__ = ["department_and_units", "of_unit"]


def department_and_units(layout: str = "henan-2022") -> tuple[Disclosure, tuple[Disclosure, ...]]:
    """The worked example: money flows between its three units and is no part of the whole."""
    edition = builtin().layouts.named(layout)
    books = replace(example_books(builtin()), year=edition.year)
    units = tuple(_named(compose(of_unit(books, name), edition), name) for name in books.department.agencies)
    return _department(books, edition), units


def _department(books: Books, edition: Layout) -> Disclosure:
    return compose(consolidated(books, builtin()).books, edition)


def _named(document: Disclosure, name: str) -> Disclosure:
    info = structs.replace(
        document.info, unit=name.removesuffix("本级"), level="单位", file=f"{name}.xlsx", sha256=name
    )
    return structs.replace(document, info=info)


def of_unit(books: Books, name: str) -> Books:
    """The books of one unit; what the books do not keep by unit is the first's."""
    first = name == books.department.agencies[0]
    department = replace(books.department, name=name, level="单位", agencies=(name,))
    own = {
        item: tuple(line for line in getattr(books, item) if line.agency == name)
        for item in ("income", "spending", "basic", "opening", "initial", "closing")
    }
    nothing = {"three_public": {}, "procurement": {}, "counts": {}, "running_costs": Decimal(0)}
    surplus = {"surplus_used": Decimal(0), "surplus_distributed": Decimal(0)}
    return replace(
        books,
        department=department,
        overall=None,
        projects=(),
        previous={},
        without_previous=True,
        **own,
        **({} if first else {**nothing, **surplus}),
    )
