"""Linear identities on a disclosure: from an expression to instances, and from an instance to its outcome.

What rounding allows is :mod:`juesuan.arithmetic.bands`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from juesuan.arithmetic.bands import Fit, judged
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.rendering import equation, money
from juesuan.model import Amount, Band, Outcome, Severity, State, Statement, Table, Term
from juesuan.standard.expression import ROW_VARIABLES, Expression, Reference, parse
from juesuan.standard.forms import Form, forms
from juesuan.standard.rules import Rule

__all__ = ["Instance", "instances", "judge", "linear_outcomes"]

_LEVELS = {"class": 3, "section": 5, "item": 7}


@dataclass(frozen=True, slots=True)
class Instance:
    """One equation on one document: ``Σ sign * statement  relation  0``.

    ``reason`` is set (and nothing may be concluded) when an operand could not be read; ``absent`` when the layout has no
    such row or column, so that the identity does not apply.
    """

    terms: tuple[tuple[int, Statement], ...]
    relation: str
    reason: str = ""
    absent: bool = False


def linear_outcomes(rule: Rule, context: Context) -> Iterator[Outcome]:
    """Evaluates one assertion of kind ``linear`` on every instance the document has."""
    for instance in instances(parse(rule.expression), context):
        yield judge(instance, context, exact=rule.tolerance == "Z")


def instances(expression: Expression, context: Context) -> Iterator[Instance]:
    """All instances of an identity on a disclosure."""
    for form in expression.forms:
        if form not in context.present_sources and form in EVALUATIONS:
            yield Instance((), expression.relation, absent=True)
            return
        if form not in context.present_sources and context.expects(form):
            yield Instance((), expression.relation, reason=context.why_absent(form))
            return
    numbers = {number for form in expression.forms for number in context.instances_of(form)}
    for number in sorted(numbers - {0} or numbers):
        for row in _row_domain(expression, context, number):
            for column in _column_domain(expression, context, number):
                yield _instance(expression, context, number, row, column)


def _row_domain(expression: Expression, context: Context, number: int) -> list[str]:
    variable = expression.row_variable
    if variable is None:
        return [""]
    sources = [r.form for r in expression.left if r.row == variable]
    if ":" in variable:
        return _row_range(forms()[sources[0]], variable, context.rows_of(sources[0], number))
    keys: dict[str, None] = {}
    for form in sources:
        for key in context.rows_of(form, number):
            if _in_domain(key, variable):
                keys[key] = None
    return list(keys)


def _in_domain(key: str, variable: str) -> bool:
    if variable == "row":
        return True
    if variable == "indicator":
        return key[:1] == "i" and key[1:].isdigit()
    if variable == "code":
        return key.isdigit()
    return key.isdigit() and len(key) == _LEVELS[variable]


def _column_domain(expression: Expression, context: Context, number: int) -> list[str]:
    if not expression.column_is_free:
        return [""]
    reference = next(r for r in expression.references if r.column == "col")
    form = forms().get(reference.form)
    if form is None:
        return list(context.columns_of(reference.form, number))
    return [column.key for column in form.columns if column.key in context.columns_of(reference.form, number)]


def _instance(expression: Expression, context: Context, number: int, row: str, column: str) -> Instance:
    terms: list[tuple[int, Statement]] = []
    sides_with_terms = [False, False]
    for index, reference in enumerate(expression.references):
        side = 0 if index < len(expression.left) else 1
        for key in _rows(reference, context, number, row):
            for column_key in _columns(reference, context, number, key, column):
                statement = context.cell(reference.form, key, column_key, number)
                if statement is None:
                    broken = context.unreadable_cell(reference.form, key, column_key)
                    if broken:
                        return Instance((), expression.relation, reason=broken)
                    continue
                if statement.ambiguous:
                    reason = f"{statement.label}：栏次无法确定，同一行有几种读法"
                    return Instance((), expression.relation, reason=reason)
                terms.append((reference.sign, statement))
                sides_with_terms[side] = True
    return Instance(tuple(terms), expression.relation, absent=not all(sides_with_terms))


def _rows(reference: Reference, context: Context, number: int, bound: str) -> list[str]:
    printed = context.rows_of(reference.form, number)
    if reference.row == "children":
        return _children(printed, bound)
    # A variable or a range that also stands outside sum() is bound by the instance; one that does not is summed over.
    if reference.row in ROW_VARIABLES:
        return [bound] if bound else [key for key in printed if _in_domain(key, reference.row)]
    form = forms().get(reference.form)
    if ":" in reference.row and form is not None:
        return [bound] if bound else _row_range(form, reference.row, printed)
    return [reference.row or (form.total if form else "*")]


def _children(printed: tuple[str, ...], parent: str) -> list[str]:
    """The rows directly below: the shallowest printed level under the parent's code."""
    below = [key for key in printed if key.isdigit() and len(key) > len(parent) and key.startswith(parent)]
    if not below:
        return []
    level = min(len(key) for key in below)
    return [key for key in below if len(key) == level]


def _row_range(form: Form, text: str, printed: tuple[str, ...]) -> list[str]:
    """The printed rows between two keys of the form; a printed row that stands in for others takes their place."""
    first, last = text.split(":")
    order = [row.key for row in form.rows]
    inside = set(order[order.index(first) : order.index(last) + 1])
    chosen: list[str] = []
    replaced = {key for row in form.rows if row.key in printed for key in row.replaces}
    for row in form.rows:
        stands_in = bool(row.replaces) and set(row.replaces) <= inside
        if row.key in printed and not row.memo and row.key not in replaced and (row.key in inside or stands_in):
            chosen.append(row.key)
    return chosen


def _columns(reference: Reference, context: Context, number: int, row: str, bound: str) -> list[str]:
    if reference.column == "col":
        return [bound]
    form = forms().get(reference.form)
    if form is None:
        return [reference.column]
    if ":" in reference.column:
        first, last = reference.column.split(":")
        order = [column.key for column in form.columns]
        inside = order[order.index(first) : order.index(last) + 1]
        memo = {column.key for column in form.columns if column.memo}
        return [key for key in inside if key in context.columns_of(reference.form, number) and key not in memo]
    if reference.column:
        return [reference.column]
    fixed = form.row(row)
    side = fixed.side if fixed else ""
    return [next(column.key for column in form.columns if not side or column.side in {"", side})]


def judge(instance: Instance, context: Context, *, exact: bool = False) -> Outcome:
    """The outcome of one instance by the three bands; with ``exact`` any difference is an error."""
    if instance.reason:
        return Outcome(State.UNDECIDABLE, reason=instance.reason)
    if instance.absent:
        return Outcome(State.NOT_APPLICABLE, reason="本版式没有其中的行或栏")
    amounts = [(sign, context.in_document_unit(statement)) for sign, statement in instance.terms]
    found = judged(amounts, instance.relation, exact=exact)
    terms = tuple(Term.of(statement, sign) for sign, statement in instance.terms)
    if found.fit is Fit.EXACT:
        return Outcome(State.PASS, terms=terms, relation=instance.relation)
    if found.fit is Fit.ROUNDED:
        return Outcome(
            State.WITHIN_ROUNDING,
            terms=terms,
            difference=found.residual,
            allowed=found.allowed,
            relation=instance.relation,
        )
    unknown = _unknown_parts(instance, context)
    if unknown:
        return Outcome(State.UNDECIDABLE, reason=unknown)
    improbable = found.fit is Fit.IMPROBABLE
    stated, expected = _two_sides(amounts)
    return Outcome(
        State.FAIL,
        terms=terms,
        message=_message(instance, (stated, expected), found.allowed, context),
        band=Band.UNLIKELY_ROUNDING if improbable else Band.ERROR,
        stated=stated,
        expected=expected,
        difference=abs(found.residual),
        allowed=found.allowed,
        equation=equation(instance.terms, instance.relation),
        severity=Severity.WARNING if improbable else None,
        relation=instance.relation,
    )


def _two_sides(amounts: list[tuple[int, Amount]]) -> tuple[Decimal, Decimal]:
    left = sum((amount.value for sign, amount in amounts if sign > 0), Decimal(0))
    right = sum((amount.value for sign, amount in amounts if sign < 0), Decimal(0))
    return left, right


def _unknown_parts(instance: Instance, context: Context) -> str:
    """A table with rows or columns nobody knows may well add up: then a failure proves nothing."""
    for form in dict.fromkeys(statement.source for _, statement in instance.terms):
        table: Table | None = context.table(form)
        if table is not None and table.unknown:
            return f"“{table.title}”中有未能识别的行或栏：{'、'.join(table.unknown[:3])}"
    return ""


def _message(instance: Instance, sides: tuple[Decimal, Decimal], bound: Decimal, context: Context) -> str:
    unit = context.unit.value
    stated, expected = sides
    difference = abs(stated - expected)
    left = [statement for sign, statement in instance.terms if sign > 0]
    right = [statement for sign, statement in instance.terms if sign < 0]
    relation = {"=": "应等于", "<=": "不应大于", ">=": "不应小于"}[instance.relation]
    other = f"“{right[0].label}”" if len(right) == 1 else f" {len(right)} 项之和"
    what = f"“{left[0].label}”" if len(left) == 1 else f"{len(left)} 项之和"
    text = (
        f"{what}为 {money(stated)} {unit}，{relation}{other} {money(expected)} {unit}，相差 {money(difference)} {unit}"
    )
    if bound:
        text += f"（四舍五入最多允许 {money(bound)}）"
    return text + "。"
