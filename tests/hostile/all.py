"""All crafted files."""

from __future__ import annotations

from tests.hostile import (
    archives,
    book_structure,
    books,
    handed_over,
    ofds,
    old_books,
    pages_and_data,
    pdf_structure,
    pdfs,
    texts,
    word_structure,
    words,
)

__all__ = ["CRAFTED"]

CRAFTED = (
    *(*pdfs.CRAFTED, *books.CRAFTED, *words.CRAFTED, *texts.CRAFTED),
    *(*pdf_structure.CRAFTED, *book_structure.CRAFTED, *word_structure.CRAFTED, *old_books.CRAFTED),
    *(*archives.CRAFTED, *pages_and_data.CRAFTED, *handed_over.CRAFTED, *ofds.CRAFTED),
)
