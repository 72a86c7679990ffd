"""Which pages of a PDF are read."""

from __future__ import annotations

from juesuan.formats.drawn.unread_pages import UnreadPages
from juesuan.formats.errors import TooLarge
from juesuan.formats.pdf.reading.costs import PdfCosts
from juesuan.formats.reading_budget import Budget

__all__ = ["Admission"]


class Admission:
    """Lets PDFium load the pages that cost no more than the limits allow.

    Attributes:
        unread: the pages that are not read.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Looks at the structure of the file.

        Raises:
            TooLarge: when something in it makes every page too expensive.
        """
        self.unread = UnreadPages()
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
            self.unread.refused[number] = reason
        return not reason
