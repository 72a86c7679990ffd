"""The outcomes of an assertion of the register: its guards, then one of its bodies, each by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Assertion, Average, Body, Claims, Copies, Linear, Parts, Ratio, Stated
from juesuan.arithmetic.instances import Instance, bindings
from juesuan.checking.claims import claim_outcomes
from juesuan.checking.context import EVALUATIONS, Context, not_applicable, undecidable
from juesuan.checking.linear import Equation, instances, judge
from juesuan.checking.ratios import average_outcomes, ratio_outcomes, stated_outcomes
from juesuan.checking.same import same_outcomes
from juesuan.model import Outcome, Severity, State, Statement, Table, Term
from juesuan.standard.forms import Form

__all__ = ["assertion_outcomes"]

_CODED = frozenset({"codes", "economic"})
_NOT_MET = "此项检查的条件不成立"
_NOT_PRINTED = "本版式没有其中的行或栏"


def assertion_outcomes(assertion: Assertion, context: Context) -> Iterator[Outcome]:
    """Everything that an assertion says about a disclosure; at least one outcome."""
    lacking = _lacking(assertion, context)
    if lacking is not None:
        yield lacking
        return
    said = False
    if any(_is_excepted(exception, context) for exception in assertion.exceptions):
        yield not_applicable(_NOT_MET)
        return
    for outcome in _guarded(assertion, context) if assertion.guards else _bodies(assertion, context, None):
        said = True
        yield outcome
    if not said:
        yield not_applicable(_why_nothing(assertion, context))


def _why_nothing(assertion: Assertion, context: Context) -> str:
    """Why there is no instance; of a section, whether it is there."""
    sections = [place for place in assertion.places if place not in context.standard.forms and place not in EVALUATIONS]
    if not sections:
        return _NOT_PRINTED
    return "文字说明中没有此类表述" if all(map(context.section, sections)) else "没有相应的文字说明"


def _lacking(assertion: Assertion, context: Context) -> Outcome | None:
    """What it ends in where a place is not there that the document should have."""
    for place in assertion.places:
        if place in context.present_sources:
            continue
        if place in EVALUATIONS:
            return not_applicable(_NOT_PRINTED)
        if place in context.standard.forms and context.expects(place):
            return undecidable(context.why_absent(place))
    return None


def _guarded(assertion: Assertion, context: Context) -> Iterator[Outcome]:
    """One instance after another where the guards have its variables; else all of them, if the guards hold."""
    free = {name for guard in assertion.guards for name in guard.variables}
    if not free:
        unmet = _unmet(assertion, context, {})
        yield from [unmet] if unmet is not None else _told(assertion, context, {})
        return
    for number in context.stated.numbers(assertion.places):
        terms = tuple(term for body in assertion.bodies if isinstance(body, Linear) for term in body.terms)
        for binding in bindings(terms, context.stated, number):
            if _unmet(assertion, context, binding) is None:
                yield from _told(assertion, context, binding)


def _told(assertion: Assertion, context: Context, binding: dict[str, str]) -> Iterator[Outcome]:
    """The outcomes where the guards hold; a failure that is no equation shows what made it one."""
    found = [
        statement
        for guard in assertion.guards
        for instance in instances(guard, context, {name: binding[name] for name in guard.variables})
        for _, statement in instance.terms
    ]
    found = list({statement.id: statement for statement in found}.values())
    for judged in _bodies(assertion, context, binding or None):
        outcome = replace(judged, equals=None) if found else judged  # a constant only where the guards are believed
        if outcome.state is not State.FAIL or outcome.relation or not found:
            yield outcome
            continue
        shown = "，".join(f"“{statement.label}”为 {statement.amount.raw or '空'}" for statement in found[:4])
        told = {term.statement.id for term in outcome.terms if term.statement is not None}
        terms = (*outcome.terms, *(Term.of(statement, -1) for statement in found if statement.id not in told))
        if _may_be_rounded(judged, found, context):
            yield _as_a_tail(replace(outcome, terms=terms), shown)
        else:
            yield replace(outcome, terms=terms, message=f"{outcome.message.removesuffix('。')}（{shown}）。")


def _may_be_rounded(outcome: Outcome, found: list[Statement], context: Context) -> bool:
    """Whether a number that should be nothing is so small that what the guards compare would be printed alike with it."""
    stated = [term.statement for term in outcome.terms]
    if outcome.equals != 0 or len(stated) != 1 or stated[0] is None:
        return False
    rounding = sum((context.judged(statement).half_width for statement in (*found, stated[0])), Decimal(0))
    return 0 < abs(context.judged(stated[0]).value) <= rounding


def _as_a_tail(outcome: Outcome, shown: str) -> Outcome:
    """It is no contradiction then, but worth a look."""
    number = outcome.terms[0]
    unit = f" {number.statement.amount.unit.value}" if number.statement is not None else ""
    message = (
        f"“{number.label}”为 {number.text}{unit}，而{shown}：金额很小，可能因四舍五入看不出，请核实是否确有这项金额。"
    )
    return replace(outcome, message=message, severity=Severity.INFO)


def _unmet(assertion: Assertion, context: Context, binding: dict[str, str]) -> Outcome | None:
    """Why the guards do not allow to look, if they do not: what is compared must be there, and exactly so."""
    for guard in assertion.guards:
        found = list(instances(guard, context, {name: binding[name] for name in guard.variables}))
        if not found and _are_listed({term.place for term in guard.terms}, context):
            found = [Instance((), guard.relation, guard.constant)]  # no such row: nothing
        if not found or any(i.reason or not _are_listed(i.missing, context) for i in found):
            return _why_unknown(guard, context)
        for instance in found:
            if any(statement.ambiguous for _, statement in instance.terms):
                return undecidable("所依条件的栏次无法确定")
            if not _holds(instance, context):
                return not_applicable(_NOT_MET)
    return None


def _holds(instance: Equation, context: Context) -> bool:
    """Whether it holds exactly."""
    residual = sum(sign * context.in_document_unit(s).value for sign, s in instance.terms) + instance.constant
    return {"!=": residual != 0, "<=": residual <= 0, ">=": residual >= 0}.get(instance.relation, residual == 0)


def _are_listed(places: Iterable[str], context: Context) -> bool:
    """Whether the places are forms of codes that were read in full: what has no row there is nothing. A total always has one."""
    forms = context.standard.forms
    tables = [(forms[place], context.table(place)) if place in forms else (None, None) for place in places]
    return all(
        form is not None and form.kind in _CODED and table is not None and not table.unknown and _has_total(form, table)
        for form, table in tables
    )


def _has_total(form: Form, table: Table) -> bool:
    return form.kind != "codes" or form.total in table.row_keys


def _is_excepted(exception: Linear, context: Context) -> bool:
    found = [instance for instance in instances(exception, context) if not instance.missing and not instance.reason]
    return any(_holds(instance, context) for instance in found)


def _why_unknown(guard: Linear, context: Context) -> Outcome:
    for place in dict.fromkeys(term.place for term in guard.terms if term.place and not term.document):
        if place in context.standard.forms and not context.expects(place):
            return not_applicable("本版式没有此表")
        if place in context.standard.forms:
            return undecidable(context.why_absent(place))
    return not_applicable("没有写明此项检查所依的数")


def _bodies(assertion: Assertion, context: Context, bound: dict[str, str] | None) -> Iterator[Outcome]:
    """The outcomes of the only body; of several, form by form, those of the first that does not fail, or else of the first."""
    if len(assertion.bodies) == 1:
        yield from _outcomes(assertion.body, context, bound)
        return
    for number in context.stated.numbers(assertion.places):
        found = [list(_outcomes(body, context, bound, number)) for body in assertion.bodies]
        said = [outcomes for outcomes in found if outcomes]
        held = (outcomes for outcomes in said if all(outcome.state is not State.FAIL for outcome in outcomes))
        yield from next(held, said[0] if said else ())


def _outcomes(
    body: Body, context: Context, bound: dict[str, str] | None, number: int | None = None
) -> Iterator[Outcome]:
    if isinstance(body, Linear | Parts):
        failed: set[tuple[object, ...]] = set()
        holding: list[Term] = []
        for instance in instances(body, context, bound, number):
            outcome = judge(instance, context)
            if instance.is_comparison and outcome.state is State.PASS:
                holding += outcome.terms  # that each of many numbers is what it may be is one thing to say
                continue
            # Rows of a performance form that repeat the figures of its total are one failure with it.
            evaluated = [s for _, s in instance.terms if s.source in EVALUATIONS]
            repeated = tuple((s.source, s.instance, s.column, s.amount.raw) for s in evaluated)
            if outcome.state is not State.FAIL or not repeated or repeated not in failed:
                yield outcome
            if outcome.state is State.FAIL:
                failed.add(repeated)
        if holding:
            yield Outcome(State.PASS, terms=tuple(holding), equals=outcome.equals)
        return
    yield from _OTHERS[type(body)](body, context)


_OTHERS: dict[type, Callable[[Any, Context], Iterator[Outcome]]] = {
    Copies: same_outcomes,
    Claims: claim_outcomes,
    Ratio: ratio_outcomes,
    Average: average_outcomes,
    Stated: stated_outcomes,
}
