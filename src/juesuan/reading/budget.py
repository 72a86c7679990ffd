"""How much one file may hold, counted while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from juesuan.reading.errors import TooLarge

__all__ = ["MAX_ITEMS", "Budget"]

MAX_ITEMS = 300_000
"""Paragraphs and cells of one file, words of plain text. The largest consolidated disclosures known have some 15 000;
so many take a quarter of a gigabyte and a minute to judge, and a small archive can unfold to any number of them."""


@dataclass(slots=True)
class Budget:
    """Counts paragraphs and cells, and stops the reading when there are too many."""

    path: Path
    spent: int = 0

    def spend(self, items: int) -> None:
        """Count items for good.

        Raises:
            TooLarge: when the file has more than :data:`MAX_ITEMS`.
        """
        self.check(items)
        self.spent += items

    def check(self, items: int) -> None:
        """Whether so many more could be spent.

        Raises:
            TooLarge: when they could not.
        """
        if self.spent + items > MAX_ITEMS:
            raise TooLarge(self.path, f"段落和表格单元格超过 {MAX_ITEMS // 10_000} 万个，不像决算公开文件")
