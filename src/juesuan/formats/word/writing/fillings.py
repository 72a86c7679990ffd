"""What stands in a Word template instead of a placeholder."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan.formats.printing.printed_blocks import PrintedTable

__all__ = ["Paragraphs", "Tables", "Unfilled", "Value"]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs in place of the placeholder's own."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables in place of the placeholder's paragraph; ``titled`` ones have their titles above them, each on a page of its own."""

    tables: tuple[PrintedTable, ...]
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Why nothing can stand there, in Chinese. ``unknown``: nobody knows the name."""

    reason: str
    unknown: bool = False


Value = str | Paragraphs | Tables | Unfilled
