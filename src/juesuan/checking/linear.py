"""Equations and inequalities of the register on a disclosure, and what each instance of them ends in.

What rounding allows is :mod:`juesuan.arithmetic.bands`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.arithmetic.assertion import Linear, Parts
from juesuan.arithmetic.bands import Fit, Judgement, judged
from juesuan.arithmetic.instances import Instance, linear_instances, parts_instances
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.incomplete import why_incomplete
from juesuan.checking.rendering import allowance, equation, figure, money, worth
from juesuan.checking.secrecy import WITHHELD, withheld
from juesuan.checking.unread import may_be_unread
from juesuan.model import Amount, Band, NumberKind, Outcome, Severity, State, Statement, Term, Unit

__all__ = ["Equation", "equation_of", "instances", "judge"]

Equation = Instance[Statement]
_LISTED = 3
_BY_CODE = frozenset({"function", "economic"})


def equation_of(terms: tuple[tuple[int, Statement], ...], relation: str = "=") -> Equation:
    """The equation that statements make, for rules that find their terms by themselves."""
    return Instance(terms, relation)


def instances(
    body: Linear | Parts, context: Context, bound: dict[str, str] | None = None, number: int | None = None
) -> Iterator[Equation]:
    """All instances on a disclosure; of forms that occur several times, of each, or of one ``number``.

    ``bound``: those of one binding of the variables.
    """
    places = (body.place,) if isinstance(body, Parts) else tuple(term.place for term in body.terms if not term.document)
    for each in context.stated.numbers(places) if number is None else (number,):
        if isinstance(body, Parts):
            yield from parts_instances(body, context.stated, each)
        else:
            yield from linear_instances(body, context.stated, each, bound)


def judge(instance: Equation, context: Context) -> Outcome:
    """The outcome of one instance by the three bands; of ``==`` and ``!=`` exactly."""
    if instance.reason:
        return Outcome(State.UNDECIDABLE, reason=instance.reason)
    if instance.lacks_other:
        return _nothing_to_compare(instance)
    unclear = next((statement for _, statement in instance.terms if statement.ambiguous), None)
    if unclear is not None:
        return Outcome(State.UNDECIDABLE, reason=f"{unclear.label}：是哪个数未能确定，有几种读法")
    numbers = (*instance.terms, *instance.others)
    amounts = [(sign, context.judged(statement)) for sign, statement in numbers]
    if instance.parts and instance.terms[0][1].column == "score":  # 总分 may be printed rounded to whole points
        amounts[0] = (amounts[0][0], instance.terms[0][1].amount)
    found = judged(
        amounts,
        instance.relation.replace("==", "="),
        exact=_is_exact(instance, [amount for _, amount in amounts]),
        constant=instance.constant,
    )
    terms = tuple(Term.of(statement, sign) for sign, statement in instance.terms)
    # By an equation among numbers of this document one of them may be mended; by others not.
    equal = not (instance.is_comparison or instance.others or instance.relation == "!=")
    relation = instance.relation.replace("==", "=") if equal else ""
    if found.fit is Fit.EXACT:
        return Outcome(State.PASS, terms=terms, relation=relation, equals=_constant(instance))
    if found.fit is Fit.ROUNDED:
        rounded = (found.residual, found.allowed)
        return Outcome(State.WITHIN_ROUNDING, terms=terms, difference=rounded[0], allowed=rounded[1], relation=relation)
    if _is_blank(instance):
        state = State.NOT_APPLICABLE if instance.parts else State.UNDECIDABLE
        blank = next(statement for _, statement in instance.terms if statement.is_blank)
        return Outcome(state, terms=terms, reason=f"“{blank.label}”没有填写")
    unknown = "" if _exceeds(instance, context, found) else why_incomplete(instance, context)
    unknown = unknown or _part_unread(instance, context, found)
    unknown = unknown or _part_withheld(instance, context, found)
    if unknown:
        return Outcome(State.UNDECIDABLE, terms=terms, reason=unknown)
    return _failure(instance, context, found, relation)


def _exceeds(instance: Equation, context: Context, found: Judgement) -> bool:
    """Whether parts that the prose gives are more than their whole: what was not read of them can only add to that."""
    told = bool(instance.parts) and instance.parts not in context.standard.forms and instance.parts not in EVALUATIONS
    return told and found.residual < 0 and all(statement.value >= 0 for _, statement in instance.terms)


def _part_unread(instance: Equation, context: Context, found: Judgement) -> str:
    """Why a sum of parts that the prose gives may hold all the same: what it lacks is there, and was not understood."""
    if instance.terms[0][1].fact is None:
        return ""  # a difference is that of its two numbers, whatever else is said
    places = {statement.source for _, statement in instance.terms[1:]} - set(context.standard.forms)
    for place in sorted(places) if instance.parts or len(instance.terms) > 2 else ():
        money = instance.terms[0][1].amount.unit.is_money
        if may_be_unread(
            found.residual, found.allowed, place, context, NumberKind.AMOUNT if money else NumberKind.COUNT
        ):
            return "文字说明中还有未能识别的数"
    return ""


def _part_withheld(instance: Equation, context: Context, found: Judgement) -> str:
    """Why parts may add up to less than their whole: what is secret is not among them."""
    if instance.partition not in _BY_CODE or found.residual <= 0 or withheld(context) is None:
        return ""
    return WITHHELD


def _constant(instance: Equation) -> Decimal | None:
    """What the only number must be; None where several are compared, or only bounded."""
    match instance.terms:
        case ((sign, _),) if not instance.others and instance.relation in {"=", "=="}:
            return -sign * instance.constant
        case _:
            return None


def _is_exact(instance: Equation, amounts: list[Amount]) -> bool:
    """Whether rounding has no part in it: copies that are printed alike, and limits of what is counted or awarded."""
    if instance.relation in {"==", "!="}:
        return len({(amount.unit, amount.decimals) for amount in amounts if amount.value}) <= 1
    return instance.relation != "=" and all(amount.unit in {Unit.POINTS, Unit.COUNT} for amount in amounts)


def _nothing_to_compare(instance: Equation) -> Outcome:
    name = _OTHER_DOCUMENTS[instance.document]
    stated = [statement for _, statement in instance.terms if statement.value]
    if not stated:
        return Outcome(State.NOT_APPLICABLE, reason=f"{name}中没有同一数据，本年也没有金额")
    return Outcome(State.UNDECIDABLE, reason=f"{name}中没有找到与“{stated[0].label}”对应的数")


def _is_blank(instance: Equation) -> bool:
    """Whether a performance form leaves blank what is compared: a total, all of its parts, or a side of a limit."""
    statements = [statement for _, statement in instance.terms]
    if any(statement.source not in EVALUATIONS for statement in statements) or not statements:
        return False
    if instance.parts and len(statements) > 1:
        return statements[0].is_blank or all(statement.is_blank for statement in statements[1:])
    return any(statement.is_blank for statement in statements)


def _failure(instance: Equation, context: Context, found: Judgement, relation: str) -> Outcome:
    improbable = found.fit is Fit.IMPROBABLE
    stated, expected = _two_sides(instance, context)
    says_what = relation or instance.relation in {"=", "=="}
    return Outcome(
        State.FAIL,
        terms=tuple(Term.of(statement, sign) for sign, statement in instance.terms),
        message=_message(instance, (stated, expected), found.allowed, context),
        band=Band.UNLIKELY_ROUNDING if improbable else Band.ERROR if relation or instance.others else None,
        stated=stated,
        expected=expected if says_what else None,
        difference=abs(found.residual) if says_what else None,
        allowed=found.allowed if relation else None,
        equation=equation(instance.terms, relation) if relation else "",
        severity=Severity.WARNING if improbable else None,
        relation=relation,
        equals=_constant(instance),
    )


def _two_sides(instance: Equation, context: Context) -> tuple[Decimal, Decimal]:
    numbers = (*instance.terms, *instance.others)
    amounts = [(sign, context.judged(statement).value) for sign, statement in numbers]
    left = sum((value for sign, value in amounts if sign > 0), max(instance.constant, Decimal(0)))
    right = sum((value for sign, value in amounts if sign < 0), max(-instance.constant, Decimal(0)))
    return left, right


_OTHER_DOCUMENTS = {"previous": "上年决算", "budget": "部门预算"}
_RELATIONS = {"=": "应等于", "==": "应等于", "<=": "不应大于", ">=": "不应小于", "!=": "不应等于"}


def _named(statement: Statement, context: Context) -> str:
    """What a number is called; in a form that was not read but made, by what it states."""
    if statement.label:
        return statement.label
    standard = context.standard
    fact = statement.fact or standard.performance_facts.of_cell(statement.row, statement.column)
    name = standard.vocabulary.name(fact) if fact is not None else statement.id
    return f"{EVALUATIONS[statement.source]} {name}" if statement.source in EVALUATIONS else name


def _message(instance: Equation, sides: tuple[Decimal, Decimal], bound: Decimal, context: Context) -> str:
    units = {context.in_document_unit(statement).unit for _, statement in instance.terms}
    measured = next(iter(units)) if len(units) == 1 else context.unit
    unit = measured.value
    stated, expected = sides
    left = [statement for sign, statement in instance.terms if sign > 0]
    right = [statement for sign, statement in instance.terms if sign < 0]
    relation = _RELATIONS[instance.relation]
    one, other_one = _alone(left), _alone(right)
    what = f"“{_named(one, context)}”" if one is not None else f"{_sum_of(left, context)}之和"
    shown, other_shown = (
        worth(value, measured) if alone is None or instance.constant else figure(alone, context.in_document_unit(alone))
        for alone, value in ((one, stated), (other_one, expected))
    )
    said = f"{what}未填" if one is not None and one.is_blank else f"{what}为 {shown} {unit}"
    difference = abs(stated - expected)
    if instance.others:
        before = f"{_OTHER_DOCUMENTS[instance.document]} {worth(expected, measured)} {unit}，相差 {worth(difference, measured)} {unit}"
        return f"{said}，{relation}{before}；有调整的应在说明中解释。"
    if instance.relation == "!=" and one is not None and one.is_blank:
        return f"{said}。"
    if not right:
        return f"{said}，{relation} {money(expected)}。"
    side = "右边" if len(left) > _LISTED else ""
    other = f"“{_named(other_one, context)}”" if other_one is not None else f"{side} {len(right)} 项之和"
    if other_one is not None and other_one.is_blank:
        return f"{said}，{relation}{other}，后者未填。"
    if instance.relation == "!=":
        return f"{what}与{other}都是 {shown} {unit}，请核实。"
    text = f"{said}，{relation}{other} {other_shown} {unit}，相差 {worth(difference, measured)} {unit}"
    if bound:
        text += f"（四舍五入最多允许 {allowance(bound)}）"
    summed = left if one is None else right if other_one is None else []
    return f"{text}{_unfilled_parts(summed, difference, context)}。"


def _sum_of(left: list[Statement], context: Context) -> str:
    """The addends on the left by name: no number of the document is said to be wrong, so they must be told; many are counted."""
    *names, last = (f"“{_named(statement, context)}”" for statement in left)
    return f"{'、'.join(names)}与{last}" if len(left) <= _LISTED else f"等式左边 {len(left)} 项"


def _alone(side: list[Statement]) -> Statement | None:
    """The number of a side that is one number: told as printed, or as a blank, for what is not printed is not 0.00."""
    match side:
        case [one]:
            return one
        case _:
            return None


def _unfilled_parts(summed: list[Statement], difference: Decimal, context: Context) -> str:
    """The parts of a sum that are blank where something should stand."""
    blank = [statement for statement in summed if context.is_unfilled(statement)]
    if not blank:
        return ""
    one = _alone(blank)
    usual = _usually(one, difference, context) if one is not None else ""
    names = "、".join(f"“{_named(statement, context)}”" for statement in blank[:_LISTED])
    more = f"等 {len(blank)} 项" if len(blank) > _LISTED else ""
    return f"；其中{names}{more}未填{usual}"


def _usually(blank: Statement, difference: Decimal, context: Context) -> str:
    """What all other forms have where one has a blank, and what is still missing with that."""
    points = context.usual_points(blank)
    if not points:
        return ""
    still = difference - Decimal(points)
    more = f"，填上后仍相差 {still:f}，还有分值要核对" if still > 0 else ""
    return f"（其他各份表印出的都是 {points}{more}）"
