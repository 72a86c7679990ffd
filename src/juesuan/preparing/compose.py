"""Facts to a Disclosure: every table of an edition with its cells, the prose, and the performance forms.

What is printed twice is the same fact rounded once, so a document made here agrees with itself within rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import (
    Amount,
    Cell,
    Column,
    Disclosure,
    DocumentInfo,
    FactKey,
    FormReading,
    Place,
    Row,
    Statement,
    Table,
    Unit,
)
from juesuan.preparing.books import Books, GivenCell
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.facts import Facts, facts
from juesuan.preparing.mentioned import mentioned
from juesuan.preparing.narrative import AskedText, narrative
from juesuan.preparing.own_texts import own_texts
from juesuan.preparing.performance import evaluation, form_facts, fund_facts
from juesuan.preparing.rounding import Figures, printed
from juesuan.standard.forms import Form, FormRow
from juesuan.standard.layouts import Layout
from juesuan.standard.printed_forms import PrintedForm

__all__ = ["Composed", "compose", "composed", "plain_figures", "shown_facts"]


def compose(books: Books, edition: Layout) -> Disclosure:
    """The disclosure of these books as the edition prints it, every number rounded by itself, nothing asked.

    For books that are made up: what they do not say is filled in. What goes out to the public is made by
    :func:`juesuan.preparing.prepare.prepare`. Both consolidate first: all that they call is given the books of the whole.
    """
    whole = consolidated(books, edition.standard).books
    return composed(whole, plain_figures(whole, edition), edition, _filled_in).disclosure


def _filled_in(asked: AskedText) -> str | None:
    return _FILLED_IN.get(asked.kind)


_GIVEN = "given"  # the way of rounding that prints what was approved
_FILLED_IN = {
    "reason": "根据年度工作任务和实际需要调整",
    "purpose": "履行部门职责",
    "text": "本年度财政评价未选取本部门项目开展重点绩效评价。",
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A disclosure, what its prose needs and the books do not say, and cells that were given of forms that have none called so."""

    disclosure: Disclosure
    asked: tuple[AskedText, ...]
    strange: tuple[GivenCell, ...] = ()


def plain_figures(books: Books, edition: Layout) -> Figures:
    """The facts of the books, those of the performance forms included, each rounded by itself."""
    known = facts(books, edition)
    return Figures(known.extended(fund_facts(books, known, edition)), edition)


def shown_facts(books: Books, known: Facts, edition: Layout) -> frozenset[FactKey]:
    """Every fact that the disclosure of these books may print, whatever is decided of how: what a policy decides of."""
    cells = (
        fact
        for printed_form in edition.forms
        for row in _row_keys(printed_form, known)
        for column in printed_form.columns
        if _meet(printed_form.form, row, column) and (fact := printed_form.form.fact(row, column)) is not None
    )
    own = own_texts(books, edition, known.values).facts
    return frozenset(cells) | mentioned(known, edition) | frozenset(form_facts(books, known, edition)) | own


def composed(
    books: Books,
    figures: Figures,
    edition: Layout,
    stand_in: Callable[[AskedText], str | None],
    tail_note: str = "plain",
) -> Composed:
    """The disclosure of these books with the printed numbers that have been decided.

    ``stand_in`` gives what is printed for what the books do not say; ``tail_note`` names the note on rounding under the tables.
    """
    evaluated = evaluation(books, figures, edition)
    figures = figures.extended(evaluated.facts)
    prose = narrative(books, figures, stand_in)
    composer = _Composer(
        books,
        figures,
        edition,
        edition.tail_notes.get(tail_note, "") if edition.unit is Unit.WAN else "",
        books.given_cells if tail_note == _GIVEN else {},
    )
    tables = {printed_form.id: composer.table(printed_form) for printed_form in edition.forms}
    cells = tuple(
        _statement(table, row, column, cell.amount, printed_form.form)
        for printed_form in edition.forms
        for table in [tables[printed_form.id]]
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
    readings = (FormReading(table.form, table.title, "read", numbers=_numbers(table)) for table in tables.values())
    disclosure = Disclosure(
        info=info,
        tables=tables,
        statements=cells + prose.statements + evaluated.statements,
        sections=prose.sections,
        performance=evaluated.forms,
        readings=tuple(readings),
    )
    return Composed(disclosure, prose.asked, evaluated.strange)


def _statement(table: Table, row: Row, column: Column, amount: Amount, form: Form) -> Statement:
    return Statement(
        id=f"{table.form}[{row.key}].{column.key}",
        source=table.form,
        row=row.key,
        column=column.key,
        fact=form.fact(row.key, column.key),
        amount=amount,
        place=Place(),
        label=f"{table.title} {row.code} {row.label} {column.label}".replace("  ", " "),
    )


def _numbers(table: Table) -> int:
    return sum(1 for cell in table.cells.values() if cell.raw)


def _as_given(amount: Amount) -> Amount:
    """A cell as it was approved, with the decimals that it was printed with, but at least two."""
    decimals = max(amount.decimals or 0, 2)
    return Amount(amount.value, amount.unit, decimals, f"{amount.value:.{decimals}f}")


@dataclass(frozen=True)
class _Composer:
    """Fills the forms of one edition."""

    books: Books
    figures: Figures
    edition: Layout
    tail_note: str
    given: Mapping[tuple[str, str, str], Amount]

    def table(self, printed_form: PrintedForm) -> Table:
        """One form with all its cells."""
        form = printed_form.form
        columns = tuple(Column(key, label) for key, label in printed_form.columns.items())
        rows = tuple(self._row(printed_form, key) for key in _row_keys(printed_form, self.figures.facts))
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
            notes=self._notes(printed_form, has_data=has_data),
        )

    def _notes(self, printed_form: PrintedForm, *, has_data: bool) -> tuple[str, ...]:
        """What the table shows and how its numbers are rounded, and why it is empty if it is."""
        note = printed_form.note + self.tail_note
        note = note if note.startswith("注") or not note else f"注：{note}"
        return tuple(self._say(text) for text in (note, "" if has_data else printed_form.empty) if text)

    def _say(self, text: str) -> str:
        department = self.books.department
        return text.format(
            year=self.books.year, we=f"我{department.level}", level=department.level, unit=department.name
        )

    def _row(self, printed_form: PrintedForm, key: str) -> Row:
        form = printed_form.form
        if (fixed := form.row(key)) is not None:
            label = printed_form.labels.get(key, fixed.label)
            return Row(key, label, key if key.isdigit() else "", printed_form.lines.get(key))
        if key == form.total:
            return Row(key, "合计")
        return Row(key, self.books.function_name(key, self.edition.standard.codes) or key, key)

    def _cell(self, printed_form: PrintedForm, row: str, column: str) -> Cell:
        fact = printed_form.form.fact(row, column)
        given = self.given.get((printed_form.form.id, row, column))
        if given is not None and given.unit is self.edition.unit and given.value:
            amount = _as_given(given)
            return Cell(amount.raw, amount, Place())
        value = self.figures.shown(fact) if fact else Decimal("0.00")
        amount = printed(value, self.edition.unit, thousands=self.edition.thousands, zero=printed_form.zero)
        return Cell(amount.raw, amount, Place())


def _row_keys(printed_form: PrintedForm, known: Facts) -> tuple[str, ...]:
    """The rows of a form in order.

    Of a form of codes: 合计, and every code for which a column has something to say, with its parents. Else the rows of the edition; of
    economic codes also those that it leaves out, where the books have an amount.
    """
    form = printed_form.form
    if form.kind != "codes":
        return tuple(row.key for row in form.rows if row.key in printed_form.rows or _has_amount(row, known))
    patterns = [fact.but(function="*") for key in printed_form.columns if (fact := form.fact(form.total, key))]
    codes = sorted({code for pattern in patterns for code in known.codes(pattern)})
    return (*codes, form.total) if printed_form.total_last else (form.total, *codes)


def _has_amount(row: FormRow, known: Facts) -> bool:
    return row.key.isdigit() and bool(row.fact) and bool(known.get(row.fact))


def _meet(form: Form, row: str, column: str) -> bool:
    """Whether a row and a column cross: on two-sided forms only those of the same side do."""
    fixed, known = form.row(row), form.column(column)
    return fixed is None or known is None or fixed.side == known.side
