"""All crafted files."""

from __future__ import annotations

from tests.hostile import books, pdfs, texts, words

__all__ = ["CRAFTED"]

CRAFTED = (*pdfs.CRAFTED, *books.CRAFTED, *words.CRAFTED, *texts.CRAFTED)
