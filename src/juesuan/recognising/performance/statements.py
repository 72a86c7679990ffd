"""From a draft to the form of the model and the statements its numbers make."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from juesuan.model import Amount, FactKey, FormField, PerformanceForm, Place, Statement, Unit
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft, FundRow, date_in
from juesuan.recognising.printed_numbers import is_dash, parse_number
from juesuan.standard import Standard
from juesuan.standard.performance_templates import Templates
from juesuan.standard.quantity import parse_quantity

__all__ = ["form_of", "statements_of"]

_SUM = "总分"
_TOTAL = "total"
_MONEY = frozenset({"initial", "adjusted", "executed"})
_SHARE_LIMIT = 2


def form_of(draft: EvaluationDraft, instance: int, known: Templates) -> PerformanceForm:
    """The draft as a form of the model; ``known``: the forms of layouts, one of which it may be."""
    return PerformanceForm(
        kind=draft.kind,
        instance=instance,
        title=draft.title,
        year=draft.year,
        unit=draft.head.get("unit"),
        project=draft.head.get("project"),
        authority=draft.head.get("authority"),
        implementer=draft.head.get("implementer"),
        template=known.recognised(draft.kind, draft.text),
        columns=tuple(dict.fromkeys(key for key, _ in draft.headers if key not in {"nature", "measure"})),
        goals=draft.goals,
        results=draft.results,
        tasks=tuple(draft.tasks),
        indicators=tuple(draft.indicators),
        management=tuple(draft.management),
        pages=draft.pages,
        place=draft.place,
        headers=tuple(header for _, header in draft.headers),
        strange_headers=tuple(draft.strange_headers),
        unknown=tuple(draft.unknown),
        dated=draft.dated or next(filter(None, (date_in(remark) for remark in _remarks(draft))), None),
        unread=tuple(_remarks(draft)),
        unknown_funds=tuple(draft.unknown_funds),
        unknown_scores=tuple(draft.unknown_scores),
    )


def _remarks(draft: EvaluationDraft) -> Iterator[FormField]:
    return (FormField(remark.text, remark.place(0, len(remark.text), 0)) for remark in draft.remarks)


def statements_of(
    draft: EvaluationDraft, form: PerformanceForm, standard: Standard, *, alone: bool
) -> Iterator[Statement]:
    """The statements of a form.

    Args:
        draft: the form as read.
        form: the form of the model that was made of it.
        standard: what its cells state and are called.
        alone: it is the only one of its kind, so that an overall form speaks of the department.
    """
    writer = _StatementWriter(draft, form, standard, alone)
    for row in draft.funds:
        yield from writer.funds(row)
    for index, indicator in enumerate(form.indicators, 1):
        name = _name(indicator.level3, indicator.level2, indicator.level1)
        for column in ("target", "actual", "points", "score", "deviation"):
            yield from writer.indicator(f"i{index}", name, column, getattr(indicator, column))
    for index, row_ in enumerate(form.management, 1):
        for column in ("points", "score"):
            yield from writer.points(f"m{index}", row_.name.text, column, getattr(row_, column))
    for column, field in draft.sums.items():
        yield from writer.points("sum", _SUM, column, field)


def _name(*fields: FormField | None) -> str:
    return next((field.text for field in fields if field is not None and field.text), "")


class _StatementWriter:
    """Makes statements of one form: ids, labels, facts."""

    def __init__(self, draft: EvaluationDraft, form: PerformanceForm, standard: Standard, alone: bool) -> None:
        self._draft = draft
        self._facts = standard.performance_facts
        self._words = standard.evaluations
        self._form = form
        single = alone and form.kind == "PO"
        self._prefix = form.kind if single else f"{form.kind}{form.instance}"
        self._speaks_of_department = single
        project = form.project.text if form.project else ""
        self._label = (
            f"《{project}》自评表" if project and form.kind == "PP" else f"《{form.title.text or '绩效自评表'}》"
        )

    def funds(self, row: FundRow) -> Iterator[Statement]:
        """The statements of a row of funds."""
        for column, field in row.cells.items():
            if column in {"initial", "adjustment", "adjusted", "executed", "balance"}:
                amount = None if is_dash(field.text) else parse_number(field.text, self._draft.money)
                if amount is not None and (amount.unit.is_money or not amount.raw):
                    yield self._statement(
                        (row.key, row.label, column), amount, field.place, self._money_fact(row.key, column)
                    )
            elif column in {"rate", "balance_rate"}:
                amount = _rate(field.text)
                if amount is not None:
                    yield self._statement((row.key, row.label, column), amount, field.place)
            elif column in {"points", "score"}:
                yield from self.points(row.key, row.label, column, field)
                if row.key == _TOTAL and not field.text:  # what belongs to the execution rate, and is not filled in
                    blank = Amount(Decimal(0), Unit.POINTS, 0, "")
                    yield self._statement((row.key, row.label, column), blank, field.place)

    def _money_fact(self, row: str, column: str) -> FactKey | None:
        """What the accounts know the amount as: all money, or that of a fund; not its other sources, nor that of one task."""
        fact = self._facts.of_cell(row, column) if column in _MONEY else None
        return None if fact is None or fact.get("source") or fact.get("item") else self._of_accounts(fact)

    def _of_accounts(self, fact: FactKey | None) -> FactKey | None:
        """A fact of a form alone as one of the document: of a project, or of the department if the form speaks of it."""
        if fact is not None and self._form.kind == "PP":
            return fact.but(project=str(self._form.instance))
        return fact if self._speaks_of_department else None

    def points(self, row: str, name: str, column: str, field: FormField | None) -> Iterator[Statement]:
        """A statement of points or of a score, if a number is printed."""
        amount = parse_number(field.text, Unit.POINTS) if field is not None and field.text else None
        if field is None or amount is None or is_dash(field.text) or amount.unit not in {Unit.POINTS, Unit.PERCENT}:
            return
        amount = replace(amount, unit=Unit.POINTS)  # a weight of 15 % is 15 points
        fact = self._of_accounts(self._facts.of_cell(row, column)) if (row, column) == ("sum", "score") else None
        yield self._statement((row, name, column), amount, field.place, fact)

    def indicator(self, row: str, name: str, column: str, field: FormField | None) -> Iterator[Statement]:
        """A statement of a cell of the indicator table, if it is a number or a quantity."""
        if column in {"points", "score"}:
            yield from self.points(row, name, column, field)
        elif field is not None and field.text:
            amount = _deviation(field.text) if column == "deviation" else _quantity(field.text)
            if amount is not None:
                yield self._statement((row, name, column), amount, field.place)

    def _statement(
        self, cell: tuple[str, str, str], amount: Amount, place: Place, fact: FactKey | None = None
    ) -> Statement:
        """The statement of a cell: row key, row name, column key."""
        row, name, column = cell
        heading = self._words.column_title(column)
        return Statement(
            id=f"{self._prefix}[{row}].{column}",
            source=self._form.kind,
            row=row,
            column=column,
            fact=fact,
            amount=amount,
            place=place.but(form=self._prefix, row=name or None, column=heading),
            label=f"{self._label} {name} {heading}",
            instance=self._form.instance,
            reader=self._draft.reader,
        )


def _rate(text: str) -> Amount | None:
    """A rate in per cent; a bare fraction such as 0.96 is one too."""
    amount = parse_number(text, Unit.NONE) if text and not is_dash(text) else None
    if amount is None or amount.unit not in {Unit.NONE, Unit.PERCENT}:
        return None
    if amount.unit is Unit.NONE and 0 < amount.value < _SHARE_LIMIT:
        return Amount(amount.value * 100, Unit.PERCENT, amount.decimals - 2, amount.raw)
    return Amount(amount.value, Unit.PERCENT, amount.decimals, amount.raw)


def _deviation(text: str) -> Amount | None:
    amount = None if is_dash(text) else parse_number(text, Unit.PERCENT)
    return amount if amount is not None and amount.unit is Unit.PERCENT else None


def _quantity(text: str) -> Amount | None:
    quantity = parse_quantity(text)
    return quantity.amount if quantity is not None else None
