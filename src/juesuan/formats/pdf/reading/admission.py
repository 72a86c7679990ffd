"""Which pages of a PDF are read, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from juesuan.formats.errors import TooLarge
from juesuan.formats.pdf.reading.costs import PdfCosts
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place, Problem

__all__ = ["Admission"]


class Admission:
    """Lets PDFium load the pages that cost no more than the limits allow.

    Attributes:
        refused: pages that are not read, and why. damaged: pages that can't be.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Looks at the structure of the file.

        Raises:
            TooLarge: when something in it makes every page too expensive.
        """
        self.refused: dict[int, str] = {}
        self.damaged: list[int] = []
        self._budget = budget
        self._costs = PdfCosts(data, budget)
        self._counted = 0

    def wanted(self, counted: int) -> int:
        """How many pages are read of so many as PDFium counts, which is what the file says.

        Raises:
            TooLarge: when there really are too many.
        """
        self._counted = counted
        most = self._budget.limits.pages
        if counted <= most:
            return counted
        if not 0 < self._costs.pages <= most:
            raise TooLarge(self._budget.path, f"有 {max(counted, self._costs.pages)} 页，超过 {most} 页")
        self._budget.leave_out(f"文件自称有 {counted} 页，实际只有 {self._costs.pages} 页")
        return self._costs.pages

    def admits(self, number: int) -> bool:
        """Whether a page may be loaded."""
        reason = self._costs.refusal(number, self._counted)
        if reason:
            self.refused[number] = reason
        return not reason

    def problems(self) -> Iterator[Problem]:
        """What is to be said of the pages that were not read, those with one reason together."""
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
