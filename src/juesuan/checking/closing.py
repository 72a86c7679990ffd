"""Would another value of one number settle a failure? The question behind "one cause, one finding".

A failed equation says what the number would have to be; the same value must then settle every other failure that mentions the
number, sums and copies by arithmetic, claims of the prose by judging them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from juesuan.checking.claims import judge_claim
from juesuan.checking.context import Context
from juesuan.model import Finding, State, Statement, Term

__all__ = ["number_of", "numbers_of", "proposals", "settles"]


def number_of(term: Term) -> str:
    """Identity of the printed number (or words) a term speaks of: one number of the prose may make several statements."""
    if term.statement is not None and term.statement.row:
        return term.statement.id
    raw = term.statement.amount.raw if term.statement is not None else term.text
    place = term.place
    return f"{place.page} {place.bbox} {place.line} {place.paragraph} {raw.rstrip('%')}"


def numbers_of(terms: Iterable[Term]) -> set[str]:
    """Identities of all numbers that terms speak of."""
    return {number_of(term) for term in terms}


def proposals(number: str, findings: Iterable[Finding], context: Context) -> Iterator[Decimal]:
    """The values, in the document's unit, that a failed equation would want the number to have; never a negative one."""
    for finding in findings:
        if not _is_equation(finding):
            continue
        weight = sum(term.sign for term in finding.terms if number_of(term) == number)
        if weight:
            value = _value(next(term for term in finding.terms if number_of(term) == number), context)
            wanted = value - _residual(finding, context) / weight
            if wanted >= 0:
                yield wanted


def settles(finding: Finding, number: str, value: Decimal, context: Context) -> bool:
    """Whether the finding would not be there if the number had that value. What is no arithmetic is not held against it."""
    if _is_equation(finding):
        allowed = finding.allowed or Decimal(0)
        return abs(_residual(finding, context, number, value)) <= allowed
    claims = [claim for claim in context.disclosure.claims if finding.terms and claim.place == finding.terms[0].place]
    for claim in claims:
        if claim.amount is None and not claim.word:
            continue
        stated = [statement for statement in context.operands(claim) if statement is not None]
        if number not in {number_of(Term.of(statement)) for statement in stated}:
            continue
        changed = tuple(_with_value(s, value, context) if number_of(Term.of(s)) == number else s for s in stated)
        trial = Context(replace(context.disclosure, statements=changed, claims=(claim,)))
        if judge_claim(claim, trial).state is State.FAIL:
            return False
    return True


def _is_equation(finding: Finding) -> bool:
    return finding.allowed is not None and all(term.statement is not None for term in finding.terms)


def _value(term: Term, context: Context) -> Decimal:
    return context.in_document_unit(term.statement).value if term.statement is not None else Decimal(0)


def _residual(finding: Finding, context: Context, number: str = "", value: Decimal = Decimal(0)) -> Decimal:
    terms = ((term.sign, value if number_of(term) == number else _value(term, context)) for term in finding.terms)
    return sum((sign * amount for sign, amount in terms), Decimal(0))


def _with_value(statement: Statement, value: Decimal, context: Context) -> Statement:
    amount = context.in_document_unit(statement)
    return replace(statement, amount=replace(amount, value=value, raw=str(value)))
