"""What rules ask of a performance form: its cells, its indicators as quantities, and how precisely its numbers are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.model import Amount, FormField, Indicator, Interval, PerformanceForm, Statement, Term, Unit
from juesuan.standard.performance import Template
from juesuan.standard.quantity import Quantity, parse_quantity
from juesuan.standard.scoring import Score, scored

__all__ = ["FormView", "IndicatorRow", "only_overall", "performance_forms", "project_forms", "ratio", "text_term"]

_SCORE_DECIMALS = 2
_HUNDRED = Decimal(100)


class IndicatorRow(Struct, frozen=True, eq=False, dict=True):
    """An indicator with its number in the form."""

    view: FormView
    number: int
    indicator: Indicator

    @property
    def key(self) -> str:
        """Row key of its statements."""
        return f"i{self.number}"

    @property
    def name(self) -> str:
        """The name that tells it apart: third level, else the deepest printed."""
        fields = (self.indicator.level3, self.indicator.level2, self.indicator.level1)
        return next((field.text for field in fields if field is not None and field.text), f"第{self.number}项指标")

    @property
    def target(self) -> Quantity | None:
        """The target when it is a quantity."""
        return _quantity(self.indicator.target)

    @property
    def actual(self) -> Quantity | None:
        """The actual value when it is a quantity."""
        return _quantity(self.indicator.actual)

    @property
    def points(self) -> Statement | None:
        """分值."""
        return self.view.cell(self.key, "points")

    @property
    def score(self) -> Statement | None:
        """得分."""
        return self.view.cell(self.key, "score")

    @property
    def loses_points(self) -> bool:
        """Whether the score is below the points."""
        return self.points is not None and self.score is not None and self.score.value < self.points.value

    @cached_property
    def rule(self) -> Score | None:
        """What the place's rule says of target and result; None where these, points or score are not printed."""
        target, actual = self.indicator.target, self.indicator.actual
        if target is None or actual is None or self.points is None or self.score is None:
            return None
        return scored(target.text, actual.text, self.points.value, self.view.template.scoring)

    def statements(self, *columns: str) -> tuple[Statement, ...]:
        """The statements of some of its columns, as far as printed."""
        found = (self.view.cell(self.key, column) for column in columns)
        return tuple(statement for statement in found if statement is not None)

    def term(self, field: FormField | None, sign: int = 1) -> Term:
        """A text of the row as a term, with its place."""
        place = field.place if field is not None else self.indicator.place
        return Term(sign, self.name, None, place, field.text if field is not None else "")


def _quantity(field: FormField | None) -> Quantity | None:
    return parse_quantity(field.text) if field is not None and field.text else None


class FormView(Struct, frozen=True, eq=False, dict=True):
    """One performance form with the statements it makes."""

    context: Context
    form: PerformanceForm

    @property
    def name(self) -> str:
        """How messages call the form."""
        project = self.form.project.text if self.form.project is not None else ""
        if self.form.kind == "PP" and project:
            return f"《{project}》自评表"
        return f"《{self.form.title.text}》" if self.form.title.text else f"第{self.form.instance}份绩效自评表"

    @property
    def template(self) -> Template:
        """The form of a place that it was recognised as, else that of the document's layout, or the reference's."""
        known, layout = self.context.standard.templates, self.context.disclosure.info.profile
        return known.named(self.form.template, self.form.kind, layout)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Statement]:
        """Statements by row and column."""
        return self.context.cells_of(self.form.kind, self.form.instance)

    def cell(self, row: str, column: str) -> Statement | None:
        """A statement of the form, or None."""
        return self.cells.get((row, column))

    def filled(self, row: str, column: str) -> Statement | None:
        """A statement of the form that says something: a blank beside what its row prints, or in a form left blank, is no zero."""
        found = self.cell(row, column)
        return None if found is None or self.context.is_unfilled(found) else found

    @property
    def is_complete(self) -> bool:
        """Whether the form was read to its 总分; a form that was cut off cannot be blamed for what is missing."""
        return any(row == "sum" for row, _ in self.cells)

    def rows_with(self, *columns: str) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        """Rows that state all of the columns, with the statements."""
        for row in dict.fromkeys(row for row, _ in self.cells):
            found = tuple(s for column in columns if (s := self.cell(row, column)) is not None)
            if len(found) == len(columns):
                yield row, found

    @cached_property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """The indicators."""
        return tuple(IndicatorRow(self, number, indicator) for number, indicator in enumerate(self.form.indicators, 1))

    @cached_property
    def _decimals(self) -> int:
        """The most decimals of the form's money: spreadsheets drop trailing zeros, so that 240 beside 229.19 is 240.00."""
        return max(
            (s.amount.decimals for s in self.cells.values() if s.amount.unit.is_money and s.row[0] != "i"), default=0
        )

    def precise(self, statement: Statement) -> Amount:
        """The amount with the decimals it stands for in this form."""
        if statement.amount.unit.is_money:
            return statement.amount.with_decimals(self._decimals)
        return (
            statement.amount.with_decimals(_SCORE_DECIMALS)
            if statement.amount.unit is Unit.POINTS
            else statement.amount
        )

    @cached_property
    def _score_decimals(self) -> int:
        """The most decimals of the form's scores: 10 beside 9.62 is 10.00, and full marks; beside whole scores it may be rounded."""
        return max((s.amount.decimals for (_, column), s in self.cells.items() if column == "score"), default=0)

    def possible_score(self, score: Statement, points: Statement | None = None) -> Interval:
        """Every score that a printed one may stand for in this form; one below its points may have been rounded by itself."""
        if points is not None and score.value < points.value:
            return score.amount.possible
        return score.amount.with_decimals(self._score_decimals).possible

    def rate(self, row: str) -> Interval | None:
        """执行率 in per cent by the amounts of a row; None without amounts or with a budget of zero."""
        executed, adjusted = self.cell(row, "executed"), self.cell(row, "adjusted")
        if executed is None or adjusted is None or not adjusted.value:
            return None
        return ratio(self.precise(executed), self.precise(adjusted))

    def term(self, label: str = "") -> Term:
        """The form itself as a term."""
        return Term(1, label or self.name, None, self.form.place, self.form.title.text)


def ratio(part: Amount, whole: Amount) -> Interval | None:
    """``part / whole`` in per cent as an interval."""
    quotient = part.possible.divided_by(whole.possible)
    return quotient.scaled(_HUNDRED) if quotient is not None else None


def performance_forms(context: Context, kind: str) -> tuple[FormView, ...]:
    """The forms of a kind (``PO``, ``PP``, or empty for both)."""
    return tuple(FormView(context, form) for form in context.disclosure.performance if kind in {"", form.kind})


def only_overall(context: Context) -> FormView | None:
    """The overall form, where there is one and no other."""
    views = performance_forms(context, "PO")
    return views[0] if len(views) == 1 else None


def project_forms(context: Context) -> tuple[FormView, ...]:
    """The forms of single projects: without those of 专项资金 and the like, where titles tell them apart. One without a title may be any."""
    views = performance_forms(context, "PP")
    titled = any("项目" in view.form.title.text for view in views)
    return tuple(view for view in views if not titled or not view.form.title.text or "项目" in view.form.title.text)


def text_term(label: str, field: FormField, sign: int = 1) -> Term:
    """A text field as a term."""
    return Term(sign, label, None, field.place, field.text)
