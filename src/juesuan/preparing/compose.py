"""Facts to a Disclosure: every table of an edition with its cells, the prose, and the performance forms.

What is printed twice is the same fact rounded once, so a document made here agrees with itself within rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import (
    Amount,
    Cell,
    Column,
    Disclosure,
    DocumentInfo,
    FormReading,
    Place,
    Row,
    Statement,
    Table,
    Unit,
)
from juesuan.preparing.books import Books
from juesuan.preparing.facts import Facts, facts
from juesuan.preparing.narrative import narrative
from juesuan.preparing.performance import evaluation
from juesuan.preparing.rounding import plain, printed
from juesuan.standard.codes import function_name
from juesuan.standard.editions import Edition, PrintedForm
from juesuan.standard.forms import Form, forms

__all__ = ["compose"]

_ROUNDED = "本表金额转换为{unit}时，因四舍五入可能存在尾差。"


def compose(books: Books, edition: Edition) -> Disclosure:
    """The disclosure of these books as the edition prints it."""
    known = facts(books)
    evaluated = evaluation(books, known, edition)
    known = known.extended(evaluated.facts)
    prose = narrative(books, known, edition.narrative, edition.unit)
    composer = _Composer(books, known, edition)
    tables = {printed_form.id: composer.table(printed_form) for printed_form in edition.forms}
    cells = tuple(
        _statement(table, row, column, cell.amount)
        for table in tables.values()
        for row in table.rows
        for column in table.columns
        if (cell := table.cells.get((row.key, column.key))) and cell.amount
    )
    info = DocumentInfo(
        kind="final_accounts",
        level=books.department.level,
        unit=books.department.name,
        year=books.year,
        place=books.department.place,
        profile=edition.id,
        amount_unit=edition.unit,
    )
    return Disclosure(
        info=info,
        tables=tables,
        statements=cells + prose.statements + evaluated.statements,
        sections=prose.sections,
        performance=evaluated.forms,
        readings=tuple(FormReading(table.form, table.title, "read", numbers=_numbers(table)) for table in tables.values()),
    )


def _statement(table: Table, row: Row, column: Column, amount: Amount) -> Statement:
    return Statement(
        id=f"{table.form}[{row.key}].{column.key}",
        source=table.form,
        row=row.key,
        column=column.key,
        fact=forms()[table.form].fact(row.key, column.key),
        amount=amount,
        place=Place(),
        label=f"{table.title} {row.code} {row.label} {column.label}".replace("  ", " "),
    )


def _numbers(table: Table) -> int:
    return sum(1 for cell in table.cells.values() if cell.raw)


@dataclass(frozen=True)
class _Composer:
    """Fills the forms of one edition."""

    books: Books
    facts: Facts
    edition: Edition

    def table(self, printed_form: PrintedForm) -> Table:
        """One form with all its cells."""
        form = printed_form.form
        columns = tuple(Column(key, label) for key, label in printed_form.columns.items())
        rows = self._code_rows(printed_form) if form.kind == "codes" else self._fixed_rows(printed_form)
        cells = {
            (row.key, column.key): self._cell(printed_form, row.key, column.key)
            for row in rows
            for column in columns
            if _meet(form, row.key, column.key)
        }
        has_data = any(cell.amount and cell.amount.value for cell in cells.values())
        return Table(
            form=form.id,
            title=printed_form.title,
            number=printed_form.number,
            unit_name=self.books.department.name,
            year=self.books.year,
            amount_unit=self.edition.unit,
            columns=columns,
            rows=rows,
            cells=cells,
            notes=tuple(self._say(note) for note in (printed_form.note, "" if has_data else printed_form.empty) if note),
        )

    def _say(self, text: str) -> str:
        department = self.books.department
        rounding = "" if self.edition.unit is Unit.YUAN else _ROUNDED.format(unit=self.edition.unit.value)
        return text.format(year=self.books.year, we=f"我{department.level}", unit=department.name, rounding=rounding)

    def _fixed_rows(self, printed_form: PrintedForm) -> tuple[Row, ...]:
        return tuple(
            Row(key, printed_form.labels[key], key if key.isdigit() else "", printed_form.lines.get(key))
            for key in printed_form.rows
        )

    def _code_rows(self, printed_form: PrintedForm) -> tuple[Row, ...]:
        """合计, and every code for which a column has something to say, with its parents."""
        form = printed_form.form
        patterns = [fact.but(function="*") for key in printed_form.columns if (fact := form.fact(form.total, key))]
        codes = sorted({code for pattern in patterns for code in self.facts.codes(pattern)})
        total = Row(form.total, "合计")
        rows = [Row(code, function_name(code, self.books.year) or code, code) for code in codes]
        return (*rows, total) if printed_form.total_last else (total, *rows)

    def _cell(self, printed_form: PrintedForm, row: str, column: str) -> Cell:
        fact = printed_form.form.fact(row, column)
        value = plain(self.facts.get(fact) if fact else Decimal(0), self.edition.unit)
        amount = printed(value, self.edition.unit, thousands=self.edition.thousands, zero=printed_form.zero)
        return Cell(amount.raw, amount, Place())


def _meet(form: Form, row: str, column: str) -> bool:
    """Whether a row and a column cross: on two-sided forms only those of the same side do."""
    fixed, known = form.row(row), form.column(column)
    return fixed is None or known is None or fixed.side == known.side
