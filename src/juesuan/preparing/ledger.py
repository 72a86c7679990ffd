"""Added-up detail lines (:mod:`juesuan.preparing.postings`) to lines of the books, by the words of the workbook's schema.

A line is income, spending or an opening balance. What it lacks or says wrong is a problem with the place of the first such line and
how many there are; the other lines are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Problem
from juesuan.preparing.books import Basic, Income, Opening, Spending
from juesuan.preparing.entries import counted
from juesuan.preparing.postings import Ledger, Posting
from juesuan.preparing.workbook.cells import InputCell
from juesuan.preparing.workbook.values import Known, Mistake, parsed
from juesuan.standard.workbook import WorkbookField

__all__ = ["LedgerBooks", "books_of_ledgers"]

_MOVED = {"receipt": "income", "payment": "spending", "carried": "opening"}
"""What an amount is by the column that it stands in; ``amount`` leaves it to the word."""


@dataclass(frozen=True, slots=True)
class LedgerBooks:
    """What detail lines come to; the fields are those of :class:`~juesuan.preparing.books.Books`."""

    income: tuple[Income, ...] = ()
    spending: tuple[Spending, ...] = ()
    basic: tuple[Basic, ...] = ()
    opening: tuple[Opening, ...] = ()
    problems: tuple[Problem, ...] = ()


def books_of_ledgers(ledgers: Iterable[Ledger], known: Known) -> LedgerBooks:
    """The lines of the books that some ledgers come to.

    Args:
        ledgers: as read, of one file or of several.
        known: the standard, the fiscal year and the units in scope; lines of another year or unit are problems.
    """
    collected = _LedgerFacts(known)
    for ledger in ledgers:
        collected.problems += ledger.problems
        for posting in counted(ledger, known.standard.ledger):
            collected.post(ledger, posting)
    return LedgerBooks(
        income=tuple(
            Income(function, source, amount, agency, counterpart)
            for (function, source, agency, counterpart), amount in collected.income.items()
            if amount
        ),
        spending=tuple(
            Spending(function, fund, nature, amount, agency, counterpart, project)
            for (function, fund, nature, agency, counterpart, project), amount in collected.spending.items()
            if amount
        ),
        basic=tuple(Basic(code, amount, agency) for (code, agency), amount in collected.basic.items() if amount),
        opening=tuple(
            Opening(fund, amount, function, agency)
            for (fund, function, agency), amount in collected.opening.items()
            if amount
        ),
        problems=tuple(collected.problems),
    )


_Sums = dict[tuple[str, ...], Decimal]


@dataclass
class _LedgerFacts:
    """Sums by what a line of the books says, in the order of the attributes of Income, Spending, Basic and Opening."""

    known: Known
    income: _Sums = field(default_factory=dict)
    spending: _Sums = field(default_factory=dict)
    basic: _Sums = field(default_factory=dict)
    opening: _Sums = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def post(self, ledger: Ledger, posting: Posting) -> None:
        """Puts a posting where it belongs, or says why it cannot be."""
        line = _PostedLine(ledger, posting, self.known)
        match line.movement():
            case "income":
                income = (line.needed("function"), line.source(), line.get("agency"), line.get("counterpart"))
                sums: list[tuple[_Sums, tuple[str, ...]]] = [(self.income, income)]
            case "spending":
                sums = self._spending(line)
            case "opening":
                fund = line.needed("fund")
                by_code = fund in self.known.standard.bookkeeping.carried_by_code
                function = line.needed("function") if by_code else line.get("function")
                sums = [(self.opening, (fund, function, line.get("agency")))]
            case _:
                sums = []
        self.problems += line.problems
        for target, where in sums if not line.problems else ():
            target[where] = target.get(where, Decimal(0)) + posting.amount

    def _spending(self, line: _PostedLine) -> list[tuple[_Sums, tuple[str, ...]]]:
        function, fund, nature = (line.needed(key) for key in ("function", "fund", "nature"))
        agency, counterpart = line.get("agency"), line.get("counterpart")
        posted = self.known.standard.bookkeeping.facts
        project = line.get("project") if nature == posted.projects.get("nature") else ""
        sums: list[tuple[_Sums, tuple[str, ...]]] = [
            (self.spending, (function, fund, nature, agency, counterpart, project))
        ]
        if (fund, nature) == (posted.basic.get("fund"), posted.basic.get("nature")):
            sums.append((self.basic, (line.needed("economic"), agency)))
        return sums


@dataclass
class _PostedLine:
    """A posting whose words are being understood."""

    ledger: Ledger
    posting: Posting
    known: Known
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """A line of another year is none of ours; a line of several units without one cannot be consolidated."""
        dated = self.known.standard.ledger.dated
        year = self.posting.words.get(dated)
        if year and self.known.year and year != str(self.known.year):
            self._complain(dated, f"日期是 {year} 年，不在 {self.known.year} 年度。请只导出本年度的明细")
        if len(self.known.agencies) > 1 and "agency" not in self.posting.words:
            self._complain("agency", "没有写是哪个单位的。工作簿“决算单位”表中有几个单位，每一行都要写明")

    def movement(self) -> str:
        """income, spending or opening; empty when the line does not say."""
        by_column = _MOVED.get(self.posting.column, "") or self.posting.movement
        return by_column or self.needed("movement", "没有写是收入、支出还是年初结转。请填“收支类别”一栏")

    def source(self) -> str:
        """Where an income comes from: what the line says of it, else its fund if that is an appropriation."""
        if "source" in self.posting.words:
            return self.get("source")
        fund = self.needed("fund", "没有写收入来源。请填“资金性质”或“收入来源”一栏")
        if fund and fund not in self.known.standard.bookkeeping.funds:
            self._complain(
                "source",
                "不是财政拨款的收入没有写来源。请在“收入来源”一栏写明是事业收入、经营收入、上级补助收入还是其他收入",
            )
        return fund

    def needed(self, key: str, message: str = "") -> str:
        """The value of a field that has to be there."""
        if key not in self.posting.words:
            label = self._field(key).label
            self._complain(key, message or f"没有填“{label}”")
            return ""
        return self.get(key)

    def get(self, key: str) -> str:
        """The value of a field; empty when it is blank or cannot be understood, which is complained of."""
        text = self.posting.words.get(key, "")
        value = parsed(self._field(key), InputCell(text), self.known) if text else None
        if isinstance(value, Mistake):
            self._complain(key, value.message)
            return ""
        return "" if value is None else str(value)

    def _complain(self, key: str, message: str) -> None:
        place = self.ledger.place(self.posting.row, key)
        lines = self.posting.lines
        text = message if lines == 1 else f"{message}。这样的共 {lines} 行，这是第一行"
        problem = Problem(text, place, self.ledger.file)
        if problem not in self.problems:
            self.problems.append(problem)

    def _field(self, key: str) -> WorkbookField:
        return self.known.standard.ledger.sheet.field(key)
