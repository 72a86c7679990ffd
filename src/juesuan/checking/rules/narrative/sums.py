"""N02-04, N03-04, N05-06, N05-12, N05-13 文字说明中分项之和与总数.

The parts that a section lists must add up to the total it states, within rounding; where shares are printed for all of them they
must add up to 100 %. A list whose items were not all read proves nothing and is reported as undecidable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import Instance, judge
from juesuan.model import Band, FactKey, Outcome, State, Statement, Term

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Which statements of a section make up which total.

    ``digits`` restricts parts to functional codes of that length; ``items`` to numbered items of a list;
    """

    section: str
    whole: str
    parts: tuple[str, ...]
    digits: int = 0
    items: bool = False
    shares: bool = False


_SUMS: dict[str, tuple[_Sum, ...]] = {
    "N02-04": (_Sum("N02", "income", ("income[fund=fiscal]", "income[source=*]"), shares=True),),
    "N03-04": (_Sum("N03", "spend", ("spend[nature=*]",), shares=True),),
    "N05-06": (_Sum("N05", "spend[fund=gpb]", ("spend[fund=gpb,function=*]",), digits=3, shares=True),),
    "N05-12": (_Sum("N05", "spend[fund=gpb]", ("spend[fund=gpb,function=*]",), digits=7, items=True),),
    "N05-13": (
        _Sum(
            "N05", "spend[stage=initial,fund=gpb]", ("spend[stage=initial,fund=gpb,function=*]",), digits=7, items=True
        ),
    ),
}


def _check(rule: str, context: Context) -> Iterator[Outcome]:
    for wanted in _SUMS[rule]:
        yield from _evaluate(wanted, context)


def _evaluate(wanted: _Sum, context: Context) -> Iterator[Outcome]:
    stated = context.prose(wanted.section)
    if context.section(wanted.section) is None:
        yield undecidable("没有找到相应的文字说明")
        return
    total = next((s for s in stated if s.fact == FactKey.parse(wanted.whole) and not s.instance), None)
    parts = _parts(wanted, stated)
    if total is None or len(parts) < 2:
        yield not_applicable("文字说明没有同时列出总数和两个以上的分项")
        return
    if wanted.items and (gap := _unread_items(wanted, context, parts)):
        yield undecidable(gap)
        return
    outcome = judge(Instance(((1, total), *((-1, part) for part in parts)), "="), context)
    yield outcome
    if wanted.shares and outcome.state in (State.PASS, State.WITHIN_ROUNDING):
        yield from _shares(parts, context, wanted)


def _parts(wanted: _Sum, stated: tuple[Statement, ...]) -> list[Statement]:
    """Statements of the parts; outside numbered lists each fact counts once, however often the text repeats it."""
    patterns = [FactKey.parse(part) for part in wanted.parts]
    found: list[Statement] = []
    seen: set[str] = set()
    for statement in stated:
        fact = statement.fact
        if fact is None or not any(fact.matches(pattern) for pattern in patterns):
            continue
        if wanted.digits and len(fact.get("function") or "") != wanted.digits:
            continue
        if wanted.items:
            if not statement.instance:
                continue
        elif str(fact) in seen:
            continue
        seen.add(str(fact))
        found.append(statement)
    return found


def _unread_items(wanted: _Sum, context: Context, parts: list[Statement]) -> str:
    items = context.claims(wanted.section, "item")
    bound = {part.instance for part in parts}
    missing = [claim.item for claim in items if claim.item and any(claim.names[1:]) and claim.item not in bound]
    return f"第 {'、'.join(map(str, missing[:5]))} 项的金额未能读出" if missing else ""


def _shares(parts: list[Statement], context: Context, wanted: _Sum) -> Iterator[Outcome]:
    """Σ of the printed shares of all parts against 100 %."""
    ids = [part.id for part in parts if part.value]
    claims = {claim.operands[0]: claim for claim in context.claims(wanted.section, "share") if claim.operands}
    printed = [claims[name] for name in ids if name in claims and claims[name].amount is not None]
    if (
        not ids
        or len(printed) < len(ids)
        or len({claim.operands[1] for claim in printed if len(claim.operands) > 1}) > 1
    ):
        return
    amounts = [claim.amount for claim in printed if claim.amount is not None]
    total = sum((amount.value for amount in amounts), Decimal(0))
    allowed = sum((amount.half_width for amount in amounts), Decimal(0))
    terms = tuple(
        Term(1, claim.text[:20], None, claim.place, claim.amount.raw if claim.amount else "") for claim in printed
    )
    if total == _HUNDRED:
        yield Outcome(State.PASS, terms=terms)
    elif abs(total - _HUNDRED) <= allowed:
        yield Outcome(State.WITHIN_ROUNDING, terms=terms, difference=total - _HUNDRED, allowed=allowed)
    else:
        message = f"各分项占比之和为 {total}%，应为 100%（四舍五入最多允许相差 {allowed}）。"
        yield Outcome(
            State.FAIL,
            terms=terms,
            message=message,
            band=Band.ERROR,
            stated=total,
            expected=_HUNDRED,
            difference=abs(total - _HUNDRED),
            allowed=allowed,
        )


RULES = {rule: partial(_check, rule) for rule in _SUMS}
