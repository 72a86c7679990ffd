"""Performance work of random departments: its forms agree with the accounts, and what is missed is explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from juesuan.preparing.books import AnnualTask, Books, GivenCell, Money, OverallWork, ProjectWork, Spending, Target
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.performance import overall_funds
from juesuan.preparing.workbook import OVERALL
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from juesuan.standard.scoring import hundredths
from tests.departments.chance import ZERO, Chance

__all__ = ["overall_work", "project_works", "with_execution_score"]

_WORTH_A_FORM = 1_000  # yuan
_MISSED = "部分任务跨年实施，下年加快进度。"
_MANAGEMENT = {
    "安排科学性": "安排科学",
    "拨付合规性": "拨付合规",
    "使用规范性": "使用规范",
    "预算绩效管理情况": "实施全过程绩效管理",
}
_THINGS = (
    "道路改造",
    "信息系统运行维护",
    "人才培训",
    "水利设施维修",
    "业务用房修缮",
    "专项整治",
    "惠民补助",
    "设备更新",
)


def _spent(spending: Sequence[Spending], *, own: bool, projects: bool) -> Decimal:
    chosen = (
        item
        for item in spending
        if (item.fund not in builtin().bookkeeping.funds) == own and (item.nature == "project") >= projects
    )
    return sum((item.amount for item in chosen), ZERO)


def project_works(chance: Chance, spending: Sequence[Spending]) -> tuple[ProjectWork, ...]:
    """Project forms that make up all project spending, or a part of it, or none."""
    spent = {name: _spent(spending, own=own, projects=True) for name, own in (("fiscal", False), ("own", True))}
    count = chance.choice((0, 1, 2, 3, 8)) if sum(spent.values()) >= _WORTH_A_FORM else 0
    if not count:
        return ()
    if chance.happens(0.3):
        spent = {name: chance.part(amount, 30, 90) for name, amount in spent.items()}
    parts = {name: _divided(chance, amount, count) for name, amount in spent.items()}
    return tuple(_project(chance, number, {name: parts[name][number] for name in parts}) for number in range(count))


def _divided(chance: Chance, amount: Decimal, count: int) -> list[Decimal]:
    """Parts of an amount, all of it to one project where it is little: nobody evaluates a project of forty yuan."""
    return chance.shares(amount, count) if amount >= 100 * _WORTH_A_FORM else [amount] + [ZERO] * (count - 1)


def _project(chance: Chance, number: int, executed: dict[str, Decimal]) -> ProjectWork:
    thing = chance.choice(_THINGS)
    return ProjectWork(
        name=f"示例{thing}项目第{number + 1}号",
        implementer="示例县综合服务中心",
        funds={name: _money(chance, amount) for name, amount in executed.items()},
        goal="完成年度建设任务。",
        result="年度建设任务按计划推进。",
        targets=(
            _counted(chance, ("产出指标", "数量指标", "完成任务数"), "个"),
            Target(("产出指标", "质量指标", "验收合格率"), "≥95%", "98.50%"),
            Target(("产出指标", "时效指标", "按期完成率"), *_rate(chance, 90)),
            Target(("效益指标", "社会效益指标", "服务能力"), "提升", "提升"),
            Target(("满意度指标", "服务对象满意度指标", "群众满意度"), *_rate(chance, 85)),
        ),
        management=_MANAGEMENT,
    )


def _money(chance: Chance, executed: Decimal) -> Money:
    """The three stages of what was executed: rarely all of the budget, never more; with no budget at first now and then."""
    if not executed:
        return Money()
    adjusted = executed if chance.happens(0.5) else executed + chance.amount(1, 2_000_000)
    initial = adjusted if chance.happens(0.5) else chance.part(adjusted, 0, 150)
    return Money(initial, adjusted, executed)


def _counted(chance: Chance, levels: tuple[str, str, str], unit: str) -> Target:
    wanted = chance.randint(2, 400)
    reached = wanted + chance.randint(0, wanted // 10) if chance.happens(0.8) else chance.randint(wanted // 2, wanted)
    return Target(levels, f"≥{wanted}{unit}", f"{reached}{unit}", _MISSED if reached < wanted else "")


def _rate(chance: Chance, wanted: int) -> tuple[str, str, str]:
    reached = Decimal(chance.randint(100 * wanted - (300 if chance.happens(0.2) else 0), 10_000)).scaleb(-2)
    return f"≥{wanted}%", f"{reached:.2f}%", _MISSED if reached < wanted else ""


def overall_work(
    chance: Chance, spending: Sequence[Spending], projects: Sequence[ProjectWork], edition: Layout
) -> OverallWork:
    """The overall form: the year's budget is what was spent and what the projects had left, at least."""
    blocks = edition.overall.weights
    spent = {name: _spent(spending, own=own, projects=False) for name, own in (("fiscal", False), ("own", True))}
    adjusted = {}
    for name, amount in spent.items():
        left = sum((work.funds[name].adjusted - work.funds[name].executed for work in projects), ZERO)
        adjusted[name] = amount + left + (chance.amount(1, 3_000_000) if amount and chance.happens(0.4) else ZERO)
    return OverallWork(
        adjusted=adjusted,
        own_initial=chance.part(adjusted["own"], 20, 120) if chance.happens(0.7) else ZERO,
        goals=("目标1：完成年度重点任务。",),
        results=("1．年度重点任务全部办结。",),
        tasks=(AnnualTask("重点任务", "推进重点任务。", "重点任务已办结。"),),
        targets=_managed(chance) if "投入管理指标" in blocks else _of_projects(chance),
    )


def _managed(chance: Chance) -> tuple[Target, ...]:
    """The indicators of places that ask for 投入管理, with rates that follow from the accounts."""
    return (
        Target(("投入管理指标", "预算和财务管理", "预算执行率"), "≥95%", "", "部分项目跨年实施。", Decimal(20)),
        Target(("投入管理指标", "预算和财务管理", "“三公经费”控制率"), "≤100%", "", "", Decimal(10)),
        _scored(_counted(chance, ("产出指标", "重点工作任务完成", "重点任务数"), "个"), 25),
        Target(("效益指标", "履职效益", "服务效率"), "提升", "提升", "", Decimal(25)),
        Target(("效益指标", "满意度", "群众满意度"), *_rate(chance, 90), Decimal(10)),
    )


def _of_projects(chance: Chance) -> tuple[Target, ...]:
    """The indicators that most places ask for: those of project forms."""
    return (
        _scored(_counted(chance, ("产出指标", "数量指标", "重点任务数"), "个"), 30),
        Target(("产出指标", "时效指标", "按期完成率"), *_rate(chance, 90), Decimal(20)),
        Target(("效益指标", "社会效益指标", "服务效率"), "提升", "提升", "", Decimal(30)),
        Target(("满意度指标", "服务对象满意度指标", "群众满意度"), *_rate(chance, 90), Decimal(10)),
    )


def _scored(target: Target, points: int) -> Target:
    return Target(target.levels, target.target, target.actual, target.reason, Decimal(points))


def with_execution_score(books: Books, edition: Layout) -> Books:
    """The books with the score of the execution of the whole that the unit gives itself where its place has published no rule."""
    if books.overall is None or edition.overall.scoring.execution is not None:
        return books
    whole = consolidated(books, edition.standard).books
    assert whole.overall is not None
    total = overall_funds(whole.overall, plain_figures(whole, edition).facts, edition.standard.bookkeeping)["total"]
    if not total.adjusted or total.executed >= total.adjusted:
        return books
    points = edition.overall.weights["预算执行率"]
    given = f"{hundredths(points * total.executed / total.adjusted)}"
    return replace(
        books, form_cells=(GivenCell(OVERALL, "得分", given, "按执行率折算", edition.overall.words["total"]),)
    )
