"""Hypothesis strategies: books of random departments that agree with themselves, and the documents made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from juesuan.model import Disclosure
from juesuan.preparing.books import (
    FUNDS,
    Basic,
    Books,
    Department,
    Income,
    Initial,
    Money,
    Opening,
    OverallWork,
    ProjectWork,
    Spending,
    Target,
    Task,
)
from juesuan.preparing.compose import compose
from juesuan.preparing.facts import facts
from juesuan.publishing.layout import Layout, layouts
from juesuan.standard.codes import function_name
from juesuan.standard.editions import Edition, editions

LEAST = 100_00  # fen: smaller amounts print as 0.00万元, which readers take for nothing at all
# fmt: off
GENERAL = (
    "2010101", "2010301", "2010302", "2010350", "2010399", "2010401", "2010601", "2010602", "2010699", "2011301",
    "2011308", "2013101", "2013202", "2040201", "2040219", "2040220", "2040601", "2040604", "2050202", "2050203",
    "2050205", "2060199", "2060499", "2060702", "2070109", "2070199", "2070205", "2080101", "2080109", "2080199",
    "2080299", "2080501", "2080502", "2080505", "2080506", "2080599", "2080801", "2089999", "2100101", "2100408",
    "2100799", "2101101", "2101102", "2101103", "2101199", "2110101", "2110301", "2110399", "2120101", "2120104",
    "2120399", "2130101", "2130104", "2130199", "2130305", "2140101", "2140106", "2140199", "2150501", "2150517",
    "2150805", "2150899", "2160299", "2160699", "2200101", "2200106", "2210201", "2210202", "2210203", "2240101",
    "2240106", "2240199", "2299999",
)
# fmt: on
GOVERNMENT_FUNDS = ("2120802", "2120803", "2121302", "2296002", "2296004")
CAPITAL = ("2230103", "2230201", "2239999")
TIED = {  # 项 that are spent on one 款 only
    "2080501": "30302",
    "2080502": "30302",
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
}
THREE_PUBLIC = {"30212": "abroad", "30217": "reception", "30231": "vehicle_operation", "31013": "vehicle_purchase"}
ZERO = Decimal(0)


@dataclass(frozen=True, repr=False)
class Made:
    """A document before and after composing, and how it is to be drawn. Its books fill pages, so it shows but its name."""

    books: Books
    edition: Edition
    layout: Layout
    disclosure: Disclosure

    def __repr__(self) -> str:
        return f"Made({self.edition.id}, {self.layout}, {len(self.disclosure.statements)} statements)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


@st.composite
def amounts(draw: st.DrawFn, least: int = LEAST) -> Decimal:
    """An amount of any usual magnitude, to the fen, or round as budgets are."""
    digits = draw(st.integers(5, 11))
    value = draw(st.integers(max(least, 10 ** (digits - 1)), 10**digits))
    return yuan(value if draw(st.booleans()) else max(least, value // 100_000 * 100_000))


maybe = st.one_of(st.just(ZERO), amounts())


@st.composite
def shares(draw: st.DrawFn, total: Decimal, count: int) -> list[Decimal]:
    """``count`` amounts that make up a total exactly; each is zero or at least the smallest printable amount."""
    fen = int(total.scaleb(2))
    weights = [draw(st.integers(1, 100)) for _ in range(count)]
    parts = [fen * weight // sum(weights) for weight in weights]
    parts = [part if part >= LEAST else 0 for part in parts]
    parts[parts.index(max(parts))] += fen - sum(parts)
    return [yuan(part) for part in parts]


def _known(codes: Sequence[str], edition: Edition) -> list[str]:
    form = edition.form("T01")
    assert form is not None
    printed = {(fact := form.form.row(key)) and fact.fact for key in form.rows}
    return [
        code
        for code in codes
        if f"spend[function={code[:3]}]" in printed
        and all(function_name(code[:length], edition.year) for length in (3, 5, 7))
    ]


@st.composite
def spendings(draw: st.DrawFn, edition: Edition, most: int) -> list[Spending]:
    """Spending by 项, fund and nature; a code of one fund is never one of another."""
    codes = draw(st.lists(st.sampled_from(_known(GENERAL, edition)), min_size=1, max_size=most, unique=True))
    found = []
    for code in codes:
        basic = code in TIED or draw(st.booleans())
        project = code not in TIED and (not basic or draw(st.booleans()))
        natures = [nature for nature, wanted in (("basic", basic), ("project", project)) if wanted]
        found += [Spending(code, "gpb", nature, draw(amounts())) for nature in natures]
        if draw(st.integers(0, 9)) == 0:
            nature = draw(st.sampled_from(("basic", "project", "remit", "operating", "subsidy")))
            found.append(Spending(code, "own", nature, draw(amounts())))
    for fund, pool in (("gf", GOVERNMENT_FUNDS), ("sc", CAPITAL)):
        if draw(st.integers(0, 2)) == 0:
            some = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
            found += [Spending(code, fund, "project", draw(amounts())) for code in some if code in _known(pool, edition)]
    return found


@st.composite
def _carried(draw: st.DrawFn, spent: Mapping[tuple[str, str], Decimal]) -> tuple[list[Income], list[Opening]]:
    """Income and opening balances that pay for the spending and leave what they leave: nothing ever goes below zero."""
    income, opening = [], []
    for (code, fund), amount in spent.items():
        before, after = (draw(maybe), draw(maybe)) if draw(st.integers(0, 3)) == 0 else (ZERO, ZERO)
        received = amount - before + after
        if received < yuan(LEAST):
            before, received = ZERO, amount + after
        source = fund if fund in FUNDS else draw(st.sampled_from(("superior", "business", "operating", "affiliate", "other")))
        income.append(Income(code, source, received))
        if before:
            opening.append(Opening(fund, before, code))
    return income, opening


@st.composite
def _economic(draw: st.DrawFn, edition: Edition, spending: Sequence[Spending]) -> list[Basic]:
    """Basic spending of the general budget by 款: what is tied to a 款 there, the rest anywhere."""
    form = edition.form("T06")
    assert form is not None
    printed = [key for key in form.rows if len(key) == 5 and key.isdigit()]
    totals: dict[str, Decimal] = {}
    free = ZERO
    for item in spending:
        if (item.fund, item.nature) == ("gpb", "basic"):
            if item.function in TIED:
                totals[TIED[item.function]] = totals.get(TIED[item.function], ZERO) + item.amount
            else:
                free += item.amount
    if free:
        chosen = draw(st.lists(st.sampled_from(printed), min_size=1, max_size=25, unique=True))
        for code, part in zip(chosen, draw(shares(free, len(chosen))), strict=True):
            totals[code] = totals.get(code, ZERO) + part
    return [Basic(code, amount) for code, amount in totals.items() if amount]


@st.composite
def _three_public(draw: st.DrawFn, basic: Sequence[Basic]) -> Mapping[str, Mapping[str, Decimal]]:
    """Actual spending at least what 06 shows, budgets at least the actual."""
    by_code = {item.economic: item.amount for item in basic}
    final = {item: by_code.get(code, ZERO) for code, item in THREE_PUBLIC.items()}
    if draw(st.booleans()):
        final["reception"] += draw(amounts())
    final |= {"meeting": by_code.get("30215", ZERO), "training": by_code.get("30216", ZERO)}
    adjusted = {item: amount + (draw(maybe) if draw(st.booleans()) else ZERO) for item, amount in final.items()}
    return {"adjusted": adjusted, "final": final}


def _counts(three_public: Mapping[str, Mapping[str, Decimal]]) -> dict[str, int]:
    """Numbers of things that go with the amounts: none without money, some with it."""
    final = three_public["final"]
    counts: dict[str, int] = {}
    if final["abroad"]:
        counts |= {"delegations": 1, "travellers": 3}
    if final["vehicle_purchase"]:
        counts["vehicles[item=bought]"] = 1
    if final["vehicle_operation"] or final["vehicle_purchase"]:
        held = max(1, int(final["vehicle_operation"] / 40_000))
        counts |= {"vehicles[item=held]": held, "vehicles[item=confidential]": held}
    if final["reception"]:
        guests = max(1, int(final["reception"] / 90))
        counts |= {"receptions": max(1, guests // 8), "guests": guests}
    return counts


@st.composite
def _projects(draw: st.DrawFn, spending: Sequence[Spending], most: int) -> tuple[ProjectWork, ...]:
    """Project forms whose executed amounts make up all project spending."""
    spent = {fund: sum((i.amount for i in spending if i.nature == "project" and (i.fund == "own") == own), ZERO)
             for fund, own in (("fiscal", False), ("own", True))}  # fmt: skip
    count = draw(st.integers(0, most)) if sum(spent.values()) else 0
    if not count:
        return ()
    parts = {fund: draw(shares(total, count)) if total else [ZERO] * count for fund, total in spent.items()}
    return tuple(
        ProjectWork(
            name=f"示例项目第{number + 1}号",
            implementer="示例县综合服务中心",
            funds={
                fund: Money(draw(maybe), part + (draw(maybe) if part else ZERO), part)
                for fund, part in ((fund, parts[fund][number]) for fund in parts)
            },
            goal="完成年度建设任务。",
            result="年度建设任务按计划完成。",
            targets=(
                Target(("产出指标", "数量指标", "完成任务数"), "≥20个", f"{draw(st.integers(10, 30))}个", "按实际需要调整。"),
                Target(("产出指标", "质量指标", "验收合格率"), "≥95%", "98.50%"),
                Target(("效益指标", "社会效益指标", "服务能力"), "提升", "提升"),
                Target(("满意度指标", "服务对象满意度指标", "群众满意度"), "≥90%", "92.00%"),
            ),
            management={
                "安排科学性": "安排科学",
                "拨付合规性": "拨付合规",
                "使用规范性": "使用规范",
                "预算绩效管理情况": "实施全过程绩效管理",
            },
        )
        for number in range(count)
    )


@st.composite
def _overall_work(draw: st.DrawFn, spending: Sequence[Spending]) -> OverallWork:
    fiscal = sum((item.amount for item in spending if item.fund in FUNDS), ZERO)
    own = sum((item.amount for item in spending if item.fund not in FUNDS), ZERO)
    return OverallWork(
        adjusted={"fiscal": fiscal + draw(maybe), "own": own + (draw(maybe) if own else ZERO)},
        own_initial=draw(maybe) if own else ZERO,
        goals=("目标1：完成年度重点任务。",),
        results=("1．年度重点任务全部办结。",),
        tasks=(Task("重点任务", "推进重点任务。", "重点任务已办结。"),),
        targets=(
            Target(("投入管理指标", "预算和财务管理", "预算执行率"), "≥95%", "", "部分项目跨年实施。", Decimal(30)),
            Target(("产出指标", "重点工作任务完成", "重点任务数"), "≥6个", "7个", "", Decimal(25)),
            Target(("效益指标", "履职效益", "服务效率"), "提升", "提升", "", Decimal(25)),
            Target(("效益指标", "满意度", "群众满意度"), "≥90%", "95.00%", "", Decimal(10)),
        ),
    )


@st.composite
def books(draw: st.DrawFn, edition: Edition, most: int = 24) -> Books:
    """A department's books for an edition, with at most ``most`` functional 项 of the general budget."""
    spending = draw(spendings(edition, most))
    spent: dict[tuple[str, str], Decimal] = {}
    for item in spending:
        spent[item.function, item.fund] = spent.get((item.function, item.fund), ZERO) + item.amount
    income, opening = draw(_carried(spent))
    basic = draw(_economic(edition, spending))
    three_public = draw(_three_public(basic))
    kind = draw(st.sampled_from(("行政", "事业")))
    initial = [
        Initial(code, fund, draw(st.sampled_from((amount, draw(amounts())))))
        for (code, fund), amount in spent.items()
        if fund in FUNDS and draw(st.integers(0, 4))
    ]
    goods, works, services = (draw(maybe) for _ in range(3))
    total = goods + works + services
    made = Books(
        department=Department(
            name=draw(st.sampled_from(("示例县综合管理局", "示例市某某区行政服务中心", "示例县水利移民（后期扶持）工作办公室"))),
            level=draw(st.sampled_from(("部门", "单位"))),
            place="示例县",
            kind=kind,
            duties=("贯彻执行有关法律法规。", "完成交办的其他任务。"),
            divisions=("办公室", "综合科"),
            agencies=("示例县综合管理局本级",),
        ),
        year=edition.year,
        income=tuple(income),
        spending=tuple(spending),
        basic=tuple(basic),
        opening=tuple(opening),
        initial=tuple(initial),
        three_public=three_public,
        procurement={"goods": goods, "works": works, "services": services, "sme": total, "micro": ZERO},
        counts=_counts(three_public),
        projects=draw(_projects(spending, 3)),
        overall=draw(st.one_of(st.none(), _overall_work(spending))),
    )
    known = facts(made)
    running = known.get("spend[fund=gpb,economic=operating,nature=basic]") if made.department.has_running_costs else ZERO
    compared = ("total[side=income]", "total[fund=fiscal,side=income]", "spend[fund=gpb]")
    factor = draw(st.sampled_from((Decimal("0.8"), Decimal(1), Decimal("1.37"))))
    previous = {text: (known.get(text) * factor).quantize(Decimal("0.01")) for text in compared}
    return replace(made, running_costs=running, previous={**previous, "running_costs": running})


@st.composite
def drawings(draw: st.DrawFn, edition: Edition) -> Layout:
    """The layout of an edition, with what other places vary in varied.

    Tables without vertical lines keep their wide pages and repeated headers: nobody draws them otherwise.
    """
    layout = layouts()[edition.layout]
    numbers = draw(st.booleans()) if layout.column_numbers else False
    layout = replace(layout, table_face=draw(st.sampled_from(("serif", "sans"))), column_numbers=numbers)
    if layout.rules != "grid":
        return layout
    split = layout.code_columns == 3 or draw(st.booleans())
    return replace(
        layout,
        code_columns=3 if split else 1,
        broken_codes=not split and draw(st.booleans()),
        repeat_header=draw(st.booleans()),
        landscape=frozenset(draw(st.sets(st.sampled_from([form.id for form in edition.forms])))),
    )


@st.composite
def disclosures(draw: st.DrawFn, name: str | None = None, most: int = 24) -> Made:
    """A random consistent document, of one edition or of any."""
    edition = editions()[name or draw(st.sampled_from(sorted(editions())))]
    made = draw(books(edition, most))
    return Made(made, edition, draw(drawings(edition)), compose(made, edition))
