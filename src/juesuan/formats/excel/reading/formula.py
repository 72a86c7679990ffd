"""Formulas without a result: programs that only write a workbook leave the computing to Excel.

Sums and plain arithmetic over cells of the same sheet are computed here, exactly; that is what totals in tables consist of.
Anything else stays uncomputed and is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow

from juesuan.formats.excel.reading.number_format import MAX_EXPONENT, displayed
from juesuan.formats.excel.reading.worksheet import BorderLine, Worksheet
from juesuan.formats.reading_budget import Budget

__all__ = ["compute"]

_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|(SUM|ROUND)\s*(?=\()|(\$?[A-Z]{1,3}\$?\d{1,7})|([-+*/(),:]))", re.IGNORECASE
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_MAX_LENGTH, _MAX_DEPTH, _MAX_RANGE = 2000, 20, 20_000
"""Beyond these nobody wrote a total of a table: such a formula is not computed. Depth: brackets, and formulas that refer to others."""
_MAX_DECIMALS = 10


class _Uncomputable(Exception):
    """The formula asks for more than arithmetic over numbers."""


def compute(sheet: Worksheet, budget: Budget, *, is_1904: bool) -> None:
    """Puts numbers into the cells whose formula was never computed, as far as it can be computed here and within the budget."""
    computer = _Computer(sheet, budget)
    for row, line in sheet.lines.items():
        for column, formula in line.formulas.items():
            try:
                number = computer.cell(row, column, 0)
            except (_Uncomputable, InvalidOperation, DivisionByZero, Overflow):
                continue
            if abs(number.adjusted()) > MAX_EXPONENT:
                continue
            line.numbers[column] = number
            line.texts[column] = displayed(number, formula.code, is_1904)
            line.uncomputed &= ~(1 << column)


class _Computer:
    """Computes the cells of one sheet, each once."""

    def __init__(self, sheet: Worksheet, budget: Budget) -> None:
        self._lines = sheet.lines
        self._known: dict[tuple[int, int], Decimal | None] = {}
        self._budget = budget

    def cell(self, row: int, column: int, depth: int) -> Decimal:
        """The number in a cell; a blank counts nothing. Raises when it has none or refers to itself."""
        self.step(1)
        line = self._lines.get(row, _BLANK)
        if not line.uncomputed >> column & 1:
            if column in line.texts and column not in line.numbers:
                raise _Uncomputable
            return line.numbers.get(column, Decimal(0))
        at = (row, column)
        if at not in self._known:
            self._known[at] = None
            formula = line.formulas.get(column)
            if formula is None or depth > _MAX_DEPTH:
                raise _Uncomputable
            self._known[at] = _Formula(self, formula.text, depth + 1).value()
        known = self._known[at]
        if known is None:
            raise _Uncomputable
        return known

    def step(self, count: int) -> None:
        """Counts cells that are looked at and words of formulas."""
        if not self._budget.has("formula_steps", count):
            raise _Uncomputable
        self._budget.spend("formula_steps", count)

    def block(self, first: tuple[int, int], last: tuple[int, int], depth: int) -> Iterator[Decimal]:
        """The numbers in a range; words in it count nothing, as in Excel."""
        (top, left), (bottom, right) = first, last
        if (bottom - top + 1) * (right - left + 1) > _MAX_RANGE:
            raise _Uncomputable
        self.step((bottom - top + 1) * (right - left + 1))
        for row in range(top, bottom + 1):
            line = self._lines.get(row, _BLANK)
            for column in range(left, right + 1):
                if column in line.numbers or line.uncomputed >> column & 1:
                    yield self.cell(row, column, depth)


_BLANK = BorderLine()


class _Formula:
    """One formula, read from left to right: sums of products of numbers, cells, brackets, SUM and ROUND."""

    def __init__(self, computer: _Computer, text: str, depth: int) -> None:
        self._computer, self._depth, self._next = computer, depth, 0
        self._tokens: list[str] = []
        at, text = 0, text.strip().removeprefix("=")
        if len(text) > _MAX_LENGTH:
            raise _Uncomputable
        computer.step(len(text) // 2)
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise _Uncomputable
            self._tokens.append(match[0].strip().upper())
            at = match.end()

    def value(self) -> Decimal:
        """What comes out."""
        result = self._sum()
        if self._next != len(self._tokens):
            raise _Uncomputable
        return result

    def _take(self, *wanted: str) -> str:
        """The next token if it is one of these; else nothing."""
        token = self._tokens[self._next] if self._next < len(self._tokens) else ""
        if token and (token in wanted or not wanted):
            self._next += 1
            return token
        return ""

    def _open(self) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Uncomputable

    def _close(self) -> None:
        self._must(")")
        self._depth -= 1

    def _must(self, wanted: str) -> None:
        if not self._take(wanted):
            raise _Uncomputable

    def _sum(self) -> Decimal:
        result = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            result = result + other if sign == "+" else result - other
        return result

    def _product(self) -> Decimal:
        result = self._single()
        while sign := self._take("*", "/"):
            other = self._single()
            result = result * other if sign == "*" else result / other
        return result

    def _single(self) -> Decimal:
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        result = self._operand(self._take())
        return -result if negative else result

    def _operand(self, token: str) -> Decimal:
        if token == "(":
            self._open()
            result = self._sum()
            self._close()
            return result
        if token == "SUM":
            return self._total()
        if token == "ROUND":
            return self._rounded()
        if _CELL.fullmatch(token):
            return self._computer.cell(*_corner(token), self._depth)
        if token[:1].isdigit() or token[:1] == ".":
            return Decimal(token)
        raise _Uncomputable

    def _total(self) -> Decimal:
        self._must("(")
        self._open()
        result = Decimal(0)
        while True:
            first = self._tokens[self._next : self._next + 3]
            if len(first) == 3 and first[1] == ":" and _CELL.fullmatch(first[0]) and _CELL.fullmatch(first[2]):
                self._next += 3
                result += sum(self._computer.block(_corner(first[0]), _corner(first[2]), self._depth), Decimal(0))
            else:
                result += self._sum()
            if not self._take(","):
                self._close()
                return result

    def _rounded(self) -> Decimal:
        self._must("(")
        self._open()
        value = self._sum()
        self._must(",")
        decimals = self._sum()
        self._close()
        if decimals != int(decimals) or not 0 <= decimals <= _MAX_DECIMALS:
            raise _Uncomputable
        return value.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)


def _corner(reference: str) -> tuple[int, int]:
    """Row and column from 0."""
    match = _CELL.fullmatch(reference)
    assert match is not None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
