"""The step from books to a disclosure, in one place: what it can do, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.cli.status import Refusal

if TYPE_CHECKING:
    from juesuan.model import Disclosure, Problem
    from juesuan.preparing.books import Books
    from juesuan.standard.editions import Edition

__all__ = ["ROUNDINGS", "composed"]

ROUNDINGS = ("plain", "footing", "given")


def composed(books: Books, edition: Edition, rounding: str) -> tuple[Disclosure | None, tuple[Problem, ...]]:
    """The disclosure, and what has to be mended before there can be one.

    Raises:
        Refusal: when amounts cannot be rounded in that way.
    """
    from juesuan.preparing.compose import compose

    if rounding != "plain":
        raise Refusal(f"还不能按 {rounding} 取舍尾数，请用 --rounding plain。")
    return compose(books, edition), ()
