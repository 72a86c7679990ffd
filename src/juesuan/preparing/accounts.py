"""The internal accounts (财决 tables) as books: their leaves become lines, and all that they print besides must follow from these.

A fund's receipts, spending and opening balances stand by functional 项 in its own table (07, 09, 11); what 03 and 04 have beyond
these is own money; the 款 of basic spending stand in 08-1, counts and “三公” in 附03 (DOMAIN 6.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from juesuan.model import FactKey, Problem, Statement, Unit
from juesuan.preparing.books import Basic, Books, Department, Income, Opening, Spending
from juesuan.preparing.facts import Facts, facts
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping

__all__ = ["Accounts", "accounts_from", "accounts_of", "contradictions"]

_ZERO = Decimal(0)
_ONE_YUAN = Decimal(1)  # what a system that rounds each of its own cells may be off by
_ITEM, _ECONOMIC_ITEM = 7, 5
_NEEDED = {
    "Z03": "财决03表 收入决算表",
    "Z04": "财决04表 支出决算表",
    "Z07": "财决07表 一般公共预算财政拨款收入支出决算表",
}


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the internal accounts say of the books; the fields are those of :class:`~juesuan.preparing.books.Books`."""

    income: tuple[Income, ...]
    spending: tuple[Spending, ...]
    basic: tuple[Basic, ...]
    opening: tuple[Opening, ...]
    surplus_used: Decimal = _ZERO
    surplus_distributed: Decimal = _ZERO
    three_public: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    procurement: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    running_costs: Decimal = _ZERO
    problems: tuple[Problem, ...] = ()


def accounts_of(statements: Iterable[Statement], year: int, standard: Standard) -> Accounts:
    """The books that the statements of an internal export amount to; amounts in yuan whatever unit it prints.

    Problems name a table that is missing and every printed number that does not follow from the others.
    """
    stated = tuple(statements)
    known = _values(stated, standard)
    present = {statement.source for statement in stated}
    problems = [
        Problem(f"决算报表中没有“{title}”，不能由它编制公开文件")
        for form, title in _NEEDED.items()
        if form not in present
    ]
    if problems:
        return Accounts((), (), (), (), problems=tuple(problems))
    found = accounts_from(known, standard)
    return replace(found, problems=tuple(contradictions(found, stated, year, standard)))


def accounts_from(known: Facts, standard: Standard) -> Accounts:
    """The lines that the facts of a whole department come to, in yuan."""
    kept = standard.bookkeeping
    return Accounts(
        income=tuple(_income(known, kept)),
        spending=tuple(_spending(known, kept)),
        basic=tuple(_basic(known, kept)),
        opening=tuple(_opening(known, kept)),
        surplus_used=known.get(kept.facts.surplus_used),
        surplus_distributed=known.get(kept.facts.surplus_distributed),
        three_public=_three_public(known, standard),
        procurement={
            item: amount for item in kept.procured if (amount := known.get(kept.facts.procurement.but(item=item)))
        },
        counts={str(key): int(value) for key, value in known.values.items() if _is_count(key, standard) and value},
        running_costs=known.get(kept.facts.running_costs),
    )


def _is_count(key: FactKey, standard: Standard) -> bool:
    """Whether the books hold it: a total, as that of vehicles, is the sum of the kinds."""
    known, measure = standard.vocabulary, key.measure
    if measure not in standard.bookkeeping.measures or known.kind(measure) != "count":
        return False
    return key.get("item") is not None or not known.within("item", "", measure)


def _values(statements: Iterable[Statement], standard: Standard) -> Facts:
    """Values in yuan, or counts, by fact: of what is printed twice the first."""
    values: dict[FactKey, Decimal] = {}
    for statement in statements:
        if statement.fact is not None:
            values.setdefault(statement.fact, _value(statement, standard))
    return Facts(values)


def _value(statement: Statement, standard: Standard) -> Decimal:
    assert statement.fact is not None
    amount, counted = statement.amount, standard.vocabulary.counted
    return (
        amount.to(Unit.YUAN).value if statement.fact.measure not in counted and amount.unit.is_money else amount.value
    )


def _income(known: Facts, kept: Bookkeeping) -> Iterator[Income]:
    received = kept.facts.income
    for source in kept.sources:
        named = received.but(**{"fund" if source in kept.funds else "source": source})
        for code in known.codes(named.but(function="*"), _ITEM):
            if amount := known.get(named.but(function=code)):
                yield Income(code, source, amount)


def _spending(known: Facts, kept: Bookkeeping) -> Iterator[Spending]:
    """Spending out of a fund as its table has it; what 04 has beyond that was paid with own money."""
    spent, paid = kept.facts.spending, dict[tuple[str, str], Decimal]()
    for fund in kept.funds:
        for nature in kept.appropriated:
            named = spent.but(fund=fund, nature=nature)
            for code in known.codes(named.but(function="*"), _ITEM):
                amount = known.get(named.but(function=code))
                paid[code, nature] = paid.get((code, nature), _ZERO) + amount
                if amount:
                    yield Spending(code, fund, nature, amount)
    for nature in kept.natures:
        named = spent.but(nature=nature)
        for code in known.codes(named.but(function="*"), _ITEM):
            rest = known.get(named.but(function=code)) - paid.get((code, nature), _ZERO)
            if rest:
                yield Spending(code, kept.own, nature, rest)


def _basic(known: Facts, kept: Bookkeeping) -> Iterator[Basic]:
    basic = kept.facts.basic
    for code in known.codes(basic.but(economic="*"), _ECONOMIC_ITEM):
        if amount := known.get(basic.but(economic=code)):
            yield Basic(code, amount)


def _opening(known: Facts, kept: Bookkeeping) -> Iterator[Opening]:
    """By 项 where the table of the fund has them; what its total has beyond them, and all own money, without one."""
    own = known.get(kept.facts.opening)
    for fund in kept.funds:
        carried = kept.facts.opening.but(fund=fund)
        rest = known.get(carried)
        own -= rest
        for code in known.codes(carried.but(function="*"), _ITEM):
            amount = known.get(carried.but(function=code))
            rest -= amount
            if amount:
                yield Opening(fund, amount, code)
        if rest:
            yield Opening(fund, rest)
    if own:
        yield Opening(kept.own, own)


def _three_public(known: Facts, standard: Standard) -> Mapping[str, Mapping[str, Decimal]]:
    kept, found = standard.bookkeeping, dict[str, Mapping[str, Decimal]]()
    for stage in kept.stages:
        is_final = stage == standard.vocabulary.dimensions["stage"].default
        said = kept.facts.three_public.but(stage=None if is_final else stage)
        found[stage] = {item: amount for item in kept.items if (amount := known.get(said.but(item=item)))}
    return {stage: items for stage, items in found.items() if items}


def contradictions(
    found: Accounts, statements: Iterable[Statement], year: int, standard: Standard
) -> Iterator[Problem]:
    """Printed numbers that are not what the leaves make them: more than a yuan off, for a system may round each of its cells."""
    department = Department("", "部门", "", "行政", (), (), ())
    parts = {name: getattr(found, name) for name in Accounts.__dataclass_fields__ if name != "problems"}
    kept = standard.bookkeeping
    implied = facts(Books(department, year, **parts), standard.layouts.reference.at(year))
    for statement in statements:
        fact = statement.fact
        if fact is None or fact.get("stage") is not None or fact.measure not in kept.measures:
            continue
        if fact.get("economic") is not None and fact.get("function") is not None:
            continue  # 08-1 below its total: the books do not keep 项 and 款 together
        printed, expected = _value(statement, standard), implied.get(fact)
        if abs(printed - expected) > _ONE_YUAN and (
            fact.measure != kept.facts.three_public.measure or found.three_public
        ):
            yield Problem(
                f"{statement.label}印的是 {printed:,}，由各明细推得 {expected:,}，相差 {abs(printed - expected):,}。请核对原报表后重新导出",
                statement.place,
            )
