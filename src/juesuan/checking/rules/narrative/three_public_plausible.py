"""N09-07, N09-08, N12-04, N09-10 公车和接待的金额与数量是否合理.

Running costs per car of 0.5 to 8 万元 a year and 10 to 300 元 a guest are what reviewers take as usual (DOMAIN 2.11): outside, they
ask. All are warnings. That domestic and foreign reception add up to the whole is arithmetic, and an error when it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.linear import Instance, judge
from juesuan.checking.rendering import money
from juesuan.model import Band, Outcome, Severity, State, Statement, Term, Unit

_PER_CAR = (Decimal(5_000), Decimal(80_000))
_PER_GUEST = (Decimal(10), Decimal(300))


def _count(fact: str, source: str, context: Context) -> Statement | None:
    return next((s for s in context.by_fact.get(fact, ()) if s.source.startswith(source)), None)


def _cars(context: Context) -> Iterator[Outcome]:
    running, held = context.cell("T09", "*", "C11"), _count("vehicles[item=held]", "N09", context)
    if running is None or not running.value or held is None:
        yield not_applicable("没有公务用车运行维护费，或没有写明保有量")
        return
    if not held.value:
        message = f"“{running.label}”为 {running.amount.raw}，但公务用车保有量为 0。"
        yield Outcome(State.FAIL, terms=(Term.of(running), Term.of(held, -1)), message=message)
        return
    yield _per_head(running, held, _PER_CAR, "每辆公务用车年运行维护费")


def _reception(context: Context) -> Iterator[Outcome]:
    yield from _guests(context)
    yield from _two_kinds(context)


def _two_kinds(context: Context) -> Iterator[Outcome]:
    """国内公务接待 and 外宾接待 are the whole of 公务接待费, in the paragraph that states all three."""
    stated = {str(s.fact): s for s in reversed(context.prose("N09")) if s.instance and not s.ambiguous}
    kinds = ("three_public[item=reception]", "three_public[item=domestic]", "three_public[item=foreign]")
    whole, domestic, foreign = (stated.get(kind) for kind in kinds)
    if whole is None or domestic is None or foreign is None:
        return
    outcome = judge(Instance(((1, whole), (-1, domestic), (-1, foreign)), "="), context)
    yield replace(outcome, severity=Severity.ERROR) if outcome.band is Band.ERROR else outcome


def _guests(context: Context) -> Iterator[Outcome]:
    spent = context.cell("T09", "*", "C12")
    guests = [s for fact in ("guests", "guests[item=foreign]") if (s := _count(fact, "N09", context)) is not None]
    counted = [statement for statement in guests if statement.value]
    if spent is None or not spent.value or len(counted) != 1:
        yield not_applicable("没有公务接待费，或接待人次不止一类")
        return
    yield _per_head(spent, counted[0], _PER_GUEST, "人均接待费")


def _per_head(spent: Statement, count: Statement, usual: tuple[Decimal, Decimal], what: str) -> Outcome:
    average = spent.amount.to(Unit.YUAN).value / count.value
    if usual[0] <= average <= usual[1]:
        return passed([spent, count])
    message = f"{what}为 {money(average)} 元（{spent.amount.raw} ÷ {count.amount.raw}），超出通常范围 {usual[0]}～{usual[1]} 元，请核对。"
    return Outcome(State.FAIL, terms=(Term.of(spent), Term.of(count, -1)), message=message)


def _no_car(context: Context) -> Iterator[Outcome]:
    owned = _count("vehicles", "N12", context)
    costs = [s for column in ("C5", "C11") if (s := context.cell("T09", "*", column)) is not None and s.value]
    if owned is None or not costs:
        yield not_applicable("没有公务用车运行费，或没有写明车辆总数")
    elif owned.value:
        yield passed([owned, *costs])
    else:
        message = f"“{costs[0].label}”为 {costs[0].amount.raw}，而车辆总数为 0；租用或使用公共平台车辆的应说明。"
        yield Outcome(State.FAIL, terms=(Term.of(costs[0]), Term.of(owned, -1)), message=message)


def _held_of_owned(context: Context) -> Iterator[Outcome]:
    held, owned = _count("vehicles[item=held]", "N09", context), _count("vehicles", "N12", context)
    if held is None or owned is None:
        yield not_applicable("没有同时写明公务用车保有量和车辆总数")
    elif held.value <= owned.value:
        yield passed([held, owned])
    else:
        message = f"公务用车保有量 {held.amount.raw} 辆大于车辆总数 {owned.amount.raw} 辆。"
        yield Outcome(State.FAIL, terms=(Term.of(held), Term.of(owned, -1)), message=message)


RULES = {"N09-07": _cars, "N09-08": _reception, "N12-04": _no_car, "N09-10": _held_of_owned}
