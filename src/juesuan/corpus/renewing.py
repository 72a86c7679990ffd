"""The workbook of a new year from last year's workbook or disclosure, made in the process that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from juesuan.corpus.gathering import HandOver, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties

if TYPE_CHECKING:
    from juesuan.preparing.books import Books
    from juesuan.preparing.facts import Facts
    from juesuan.standard import Standard

__all__ = ["RENEWALS", "Jobs", "Renew", "Renewed", "warm_up"]


class Renewed(Struct, frozen=True):
    """The workbook as a file and its year, or why there is none."""

    content: bytes = b""
    year: int = 0
    refusal: str = ""


class Renew(Job["Renewed"], frozen=True, tag=True):
    """Reads last year's workbook or disclosure and makes the workbook of the new year. ``path``: as the system spells it."""

    path: bytes
    answer: ClassVar[type[Renewed]] = Renewed

    def do(self, tools: Tools) -> Renewed:
        """Makes it."""
        from juesuan.preparing.next_year import next_year
        from juesuan.publishing.template_workbook import workbook_of_rows

        standard = tools.standard
        found = self._of_last_year(tools)
        if isinstance(found, str):
            return Renewed(refusal=found)
        books, known = found
        year = books.year + 1
        return Renewed(workbook_of_rows(year, standard, next_year(books, known, standard)), year)

    def _of_last_year(self, tools: Tools) -> tuple[Books, Facts] | str:
        """Its books and their facts, or why there are none."""
        from juesuan.preparing.from_disclosure import books_of, facts_of

        handed = HandOver(self.path, several=True).do(tools)
        if isinstance(handed, str):
            return handed
        if handed.document is not None:
            if not handed.document.info.year or not handed.document.info.unit:
                return "没有读出这份文件的单位名称和年度，不能据此生成新一年的工作簿。"
            books = books_of(handed.document, tools.standard, with_explanations=False)
            return books, facts_of(handed.document, tools.standard)
        gathering = gathered((handed,), tools.standard)
        if gathering.books is None or gathering.problems:
            return f"上年的工作簿有 {len(gathering.problems)} 处没有填好，请先检查改好。"
        return gathering.books, _facts(gathering.books, tools.standard)


def _facts(books: Books, standard: Standard) -> Facts:
    from juesuan.preparing.consolidation import consolidated
    from juesuan.preparing.facts import facts

    department = books.department
    layout = standard.layouts.of_place(department.place, books.year, department.level).at(books.year)
    return facts(consolidated(books, standard).books, layout)


Jobs = Renew
RENEWALS = Duties(__name__, writes=True)
"""Detail lines are looked for first, which takes a folder."""


def warm_up() -> None:
    """Loads nothing: what is handed over may be of any kind."""
