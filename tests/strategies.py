"""Hypothesis strategies: books of random departments that agree with themselves, and the documents made of them.

A department is made from a seed (``tests/departments``), so what fails here can be made again by its number and nothing is lost by
not drawing each amount: to shrink a document of three hundred numbers takes minutes and shows little more than its size does.
"""

from __future__ import annotations

from hypothesis import strategies as st

from juesuan.preparing.books import Books
from juesuan.standard.layouts import Layout
from tests.departments import Chance, Made, accounts, document

__all__ = ["Made", "books", "disclosures"]

_SEEDS = st.integers(0, 2**32 - 1)


def books(edition: Layout, most: int = 24) -> st.SearchStrategy[Books]:
    """A department's books for an edition, with at most about ``most`` functional 项."""
    return st.builds(lambda seed, size: accounts(Chance(seed), edition, size), _SEEDS, st.integers(1, most))


def disclosures(name: str = "", most: int = 24) -> st.SearchStrategy[Made]:
    """A random consistent document, of one edition or of any."""
    return st.builds(lambda seed, size: document(seed, size, name=name), _SEEDS, st.integers(1, most))
