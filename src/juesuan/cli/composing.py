"""The step from books to a disclosure, in one place: what it can do, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.preparing.books import Books
    from juesuan.preparing.prepare import Prepared
    from juesuan.standard.editions import Edition

__all__ = ["ROUNDINGS", "composed"]

ROUNDINGS = ("plain", "footing", "given")


def composed(books: Books, edition: Edition, rounding: str, *, draft: bool) -> Prepared:
    """What can be made of the books."""
    import juesuan

    return juesuan.prepare(books, edition, rounding, draft=draft)
