"""PP-24 成本指标的金额＝资金表.

A form whose only cost indicator names an amount of money speaks of its own money: the target is a budget of the block of funds, of
any stage and source, the result what was spent (or a budget, where just that is repeated). Only a name that says so speaks of the project's
money (项目成本, 资金总额): what the cost of other words is a cost of, a unit or a purchase, nobody knows. Limits, rates, the whole investment of
several years and indicators beside others say something else. A sheet copied from another project is found so; where it is the block of
funds that other forms print as well, the block is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.performance.copied_funds import COPIED, said_of_the_block
from juesuan.checking.performance.views import IndicatorRow
from juesuan.model import Amount, FormField, Outcome, State, Statement, Term, Unit
from juesuan.model.expressions import expression
from juesuan.standard.quantity import parse_quantity

RULE = "PP-24"

_COST = expression("成本")
_OF_THE_PROJECT = expression(
    "项目(?:完成|实施)?(?:总|所需)?(?:成本|经费|资金|费用|预算|支出|投入)|(?:资金|经费|预算)(?:总额|金额|数|成本|规模|投入)"
)
_OTHER = expression("单位成本|人均|平均|每|单价|标准|率|节约|总投资|投资总|概算|总成本|以内|累计|成本效益")
_STAGES = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
_EQUAL = {"", "="}
_SEVERAL = 2


def check(context: Context) -> Iterator[Outcome]:
    """One outcome a form."""
    for view in performance_forms(context, "PP"):
        rows = [
            row for row in view.rows if row.indicator.level2 is not None and _COST.search(row.indicator.level2.text)
        ]
        cells = [s for (_, column), s in view.cells.items() if column in _STAGES and s.value]
        if len(rows) != 1 or not cells:
            yield not_applicable(f"{view.name}没有可与资金表比较的成本指标")
            continue
        yield _judged(view, rows[0], cells)


def _judged(view: FormView, row: IndicatorRow, cells: list[Statement]) -> Outcome:
    target, actual = row.indicator.target, row.indicator.actual
    named = [
        (title, f, amount)
        for title, f in (("指标值", target), ("实际完成值", actual))
        if f and (amount := _money(row, f))
    ]
    if not named:
        return not_applicable(f"{view.name}的成本指标不是项目的金额")
    wrong = [(title, field) for title, field, amount in named if not any(_same(view, amount, cell) for cell in cells)]
    planned = view.cell("total", "initial")
    if not wrong or ([f for _, f in wrong] == [target] and len(named) > 1 and (planned is None or not planned.value)):
        return passed(cells)  # what was spent is right; what was planned at first is printed nowhere
    said = "、".join(f"{title} {field.text}" for title, field in wrong)
    total = [cell for column in _STAGES if (cell := view.cell("total", column)) is not None and cell.value]
    funds = "、".join(f"{_STAGES[cell.column]} {cell.amount.raw}" for cell in total)
    copied = said_of_the_block(view)
    maybe = copied or (_source_of([amount for title, field, amount in named if (title, field) in wrong], view))
    return Outcome(
        State.FAIL,
        terms=(*(row.term(field) for _, field in wrong), *(Term.of(cell, -1) for cell in total)),
        message=f"{view.name}成本指标“{row.name}”的{said}，与资金表（{funds}）都不一致{maybe}。",
        hint=COPIED if copied else "",
    )


def _source_of(amounts: list[Amount], view: FormView) -> str:
    """The form whose funds have all these amounts, where there are several: what was copied from it, as the end of a message."""
    if len(amounts) < _SEVERAL or not any(amount.value for amount in amounts):
        return ""
    for other in performance_forms(view.context, "PP"):
        cells = [cell for column in _STAGES if (cell := other.cell("total", column)) is not None and cell.value]
        if other.name != view.name and all(any(_same(other, amount, cell) for cell in cells) for amount in amounts):
            page = f"（第 {other.form.place.page} 页）" if other.form.place.page else ""
            return f"，而与{other.name}{page}的资金相同，可能照抄了那份表"
    return ""


def _money(row: IndicatorRow, field: FormField) -> Amount | None:
    """The amount that a cell names of the project's money; None where it says something else."""
    quantity = parse_quantity(field.text)
    if quantity is None or quantity.operator not in _EQUAL or _OTHER.search(row.name + field.text):
        return None
    if not _OF_THE_PROJECT.search(row.name) or _is_limit(row.indicator.target):
        return None
    amount = quantity.amount
    if amount.unit.is_money:
        return amount
    if amount.unit is not Unit.NONE or quantity.measure not in {"", "万", "亿"}:
        return None
    unit = Unit.YUAN if quantity.measure else Unit.WAN  # a bare number is in the unit of the block of funds
    return Amount(amount.value, unit, amount.decimals, amount.raw).to(Unit.WAN)


def _is_limit(target: FormField | None) -> bool:
    quantity = parse_quantity(target.text) if target is not None else None
    return quantity is not None and quantity.operator not in _EQUAL


def _same(view: FormView, amount: Amount, cell: Statement) -> bool:
    stated = view.precise(cell)
    return amount.to(stated.unit).interval.intersects(stated.interval)
