"""U-01 部门的数与各单位之和不符.

Each number of the department's forms is the sum of its units' numbers, less what flows between them: a number that such money is part of has
bounds, all others are the sum. A unit that was not given, or does not state a number, leaves a least. Numbers that do not add up (rates, scores,
delegations of several units) are not looked at. Source: 《预算法》第七十五条, 部门决算汇总和抵销.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.arithmetic.bands import Fit, Judgement
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.of_units import OfUnits, Summable, Summed, UnitAccounts, given_units
from juesuan.checking.rendering import money
from juesuan.model import Band, Outcome, Place, Severity, State, Term

RULE = "U-01"
_SHOWN = 8


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number of the department or of a unit, and one for each reason why some were not compared."""
    if not context.units:
        yield not_applicable("未提供所属单位的决算")
        return
    given = given_units(context)
    yield from map(undecidable, given.problems)
    if not given.members:
        yield undecidable("没有可以汇总的单位决算")
        return
    alone: list[Summed] = []
    for summed in OfUnits(context, given, Summable.of(context.rules[RULE].subjects)).sums():
        found = summed.judged()
        if found is None:
            alone.append(summed)
        elif found[1].fit.holds:
            yield passed([summed.stated] if summed.stated is not None else [])
        else:
            yield _failure(summed, *found, context)
    if alone:
        yield undecidable(f"有的单位没有列示或没有读出，没有与各单位之和核对：{_listed(alone, context)}")


def _listed(summed: list[Summed], context: Context) -> str:
    names = [f"“{context.standard.vocabulary.name(one.fact)}”" for one in summed]
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 个数" if len(names) > _SHOWN else "")


def _failure(summed: Summed, relation: str, found: Judgement, context: Context) -> Outcome:
    unit = summed.own.unit.value
    label = summed.stated.label if summed.stated is not None else context.standard.vocabulary.name(summed.fact)
    said = f"为 {money(summed.own.value)} {unit}" if summed.stated is not None else "没有列示"
    least = summed.total - summed.flowed
    expected = least if relation == ">=" else summed.total
    bound = {"=": "", "<=": "，部门数不应大于此", ">=": "，部门数不应小于此"}[relation]
    if relation == ">=" and summed.flowed:
        bound = f"，其中单位之间往来最多 {money(summed.flowed)} {unit}，部门数不应小于 {money(least)} {unit}"
    figures = "、".join(f"{member.name} {money(part.value)}" for member, part in summed.parts if part is not None)
    difference = abs(summed.own.value - expected)
    message = (
        f"“{label}”{said}，{len(summed.amounts)} 个单位合计 {money(summed.total)} {unit}（{figures}）{bound}，"
        f"相差 {money(difference)} {unit}。"
    )
    improbable = found.fit is Fit.IMPROBABLE
    own = Term.of(summed.stated) if summed.stated is not None else _no_row(summed, context)
    return Outcome(
        State.FAIL,
        terms=(own, *(_term(member, summed) for member, part in summed.parts if part is not None)),
        message=message,
        band=Band.UNLIKELY_ROUNDING if improbable else Band.ERROR,
        severity=Severity.WARNING if improbable else None,
        stated=summed.own.value,
        expected=expected if relation == "=" else None,
        difference=difference,
        allowed=found.allowed if relation == "=" else Decimal(0),
    )


def _term(member: UnitAccounts, summed: Summed) -> Term:
    """A unit's number: where its document has it is said by the name of the file and the cell, it is no place of this document."""
    statement = member.figures.get(str(summed.fact))
    file = member.context.disclosure.info.file.replace("\\", "/").rpartition("/")[2]
    if statement is None:
        return Term(-1, f"{member.name} 没有这一行", None, Place(file=file))
    place = statement.place
    where = Place(
        file=file, page=place.page, form=place.form, row=place.row, column=place.column, text=statement.amount.raw
    )
    return Term(-1, f"{member.name} {statement.label}", None, where, statement.amount.raw)


def _no_row(summed: Summed, context: Context) -> Term:
    """The department's form that has no row of what a unit states."""
    stated = next(s for member, _ in summed.parts if (s := member.figures.get(str(summed.fact))) is not None)
    table = context.table(stated.source)
    place = table.place if table is not None else Place(form=stated.source)
    return Term(1, f"{table.title if table is not None else stated.source} 没有列这一行", None, place)
