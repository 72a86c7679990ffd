"""Pages of a drawn document that are not read, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from juesuan.model import Place, Problem

__all__ = ["UnreadPages"]


class UnreadPages:
    """Attributes:
    refused: pages that are not read, and why. damaged: pages that can't be.
    """

    def __init__(self) -> None:
        self.refused: dict[int, str] = {}
        self.damaged: list[int] = []

    def __contains__(self, number: int) -> bool:
        return number in self.refused or number in self.damaged

    def problems(self) -> Iterator[Problem]:
        """What is to be said of them, of those with one reason together."""
        for reason in dict.fromkeys(self.refused.values()):
            pages = [number for number, why in self.refused.items() if why == reason]
            which = _spelt(pages) if len(pages) > 1 else ""
            yield Problem(f"{which}没有读取：{reason}", Place(page=pages[0]))
        for run in _runs(self.damaged):
            yield Problem(f"{_spelt(run)}已损坏，无法读取", Place(page=run[0]))


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number > run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _spelt(pages: Iterable[int]) -> str:
    runs = [f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in _runs(pages)]
    return f"第 {'、'.join(runs)} 页"
