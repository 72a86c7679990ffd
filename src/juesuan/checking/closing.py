"""Would another value of one number settle a failure? The question behind "one cause, one finding".

A failed equation says what the number would have to be; the same value must then settle every other failure that mentions the
number, sums and copies by arithmetic, claims of the prose by judging them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Body, Claims, Copies
from juesuan.checking.assertions import assertion_outcomes
from juesuan.checking.claims import JUDGED_ALONE, asked_of
from juesuan.checking.context import Context
from juesuan.checking.registry import code_rules
from juesuan.model import (
    Amount,
    ChangeClaim,
    Claim,
    CompletionClaim,
    Disclosure,
    Finding,
    NumberSeen,
    Outcome,
    Repair,
    ShareClaim,
    State,
    Statement,
    Term,
    Unit,
)
from juesuan.model.expressions import expression

__all__ = [
    "as_amount",
    "is_claim",
    "is_equation",
    "is_left_over",
    "is_without_row",
    "number_of",
    "number_seen",
    "numbers_of",
    "settles",
    "substituted",
    "value_of",
    "values_of",
]

_TIMES = "倍"
_NUMBER = expression(r"-?\d+(?:\.\d+)?")
"""A printed number, without separators of thousands and without a sign of per cent."""
_MEASURE = expression(r"(?<=\d)[^\d.,]{1,6}$")
"""What stands behind the digits of a number that was seen: a statement of it has them alone."""
_MONEY = (Unit.WAN, Unit.YI, Unit.YUAN)  # 万元 ends with 元


def number_of(term: Term) -> str:
    """Identity of the printed number (or words) a term speaks of: one number of the prose may make several statements."""
    if term.statement is not None and not term.statement.in_prose:
        return term.statement.id
    raw = _MEASURE.sub("", term.statement.amount.raw if term.statement is not None else term.text)
    place = term.place
    cell = f"{place.sheet} {place.cell} {place.table_row} {place.table_column}"
    return f"{place.page} {place.bbox} {place.line} {place.paragraph} {cell} {place.text} {raw}"


def number_seen(number: NumberSeen) -> str:
    """Identity of a number that was seen in the prose, as that of a term that stands for it."""
    return number_of(Term(1, "", None, number.place, number.text))


def numbers_of(terms: Iterable[Term]) -> set[str]:
    """Identities of all numbers that terms speak of."""
    return {number_of(term) for term in terms}


def settles(finding: Finding, values: Mapping[str, Decimal], context: Context) -> bool:
    """Whether the finding would not be there if these numbers had these values.

    A code rule is asked again about the parts of the document that the finding speaks of, if it fails on those parts alone.
    """
    if context.rules[finding.rule].pattern:
        return False  # that says itself what to change, all of it
    if is_equation(finding):
        return abs(_residual(finding, context, values)) <= (finding.allowed or Decimal(0))
    if is_without_row(finding, context):
        return not any(_stated(term, values, context) for term in finding.terms)
    part = _part(finding, context)
    changed = replace(
        part,
        statements=tuple(_restated(statement, values, context) for statement in part.statements),
        claims=tuple(_reclaimed(claim, values) for claim in part.claims),
    )
    if is_claim(finding, context):
        place, trial = finding.terms[0].place, context.trial(changed)
        spoken = [claim for claim in changed.claims if claim.place == place]
        asked = (outcome for claim in spoken for outcome in asked_of(claim, _bodies(finding, context), trial))
        return all(outcome.state is not State.FAIL for outcome in asked)
    return _fails(finding, context.trial(part)) and not _still_fails(finding, context.trial(changed))


def substituted(context: Context, values: Mapping[str, Decimal]) -> Disclosure:
    """The document with these numbers, in its unit, in place of what it prints."""
    disclosure = context.disclosure
    return replace(
        disclosure,
        statements=tuple(_restated(statement, values, context) for statement in disclosure.statements),
        claims=tuple(_reclaimed(claim, values) for claim in disclosure.claims),
    )


def _part(finding: Finding, context: Context) -> Disclosure:
    """The tables, sections and performance forms that a finding speaks of."""
    disclosure = context.disclosure
    stated = [term.statement for term in finding.terms if term.statement is not None]
    places = {term.place for term in finding.terms}
    claims = tuple(claim for claim in disclosure.claims if claim.place in places)
    named = {operand for claim in claims for operand in claim.operands}
    sections = {
        claim.section for claim in claims
    }  # what else they say may be half of a contradiction: a reason is a claim of its own
    beside = tuple(claim for claim in disclosure.claims if claim.section in sections)
    names = {s.source for s in stated}
    sources = {(s.source, None if s.in_prose else s.instance) for s in stated}
    return replace(
        disclosure,
        statements=tuple(
            s
            for s in disclosure.statements
            if s.id in named or (s.source in names and (s.source, None if s.in_prose else s.instance) in sources)
        ),
        claims=beside if is_claim(finding, context) else disclosure.claims,
        performance=tuple(form for form in disclosure.performance if (form.kind, form.instance) in sources),
    )


def _fails(finding: Finding, trial: Context) -> bool:
    spoken_of = [term.label for term in finding.terms]
    return any([term.label for term in outcome.terms] == spoken_of for outcome in _failing(finding, trial))


def is_left_over(finding: Finding, values: Mapping[str, object]) -> bool:
    """Whether it lists other numbers that are wrong as well: then these values mend it only in part."""
    return _lists(finding) and not numbers_of(finding.terms) <= values.keys()


def _lists(finding: Finding) -> bool:
    """Whether it lists what is wrong rather than confronts it: each of the list must be mended."""
    return finding.stated is None and len(finding.terms) > 1 and all(term.sign > 0 for term in finding.terms)


def _still_fails(finding: Finding, trial: Context) -> bool:
    """Whether some of what it speaks of fails as before: a list of wrong numbers is not right once one of them is."""
    spoken_of = {term.label for term in finding.terms}
    return any({term.label for term in outcome.terms} <= spoken_of for outcome in _failing(finding, trial))


def _failing(finding: Finding, trial: Context) -> Iterator[Outcome]:
    """The failures of the finding's rule."""
    parts = trial.rules[finding.rule].parts
    data = (outcome for part in parts for outcome in assertion_outcomes(part, trial))
    found = data if parts else code_rules()[finding.rule](trial)
    return (outcome for outcome in found if outcome.state is State.FAIL)


def values_of(repair: Repair, finding: Finding, context: Context) -> dict[str, Decimal] | None:
    """The numbers that a repair puts in, in the document's unit; None where it changes words, or what to is not known."""
    found: dict[str, Decimal] = {}
    for change in repair.changes:
        term = finding.terms[change.term]
        value = value_of(term, change.to or "", context)
        if value is None:
            return None
        found[number_of(term)] = value
    return found or None


def value_of(term: Term, to: str, context: Context) -> Decimal | None:
    """What an operand would be, in the document's unit, if this were printed there; None where it is words, or this is no number."""
    amount = term.statement.amount if term.statement is not None else None
    if amount is None and "%" not in term.text and not term.text.endswith(_TIMES):
        return None
    printed = as_amount(amount or Amount(Decimal(0), Unit.PERCENT, 0, term.text), to)
    if printed is None:
        return None
    return printed.to(context.unit).value if printed.unit.is_money else printed.value


def as_amount(amount: Amount, to: str) -> Amount | None:
    """What another text in the place of an amount is: digits in its unit, or with another unit of money; None where it is no number."""
    unit = next((u for u in _MONEY if amount.unit.is_money and to.endswith(u.value)), None)
    digits = to.removesuffix(unit.value if unit is not None else "%").replace(",", "")
    if amount.unit is Unit.PERCENT and to.endswith(_TIMES) and _NUMBER.fullmatch(to.removesuffix(_TIMES)):
        times = Decimal(to.removesuffix(_TIMES))
        return Amount(times.scaleb(2), amount.unit, len(to.partition(".")[2].removesuffix(_TIMES)) - 2, to)
    if not _NUMBER.fullmatch(digits):
        return None
    return Amount(
        Decimal(digits), unit or amount.unit, len(digits.partition(".")[2]), to if unit is None else amount.raw
    )


def is_claim(finding: Finding, context: Context) -> bool:
    """Whether a finding is a failed claim of the prose: what its own words assert about statements."""
    alone = any(isinstance(body, Claims) and body.kind in JUDGED_ALONE for body in _bodies(finding, context))
    return alone and not is_equation(finding)


def is_equation(finding: Finding) -> bool:
    """Whether a finding is a failed sum or copy: statements alone, with what rounding allows."""
    return finding.allowed is not None and all(term.statement is not None for term in finding.terms)


def is_without_row(finding: Finding, context: Context) -> bool:
    """Whether a finding is an amount of a row that another form, read in full, does not have."""
    copied = any(isinstance(body, Copies) for body in _bodies(finding, context))
    return copied and not is_claim(finding, context) and not is_equation(finding)


def _bodies(finding: Finding, context: Context) -> tuple[Body, ...]:
    """What the register asserts by the finding's rule."""
    return tuple(body for part in context.rules[finding.rule].parts for body in part.bodies)


def _stated(term: Term, values: Mapping[str, Decimal], context: Context) -> Decimal:
    """The new value of a number, or what it is; 0 for words."""
    stated = context.in_document_unit(term.statement).value if term.statement is not None else Decimal(0)
    return values.get(number_of(term), stated)


def _residual(finding: Finding, context: Context, values: Mapping[str, Decimal]) -> Decimal:
    terms = ((term.sign, _stated(term, values, context)) for term in finding.terms)
    return sum((sign * amount for sign, amount in terms), Decimal(0))


def _restated(statement: Statement, values: Mapping[str, Decimal], context: Context) -> Statement:
    value = values.get(number_of(Term.of(statement)))
    if value is None:
        return statement
    amount = context.in_document_unit(statement)
    return replace(statement, amount=replace(amount, value=value, raw=str(value)))


def _reclaimed(claim: Claim, values: Mapping[str, Decimal]) -> Claim:
    if not isinstance(claim, ShareClaim | CompletionClaim | ChangeClaim) or claim.amount is None:
        return claim
    value = values.get(number_of(Term(1, "", None, claim.place, claim.amount.raw)))
    return claim if value is None else replace(claim, amount=replace(claim.amount, value=value, raw=f"{value}%"))
