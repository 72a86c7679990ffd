"""Sections that say there is none of some money, against the form of that money.

A section that says there is no such money, over a form with figures, contradicts it; which of the two is wrong only the books can
tell. A form without figures may be described with zeros instead of 没有.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Band, DenialClaim, Outcome, State, Statement, Term

__all__ = ["denied"]


def _denied(claim: DenialClaim, statement: Statement) -> bool:
    """Whether a none-claim denies the fact that a cell states, at any level of its codes."""
    fact = statement.fact
    return fact is not None and fact.but(function=None, nature=None) in claim.facts


def denied(context: Context, section: str, form: str) -> Iterator[Outcome]:
    """One outcome per sentence of the section that says so."""
    claims = context.claims(section, DenialClaim)
    if context.section(section) is None:
        found = context.expects(form)
        yield undecidable("没有找到相应的文字说明") if found else not_applicable("本版式没有此表")
    elif not claims:
        yield not_applicable("文中没有“没有……”的表述")
    elif context.table(form) is None:
        yield absent(context, form) if context.expects(form) else not_applicable("本版式没有此表")
    for claim in claims if context.table(form) is not None else ():
        cells = [s for s in context.stated_in(form) if _denied(claim, s)]
        filled = [statement for statement in cells if statement.value]
        if not filled:
            yield passed(cells)
            continue
        message = f"文中写“{claim.text[-30:]}”，但“{filled[0].label}”为 {filled[0].amount.raw}。"
        terms = (Term(1, claim.word, None, claim.place, claim.text), *(Term.of(s, -1) for s in filled[:6]))
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR)
