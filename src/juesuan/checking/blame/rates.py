"""The rates of a document with what they are computed from: those of the prose, and the execution rates of performance forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from juesuan.arithmetic.assertion import Ratio
from juesuan.checking.claims import direction_of, judge_claim
from juesuan.checking.closing import is_claim
from juesuan.checking.context import Context
from juesuan.checking.percentages import base_of
from juesuan.checking.performance import performance_forms
from juesuan.checking.rate_of_nothing import is_put_for_none
from juesuan.model import (
    Amount,
    Band,
    ChangeClaim,
    ComparedWith,
    CompletionClaim,
    Finding,
    ShareClaim,
    State,
    Statement,
    Term,
)

__all__ = ["Rate", "claimed_rates", "form_rates", "is_of_rates"]

_COLUMNS = ("adjusted", "executed", "rate")
_ONE = Decimal(1)
_WHOLE = Decimal(100)
_JUDGED = (State.PASS, State.WITHIN_ROUNDING, State.FAIL)

_Weighted = tuple[tuple[Statement, Decimal], ...]


class Rate(Struct, frozen=True):
    """``amount`` % = part / base, where ``witness`` prints it; ``decimals`` are those of such rates in the document.

    ``highest`` is what it cannot exceed, where the part is of the base.
    """

    witness: Term
    amount: Amount
    decimals: int
    part: _Weighted
    base: _Weighted
    finding: Finding | None
    highest: Decimal | None = None


def claimed_rates(findings: Iterable[Finding], context: Context) -> Iterator[Rate]:
    """Shares, completion rates and changes that the prose prints."""
    failed = {finding.terms[0].place: finding for finding in findings if finding.terms and is_claim(finding, context)}
    usual = _usual(claim.rate for claim in context.disclosure.claims if claim.rate is not None)
    for claim in context.disclosure.claims:
        if not isinstance(claim, ShareClaim | CompletionClaim | ChangeClaim) or claim.amount is None:
            continue
        operands = _of_change(claim, context) if isinstance(claim, ChangeClaim) else _of_ratio(claim, context)
        if operands is None or not all(s.amount.unit.is_money for side in operands for s, _ in side):
            continue
        if judge_claim(claim, context).state not in _JUDGED:
            continue
        part, base = operands
        if is_put_for_none(claim.amount) and not _worth(base, context):
            continue  # no amount is wrong because a rate was written where there is none
        witness = Term(1, "", None, claim.place, claim.amount.raw)
        is_share = isinstance(claim, ShareClaim) and claim.amount.value <= _WHOLE
        highest = _WHOLE if is_share else None
        yield Rate(witness, claim.amount, usual, part, base, failed.get(claim.place), highest)


def _worth(weighted: _Weighted, context: Context) -> Decimal:
    return sum((weight * context.in_document_unit(statement).value for statement, weight in weighted), Decimal(0))


def _of_ratio(claim: ShareClaim | CompletionClaim, context: Context) -> tuple[_Weighted, _Weighted] | None:
    first, second = (context.by_id.get(name) for name in claim.operands)
    return None if first is None or second is None else (((first, _ONE),), ((second, _ONE),))


def _of_change(claim: ChangeClaim, context: Context) -> tuple[_Weighted, _Weighted] | None:
    """What changed over last year's amount: that which is printed, else this year's less the difference."""
    current, difference = context.by_id.get(claim.current), context.by_id.get(claim.difference)
    direction = Decimal(direction_of(claim.word) or 0)
    before = base_of(current, claim, context) if claim.base is ComparedWith.PREVIOUS else None
    if current is None or (before is None and difference is None):
        return None
    if before is not None:
        return ((current, direction), (before, -direction)), ((before, _ONE),)
    return (((difference, _ONE),), ((current, _ONE), (difference, -direction))) if difference is not None else None


def form_rates(findings: Iterable[Finding], context: Context) -> Iterator[Rate]:
    """Execution rates: 全年执行数 of 全年预算数. One that was cut off instead of rounded says nothing of the amounts."""
    failed = {term.place: f for f in findings if is_of_rates(f.rule, context) for term in f.terms}
    views = performance_forms(context, "")
    usual = _usual(s.amount for view in views for (_, column), s in view.cells.items() if column == "rate" and s.value)
    for view in views:
        rows = {tuple(s.amount.raw for s in cells): cells for _, cells in reversed(list(view.rows_with(*_COLUMNS)))}
        for adjusted, executed, rate in rows.values():  # rows that repeat the figures of the total say nothing more
            finding = failed.get(rate.place)
            cut_off = finding is not None and finding.band is Band.COPY_TAIL
            if adjusted.value and rate.amount.raw and not cut_off:
                yield Rate(Term.of(rate), rate.amount, usual, ((executed, _ONE),), ((adjusted, _ONE),), finding)


def is_of_rates(rule: str, context: Context) -> bool:
    """Whether a row of the register says what a rate is computed from."""
    return any(isinstance(body, Ratio) for part in context.rules[rule].parts for body in part.bodies)


def _usual(amounts: Iterable[Amount]) -> int:
    """The decimals that rates are printed with as a rule."""
    counts = Counter(amount.decimals for amount in amounts)
    return counts.most_common(1)[0][0] if counts else 2
