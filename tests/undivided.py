"""Books that are not kept by unit, as many departments have them: one sum for every code."""

from __future__ import annotations

from dataclasses import replace

from juesuan.preparing.books import Books
from juesuan.preparing.consolidation import consolidated
from juesuan.standard import builtin

__all__ = ["undivided"]

_LINES = ("income", "spending", "basic", "opening", "initial")


def undivided(books: Books) -> Books:
    """The department's books without what its units paid each other; no line says whose it is."""
    whole = consolidated(books, builtin()).books
    return replace(whole, **{name: tuple(replace(line, agency="") for line in getattr(whole, name)) for name in _LINES})
